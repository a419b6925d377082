"""The first page of the observatory, and statements side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from dakaz.records.queries import observatory_pages
from dakaz.web.frame import address_or_nothing
from dakaz.web.look import Empty, Link
from dakaz.web.record_pages import Pages
from dakaz.web.requests import Request
from dakaz.web.tables import Row, Table, TableAsked

from .checks import CHECKS
from .claims import CLAIMS
from .recommendations import RECOMMENDATIONS
from .series import SERIES
from .statements import STATEMENTS, said

FIRST_FEW = 5


def home(request: Request) -> HttpResponse:
    """Show the beginning of each list, and the ways to the rest."""
    sources = address_or_nothing("archive:sources")
    ways = [
        Link(gettext("Statements side by side"), reverse("observatory:matters")),
        Link(gettext("Figures side by side"), reverse("observatory:figures")),
        Link(gettext("Law and policy over time"), reverse("observatory:laws")),
        Link(gettext("Counts to publish"), reverse("observatory:counts")),
    ]
    ways += [Link(gettext("Sources"), sources)] if sources else []
    ways += [Link(gettext("Read a series from an official file"), reverse("observatory:series-file"))]
    ways += [Link(gettext("Read a series from UNHCR's table"), reverse("observatory:unhcr"))]
    lists = [_beginning(request, pages) for pages in (CLAIMS, CHECKS, STATEMENTS, RECOMMENDATIONS, SERIES)]
    return render(request, "observatory/home.html", {"ways": ways, "lists": lists})


def _beginning(request: Request, pages: Pages) -> dict[str, Any]:
    found = pages.listing(request.user, sort=pages.first, page=1, size=FIRST_FEW)
    rows = [Row(pages.cells(one), pages.address(pages.name, one.pk)) for one in found.rows]
    return {
        "pages": pages,
        "total": found.total,
        "url": pages.address(pages.path),
        "add": pages.address(f"new-{pages.name}"),
        "table": Table(
            caption=str(pages.words["many"]),
            columns=[replace(column, sortable=False) for column in pages.columns],
            rows=rows,
            asked=TableAsked(sort=pages.first, page=1),
            empty=Empty(gettext("Nothing here yet."), str(pages.words["empty"])),
        ),
    }


def matters(request: Request) -> HttpResponse:
    """Show statements on the same matter side by side."""
    found = observatory_pages.matters(request.user)
    shown = [(said(request.user, one.one), said(request.user, one.other)) for one in found]
    return render(request, "observatory/matters.html", {"matters": shown})
