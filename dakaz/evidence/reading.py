"""Read any bytes: find what they are and give them to the reader of that kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import BinaryIO, cast

from dakaz.errors import N_
from dakaz.evidence import detection as kinds
from dakaz.evidence.detection import detect
from dakaz.evidence.language import language_of
from dakaz.evidence.transcript import clean_text
from dakaz.evidence.values import DEFAULT, Limits, Note, Reading

EMPTY_FILE = N_("The file is empty.")
TOO_LARGE = N_("The file is larger than %(megabytes)s MB; it is kept as it is, but not read.")
NOT_READ = N_("This kind of file is kept as it is, but not read.")
OLD_WORD = N_(
    "Old Word and RTF files are kept as they are, but not read. Save it as DOCX or PDF and add that as well."
)
OTHER_KIND = N_("The name ends in “.%(ending)s”, but by its content the file is %(kind)s.")
NESTED = N_("Archives lie in archives more than %(limit)s deep; this one was not unpacked.")
TOO_DEEP = N_("The file nests its parts too deeply to be read.")

_READERS = {
    "text/plain": ("plain", "read_plain"),
    "text/csv": ("delimited", "read_delimited"),
    "text/tab-separated-values": ("delimited", "read_delimited"),
    "application/xml": ("plain", "read_plain"),
    kinds.JSON: ("structured", "read_json"),
    kinds.HTML: ("hypertext", "read_html"),
    kinds.MHTML: ("mail", "read_saved_page"),
    kinds.EML: ("mail", "read_mail"),
    kinds.PDF: ("pdf", "read_pdf"),
    kinds.DOCX: ("word", "read_docx"),
    kinds.ODT: ("opendocument", "read_opendocument"),
    kinds.ODP: ("opendocument", "read_opendocument"),
    kinds.PPTX: ("slides", "read_slides"),
    kinds.XLSX: ("sheets", "read_sheets"),
    kinds.XLS: ("sheets", "read_sheets"),
    kinds.ODS: ("sheets", "read_sheets"),
    kinds.LOCKED_OFFICE: ("word", "read_locked"),
    kinds.ZIP: ("archives", "read_zip"),
    **{f"image/{kind}": ("pictures", "read_picture") for kind in kinds.PICTURES},
}
# Endings that name one kind: another content under them is worth a word.
_ENDINGS = {
    "pdf": (kinds.PDF,),
    "docx": (kinds.DOCX, kinds.LOCKED_OFFICE),
    "xlsx": (kinds.XLSX, kinds.LOCKED_OFFICE),
    "odt": (kinds.ODT,),
    "ods": (kinds.ODS,),
    "jpg": ("image/jpeg",),
    "jpeg": ("image/jpeg",),
    "png": ("image/png",),
    "heic": ("image/heic", "image/heif"),
    "eml": (kinds.EML,),
}
_OLD_WORD = ("application/msword", "application/rtf")
Reader = Callable[[bytes, str, Limits], Reading]


def read(content: bytes | BinaryIO, name: str, *, limits: Limits = DEFAULT, depth: int = 0) -> Reading:
    """Read the text of a file.

    Args:
        content: its bytes, or a binary stream at their start.
        name: its name, used only where the content allows several kinds.
        limits: how much is read.
        depth: how many archives it came out of.

    Returns:
        a reading; damage, locks and unknown kinds are statuses of it, not errors.
    """
    data = content if isinstance(content, bytes) else content.read(limits.content + 1)
    media_type = detect(data, name)
    if not data:
        return Reading(media_type, status="kept", notes=(Note(EMPTY_FILE),))
    reader = reader_of(media_type, data, name)
    if reader is None:
        return Reading(
            media_type, status="kept", notes=(Note(OLD_WORD if media_type in _OLD_WORD else NOT_READ),)
        )
    if len(data) > limits.content:
        return too_large(media_type, limits)
    if media_type == kinds.ZIP and depth >= limits.nesting:
        return Reading(media_type, status="too_large", notes=(Note(NESTED, {"limit": limits.nesting}),))
    return _completed(_guarded(reader, data, media_type, limits), name)


def render(content: bytes, page: int, *, width: int, turn: int = 0) -> bytes:
    """Return one page of a PDF or picture as PNG or JPEG with nothing in it but pixels.

    Args:
        content: a PDF or a picture.
        page: from 1.
        width: of the result in pixels; pictures are not enlarged.
        turn: degrees clockwise, a multiple of 90, after the turn the camera noted.

    Raises:
        Unreadable: the page cannot be shown; the message says why.
    """
    return cast(
        bytes, import_module("dakaz.evidence.rendering").render(content, page, width=width, turn=turn)
    )


def too_large(media_type: str, limits: Limits = DEFAULT) -> Reading:
    """The reading of a file over the limit."""
    return Reading(
        media_type, status="too_large", notes=(Note(TOO_LARGE, {"megabytes": limits.content >> 20}),)
    )


def _guarded(reader: Reader, data: bytes, media_type: str, limits: Limits) -> Reading:
    try:
        return reader(data, media_type, limits)
    except RecursionError:
        return Reading(media_type, status="damaged", notes=(Note(TOO_DEEP),))


def _completed(reading: Reading, name: str) -> Reading:
    ending = name.rpartition(".")[2].lower()
    if reading.media_type not in _ENDINGS.get(ending, (reading.media_type,)):
        told = Note(OTHER_KIND, {"ending": ending, "kind": reading.media_type})
        reading = replace(reading, notes=(told, *reading.notes))
    title = clean_text(reading.title).replace("\n", " ").strip() if reading.title else None
    return replace(reading, language=language_of(reading.text), title=title or None)


def reader_of(media_type: str, data: bytes, name: str) -> Reader | None:
    """Return the reader for bytes of a media type, or None where such files are only kept.

    Readers are imported when first needed: a child that reads only text stays small.
    """
    place = _READERS.get(media_type)
    if place is None and media_type.startswith("text/"):
        place = _READERS["text/plain"]
    if place is None:
        return None
    module, function = place
    return cast(Reader, getattr(import_module(f"dakaz.evidence.{module}"), function))
