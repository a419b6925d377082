"""Small tables in running text: a line of years, and under it rows with a number for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dakaz.figures.period import Period, months

if TYPE_CHECKING:
    from dakaz.figures.text.extract import Figure

_WORDS = 6  # of the name of a row
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_HEAD = re.compile(
    r"\s*(?:[^\W\d_][^\d\n]{0,40})?(?:[\s|;,/]*\b(?:19|20)[0-9]{2}(?:[ \u00a0]?(?:m|г|r)\b\.?)?(?![\w.-])){2,}"
    r"(?:(?:[|;]|\s{2,})[^\d\n]{0,40})?\s*"  # a column of changes may come last
)


def years_of_columns(line: str, *, ends: bool) -> tuple[Period, ...]:
    """Return the years of a table's columns where a line is its head; none for any other line.

    Args:
        line: a line of a text.
        ends: whether the table counts what there was at the end of each year.
    """
    if not _HEAD.fullmatch(line):
        return ()
    years = [months(int(year), 1, 12) for year in _YEAR.findall(line)]
    return tuple(Period(one.end, one.end) if ends else one for one in years)


def set_by_columns(row: Sequence[Figure], columns: Sequence[Period], line: str) -> bool:
    """Give the figures of a row the years of their columns.

    Args:
        row: figures of one line.
        columns: the years.
        line: its text.

    Returns:
        Whether the line is a row of that table: a number for each column, and no year of its own.
    """
    sentence = line.rstrip().endswith(".") or len(line.split()) > _WORDS + 2 * len(columns)
    if not len(columns) <= len(row) <= len(columns) + 1 or sentence or _YEAR.search(line):
        return not row
    for one, year in zip(row, columns, strict=False):
        one.period = year.edtf
    return True
