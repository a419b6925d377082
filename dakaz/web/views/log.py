"""The log: who did what, when; and the same as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.queries import log as entries
from dakaz.web import exports
from dakaz.web.log_words import did, last_entry, when, who
from dakaz.web.requests import Request
from dakaz.web.tables import Column, Row, Table, TableAsked

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy

COLUMNS = (
    Column("number", gettext_lazy("Number"), number=True),
    Column("when", gettext_lazy("When"), sortable=False),
    Column("what", gettext_lazy("What"), sortable=False),
    Column("who", gettext_lazy("Who"), sortable=False),
)
AT_ONCE = 1000


def log(request: Request) -> HttpResponse:
    """Show the log, newest first."""
    asked = TableAsked.of(request, sortable=("number",), first="-number")
    found = entries.lines(
        request.user, offset=asked.offset, limit=asked.size, oldest_first=not asked.descending
    )
    table = Table(
        caption=gettext("Log"),
        columns=COLUMNS,
        rows=[Row(_cells(line)) for line in found],
        asked=asked,
        total=entries.count(request.user),
        exports=exports.links(reverse("log-csv"), reverse("log-xlsx")),
    )
    return render(request, "settings/log.html", {"table": table, "last_entry": last_entry()})


def _cells(line: entries.Line) -> list[Any]:
    return [str(line.seq), when(line), did(line.action), who(line) or None]


def saved_as(request: Request, kind: exports.Kind) -> HttpResponseBase:
    """Give the whole log as a file."""
    header = [column.label for column in COLUMNS]
    return exports.as_file(kind, name="log", header=header, rows=_all(request.user))


def _all(seen_by: SeenBy) -> Iterator[Sequence[object]]:
    before: int | None = None
    while found := entries.lines(seen_by, before=before, limit=AT_ONCE):
        for line in found:
            yield [line.seq, _written(when(line)), did(line.action), who(line)]
        before = found[-1].seq


def _written(moment: datetime | date) -> str:
    """Return a moment as files write it: ISO 8601, at the hour of the office."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).isoformat(timespec="seconds")
    return moment.isoformat()
