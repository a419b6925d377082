"""The page of the morning: what is due, what came in, what the vault itself needs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext

from dakaz.records.queries import casebook_pages, deadlines, people_documents, tasks
from dakaz.records.queries import today as start_page
from dakaz.web.grounding import line_of, place_of
from dakaz.web.log_words import last_entry
from dakaz.web.look import Link, Provenance
from dakaz.web.requests import Request

from .people.documents import running_out_lines
from .people.task_line import TaskForm
from .today_lines import (
    Showing,
    asking,
    days_words,
    groups,
    line_of_due,
    lines_of,
    second_looks,
    silent_line,
)
from .today_needs import needs

if TYPE_CHECKING:
    from dakaz.records.models import Deadline, DueDate, Item

MOST_RUNNING_OUT = 15
ADD_PAPERS = ("archive:home", "?add=1#adding")
__all__ = ["days_words", "home"]


def home(request: Request) -> HttpResponse:
    """Show what the day asks for."""
    asked = str(request.GET.get("who", tasks.MINE))
    whose = tasks.whose(request.user, asked, day=request.today)
    showing = Showing(request.user.user_id, whose, tasks.colleagues())
    found = start_page.today(request.user, day=request.today, whose=whose)
    context = {
        **_due(request, found, showing),
        "running_out": running_out_lines(
            people_documents.running_out(request.user, day=request.today, limit=MOST_RUNNING_OUT)
        ),
        "newest": [(item, place_of(item).url, _from_where(item)) for item in found.newest],
        "unread": _unread(found.unread),
        "add_papers": reverse(ADD_PAPERS[0]) + ADD_PAPERS[1],
        "adding": _adding(),
        "needs": needs(request.today),
        "last_entry": last_entry(),
        "first_run": casebook_pages.is_empty(request.user),
        "task_form": TaskForm(seen_by=request.user, initial={"on": request.today}),
    }
    return render(request, "today/today.html", context)


def _due(request: Request, found: start_page.Today, showing: Showing) -> dict[str, Any]:
    today = request.today
    done: list[Deadline | DueDate] = [
        *deadlines.done_on(request.user, today),
        *tasks.done_on(request.user, today),
    ]
    return {
        "groups": [group for group in groups(found, showing) if group.lines],
        "second": second_looks(found.second, showing),
        "counted": [asking(one, today) for one in lines_of(found.counted, showing)],
        "silent": [silent_line(one, today) for one in found.silent],
        "more": found.more,
        "done": [line_of_due(one, days="", showing=showing) for one in done],
        "elsewhere": _elsewhere(found.elsewhere),
        "whose": showing.whose.asked,
        "choices": _choices(request, showing),
        "away": _away(showing),
    }


def _adding() -> list[Link]:
    """Return the ways to write down what comes in most often."""
    return [
        Link(gettext("Paper"), reverse(ADD_PAPERS[0]) + ADD_PAPERS[1]),
        Link(gettext("Person"), reverse("people:new-party") + "?kind=person"),
        Link(gettext("Case"), reverse("people:new-case")),
        Link(gettext("Decision"), reverse("people:new-decision")),
        Link(gettext("Event"), reverse("people:new-event")),
    ]


def _choices(request: Request, showing: Showing) -> list[tuple[str, str]]:
    """Return whose days can be asked for; none where one person works alone."""
    others = [(one, name) for one, name in showing.names.items() if one != request.user.user_id]
    if not others:
        return []
    return [
        (tasks.MINE, gettext("mine, and what nobody looks after")),
        (tasks.ALL, gettext("everybody's")),
        (tasks.NOBODY, gettext("what nobody looks after")),
        *others,
    ]


def _away(showing: Showing) -> list[tuple[str, Any]]:
    """Return for whom the reader stands in, and until when."""
    return [(showing.names.get(one, ""), absence.until) for one, absence in showing.whose.away.items()]


def _elsewhere(count: int) -> str:
    if count <= 0:
        return ""
    return ngettext(
        "%(count)d day of colleagues has passed.", "%(count)d days of colleagues have passed.", count
    ) % {"count": count}


def _from_where(item: Item) -> Provenance:
    """Return where an item comes from; its title above is the link to it."""
    return replace(line_of(item), passage=None)


def _unread(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)d picture nobody has read: its words are not found by any search.",
        "%(count)d pictures nobody has read: their words are not found by any search.",
        count,
    ) % {"count": count}


app_name = "today"

urlpatterns = [path("", home, name="home")]
