"""Periods as official tables and EDTF write them: years, quarters, halves, months, days and spans.

Every period has a first and a last day, both inside it; an open end is ``date.min`` or ``date.max``.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from dakaz.errors import N_, BadInput

_ONE = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-?(?P<part>[QSMW])-?(?P<number>\d{1,2})|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|-?A1?)?[~?%]?"
)
_EDTF_SEASON, _EDTF_QUARTER, _EDTF_HALF = 21, 33, 40
_WINTER = 3
_QUARTERS, _HALVES, _MONTHS = 4, 2, 12


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days.

    Args:
        start: its first day.
        end: its last day, inside the period.
        written: the EDTF it was read from, where the days alone would not give it back.
    """

    start: date
    end: date
    written: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise BadInput(
                N_("A period ends before it begins: %(start)s to %(end)s."),
                start=self.start.isoformat(),
                end=self.end.isoformat(),
            )

    @property
    def days(self) -> int:
        """Length in calendar days, both ends counted."""
        return (self.end - self.start).days + 1

    def overlaps(self, other: Period) -> bool:
        """Say whether a day belongs to both."""
        return self.start <= other.end and other.start <= self.end

    def contains(self, other: Period) -> bool:
        """Say whether every day of ``other`` is here."""
        return self.start <= other.start and other.end <= self.end

    @property
    def edtf(self) -> str:
        """The shortest EDTF form: ``2023``, ``2023-07``, a day, ``2023-07/2023-09``, ``../2023-07``.

        Where one end has to be a day the other is written as a day too.
        """
        if self.written or self.start == self.end:
            return self.written or self.start.isoformat()
        start = ".." if self.start == date.min else _starting(self.start)
        end = ".." if self.end == date.max else _ending(self.end)
        if self.start == date(self.start.year, 1, 1) and self.end == date(self.start.year, 12, 31):
            return f"{self.start.year:04}"
        if start == end and len(start) == len("2023-07"):
            return start
        if len(start) != len(end) and ".." not in (start, end):
            return f"{self.start.isoformat()}/{self.end.isoformat()}"
        years = _is_january(start) and _is_december(end)
        return f"{start[:4]}/{end[:4]}" if years else f"{start}/{end}"


def _is_january(start: str) -> bool:
    return start == ".." or (len(start) == len("2023-01") and start.endswith("-01"))


def _is_december(end: str) -> bool:
    return end == ".." or (len(end) == len("2023-12") and end.endswith("-12"))


def _starting(day: date) -> str:
    return f"{day.year:04}-{day.month:02}" if day.day == 1 else day.isoformat()


def _ending(day: date) -> str:
    last = calendar.monthrange(day.year, day.month)[1]
    return f"{day.year:04}-{day.month:02}" if day.day == last else day.isoformat()


def months(year: int, first: int, last: int) -> Period:
    """Return the months ``first`` to ``last`` (1 to 12, both inside) of a year."""
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def days(start: date, end: date) -> Period:
    """Return the period of some days, written to the day though it may begin or end with a month."""
    return Period(start, end, f"{start.isoformat()}/{end.isoformat()}")


def parse_period(text: str) -> Period:
    """Read ``2023``, ``2023-Q1``, ``2023Q1``, ``2023-S2``, ``2023M07``, ``2023-07``, a day, EDTF's
    ``2023-21`` (spring), ``2023-33`` (quarter) and ``2023-40`` (half), or two of them with a stroke
    (``..`` or nothing is open).

    Raises:
        BadInput: it is none of these.
    """
    found = _parsed(text.strip())
    if found is None:
        raise BadInput(
            N_("“%(text)s” is not a period; write 2023, 2023-Q3, 2023-07, 2023-07-01 or 2023-07/2023-09."),
            text=text,
        )
    return found


def is_period(text: str) -> bool:
    """Say whether ``parse_period`` would read it."""
    return _parsed(text.strip()) is not None


@lru_cache(maxsize=65536)
def _parsed(text: str) -> Period | None:
    if "/" not in text:
        return _single(text)
    first, _, last = text.partition("/")
    start = Period(date.min, date.min) if first in ("", "..") else _single(first)
    end = Period(date.max, date.max) if last in ("", "..") else _single(last)
    if start is None or end is None or end.end < start.start:
        return None
    return Period(start.start, end.end)


def _single(text: str) -> Period | None:
    match = _ONE.fullmatch(text)
    if match is None or match["year"] == "0000":
        return None
    year = int(match["year"])
    try:
        if match["day"]:
            day = date(year, int(match["month"]), int(match["day"]))
            return Period(day, day)
        if match["month"]:
            return _numbered(year, int(match["month"]))
        if match["part"]:
            return _lettered(year, match["part"], int(match["number"]))
    except ValueError:
        return None
    return months(year, 1, 12)


def _numbered(year: int, number: int) -> Period | None:
    """Read what follows a year and a hyphen: a month, or EDTF's number of a season, quarter or half."""
    if 1 <= number <= _MONTHS:
        return months(year, number, number)
    if 0 <= number - _EDTF_SEASON < _QUARTERS:
        return _season(year, number - _EDTF_SEASON)
    if 0 <= number - _EDTF_QUARTER < _QUARTERS:
        return _lettered(year, "Q", number - _EDTF_QUARTER + 1)
    if 0 <= number - _EDTF_HALF < _HALVES:
        return _lettered(year, "S", number - _EDTF_HALF + 1)
    return None


def _season(year: int, number: int) -> Period:
    """Read EDTF's seasons as meteorology has them: spring is March to May, winter ends in February."""
    if number < _WINTER:
        return months(year, 3 * number + 3, 3 * number + 5)
    return Period(date(year, 12, 1), months(year + 1, 2, 2).end)


def _lettered(year: int, letter: str, number: int) -> Period | None:
    if letter == "Q" and 1 <= number <= _QUARTERS:
        return months(year, 3 * number - 2, 3 * number)
    if letter == "S" and 1 <= number <= _HALVES:
        return months(year, 6 * number - 5, 6 * number)
    if letter == "M" and 1 <= number <= _MONTHS:
        return months(year, number, number)
    if letter == "W":
        return Period(date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, 7))
    return None
