"""The PDF holds the same words, tagged, whatever an author writes."""

import datetime
import io
import re
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from dakaz.report import build, parse
from dakaz.report.compose import compose
from dakaz.report.glyphs import printable
from dakaz.report.outline import Code, Link, Paragraph, Styled, Text
from dakaz.report.pdf import to_pdf
from dakaz.report.tests import conftest


def words_of(pdf):
    """All text of a PDF, read by an engine other than the one that looks at its structure."""
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(document[n].get_textpage().get_text_range() for n in range(len(document)))


def test_it_works(outline, material, built_on):
    built = build(outline, material, built_on=built_on, version="0.1.0")
    pdf = PdfReader(io.BytesIO(built.pdf))
    assert pdf.metadata.title == "Forty decisions"
    assert pdf.root_object["/MarkInfo"]["/Marked"]
    assert pdf.root_object["/Lang"] == "en"
    said = words_of(built.pdf)
    for expected in (
        "12F1 refusals",
        "Kept under key",
        "sha256sum -c SHA256SUMS",
        "fewer than 5",
        "Figure 1.",
    ):
        assert expected in said


def test_fonts_are_the_bundled_ones(outline, material, built_on):
    pdf = build(outline, material, built_on=built_on, version="1").pdf
    fonts = set(re.findall(rb"/BaseFont\s*/\w+\+(\w+)", pdf))
    assert fonts <= {b"LibertinusSerif", b"DejaVuSansMono"}


@pytest.mark.parametrize("language", ["be", "ru", "lt"])
def test_letters_of_all_our_languages_come_out(text, material, built_on, language):
    sample = "Ў ў І і Ё ё Ы ы Э э Ґ ґ ’ Ą ą Č č Ę ę Ė ė Į į Š š Ų ų Ū ū Ž ž № § „“ «» — – …"
    outline = parse(text.replace("language: en", f"language: {language}").replace("A point", sample))
    said = words_of(build(outline, material, built_on=built_on, version="1").pdf)
    assert set(sample) - set(said) == set()


def with_text(words):
    outline = parse(conftest.OUTLINE)
    body = Paragraph(
        1,
        (
            Text(1, "MARK1"),
            Text(1, words),
            Text(1, "MARK2 "),
            Code(1, words),
            Styled(1, "strong", (Text(1, words),)),
        ),
    )
    front = replace(outline.front, title=words.strip() or "x", publisher=words, note=words)
    linked = Paragraph(1, (Link(1, "https://example.org/?q=" + words, (Text(1, "there"),)),))
    return replace(outline, front=front, blocks=(body, linked, *outline.blocks))


def set_text(words):
    tree = compose(
        with_text(words), conftest.material.__wrapped__(), built_on=datetime.date(2024, 10, 28), version="1"
    )
    return to_pdf(tree, built_on=datetime.date(2024, 10, 28))


@settings(max_examples=30, deadline=None)
@given(st.text(st.sampled_from("#[]{}$*_`@<>=-+/\\~\"'();:,.!?^&%| abcўіё“”„«»—…’19"), max_size=60))
def test_marks_of_typst_and_markdown_are_only_text(words):
    said = words_of(set_text(words))
    between = re.search(r"MARK1(.*?)MARK2", said, re.DOTALL)
    assert between
    assert re.sub(r"\s|\u00ad|-", "", between[1]) == re.sub(r"\s|-", "", words)


@settings(max_examples=30, deadline=None)
@given(st.text(st.sampled_from(sorted(printable())), max_size=40))
def test_whatever_is_printable_never_stops_the_setting(words):
    assert set_text(words).startswith(b"%PDF-")
