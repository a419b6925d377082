"""A day as a calendar file whose title gives nothing away.

Date only, no hour, no alarm, no place, no name of an authority or an act: calendars are synchronised, shown
on locked screens and read over shoulders.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from dakaz.errors import N_, BadInput

from .moments import as_day, zone_named
from .outcome import Outcome
from .receipt import canonical, receipt
from .words_kept import common_words

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["as_calendar", "whole_day"]

NO_DAY = N_("%(rule)s gives no day for a calendar here (state: %(state)s).")


def as_calendar(outcome: Outcome, language: str) -> bytes:
    """Return an iCalendar file (RFC 5545) with the safe day and the last day of an outcome.

    The end is exclusive, as RFC 5545 has it, so that no program moves the day. The stamp is the day that was
    asked on: the same question gives the same bytes.

    Raises:
        BadInput: the outcome has no day.
    """
    from icalendar import Calendar  # noqa: PLC0415 - slow to import, seldom needed

    zone = zone_named(outcome.asked.zone)
    days = sorted({as_day(one, zone) for one in (outcome.safe_day, outcome.last_day) if one is not None})
    if not days:
        raise BadInput(NO_DAY, rule=outcome.rule, state=outcome.state)
    calendar = Calendar()
    calendar.add("prodid", "-//Calendar//EN")
    calendar.add("version", "2.0")
    title = str(common_words()["calendar_title"][language])
    stamp = datetime.combine(as_day(outcome.asked.as_of, zone), time(), UTC)
    for day in days:
        calendar.add_component(whole_day(day, title, stamp, _uid(outcome, day)))
    return bytes(calendar.to_ical())


def whole_day(day: date, title: str, stamp: datetime, uid: str) -> Event:
    """Return a day as a private entry without an hour, which keeps nobody busy; its end is the day after."""
    from icalendar import Event  # noqa: PLC0415 - as above

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _uid(outcome: Outcome, day: date) -> str:
    """An id that says nothing, and is the same for the same answer."""
    told = canonical(receipt(outcome)) + day.isoformat().encode()
    return hashlib.sha256(told).hexdigest()[:32]
