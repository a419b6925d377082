"""Days for a calendar and for the wall: titles that give nothing away, days without an hour.

Calendars are synchronised, shown on locked screens and read over shoulders: no name, no authority, no act.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext
from icalendar import Calendar

from dakaz import law
from dakaz.law.ics import whole_day
from dakaz.records.queries import deadlines as query
from dakaz.records.queries import tasks
from dakaz.web.look import Link

from .law_words import reader

if TYPE_CHECKING:
    from django.urls import URLPattern

    from dakaz.records.models import Deadline
    from dakaz.web.requests import Request

    Entry = tuple[str, date]

WEEKS_ON_PAPER = 2


def one_as_file(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Give the days of one count as a calendar file."""
    return _file(_entries(query.deadline(request.user, record_id)), request.now)


def all_as_file(request: Request) -> HttpResponse:
    """Give every day that binds and every day and task that was typed, not done yet, as a calendar file."""
    whose = _whose(request)
    counted = [entry for one in query.binding(request.user, whose) for entry in _entries(one)]
    typed = tasks.open_days(request.user, whose)
    return _file([*counted, *((str(one.pk), one.on) for one in typed)], request.now)


def _whose(request: Request) -> tasks.Whose:
    return tasks.whose(request.user, str(request.GET.get("who", tasks.ALL)), day=request.today)


def _entries(found: Deadline) -> list[Entry]:
    """Return the days of a count: the one that was set, or the safe day and the last."""
    days = [found.set_day] if found.set_day else [found.safe_day, found.last_day]
    return [(str(found.pk), one) for one in dict.fromkeys(days) if one]


def _file(entries: Iterable[Entry], now: datetime) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", "-//Calendar//EN")
    calendar.add("version", "2.0")
    title, stamp = law.phrase("calendar_title", reader()), datetime.combine(now.date(), time(), UTC)
    for key, day in entries:
        calendar.add_component(whole_day(day, title, stamp, _uid(key, day)))
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="days.ics"'
    return answer


def _uid(key: str, day: date) -> str:
    """Return an id that says nothing and stays the same."""
    return hashlib.sha256(f"{key} {day.isoformat()}".encode()).hexdigest()[:32]


def week(request: Request) -> HttpResponse:
    """Show this week and the next on one sheet: days and codes, nothing that names anybody."""
    monday = request.today - timedelta(days=request.today.weekday())
    days = query.week(request.user, first=monday, days=7 * WEEKS_ON_PAPER, whose=_whose(request))
    context = {
        "weeks": [days[n : n + 7] for n in range(0, len(days), 7)],
        "ways_back": [Link(gettext("Today"), reverse("today:home"))],
        "calendar": reverse("people:days-ics") + "?" + request.GET.urlencode(),
    }
    return render(request, "people/week.html", context)


def urls() -> list[URLPattern]:
    """Return the addresses."""
    return [
        path("deadlines/<uuid:record_id>/day.ics", one_as_file, name="ics-deadline"),
        path("days.ics", all_as_file, name="days-ics"),
        path("week/", week, name="week"),
    ]
