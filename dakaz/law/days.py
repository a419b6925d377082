"""From the trigger to the days of an answer: where the count ends, the legal end, and the safe day."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from .calendars import Calendar
from .counting import Counted, Method, count
from .model import Pack
from .moments import Moment, as_day, start_of_day

__all__ = ["Days", "days_of", "safe_day"]


class Days(NamedTuple):
    """The end of a period in all its forms; hours end at a moment, everything else with a day."""

    raw: Moment
    last: Moment
    safe: Moment | None
    moved: tuple[date, ...]


def days_of(pack: Pack, method: Method, trigger: Moment, n: int, unit: str, *, for_person: bool) -> Days:
    """Count the period and find the safe day."""
    calendar = pack.calendars[pack.calendar]
    if unit == "hour":
        start = trigger if isinstance(trigger, datetime) else start_of_day(trigger, pack.zone)
        counted = count(method, calendar, start, n=n, unit=unit, zone=pack.zone)
        return Days(counted.raw, counted.last, counted.last if for_person else None, ())
    day = as_day(trigger, pack.zone)
    counted = count(method, calendar, day, n=n, unit=unit, zone=pack.zone)
    safe = safe_day(method, calendar, day, counted) if for_person else None
    return Days(counted.raw, counted.last, safe, counted.moved)


def safe_day(method: Method, calendar: Calendar, trigger: date, counted: Counted) -> date:
    """Return the raw day, or the working day before it; where nothing rolls, the raw day itself.

    When no working day lies between the trigger and the raw day, the last day is the only one left.
    """
    raw, last = as_day_only(counted.raw), as_day_only(counted.last)
    if method.last_day_not_working == "none":
        return raw
    safe = calendar.on_or_before(raw)
    return safe if safe >= trigger else last


def as_day_only(moment: Moment) -> date:
    """Return the day of a count that was made in days."""
    return moment.date() if isinstance(moment, datetime) else moment
