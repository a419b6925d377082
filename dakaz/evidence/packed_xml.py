"""XML parts of ZIP-based office documents, opened so that no bomb and no outside entity gets in."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from dakaz.errors import N_, Unreadable
from dakaz.evidence.values import Limits

NO_ARCHIVE = N_("The document is damaged: it cannot be unpacked.")
LOCKED = N_(
    "The document is locked by a password. Ask whoever sent it for a copy without one, and add that too."
)
PART_BROKEN = N_("A part of the document is damaged (%(part)s).")
TOO_LARGE = N_("The document unpacks to far more than its size; it was not read.")
DOCTYPE = N_("The document declares its own entities, which office programs never do; it was not read.")
ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, RuntimeError, OSError, ValueError,
    LookupError, TypeError, AttributeError, OverflowError,
)  # fmt: skip
_PART = 100 * 1024 * 1024


class Parts:
    """The parts of one document.

    Raises:
        Unreadable: when it is no archive, locked, or a bomb.
    """

    def __init__(self, content: bytes, limits: Limits) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(content))
        except ZIP_FAULTS as fault:
            raise Unreadable(NO_ARCHIVE) from fault
        self._limits = limits
        self.names = [info.filename for info in self._archive.infolist()]
        if sum(info.file_size for info in self._archive.infolist()) > limits.unpacked:
            raise Unreadable(TOO_LARGE)

    def read(self, name: str) -> bytes:
        """Return the bytes of a part."""
        info = self._archive.getinfo(name)
        if info.flag_bits & 1:
            raise Unreadable(LOCKED)
        try:
            with self._archive.open(info) as part:
                data = part.read(_PART + 1)
        except ZIP_FAULTS as fault:
            raise Unreadable(PART_BROKEN, part=name[:100]) from fault
        if len(data) > _PART:
            raise Unreadable(TOO_LARGE)
        return data

    def tree(self, name: str) -> etree._Element | None:
        """Return the XML of a part, or None when there is no such part."""
        if name not in self.names:
            return None
        return parsed_xml(self.read(name), name)


def parsed_xml(data: bytes, name: str) -> etree._Element:
    """Parse XML without entities, DTDs or network.

    Raises:
        Unreadable: when it is not well-formed or declares entities of its own.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Unreadable(PART_BROKEN, part=name[:100]) from fault
    if root is None:
        raise Unreadable(PART_BROKEN, part=name[:100])
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(DOCTYPE)
    return root
