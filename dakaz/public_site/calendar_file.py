"""A day as a calendar file that gives nothing away: a neutral title, the day alone, no reminder, no address."""

from __future__ import annotations

from dakaz.law import Outcome

__all__ = ["calendar_file"]


def calendar_file(outcome: Outcome, language: str) -> bytes:
    """Return the outcome's safe day as an iCalendar file."""
    from dakaz.law.ics import as_calendar  # noqa: PLC0415

    return as_calendar(outcome, language)
