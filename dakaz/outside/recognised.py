"""What Tesseract found on pages, and how it becomes the text of a reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dakaz.errors import N_
from dakaz.evidence.language import language_of
from dakaz.evidence.transcript import Transcript
from dakaz.evidence.values import DEFAULT, Anchor, Note, Reading

BY_MACHINE = N_("A program read the text from the picture: %(words)s words, %(doubtful)s of them doubtful.")
NO_LETTERS = N_("No letters were found in the picture.")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The letters of one page.

    Args:
        text: lines and paragraphs as on the page; Unicode NFC.
        words: how many words were found.
        doubtful: how many of them Tesseract is less than 60 % sure of.
        confidence: mean over all words, 0 to 100.
        turned: degrees clockwise by which the page had to be turned to be read.
        languages: of Tesseract, joined by ``+``.
    """

    text: str
    words: int
    doubtful: int
    confidence: int
    turned: int
    languages: str


def with_letters(reading: Reading, pages: Mapping[int, Recognised]) -> Reading:
    """Return a reading that has the recognised text on those pages that had none.

    Args:
        reading: of a picture or a PDF.
        pages: what was found, by page number from 1.
    """
    transcript = Transcript(DEFAULT)
    for page in range(1, (reading.pages or 1) + 1):
        own = page_of(reading, page)
        found = pages.get(page)
        transcript.add(own if own.strip() or found is None else found.text, "page", str(page), empty=True)
    words = sum(found.words for found in pages.values())
    doubtful = sum(found.doubtful for found in pages.values())
    note = Note(BY_MACHINE, {"words": words, "doubtful": doubtful}) if words else Note(NO_LETTERS)
    return replace(
        reading,
        text=transcript.text,
        anchors=tuple(transcript.anchors),
        language=language_of(transcript.text),
        status="read" if reading.status == "no_text" and words else reading.status,
        notes=(*reading.notes, note),
        extractor=f"{reading.extractor}+ocr/1",
    )


def page_of(reading: Reading, page: int) -> str:
    """Return the text of one page; "" where it has none."""
    places = [anchor for anchor in reading.anchors if anchor.kind == "page"]
    ends = [*(anchor.start for anchor in places[1:]), len(reading.text)]
    return next(
        (
            _part(reading, place, end)
            for place, end in zip(places, ends, strict=False)
            if place.label == str(page)
        ),
        "",
    )


def pages_without_text(reading: Reading) -> list[int]:
    """Return the numbers of the pages that are worth an OCR: all of a picture, the silent ones of a PDF."""
    return [page for page in range(1, (reading.pages or 0) + 1) if not page_of(reading, page).strip()]


def _part(reading: Reading, place: Anchor, end: int) -> str:
    return reading.text[place.start : end]
