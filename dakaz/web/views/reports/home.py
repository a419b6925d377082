"""The list of reports."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.queries import publications
from dakaz.web import exports
from dakaz.web.look import Empty, Link
from dakaz.web.requests import Request
from dakaz.web.tables import Column, Row, Table, TableAsked

COLUMNS = (
    Column("title", gettext_lazy("Title")),
    Column("key", gettext_lazy("Key")),
    Column("released", gettext_lazy("Last built"), sortable=False),
    Column("releases", gettext_lazy("Times built"), sortable=False, number=True, minor=True),
)


def home(request: Request) -> HttpResponse:
    """Show every report and when it was last built."""
    return render(request, "reports/home.html", {"table": _table(request)})


def _table(request: Request) -> Table:
    asked = TableAsked.of(request, sortable=("title", "key"), first="title")
    found = publications.reports(request.user, sort=asked.sort, page=asked.page)
    return Table(
        caption=gettext("Reports"),
        columns=COLUMNS,
        rows=[Row(_cells(request, one), reverse("reports:report", args=[one.pk])) for one in found.rows],
        asked=asked,
        total=found.total,
        exports=exports.links(reverse("reports:reports-csv"), reverse("reports:reports-xlsx")),
        empty=Empty(
            title=gettext("No report yet."),
            text=gettext(
                "A report is an outline whose quotations point to passages and whose numbers are counted "
                "from the records. It is checked before it is built."
            ),
            action=Link(gettext("Write a report"), reverse("reports:new-report")),
        ),
    )


def _cells(request: Request, found: Any) -> list[Any]:
    releases = publications.releases(request.user, found)
    return [found.title, found.key, releases[0].at.date() if releases else None, len(releases)]


def saved_as(request: Request, kind: exports.Kind) -> HttpResponseBase:
    """Give the list as a file."""
    rows = (_cells(request, one) for one in publications.reports(request.user, size=10_000).rows)
    return exports.as_file(kind, name="reports", header=[column.label for column in COLUMNS], rows=rows)
