"""Letters of photographed papers in Russian, Belarusian and Lithuanian; the person in them is invented."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from dakaz.errors import Unavailable, Unreadable
from dakaz.evidence.tests import papers
from dakaz.evidence.values import Reading
from dakaz.outside.ocr import LANGUAGES, installed_languages, missing, recognise
from dakaz.outside.parsing import Readers
from dakaz.outside.programs import find
from dakaz.outside.recognised import Recognised, pages_without_text, with_letters

PROGRAM = find("tesseract")
FONT = next(
    (
        path
        for path in map(
            Path,
            (
                "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
                "/usr/share/fonts/TTF/DejaVuSans.ttf",
                "/Library/Fonts/Arial Unicode.ttf",
                "C:/Windows/Fonts/arial.ttf",
            ),
        )
        if path.exists()
    ),
    None,
)
LINES = (
    "Решение от 18 октября 2024 года",
    "Отказать в предоставлении убежища.",
    "Дэпартамент адмовіў у прытулку.",
    "Sprendimas gali būti apskųstas",
    "per keturiolika dienų nuo jo įteikimo.",
)
needs_tesseract = pytest.mark.skipif(
    PROGRAM is None or FONT is None or not set(LANGUAGES) <= set(installed_languages(PROGRAM)),
    reason="Tesseract with bel, rus, lit, eng, pol, or a font with Cyrillic letters, is not on this machine",
)


def paper(turn: int = 0, size: int = 40, kind: str = "JPEG") -> bytes:
    image = Image.new("RGB", (size * 26, size * 16), (245, 243, 238))
    font = ImageFont.truetype(str(FONT), size)
    for number, line in enumerate(LINES):
        ImageDraw.Draw(image).text((size * 2, size * 2 * (number + 1)), line, fill=(40, 40, 40), font=font)
    out = BytesIO()
    image.rotate(-turn, expand=True).save(out, kind)
    return out.getvalue()


@pytest.fixture(scope="module")
def readers():
    with Readers(1) as started:
        yield started


@needs_tesseract
@pytest.mark.parametrize("turn", [0, 90, 180])
def test_photographed_paper_is_read_however_it_lies(readers, turn):
    found = readers.ocr(paper(turn))
    assert [line for line in found.text.split("\n") if line] == list(LINES)
    assert (found.words, found.turned) == (len(" ".join(LINES).split()), (360 - turn) % 360)
    assert found.confidence > 80


@needs_tesseract
def test_paper_photographed_in_shadow_is_read(readers):
    image = Image.open(BytesIO(paper())).convert("L")
    shade = Image.radial_gradient("L").resize(image.size).point(lambda value: 255 - value * 3 // 5)
    out = BytesIO()
    ImageChops.multiply(image, shade).convert("RGB").save(out, "JPEG")
    assert [line for line in readers.ocr(out.getvalue()).text.split("\n") if line] == list(LINES)


@needs_tesseract
def test_small_photo_is_enlarged_first(readers):
    assert "Отказать в предоставлении убежища." in readers.ocr(paper(size=16)).text


@needs_tesseract
def test_scanned_pdf_gets_the_text_of_its_pictures(readers):
    scan = paper(kind="PDF")
    reading = readers.read(scan, "scan.pdf")
    assert pages_without_text(reading) == [1]
    complete = with_letters(reading, {1: readers.ocr(scan, 1)})
    assert (complete.status, complete.pages, complete.extractor) == ("read", 1, "pdf/1+ocr/2")
    assert LINES[0] in complete.text
    assert [(anchor.kind, anchor.label) for anchor in complete.anchors] == [("page", "1")]
    number = len(" ".join(LINES).split())
    assert f"Read by machine (Tesseract), {number} words" in str(complete.notes[-1])
    assert "compare with the picture before you quote." in str(complete.notes[-1])


PARAGRAPH = (
    "The Migration Department of an invented country has looked at the request and",
    "found that the applicant came on 4 September 2024, was heard twice, and that the",
    "reasons given were neither new nor sufficient. The request of 9 543 pages is not",
    "granted.",
)


@needs_tesseract
def test_lines_of_a_paragraph_become_one_line(readers):
    image = Image.new("RGB", (1500, 900), "white")
    font = ImageFont.truetype(str(FONT), 32)
    for number, line in enumerate(("Department (invented)", "Vilnius", "", *PARAGRAPH, "", "1. An item.")):
        ImageDraw.Draw(image).text((80, 80 + number * 46), line, fill=(20, 20, 20), font=font)
    out = BytesIO()
    image.save(out, "PNG")
    lines = [line for line in readers.ocr(out.getvalue()).text.split("\n") if line]
    assert lines == ["Department (invented)", "Vilnius", " ".join(PARAGRAPH), "1. An item."]


def recognised(words, doubtful):
    return Recognised("words", words, doubtful, 90, 0, "eng")


def test_no_doubt_of_the_machine_is_not_told_as_a_promise():
    picture = Reading("image/png", pages=1, status="no_text")
    sure = with_letters(picture, {1: recognised(212, 0)})
    assert str(sure.notes[-1]) == (
        "Read by machine (Tesseract), 212 words; compare with the picture before you quote."
    )
    unsure = with_letters(picture, {1: recognised(212, 3)})
    assert "212 words, 3 of them doubtful even to the machine; compare" in str(unsure.notes[-1])


def test_pages_with_doubtful_words_are_named():
    scan = Reading("application/pdf", pages=3, status="no_text")
    read = with_letters(scan, {1: recognised(10, 2), 2: recognised(10, 0), 3: recognised(5, 1)})
    assert "25 words, 3 of them doubtful even to the machine (pages: 1, 3)" in str(read.notes[-1])
    assert [(anchor.label, read.text[anchor.start :][:5]) for anchor in read.anchors] == [
        ("1", "words"),
        ("2", "words"),
        ("3", "words"),
    ]


@needs_tesseract
def test_empty_paper_has_no_letters_and_says_so(readers):
    picture = papers.picture("PNG", (400, 400))
    found = readers.ocr(picture)
    reading = with_letters(readers.read(picture, "a.png"), {1: found})
    assert reading.status == ("read" if found.words else "no_text")


@needs_tesseract
def test_what_is_no_picture_is_refused(readers):
    with pytest.raises(Unreadable):
        readers.ocr(b"text")
    with pytest.raises(Unavailable, match="languages"):
        readers.ocr(paper(), languages=("tlh",))


def test_pages_that_have_text_keep_it(readers):
    reading = readers.read(papers.classic_pdf(2), "a.pdf")
    assert pages_without_text(reading) == []
    assert with_letters(reading, {}).text == reading.text


def test_where_tesseract_is_not_installed_one_line_says_so(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    assert missing() == "Tesseract is not installed, so letters in pictures are not read."
    with pytest.raises(Unavailable, match="not installed"):
        recognise(b"", 1)
