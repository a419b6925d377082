"""Working days, from dated data: which days an office is closed, and by which article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

__all__ = ["Calendar", "FixedDay", "NthWeekday", "Once", "easter_sunday"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FixedDay:
    """A holiday on the same date each year, while the law that made it is in force."""

    month: int
    day: int
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """A holiday such as the first Sunday of May (``weekday`` 0 is Monday)."""

    month: int
    weekday: int
    n: int
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Once:
    """A day made free, or made a working day, by one decision."""

    day: date
    working: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The non-working days of one place.

    Args:
        weekend: weekdays that are never working days, 0 is Monday.
        easter_western: days after Western Easter Sunday that are free (0 is that Sunday).
    """

    id: str
    weekend: frozenset[int]
    fixed: tuple[FixedDay, ...]
    easter_western: tuple[int, ...]
    nth_weekday: tuple[NthWeekday, ...]
    once: tuple[Once, ...] = ()
    # Computed years; a memory of this one object, so that counting does not do Easter again each time.
    _years: dict[int, frozenset[date]] = field(default_factory=dict, compare=False, repr=False)

    def holidays(self, year: int) -> frozenset[date]:
        """Return the public holidays of ``year``, also those that fall on a weekend."""
        if year not in self._years:
            self._years[year] = frozenset(_holidays(self, year))
        return self._years[year]

    def is_working(self, day: date) -> bool:
        """Tell whether offices work on ``day``."""
        for one in self.once:
            if one.day == day:
                return one.working
        return day.weekday() not in self.weekend and day not in self.holidays(day.year)

    def on_or_after(self, day: date) -> date:
        """Return ``day`` if it is a working day, else the next one that is."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def on_or_before(self, day: date) -> date:
        """Return ``day`` if it is a working day, else the last one before it that is."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def add(self, day: date, n: int) -> date:
        """Return the ``n``-th working day after ``day`` (before it, when ``n`` is negative)."""
        step = ONE_DAY if n > 0 else -ONE_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def working_between(self, after: date, until: date) -> int:
        """Count the working days after ``after``, up to and including ``until``."""
        days = (until - after).days
        return sum(self.is_working(after + timedelta(days=n)) for n in range(1, days + 1))


def easter_sunday(year: int) -> date:
    """Return Western Easter Sunday (anonymous Gregorian computus, Meeus 1991)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _holidays(calendar: Calendar, year: int) -> list[date]:
    fixed = [(date(year, one.month, one.day), one) for one in calendar.fixed if _exists(one, year)]
    found = [day for day, one in fixed if _in_force(one, day)]
    found += [easter_sunday(year) + timedelta(days=n) for n in calendar.easter_western]
    for moving in calendar.nth_weekday:
        first = date(year, moving.month, 1)
        day = first + timedelta(days=(moving.weekday - first.weekday()) % 7 + 7 * (moving.n - 1))
        if _in_force(moving, day):
            found.append(day)
    return found


def _exists(one: FixedDay, year: int) -> bool:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (one.month, one.day) != (2, 29) or leap


def _in_force(one: FixedDay | NthWeekday, day: date) -> bool:
    return (one.since is None or one.since <= day) and (one.until is None or day <= one.until)
