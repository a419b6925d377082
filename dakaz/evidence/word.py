"""DOCX: paragraphs, tables, footnotes, comments, headers and what tracked changes removed."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from dakaz.errors import N_, Unreadable
from dakaz.evidence.dates import edtf
from dakaz.evidence.packed_xml import LOCKED, TOO_LARGE, Parts
from dakaz.evidence.transcript import Transcript, finished
from dakaz.evidence.values import Limits, Note, Reading, Status

EXTRACTOR = "docx/1"
NO_BODY = N_("The document is damaged: its main part is missing.")
PART_MISSING = N_("A part of the document is damaged and was not read (%(part)s).")
TRACKED = N_(
    "The document has tracked changes: %(inserted)s insertions, read as text, and %(deleted)s deletions."
)
DELETED_FROM = N_("Deleted text that is still in the file begins at paragraph %(paragraph)s.")
BEGINS = {
    "footnotes": N_("Footnotes begin at paragraph %(paragraph)s."),
    "endnotes": N_("Endnotes begin at paragraph %(paragraph)s."),
    "comments": N_("Comments begin at paragraph %(paragraph)s."),
    "header": N_("Page headers begin at paragraph %(paragraph)s."),
    "footer": N_("Page footers begin at paragraph %(paragraph)s."),
}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "p": "\n"}
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


def unread(media_type: str, fault: Unreadable, extractor: str) -> Reading:
    """Turn a refusal of the parts into a reading without text."""
    status: Status = "damaged"
    if fault.message == LOCKED:
        status = "locked"
    elif fault.message == TOO_LARGE:
        status = "too_large"
    return Reading(media_type, status=status, notes=(Note(fault.message, fault.values),), extractor=extractor)


def read_locked(_content: bytes, media_type: str, _limits: Limits) -> Reading:
    """Say of an office document that it is encrypted."""
    return unread(media_type, Unreadable(LOCKED), EXTRACTOR)


def read_docx(content: bytes, media_type: str, limits: Limits) -> Reading:
    """Read a Word document."""
    try:
        parts = Parts(content, limits)
        body = parts.tree("word/document.xml")
    except Unreadable as fault:
        return unread(media_type, fault, EXTRACTOR)
    if body is None:
        return unread(media_type, Unreadable(NO_BODY), EXTRACTOR)
    transcript = Transcript(limits)
    _add_all(body, transcript)
    notes, status = _add_other_parts(parts, transcript)
    notes += _add_deletions(body, transcript)
    title, dated = core_properties(parts)
    reading = Reading(
        media_type, status=status, notes=tuple(notes), title=title, dated=dated, extractor=EXTRACTOR
    )
    return finished(reading, transcript)


def _local(element: etree._Element) -> str:
    """The name of an element of Word's two namespaces; "" for others."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return (
        tag.removeprefix(_W)
        if tag.startswith(_W)
        else tag.removeprefix(_STRICT)
        if tag.startswith(_STRICT)
        else ""
    )


def _add_all(root: etree._Element, transcript: Transcript) -> None:
    """Add paragraphs in order; a table's row is one paragraph with tabs between its cells."""
    inside: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = _local(element)
        if inside is not None:
            inside = None if event == "end" and element is inside else inside
            continue
        if event == "start" and name in ("p", "tr"):
            inside = element
            if not transcript.paragraph(_row(element) if name == "tr" else _text(element)):
                return


def _row(row: etree._Element) -> str:
    cells = [child for child in row.iter() if _local(child) == "tc" and _nearest_row(child) is row]
    return "\t".join(" ".join(_text(cell).split("\n")).strip() for cell in cells)


def _nearest_row(cell: etree._Element) -> etree._Element | None:
    return next((up for up in cell.iterancestors() if _local(up) == "tr"), None)


def _text(element: etree._Element, letters: str = "t") -> str:
    """The text of an element; ``letters`` is ``delText`` for what tracked changes removed."""
    return "".join(_pieces(element, letters)).strip("\n")


def _pieces(element: etree._Element, letters: str) -> Iterator[str]:
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, part in walk:
        if part.tag == _FALLBACK:
            if event == "start":
                walk.skip_subtree()  # the same text box a second time, for old programs
            continue
        name = _local(part)
        if event == "start" and name == letters:
            yield part.text or ""
        elif event == ("end" if name == "p" else "start") and name in _BREAKS:
            yield _BREAKS[name]


def _add_other_parts(parts: Parts, transcript: Transcript) -> tuple[list[Note], Status]:
    notes: list[Note] = []
    status: Status = "read"
    for kind, message in BEGINS.items():
        begin = len(transcript.anchors)
        for name in sorted(
            part for part in parts.names if part.startswith(f"word/{kind}") and part.endswith(".xml")
        ):
            try:
                tree = parts.tree(name)
            except Unreadable:
                notes.append(Note(PART_MISSING, {"part": name[:100]}))
                status = "damaged"
                continue
            if tree is not None:
                _add_all(tree, transcript)
        if len(transcript.anchors) > begin:
            notes.append(Note(message, {"paragraph": begin + 1}))
    return notes, status


def _add_deletions(body: etree._Element, transcript: Transcript) -> list[Note]:
    changes = [
        (_local(element), element)
        for element in body.iter(f"{_W}ins", f"{_W}del", f"{_STRICT}ins", f"{_STRICT}del")
    ]
    inserted = sum(name == "ins" and bool(_text(element)) for name, element in changes)
    deleted = [text for name, element in changes if name == "del" and (text := _text(element, "delText"))]
    if not inserted and not deleted:
        return []
    notes = [Note(TRACKED, {"inserted": inserted, "deleted": len(deleted)})]
    if deleted:
        notes.append(Note(DELETED_FROM, {"paragraph": len(transcript.anchors) + 1}))
    for text in deleted:
        transcript.paragraph(text)
    return notes


def core_properties(parts: Parts) -> tuple[str | None, str | None]:
    """Return title and date that an office document tells about itself."""
    try:
        core = parts.tree("docProps/core.xml")
    except Unreadable:
        return None, None
    if core is None:
        return None, None
    title = (core.findtext(f"{_DC}title") or "").strip()[:300] or None
    written = core.findtext(f"{_TERMS}modified") or core.findtext(f"{_TERMS}created") or ""
    return title, edtf(written)
