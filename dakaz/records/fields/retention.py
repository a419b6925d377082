"""How many days after it is closed a case comes up to be looked at: a proposal, until the office decides."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import MAXYEAR, date, timedelta

ORDINARY = "ordinary"
# Days after closing; None: not by time, only when somebody says that the reason is over.
DAYS: Mapping[str, int | None] = {ORDINARY: 730, "evidence": 3650, "hold": None}
_YEAR = 365  # days of a year as times are written down


def months_of(days: int) -> int:
    """Return days as whole months of a year of 365 days: 730 are 24."""
    return round(days * 12 / _YEAR)


def days_of_months(months: int) -> int:
    """Return so many months as days: 24 are 730."""
    return round(months * _YEAR / 12)


def over(closed: date, days: int) -> date:
    """Return the day a time of keeping is over.

    Times are told in months and years, so they end by the calendar: two years (730 days) after 1 March 2023
    are over on 1 March 2025, though 29 February lies between. A day the last month does not have is its last.
    """
    months = months_of(days)
    if days_of_months(months) != days:
        return closed + min(timedelta(days=days), date.max - closed)
    year, month = divmod(closed.year * 12 + closed.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(closed.day, monthrange(year, month + 1)[1]))
