"""PDF: text page by page through PDFium, which rebuilds broken tables by scanning."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from dakaz.errors import N_
from dakaz.evidence.dates import edtf
from dakaz.evidence.pdf_rescue import with_new_end
from dakaz.evidence.transcript import Transcript, clean_text, finished
from dakaz.evidence.values import Limits, Note, Reading, Status

EXTRACTOR = "pdf/1"
LOCKED = N_("The PDF is locked by a password. Ask whoever sent it for a copy without one, and add that too.")
NO_PDF = N_("The PDF is damaged; no page of it could be read.")
TABLE_BROKEN = N_(
    "The PDF's table of contents is damaged; its pages were found by searching the file. Some may be missing."
)
CUT = N_(
    "The PDF breaks off: its end is missing. The pages that could be found were read; some may be missing."
)
PAGE_BROKEN = N_("Page %(page)s is damaged and could not be read.")
PAGES_BROKEN = N_(
    "%(count)s of %(pages)s pages are damaged and could not be read; the first is page %(page)s."
)
NO_LETTERS = N_("Pages without text, perhaps scanned: %(pages)s.")
PAGES_MANY = N_("The PDF has %(pages)s pages; only the first %(limit)s were read.")
# A hyphen at a line's end that PDFium knows to be one, and the line end after it.
_HYPHEN = re.compile("[\x02\ufffe](?:\r?\n)?")


def read_pdf(content: bytes, media_type: str, limits: Limits) -> Reading:
    """Read the text of every page that can be read."""
    try:
        document = opened(content)
    except pdfium.PdfiumError as fault:
        return _unopened(media_type, fault)
    try:
        return _read_document(document, content, media_type, limits)
    finally:
        document.close()


def opened(content: bytes) -> Any:
    """Open a PDF; one whose end is missing gets a new end first.

    Raises:
        PdfiumError: it cannot be opened even so.
    """
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as fault:
        if is_locked(fault):
            raise
        return pdfium.PdfDocument(with_new_end(content))


def is_locked(fault: pdfium.PdfiumError) -> bool:
    """Say whether a document did not open because of a password."""
    return fault.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


def init_forms(document: Any) -> None:
    """Let what was typed into a form be seen; PDFium is built without scripts, so none can run."""
    if document.get_formtype() == raw.FORMTYPE_ACRO_FORM:
        document.init_forms()


def _unopened(media_type: str, fault: pdfium.PdfiumError) -> Reading:
    locked = is_locked(fault)
    status: Status = "locked" if locked else "damaged"
    return Reading(
        media_type, status=status, notes=(Note(LOCKED if locked else NO_PDF),), extractor=EXTRACTOR
    )


def _read_document(document: Any, content: bytes, media_type: str, limits: Limits) -> Reading:
    pages = len(document)
    init_forms(document)
    transcript = Transcript(limits)
    broken, silent = _read_pages(document, min(pages, limits.pages), transcript)
    notes = _notes(document, content, limits, broken=broken, silent=silent)
    reading = Reading(
        media_type,
        pages=min(pages, limits.pages),
        notes=notes,
        title=clean_text(_told(document, "Title"))[:300].strip() or None,
        dated=edtf(_told(document, "CreationDate")),
        extractor=EXTRACTOR,
    )
    return _judged(finished(reading, transcript), broken)


def _told(document: Any, key: str) -> str:
    """What the document says of itself; "" when that is no text."""
    try:
        return str(document.get_metadata_value(key))
    except (pdfium.PdfiumError, ValueError):
        return ""


def _judged(reading: Reading, broken: list[int]) -> Reading:
    texts = {note.message for note in reading.notes}
    if not reading.pages:
        return replace(reading, status="damaged", notes=(*reading.notes, Note(NO_PDF)))
    if broken or texts & {TABLE_BROKEN, CUT}:
        return replace(reading, status="damaged")
    if PAGES_MANY in texts:
        return replace(reading, status="too_large")
    return reading


def _read_pages(document: Any, pages: int, transcript: Transcript) -> tuple[list[int], list[int]]:
    """Add every page; return the numbers of the broken ones and of those without letters."""
    broken, silent = [], []
    for index in range(pages):
        text = page_text(document, index)
        if text is None:
            broken.append(index + 1)
            continue
        if not text.strip():
            silent.append(index + 1)
        if not transcript.add(text, "page", str(index + 1), empty=True):
            break
    return broken, silent


def page_text(document: Any, index: int) -> str | None:
    """Return the text of a page, filled-in form fields included; None when it is damaged."""
    try:
        page = document[index]
        if document.formenv:
            page.flatten()
            page = document[index]
        text_page = page.get_textpage()
        text = str(text_page.get_text_range())
        text_page.close()
        page.close()
    except pdfium.PdfiumError:
        return None
    return _HYPHEN.sub("", text)


def _notes(
    document: Any, content: bytes, limits: Limits, *, broken: list[int], silent: list[int]
) -> tuple[Note, ...]:
    notes = []
    if b"%%EOF" not in content[-2048:]:
        notes.append(Note(CUT))
    elif not raw.FPDF_DocumentHasValidCrossReferenceTable(document):
        notes.append(Note(TABLE_BROKEN))
    if len(broken) == 1:
        notes.append(Note(PAGE_BROKEN, {"page": broken[0]}))
    elif broken:
        notes.append(Note(PAGES_BROKEN, {"count": len(broken), "pages": len(document), "page": broken[0]}))
    if silent:
        notes.append(Note(NO_LETTERS, {"pages": number_list(silent)}))
    if len(document) > limits.pages:
        notes.append(Note(PAGES_MANY, {"pages": len(document), "limit": limits.pages}))
    return tuple(notes)


def number_list(numbers: list[int]) -> str:
    """Write page numbers as people do: ``1-3, 7``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in runs[:20]]
    return ", ".join(shown) + ("…" if len(runs) > 20 else "")
