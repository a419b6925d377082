"""What Tesseract found on pages, and how it becomes the text of a reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dakaz.errors import N_
from dakaz.evidence.language import language_of
from dakaz.evidence.transcript import Transcript
from dakaz.evidence.values import DEFAULT, Anchor, Note, Reading

BY_MACHINE = N_("Read by machine (Tesseract), %(words)s words; compare with the picture before you quote.")
DOUBTFUL = N_(
    "Read by machine (Tesseract), %(words)s words, %(doubtful)s of them doubtful even to the machine; "
    "compare with the picture before you quote."
)
DOUBTFUL_PAGES = N_(
    "Read by machine (Tesseract), %(words)s words, %(doubtful)s of them doubtful even to the machine (pages: "
    "%(pages)s); compare with the picture before you quote."
)
NO_LETTERS = N_("No letters were found in the picture.")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The letters of one page.

    Args:
        text: paragraphs as on the page, lines that go on joined; Unicode NFC.
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
    return replace(
        reading,
        text=transcript.text,
        anchors=tuple(transcript.anchors),
        language=language_of(transcript.text),
        status="read" if reading.status == "no_text" and _any_words(pages) else reading.status,
        notes=(*reading.notes, _note(reading, pages)),
        extractor=f"{reading.extractor}+ocr/2",
    )


def _any_words(pages: Mapping[int, Recognised]) -> bool:
    """Whether a word was found on any page."""
    return any(found.words for found in pages.values())


def _note(reading: Reading, pages: Mapping[int, Recognised]) -> Note:
    """How the text came about; no doubt of the machine's is no promise, so it is not mentioned."""
    if not _any_words(pages):
        return Note(NO_LETTERS)
    values: dict[str, int | str] = {"words": sum(found.words for found in pages.values())}
    doubtful = [page for page, found in sorted(pages.items()) if found.doubtful]
    if not doubtful:
        return Note(BY_MACHINE, values)
    values["doubtful"] = sum(found.doubtful for found in pages.values())
    if (reading.pages or 1) == 1:
        return Note(DOUBTFUL, values)
    return Note(DOUBTFUL_PAGES, values | {"pages": ", ".join(map(str, doubtful))})


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
