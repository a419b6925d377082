"""Letters of photographed papers in Russian, Belarusian and Lithuanian; the person in them is invented."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from dakaz.errors import Unavailable, Unreadable
from dakaz.evidence.tests import papers
from dakaz.outside.ocr import LANGUAGES, installed_languages
from dakaz.outside.parsing import Readers
from dakaz.outside.programs import find, optional_programs
from dakaz.outside.recognised import pages_without_text, with_letters

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
    assert (complete.status, complete.pages, complete.extractor) == ("read", 1, "pdf/1+ocr/1")
    assert LINES[0] in complete.text
    assert [(anchor.kind, anchor.label) for anchor in complete.anchors] == [("page", "1")]
    assert "A program read the text" in str(complete.notes[-1])


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


def test_optional_programs_are_named_with_their_purpose():
    programs = optional_programs()
    assert [program.name for program in programs] == ["Tesseract", "Bubblewrap", "Chromium"]
    assert all(isinstance(program.found, bool) and program.purpose for program in programs)
