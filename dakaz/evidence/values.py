"""What a reading of some bytes is: plain values that can be sent, stored and compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["page", "paragraph", "message", "sheet", "row", "slide"]
Status = Literal["read", "no_text", "damaged", "too_large", "locked", "kept"]

KINDS: tuple[Kind, ...] = ("page", "paragraph", "message", "sheet", "row", "slide")
STATUSES: tuple[Status, ...] = ("read", "no_text", "damaged", "too_large", "locked", "kept")

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a text that a person can name: a page, a paragraph, a message.

    Args:
        start: where it begins, in characters from the start of ``Reading.text``.
        kind: what sort of place it is.
        label: how it is called, in no language: ``3``, ``Sheet1!12``, ``2024-09-04 12:30 Ivan``.
    """

    start: int
    kind: Kind
    label: str


@dataclass(frozen=True, slots=True)
class Note:
    """One thing a person should know about a reading: a template and what stands in its places."""

    message: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a file: of a ZIP archive, or attached to an e-mail.

    Args:
        name: safe to show (see ``clean_name``).
        content: its bytes, unpacked.
        media_type: by content, as ``detect`` says.
    """

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read from some bytes.

    Args:
        media_type: what the bytes are, by their content.
        text: Unicode NFC, lines ended by ``\\n``, no control characters.
        anchors: places in ``text``, in reading order.
        language: ISO 639-1 of most of the text, None when unsure.
        pages: pages or pictures that ``render`` can show; None where there is no such thing.
        status: ``read``; ``no_text`` (a picture, or nothing written); ``damaged`` (some or all
            was not read); ``too_large`` (all of it, or the rest, was not read); ``locked`` (by a password);
            ``kept`` (a kind that is only kept).
        notes: what was not read, and anything unusual, in plain words.
        title: as the document itself says.
        dated: EDTF, from the document's own metadata.
        members: files inside this file.
        extractor: the reader and its version, such as ``pdf/1``; a new version may read more.
        tokens: ``text`` folded for search (see ``names.fold``), where the reader has done that too.
    """

    media_type: str
    text: str = ""
    anchors: tuple[Anchor, ...] = ()
    language: str | None = None
    pages: int | None = None
    status: Status = "read"
    notes: tuple[Note, ...] = ()
    title: str | None = None
    dated: str | None = None
    members: tuple[Member, ...] = ()
    extractor: str = ""
    tokens: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read from one file; what is over is kept, and said to be too large.

    Args:
        content: bytes of a file.
        markup: bytes of a web page, whose tree takes many times its size.
        text: characters of its text.
        anchors: named places in it.
        pages: pages of a PDF.
        pixels: of a picture before it is decoded.
        members: files in an archive or e-mail.
        unpacked: bytes of all members together.
        ratio: unpacked to packed bytes of one member, where it is over one MiB.
        nesting: archives in archives.
    """

    content: int = 200 * MIB
    markup: int = 40 * MIB
    text: int = 20_000_000
    anchors: int = 500_000
    pages: int = 10_000
    pixels: int = 150_000_000
    members: int = 5_000
    unpacked: int = 400 * MIB
    ratio: int = 200
    nesting: int = 3


DEFAULT = Limits()
