"""Days and moments as people and packs write them, in a time zone that is always named."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from dakaz.errors import N_

from .refusals import WrongFact

__all__ = ["Moment", "as_day", "iso", "parse_day", "parse_moment", "start_of_day", "zone_named"]

Moment = date | datetime

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:?\d{2})?(?:\[([\w/+-]+)\])?\Z"
)

NOT_A_DATE = N_(
    "“%(value)s” for %(fact)s is not a date. Accepted: a day like 2024-10-18 (months 01 to 12), or a moment "
    "like 2024-10-18T10:30+03:00 or 2024-10-18T10:30[Europe/Vilnius]."
)
NO_SUCH_HOUR = N_(
    "%(value)s for %(fact)s does not exist in %(zone)s: the clocks go forward over it. "
    "Accepted: an hour before or after the change."
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
        raise WrongFact(NOT_A_DATE, code="wrong_date", fact=fact, value=text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongFact(NOT_A_DATE, code="wrong_date", fact=fact, value=text) from None


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
        raise WrongFact(NOT_A_DATE, code="wrong_date", fact=fact, value=text) from None
    if moment.astimezone(UTC).astimezone(zone_named(zone)).replace(tzinfo=None) != moment.replace(
        tzinfo=None
    ):
        raise WrongFact(NO_SUCH_HOUR, code="wrong_date", fact=fact, value=text, zone=zone)
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
