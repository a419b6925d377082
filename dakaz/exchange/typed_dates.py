"""Dates as people type them into tables, read as EDTF; what could be two days is asked, not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from dakaz.errors import N_, BadInput

from .edtf import parse

Order = Literal["", "dmy", "mdy"]

_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:\d{2}.*")
_TWO_WAYS = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\s?(?:г\.?|г|m\.?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})")
_MONTH = re.compile(r"(\d{1,2})[./-](\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[./](\d{1,2})")
_YEAR = re.compile(r"(\d{4})(?:\s?(?:г\.?|m\.?))?")
# Each with the places of year, month and day; 0 where it has none.
_ONE_WAY = (
    (_DOTTED, (3, 2, 1)),
    (_YEAR_FIRST, (1, 2, 3)),
    (_MONTH, (2, 1, 0)),
    (_YEAR_MONTH, (1, 2, 0)),
    (_YEAR, (1, 0, 0)),
)
AMBIGUOUS = N_("“%(date)s” can be two days. Say whether the day or the month comes first in this column.")
NO_DATE = N_("“%(date)s” is not a date we can read. Write 28.10.2024, 2024-10-28, 10/2024 or 2024.")


def read_date(text: str, order: Order = "") -> str:
    """Return a typed date as EDTF.

    Args:
        text: such as 28.10.2024, 28/10/2024, 2024-10-28, 10/2024, 2024, or EDTF.
        order: what comes first where both could: the day or the month.

    Raises:
        BadInput: it is no date, or could be two and no order is given.
    """
    written = " ".join(text.split())
    if found := _MOMENT.fullmatch(written):
        return parse(found[1]).text
    if found := _TWO_WAYS.fullmatch(written):
        return _sure(written, found[3], *_in_order(written, int(found[1]), int(found[2]), order))
    for pattern, (year, month, day) in _ONE_WAY:
        if found := pattern.fullmatch(written):
            return _sure(
                written, found[year], int(found[month] if month else 0), int(found[day] if day else 0)
            )
    return _sure(written)


def _in_order(written: str, first: int, second: int, order: Order) -> tuple[int, int]:
    """Return month and day."""
    if first > 12 or (first == second and first <= 12):
        return second, first
    if second > 12:
        return first, second
    if not order:
        raise BadInput(AMBIGUOUS, date=written)
    return (second, first) if order == "dmy" else (first, second)


def _sure(written: str, year: str = "", month: int = 0, day: int = 0) -> str:
    built = year + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
    try:
        return parse(built or written).text
    except BadInput:
        raise BadInput(NO_DATE, date=written[:60]) from None


def looks_like_date(text: str) -> bool:
    """Say whether a cell holds a date, whichever part comes first."""
    try:
        read_date(text, "dmy")
    except BadInput:
        return False
    return True


def order_of(cells: Iterable[str]) -> tuple[Order, bool]:
    """Return what comes first in a column's dates, and whether somebody must be asked.

    One cell such as 28/10/2024 tells for all; where none tells and one could be two days, ask.
    """
    doubtful = False
    for cell in cells:
        found = _TWO_WAYS.fullmatch(" ".join(cell.split()))
        if not found:
            continue
        first, second = int(found[1]), int(found[2])
        if first > 12:
            return "dmy", False
        if second > 12:
            return "mdy", False
        doubtful = doubtful or first != second
    return "", doubtful
