"""ODT and ODP: paragraphs and slides with their notes, comments, headers and deletions."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dakaz.errors import Unreadable
from dakaz.evidence.dates import edtf
from dakaz.evidence.packed_xml import LOCKED, Parts
from dakaz.evidence.transcript import Transcript, finished
from dakaz.evidence.values import Limits, Note, Reading
from dakaz.evidence.word import BEGINS, DELETED_FROM, NO_BODY, PART_MISSING, unread

EXTRACTOR = "odf/1"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_NOTE, _COMMENT, _CHANGES = f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}tracked-changes"
_ASIDE = (_NOTE, _COMMENT, _CHANGES, f"{_TEXT}ruby-text", f"{_TEXT}sequence-decls")
_PROTECTED = b"manifest:encryption-data"


def read_opendocument(content: bytes, media_type: str, limits: Limits) -> Reading:
    """Read a text or presentation of LibreOffice and its kin."""
    try:
        parts = Parts(content, limits)
        if "META-INF/manifest.xml" in parts.names and _PROTECTED in parts.read("META-INF/manifest.xml"):
            raise Unreadable(LOCKED)
        body = parts.tree("content.xml")
    except Unreadable as fault:
        return unread(media_type, fault, EXTRACTOR)
    if body is None:
        return unread(media_type, Unreadable(NO_BODY), EXTRACTOR)
    transcript = Transcript(limits)
    notes = (
        _add_slides(body, transcript) if "presentation" in media_type else _add_text(body, parts, transcript)
    )
    title, dated = _meta(parts)
    return finished(
        Reading(media_type, notes=notes, title=title, dated=dated, extractor=EXTRACTOR), transcript
    )


def _add_slides(body: etree._Element, transcript: Transcript) -> tuple[Note, ...]:
    for number, slide in enumerate(body.iter(f"{_DRAW}page"), start=1):
        transcript.add("\n".join(_paragraphs(slide)), "slide", str(number), empty=True)
    return ()


def _add_text(body: etree._Element, parts: Parts, transcript: Transcript) -> tuple[Note, ...]:
    for text in _paragraphs(body):
        transcript.paragraph(text)
    notes: list[Note] = []
    _add_aside(body, f"{_TEXT}note-body", BEGINS["footnotes"], transcript, notes)
    _add_aside(body, _COMMENT, BEGINS["comments"], transcript, notes)
    _add_aside(body, f"{_TEXT}deletion", DELETED_FROM, transcript, notes)
    try:
        styles = parts.tree("styles.xml")
    except Unreadable:
        return (*notes, Note(PART_MISSING, {"part": "styles.xml"}))
    if styles is not None:
        _add_aside(styles, f"{_STYLE}header", BEGINS["header"], transcript, notes)
        _add_aside(styles, f"{_STYLE}footer", BEGINS["footer"], transcript, notes)
    return tuple(notes)


def _add_aside(
    root: etree._Element, tag: str, message: str, transcript: Transcript, notes: list[Note]
) -> None:
    begin = len(transcript.anchors)
    for element in root.iter(tag):
        for text in _paragraphs(element):
            transcript.paragraph(text)
    if len(transcript.anchors) > begin:
        notes.append(Note(message, {"paragraph": begin + 1}))


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """Give paragraphs in order; a table's row is one paragraph with tabs between its cells."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element is not root and element.tag in _ASIDE:
            walk.skip_subtree()
        elif element.tag in _PARAGRAPHS:
            yield _text(element)
            walk.skip_subtree()
        elif element.tag == f"{_TABLE}table-row":
            yield "\t".join(_cells(element))
            walk.skip_subtree()


def _cells(row: etree._Element) -> Iterator[str]:
    for cell in row.iterchildren(f"{_TABLE}table-cell"):
        yield " ".join(text.replace("\n", " ") for text in _paragraphs(cell))


def _text(paragraph: etree._Element) -> str:
    return "".join(_pieces(paragraph))


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(paragraph, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            yield (element.tail or "") if element is not paragraph else ""
        elif element.tag in _ASIDE:
            walk.skip_subtree()
        else:
            yield _sign(element) + (element.text or "")


def _sign(element: etree._Element) -> str:
    if element.tag == f"{_TEXT}s":
        count = element.get(f"{_TEXT}c") or "1"
        return " " * min(int(count), 100) if count.isdecimal() else " "
    if element.tag in (f"{_TEXT}line-break", *_PARAGRAPHS):
        return "\n"
    return "\t" if element.tag == f"{_TEXT}tab" else ""


def _meta(parts: Parts) -> tuple[str | None, str | None]:
    try:
        root = parts.tree("meta.xml")
    except Unreadable:
        return None, None
    if root is None:
        return None, None
    title = (root.findtext(f".//{_DC}title") or "").strip()[:300] or None
    written = root.findtext(f".//{_DC}date") or root.findtext(f".//{_META}creation-date") or ""
    return title, edtf(written)
