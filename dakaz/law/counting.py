"""Counting a period by a named method whose five choices are all written down in the pack."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dakaz.errors import N_

from .calendars import Calendar
from .moments import Moment
from .refusals import WrongFact

__all__ = ["Counted", "Method", "count", "count_back"]

MONTHS = {"month": 1, "year": 12}
DAYS = {"day": 1, "week": 7}

OTHER_UNIT = N_(
    "The counting method %(method)s does not count the %(fact)s “%(unit)s”. It counts: %(accepted)s."
)


@dataclass(frozen=True, slots=True)
class Method:
    """One way to count.

    Args:
        start: ``day_after_trigger`` (the trigger's day is not counted), ``trigger_day`` (it is the first one)
            or ``moment`` (a method for hours alone).
        hours_start: hours run from the ``moment`` itself, or from the ``next_hour`` (Reg. 1182/71 art. 3(1)).
        units: which of day, week, month, year, working_day, hour it can count.
        month_overflow: for 31 January + 1 month: ``last_day_of_month``, ``first_day_of_next_month``,
            ``refuse``, or ``not_applicable`` where no month is counted.
        last_day_not_working: ``next_working_day`` or ``none``.
        end_of_day: until when on the last day, by how a paper is handed in ("24:00", "closing_time").
        minimum_working_days: a period of two days or more holds at least that many (Reg. 1182/71 art. 3(5)).
    """

    id: str
    start: str
    hours_start: str
    units: frozenset[str]
    month_overflow: str
    last_day_not_working: str
    end_of_day: tuple[tuple[str, str], ...]
    minimum_working_days: int = 0


class Counted(NamedTuple):
    """Where a period ends: ``raw`` by the plain count, ``last`` after the method's rule for free days.

    ``moved`` are the free days that moved it.
    """

    raw: Moment
    last: Moment
    moved: tuple[date, ...] = ()


def count(
    method: Method, calendar: Calendar, trigger: Moment, *, n: int, unit: str, zone: ZoneInfo
) -> Counted:
    """Count ``n`` units from ``trigger``.

    Args:
        trigger: a day; for hours an aware moment.

    Returns:
        Days, or for hours moments in ``zone``.

    Raises:
        WrongFact: the method does not count that unit, or refuses a day that does not exist.
    """
    if unit not in method.units:
        raise _other_unit(method, unit)
    if isinstance(trigger, datetime):
        end = (_first_hour(method, trigger.astimezone(UTC)) + timedelta(hours=n)).astimezone(zone)
        return Counted(end, end)
    raw = _plain_end(method, calendar, trigger, n, unit)
    if method.last_day_not_working == "none":
        return Counted(raw, raw)
    last = calendar.on_or_after(raw)
    if method.minimum_working_days and (raw - trigger).days >= 2:
        last = _with_enough_working_days(method, calendar, trigger, last)
    between = (raw + timedelta(days=i) for i in range((last - raw).days))
    return Counted(raw, last, tuple(day for day in between if not calendar.is_working(day)))


def count_back(method: Method, calendar: Calendar, end: date, n: int, unit: str) -> date:
    """Return the trigger whose plain count of ``n`` days, weeks or working days ends on ``end``.

    It undoes ``count`` for days and weeks; not for months, since several triggers may share an end.
    """
    first = 1 if method.start == "trigger_day" and n else 0
    if unit == "working_day":
        return calendar.add(end, -n) if not first else calendar.add(end, 1 - n)
    return end - timedelta(days=n * DAYS[unit] - first)


def _other_unit(method: Method, unit: str) -> WrongFact:
    accepted = ", ".join(sorted(method.units))
    return WrongFact(
        OTHER_UNIT, code="wrong_unit", fact="unit", accepted=accepted, method=method.id, unit=unit
    )


def _plain_end(method: Method, calendar: Calendar, trigger: date, n: int, unit: str) -> date:
    if n == 0:
        return trigger
    from_trigger = method.start == "trigger_day"
    if unit == "working_day":
        return calendar.add(trigger - timedelta(days=from_trigger), n)
    if unit in DAYS:
        return trigger + timedelta(days=n * DAYS[unit] - from_trigger)
    return _months_on(trigger, n * MONTHS[unit], method.month_overflow) - timedelta(days=from_trigger)


def _months_on(day: date, months: int, overflow: str) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    last = monthrange(year, month)[1]
    if day.day <= last:
        return date(year, month, day.day)
    if overflow == "last_day_of_month":
        return date(year, month, last)
    if overflow == "first_day_of_next_month":
        return date(year, month, last) + timedelta(days=1)
    raise WrongFact(
        N_(
            "%(day)s plus %(months)s months is no day of the calendar, and the method refuses to choose one. "
            "Accepted: %(accepted)s."
        ),
        code="wrong_date",
        fact="trigger",
        accepted="a day that the month of the end has too",
        day=day.isoformat(),
        months=months,
    )


def _first_hour(method: Method, moment: datetime) -> datetime:
    """Return when hours begin to run; under EU acts the hour of the event itself is not counted."""
    if method.hours_start == "moment":
        return moment
    return moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _with_enough_working_days(method: Method, calendar: Calendar, trigger: date, last: date) -> date:
    while calendar.working_between(trigger, last) < method.minimum_working_days:
        last = calendar.add(last, 1)
    return last
