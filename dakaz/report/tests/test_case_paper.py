"""Papers made from a case: A4, numbered pages, the same bytes for the same words, text that is never code."""

import datetime
import io

import pytest

from dakaz.report.case_paper import (
    Paper,
    PaperSource,
    beside,
    facts,
    heading,
    paper_to_pdf,
    paragraph,
    quote,
    table,
)

pypdf = pytest.importorskip("pypdf")
DIGEST = "0f" * 32


def paper(**changed):
    """An invented paper with every kind of block, more than one page long."""
    blocks = [
        heading("Parties"),
        facts([("Client", "A. Sample"), ("Empty", "")]),
        heading("What the refusal says", level=2),
        quote("Grįžti saugu.", language="lt", under="Source 1, page 2", source=1),
        quote("Typed.", under="typed, no passage", source=9),
        beside([paragraph("left\nsecond line")], [paragraph("right", soft=True)]),
        table(["Day", "What"], [["1 May 2024", "Рашэнне"], ["2 May 2024", "#panic()"]], widths=[1, 3]),
        *(paragraph(f"Line {number}. " + "Said once more. " * 20) for number in range(20)),
    ]
    sources = [PaperSource(1, "Refusal", "Sample Service", "1 May 2024", DIGEST, [DIGEST])]
    given = {"title": "Dossier", "code": "C-2024-001", "made_on": datetime.date(2024, 10, 28)}
    return Paper(
        **given | {"cover": ["For a court"], "note": "", "blocks": blocks, "sources": sources} | changed
    )


def text_of(pdf):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_a_paper_is_a4_with_numbered_pages_and_all_that_was_given():
    reader = pypdf.PdfReader(io.BytesIO(paper_to_pdf(paper())))
    assert len(reader.pages) > 1
    for number, page in enumerate(reader.pages, start=1):
        width, height = (float(side) for side in page.mediabox[2:])
        assert (round(width), round(height)) == (595, 842)
        assert f"{number} / {len(reader.pages)}" in page.extract_text()
        assert "C-2024-001" in page.extract_text()
    said = " ".join(page.extract_text() for page in reader.pages)
    for words in ("Grįžti saugu.", "Рашэнне", "#panic()", "Source 1, page 2", "A. Sample", "For a court"):
        assert words in said
    assert "Empty" not in said
    assert said.replace("\u200b", "").replace("\n", "").count(DIGEST) == 2


def test_the_same_paper_gives_the_same_bytes_and_another_day_others():
    assert paper_to_pdf(paper()) == paper_to_pdf(paper())
    assert paper_to_pdf(paper()) != paper_to_pdf(paper(made_on=datetime.date(2024, 10, 29)))


def test_nothing_written_is_read_as_code():
    words = '#read("/etc/passwd") $x$ *b* `raw` @source-1 <label> \\ [x]'
    assert "#read(" in text_of(paper_to_pdf(paper(blocks=[paragraph(words)], sources=[])))
