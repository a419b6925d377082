"""Which year a date without one is of, and times counted from a text's own day: *last year*, *so far*."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from dakaz.figures.period import Period, days, months
from dakaz.figures.text.vocabulary import Token

_OLDEST = 1000  # no text that counts is as old; a day of such a year was misread
_LONG = 300  # days: nearly a year
_WEEK, _MONTH = 5, 31  # days
_AHEAD = 2  # months: what is to come soon is told of; farther months are those of the year before
months_of = lru_cache(maxsize=4096)(months)


def year_so_far(day: date) -> Period:
    """Return the year up to a day; up to a first of July it is January to June."""
    first = day.day == 1 and day.month > 1
    return Period(date(day.year, 1, 1), day - timedelta(days=1) if first else day)


class Reckoning:
    """The year that a text is in, and the day that it counts from.

    Args:
        written: the day or month of the text, for dates without a year; None when it is not known.
    """

    def __init__(self, written: Period | None) -> None:
        self.written = written if written is not None and written.start.year > _OLDEST else None
        self.year: int | None = None
        self.titled: int | None = None  # the year that a heading names
        self.untold = True  # the text has named no time yet but its own
        self._before: int | None = self.written.end.year if self.written else None
        self._foretells = False  # whether the sentence speaks of what will be
        self._latest: Period | None = None  # the last that is shorter than a year: near the text's own day

    @property
    def told(self) -> int | None:
        """The year that the text is in."""
        return self._before if self.year is None else self.year

    def paragraph(self, about: Period | None) -> None:
        """Begin a paragraph: years of the one before count only where nothing else is known.

        Args:
            about: the time that the text is about so far.
        """
        if self.year is not None and self.written is None:
            self._before = about.end.year if about is not None and about.end < date.max else self.year
        self.year = None

    def _note(self, period: Period) -> None:
        self.untold = self.untold and period == self.written
        later = self._latest is None or period.end > self._latest.end
        if later and period.days < _LONG and period.end < date.max:
            self._latest = period

    def _year_of(self, years: int) -> int | None:
        """Return which year *last year* is, by a text's day or heading; *this year* is that told last."""
        if self.written is not None:
            return self.written.end.year + years
        if years == 0 and self._latest is not None:
            return self._latest.end.year
        return self.titled  # when an undated text was written, and so which year was the last, nobody knows

    def _year_in(self, part: Sequence[Token], line: str) -> int | None:
        at = line.find("Y")
        if at >= 0:
            return int(part[at].text)
        if self.year is not None or self.written is None:
            return self.year if self.year is not None else self._before
        months_named = [int(token.roles["month"]) for token in part if "month" in token.roles]
        year = self.written.end.year
        return year - (bool(months_named) and self._is_ahead(year, months_named[0]))

    def _is_ahead(self, year: int, month: int, *, by: int = _AHEAD) -> bool:
        """Say whether a month of a year comes so long after a text that the year before must be meant."""
        told = self.written.end if self.written is not None and not self._foretells else None
        return told is not None and year == told.year and month > told.month + by

    def _not_ahead(self, period: Period | None, line: str) -> Period | None:
        """Read *in the fourth quarter*, *at the end of the year* in January as those of the year before."""
        if period is None or "Y" in line or not self._is_ahead(period.start.year, period.start.month, by=0):
            return period
        return months_of(period.start.year - 1, period.start.month, period.end.month)

    def _so_far(self, part: Sequence[Token], line: str) -> Period | None:
        """*С начала года*, *since the start of the year*: up to the day of the text or the time it is of."""
        latest = self._latest
        if self.written is not None and latest is not None and self._reviewed(latest):
            return year_so_far(latest.end)
        if self.written is not None:
            told, begun = self.written.end, date(self.written.end.year, 1, 1)
            return days(begun, told) if self.written.days == 1 else Period(begun, told)
        return year_so_far(latest.end) if latest is not None else None

    def _season_ago(self, season: Token, years: int, letter: str) -> Period | None:
        """*last summer*: the last that is over; *pernai rudenį*, *this spring*: of last year, of this."""
        told = self._year_of(0)
        if told is None:
            return None
        first, last = map(int, season.roles["season"].split("-"))
        over = letter == "p" and years < 0 and self.written is not None and self.written.end.month > last
        return months_of(told + years + over, first, last)

    def _latest_such(self, day: Period) -> Period:
        """*as of 31 March*: the last such day up to that of the text."""
        written = self.written
        if written is None or day.days > 1 or (day.start.month, day.start.day) == (2, 29):
            return day
        that = day.start.replace(year=written.end.year)
        that = that if that <= written.end else that.replace(year=that.year - 1)
        return Period(that, that)

    def _reviewed(self, period: Period) -> bool:
        """Say whether a text is about a week or month right before its day, as a review is."""
        written = self.written
        if written is None or not _WEEK <= period.days <= _MONTH or period.end.year != written.end.year:
            return False
        return 0 < (written.end - period.end).days <= _MONTH

    def _relative(self, part: Sequence[Token], line: str) -> Period | None:
        roles = part[line.find("p")].roles if "p" in line else part[0].roles
        year = self._year_of(int(roles.get("thatyear", roles.get("relative", "0"))))
        return months_of(year, 1, 12) if year is not None else None
