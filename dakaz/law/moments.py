"""Days and moments as people and packs write them, in a time zone that is always named."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from dakaz.errors import N_

from .refusals import WrongFact

__all__ = [
    "A_DAY",
    "A_MOMENT",
    "CLOCK",
    "Moment",
    "as_day",
    "in_calendar",
    "iso",
    "parse_day",
    "parse_moment",
    "start_of_day",
    "zone_named",
]

Moment = date | datetime

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:?\d{2})?(?:\[([\w/+-]+)\])?\Z"
)

A_DAY = "a day like 2024-10-18"
A_MOMENT = f"{A_DAY}, or a moment like 2024-10-18T10:30+03:00 or 2024-10-18T10:30[Europe/Vilnius]"
CLOCK = "a date, or a moment with its zone"

NOT_A_DATE = N_("“%(value)s” for %(fact)s is not a date%(why)s. Accepted: %(accepted)s.")
OTHER_YEAR = N_("%(fact)s lies in the year %(year)s. Accepted: %(accepted)s.")
FIRST_YEAR, LAST_YEAR = 1900, 2199
NO_SUCH_HOUR = N_(
    "%(value)s for %(fact)s does not exist in %(zone)s: the clocks go forward over it. "
    "Accepted: %(accepted)s."
)


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo:
    """Return the time zone of that IANA name.

    Raises:
        ZoneInfoNotFoundError: there is no such zone.
    """
    return ZoneInfo(name)


def parse_day(text: str, *, fact: str) -> date:
    """Read ``YYYY-MM-DD``.

    Raises:
        WrongFact: it is not such a day; the message names ``fact``.
    """
    if not _DAY.match(text):
        raise _no_date(text, fact)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _no_date(text, fact) from None


def _no_date(text: str, fact: str) -> WrongFact:
    """Return the refusal, which says what is wrong: the month, the day, or the way it is written."""
    written = _DAY.match(text[:10])
    year, month, day = map(int, text[:10].split("-")) if written else (0, 0, 0)
    accepted = A_MOMENT
    why = ""
    if written and not 1 <= month <= 12:
        why, accepted = f": there is no month {month}", f"months 01 to 12; {A_MOMENT}"
    elif written and year and not 1 <= day <= monthrange(year, month)[1]:
        last = monthrange(year, month)[1]
        why = f": {year}-{month:02} has no day {day}"
        accepted = f"days 01 to {last} of that month; {A_MOMENT}"
    return WrongFact(NOT_A_DATE, code="wrong_date", fact=fact, accepted=accepted, value=text, why=why)


def parse_moment(text: str, *, fact: str, zone: str) -> Moment:
    """Read a day, or a moment; a moment without a zone is taken in ``zone``.

    Returns:
        A date, or an aware datetime. An hour that happens twice (clocks going back) is its first one.

    Raises:
        WrongFact: it is neither, or the clocks jump over that hour.
    """
    text = text.strip()
    parts = _MOMENT.match(text)
    if parts is None:
        return parse_day(text, fact=fact)
    day, hour, offset, named = parts.groups()
    try:
        if offset:
            return datetime.fromisoformat(f"{day}T{hour}{offset}")
        zone = named or zone
        moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), zone_named(zone))
    except (ValueError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        raise _no_date(text, fact) from None
    if moment.astimezone(UTC).astimezone(zone_named(zone)).replace(tzinfo=None) != moment.replace(
        tzinfo=None
    ):
        before_or_after = "an hour before or after the change"
        raise WrongFact(
            NO_SUCH_HOUR, code="wrong_date", fact=fact, accepted=before_or_after, value=text, zone=zone
        )
    return moment


def in_calendar(moment: Moment, *, fact: str) -> Moment:
    """Return ``moment`` if a term can be counted from it: no slip of the hand in the year.

    Raises:
        WrongFact: its year is not one in which anything here could have happened.
    """
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        accepted = f"a day from {FIRST_YEAR}-01-01 to {LAST_YEAR}-12-31"
        raise WrongFact(OTHER_YEAR, code="wrong_date", fact=fact, accepted=accepted, year=moment.year)
    return moment


def as_day(moment: Moment, zone: ZoneInfo) -> date:
    """Return the day that ``moment`` falls on in ``zone``."""
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return 00:00 of ``day`` in ``zone``."""
    return datetime.combine(day, time(), zone)


def iso(moment: Moment | None, zone: ZoneInfo) -> str | None:
    """Write a day as ``YYYY-MM-DD``, a moment with the offset of ``zone``."""
    if isinstance(moment, datetime):
        return moment.astimezone(zone).isoformat()
    return None if moment is None else moment.isoformat()
