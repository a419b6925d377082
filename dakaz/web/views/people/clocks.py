"""The authority's clock: applications by month, and each one with the days it waits and the days over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.queries import clocks as query
from dakaz.web import counted_exports, exports
from dakaz.web.list_filters import Filter, chosen_of, shown_of
from dakaz.web.look import Empty, Link, State
from dakaz.web.tables import Column, Row, Table, TableAsked

if TYPE_CHECKING:
    from django.urls import URLPattern

    from dakaz.records.models import Deadline
    from dakaz.web.requests import Request

STATES = (
    ("over", gettext_lazy("no decision, over the term")),
    ("waiting", gettext_lazy("no decision yet")),
    ("late", gettext_lazy("decided too late")),
    ("in_time", gettext_lazy("decided in time")),
)
COLUMNS = (
    Column("since", gettext_lazy("Application of")),
    Column("asked", gettext_lazy("Asked for")),
    Column("authority", gettext_lazy("Authority"), sortable=False, minor=True),
    Column("case", gettext_lazy("Case"), fit="whole"),
    Column("days", gettext_lazy("Days waited"), sortable=False, number=True),
    Column("end", gettext_lazy("Term ended on"), minor=True),
    Column("over", gettext_lazy("Days over"), sortable=False, number=True),
    Column("decided", gettext_lazy("How it stands")),
)
MONTHS = (
    Column("month", gettext_lazy("Applications of"), sortable=False),
    Column("made", gettext_lazy("Made"), sortable=False, number=True),
    Column("over", gettext_lazy("Undecided, over the term"), sortable=False, number=True),
    Column("waiting", gettext_lazy("Undecided"), sortable=False, number=True),
    Column("late", gettext_lazy("Decided too late"), sortable=False, number=True),
    Column("in_time", gettext_lazy("Decided in time"), sortable=False, number=True),
    Column("days", gettext_lazy("Days waited, middle value"), sortable=False, number=True),
)
EXPORT_PAGE = 500


def clocks(request: Request) -> HttpResponse:
    """Show the months, then every application that can be asked for here."""
    months = query.by_month(request.user, day=request.today)
    filters = _filters(months)
    asked = TableAsked.of(request, sortable=[one.key for one in COLUMNS if one.sortable], first="since")
    found = query.listing(
        request.user,
        day=request.today,
        state=chosen_of(filters, request.GET).get("state", ""),
        month=chosen_of(filters, request.GET).get("month", ""),
        sort=asked.sort,
        page=asked.page,
    )
    table = Table(
        caption=gettext("Applications"),
        columns=COLUMNS,
        rows=[Row(cells(one, request.today), _address(one)) for one in found.rows],
        asked=asked,
        total=found.total,
        exports=exports.links(reverse("people:clocks-csv"), reverse("people:clocks-xlsx")),
        empty=Empty(
            gettext("No authority's time runs here."),
            gettext("Write an application down as an event: from its day the authority's time is counted."),
            Link(gettext("Add an event"), reverse("people:new-event") + "?kind=application"),
        ),
    )
    context = {
        "table": table,
        "months": _months_table(request, months),
        "filters": shown_of(filters, request.GET),
        "ways_back": [Link(gettext("Today"), reverse("today:home"))],
    }
    return render(request, "people/clocks.html", context)


def _address(found: Deadline) -> str:
    return reverse("people:deadline", args=[found.pk])


def _filters(months: Sequence[query.Month]) -> list[Filter]:
    return [
        Filter("state", gettext_lazy("How it stands"), STATES),
        Filter("month", gettext_lazy("Application made in"), [(one.month, _named(one)) for one in months]),
    ]


def _named(month: query.Month) -> str:
    return date_format(date(int(month.month[:4]), int(month.month[5:]), 1), "F Y")


def _months_table(request: Request, months: Sequence[query.Month]) -> Table:
    return Table(
        caption=gettext("Months"),
        columns=MONTHS,
        rows=[Row(_month_cells(one), f"?month={one.month}") for one in months],
        asked=TableAsked(sort="", page=1, size=max(1, len(months))),
        total=len(months),
        exports=exports.links(reverse("people:clock-months-csv"), reverse("people:clock-months-xlsx")),
    )


def _month_cells(one: query.Month) -> list[Any]:
    return [_named(one), one.made, one.over, one.waiting, one.late, one.in_time, one.days]


def cells(found: Deadline, day: date) -> list[Any]:
    """Return what a list says of one application."""
    waited = query.waited(found, day=day)
    application = found.application
    return [
        waited.since if waited else None,
        application.get_asked_for_display() if application else "",
        query.authorities_of(found),
        found.case.code,
        waited.days if waited else None,
        waited.end if waited else None,
        waited.over if waited else None,
        _state(waited),
    ]


def _state(waited: query.Waited | None) -> State | None:
    if waited is None:
        return None
    late, good = State(gettext("decided too late"), "amber"), State(gettext("decided in time"), "good")
    over, waiting = State(gettext("over its term"), "brick"), State(gettext("waiting"), "open")
    return (late if waited.over else good) if waited.decided else (over if waited.over else waiting)


def saved_as(request: Request, kind: exports.Kind) -> HttpResponseBase:
    """Give every application as a file, to whoever knows how many people it names."""
    rows = partial(_all_rows, request)
    back = reverse("people:clocks")
    if (asked := counted_exports.asked_first(request, name="clocks", rows=rows, back=back)) is not None:
        return asked
    lines = (cells(one, request.today) for some in rows() for one in some)
    return exports.as_file(kind, name="clocks", header=[one.label for one in COLUMNS], rows=lines)


def _all_rows(request: Request) -> Iterator[Sequence[Deadline]]:
    page, pages = 1, 1
    while page <= pages:
        found = query.listing(request.user, day=request.today, page=page, size=EXPORT_PAGE)
        pages, page = found.pages, page + 1
        yield found.rows


def months_saved_as(request: Request, kind: exports.Kind) -> HttpResponseBase:
    """Give the counts by month as a file; it names nobody. Months stand there as 2024-10."""
    months = query.by_month(request.user, day=request.today)
    rows = [[one.month, *_month_cells(one)[1:]] for one in months]
    return exports.as_file(kind, name="clock-months", header=[one.label for one in MONTHS], rows=rows)


def urls() -> list[URLPattern]:
    """Return the addresses."""
    return [
        path("clocks/", clocks, name="clocks"),
        path("clocks/as.csv", saved_as, {"kind": "csv"}, name="clocks-csv"),
        path("clocks/as.xlsx", saved_as, {"kind": "xlsx"}, name="clocks-xlsx"),
        path("clocks/months.csv", months_saved_as, {"kind": "csv"}, name="clock-months-csv"),
        path("clocks/months.xlsx", months_saved_as, {"kind": "xlsx"}, name="clock-months-xlsx"),
    ]
