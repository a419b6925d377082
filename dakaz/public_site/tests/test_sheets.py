"""Wall sheets: one A4 of eight panels; no word runs over a fold."""

from __future__ import annotations

import pypdfium2
import pytest

from dakaz.errors import BadInput
from dakaz.public_site.sheets import PANEL_MM, sheet_pdf
from dakaz.public_site.site import sheet_rules
from dakaz.public_site.words import LANGUAGES, all_words

MM = 72 / 25.4
EDGE = 3.0
"""Millimetres between a word and a fold or the paper's edge."""


def boxes(pdf: bytes):
    """Yield (left, bottom, right, top) of every printed character, in millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    page = document[0]
    text = page.get_textpage()
    for n in range(text.count_chars()):
        if text.get_text_range(n, 1).strip():
            yield tuple(end / MM for end in text.get_charbox(n))
    text.close()
    page.close()
    document.close()


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_range()
    return " ".join(text.replace("\ufffe", "").split())


def test_a_sheet_is_one_a4_across(knowledge):
    page = pypdfium2.PdfDocument(sheet_pdf(knowledge, knowledge.rule("C01"), "be"))[0]
    assert [round(one / MM) for one in page.get_size()] == [297, 210]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_crosses_a_fold_on_any_sheet(knowledge, language):
    wide, high = PANEL_MM
    for rule in sheet_rules(knowledge):
        for left, bottom, right, top in boxes(sheet_pdf(knowledge, rule, language)):
            column, row = int((left + right) / 2 // wide), int((bottom + top) / 2 // high)
            where = (rule.id, left, bottom)
            assert column * wide + EDGE <= left, where
            assert right <= (column + 1) * wide - EDGE, where
            assert row * high + EDGE <= bottom, where
            assert top <= (row + 1) * high - EDGE, where


def test_it_says_that_it_is_a_draft_and_holds_sixty_days(knowledge):
    text = words_of(sheet_pdf(knowledge, knowledge.rule("C01"), "en"))
    assert all_words()["draft"]["en"] in text
    assert "Mon 28 Oct" in text
    assert "Thu 26 Dec" in text
    assert "Prašau advokato ir vertėjo." in text


def test_the_same_day_gives_the_same_bytes(knowledge):
    rule = knowledge.rule("C02")
    assert sheet_pdf(knowledge, rule, "lt") == sheet_pdf(knowledge, rule, "lt")


def test_a_rule_without_days_has_no_sheet(knowledge):
    with pytest.raises(BadInput, match="has no sheet"):
        sheet_pdf(knowledge, knowledge.rule("E01"), "en")
