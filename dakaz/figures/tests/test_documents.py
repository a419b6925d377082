"""Figures of whole documents are read as far as when that was last measured: no rule makes it worse."""

from __future__ import annotations

import pytest

from dakaz.figures.tests.documents import documents, score_documents

ALL = list(documents())
LANGUAGES = ("en", "ru", "be", "lt", "pl")


def test_there_are_documents_enough_in_every_language():
    assert sum(len(one.figures) for one in ALL) > 5400
    assert all(sum(one.language == language for one in ALL) >= 75 for language in LANGUAGES)


def test_marks_are_where_the_figures_stand():
    for document in ALL:
        assert "{{" not in document.text
        for one in document.figures:
            assert document.text[one.start : one.end].strip()
            assert one.kinds[0] in {"count", "share", "ratio", "change", "range", "rate", "duration", "money"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_of_known_documents_are_read(language):
    total = score_documents(one for one in ALL if one.language == language)
    assert total.right >= 0.93 * total.gold
    assert total.false <= 0.03 * total.gold
    assert total.period >= 0.75 * total.gold
