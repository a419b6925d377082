"""A report's own words, dates and numbers in its language."""

from decimal import Decimal

import pytest

from dakaz.report.numbering import share
from dakaz.report.words import LANGUAGES, day, number, percent, words


def test_every_word_is_there_in_every_language():
    for language in LANGUAGES:
        assert all(words(language).values())
        assert words(language).keys() == words("en").keys()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "28 October 2024"),
        ("be", "28 кастрычніка 2024 г."),
        ("ru", "28 октября 2024 г."),
        ("lt", "2024 m. spalio 28 d."),
    ],
)
def test_dates_are_written_as_people_write_them(language, said):
    assert day("2024-10-28", language) == said


@pytest.mark.parametrize(
    ("date", "language", "said"),
    [
        ("2024", "en", "2024"),
        ("2024-10", "en", "October 2024"),
        ("2024-10?", "en", "October 2024 (uncertain)"),
        ("2024~", "ru", "2024 (приблизительно)"),
        ("2024-10", "be", "кастрычнік 2024 г."),
        ("2024-10", "lt", "2024 m. spalis"),
        ("2024-06-28/2024-07-03", "en", "28 June 2024 – 3 July 2024"),
    ],
)
def test_dates_of_other_precision_say_no_more_than_is_known(date, language, said):
    assert day(date, language) == said


@pytest.mark.parametrize("other", ["", "202X", "2024-10-28/..", "2024-21"])
def test_what_is_no_such_date_stays(other):
    assert day(other, "en") == other


def test_numbers_are_grouped_by_language():
    assert number(1234567, "en") == "1,234,567"
    assert number(Decimal("12345.5"), "lt") == "12\u00a0345,5"
    assert percent(Decimal("30.5"), "be") == "30,5\u00a0%"


@pytest.mark.parametrize(
    ("part", "whole", "digits", "said"),
    [(1, 8, 0, "13"), (1, 8, 1, "12.5"), (2, 3, 2, "66.67"), (0, 5, 0, "0")],
)
def test_shares_round_half_away_from_zero(part, whole, digits, said):
    assert str(share(part, whole, digits)) == said
