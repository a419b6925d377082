"""How long a change took: the years between what it is compared with and what it came to."""

from __future__ import annotations

from datetime import date

from dakaz.figures.period import Period, days, months
from dakaz.figures.text.mentions import is_open, moved
from dakaz.figures.text.rules import Rules
from dakaz.figures.text.sentence import Found

_DURING = {"over", "in", "within", "за", "per", "ciągu", "przez", "працягу", "цягам"}
_TWO_YEARS = 700  # days


class Spans(Rules):
    """The times of a sentence, and those of its changes from one number to another."""

    def _span_of(self, change: Found, period: Period) -> Period:
        """Return how long a change from one number to another took, up to the period it is told of.

        One that is only of the year a text tells of is from the year before: *(in 2032) it grew from 3 to 5*.
        """
        years = self._years_told_before(change)
        if is_open(period) and self._last is not None and period.start < self._last.end < date.max:
            return Period(date(period.start.year, 1, 1), date(self._last.end.year, 12, 31))
        if self._baselines and not years:
            return since_baseline(self._baselines[0].period, period)
        if not years and period is self._last and not self._dated and _is_year(period):
            years = 1
        first = date(max(1, period.end.year - years), 1, 1)
        return Period(first, date(period.end.year, 12, 31)) if years else period

    def _year_up_to(self, day: Period | None) -> Period | None:
        """*5 % fewer than a year earlier*, *a year ago it was 62, now 7 % less*: the year up to a day."""
        if day is None or day.days > 1:
            return None
        before = moved(day, years=-1)
        told = any(one.period == before for one in (*self._baselines, *self._aside))
        return days(before.start, day.end) if told else None

    def _years_told_before(self, change: Found) -> int:
        """*over two years it grew from 2.5 to 6*: how many years a change took; 0 when that is not told."""
        for one in self._figures:
            told = one.kind == "duration" and one.unit == "year" and one.after <= change.first
            if told and one.value is not None and self._tokens[one.first - 1].name in _DURING:
                return int(one.value)
        return 0

    def _latest_of_a_change(self, period: Period) -> Period:
        """*between 2031 and 2033 it fell from 79 to 48 %*: the last year of a change goes on."""
        changed = period.days > _TWO_YEARS and all(one.stop is not None for one in self._figures)
        return Period(date(period.end.year, 1, 1), period.end) if changed else period


def _is_year(period: Period) -> bool:
    return period == months(period.end.year, 1, 12)


def since_baseline(baseline: Period, period: Period) -> Period:
    """*compared with 2031 it fell from 58 to 46 % (in 2033)*: the years from the one to the other."""
    if baseline.end >= period.start or period.end == date.max or baseline.start == date.min:
        return period
    return Period(date(baseline.start.year, 1, 1), date(period.end.year, 12, 31))
