"""Law and policy over time: bills, votes, entries into force, extensions, with their sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dakaz.records.queries import observatory_laws
from dakaz.records.queries.grounds import grounds_of_many
from dakaz.web import capabilities, exports
from dakaz.web.edtf_words import in_words
from dakaz.web.frame import address_or_nothing
from dakaz.web.grounding import lines_of
from dakaz.web.list_filters import Filter, chosen_of, shown_of
from dakaz.web.look import Link, Provenance

if TYPE_CHECKING:
    from dakaz.records.models import Event
    from dakaz.web.requests import Request


@dataclass(frozen=True, slots=True)
class Law:
    """One act as the timeline shows it."""

    event: Event
    when: str
    url: str
    sources: Sequence[Provenance]


def laws(request: Request) -> HttpResponse:
    """Show acts in order of time, narrowed to a country and to years."""
    filters = _filters(request)
    chosen = chosen_of(filters, request.GET)
    narrowed = "?" + urlencode(chosen) if chosen else ""
    context = {
        "laws": _shown(request, _found(request, chosen)),
        "filters": shown_of(filters, request.GET),
        "exports": exports.links(
            reverse("observatory:laws-csv") + narrowed, reverse("observatory:laws-xlsx") + narrowed
        ),
        "narrowed": bool(chosen),
        "add": _add(request),
    }
    return render(request, "observatory/laws.html", context)


def as_file(request: Request, kind: exports.Kind) -> HttpResponseBase:
    """Give the same as a file."""
    found = _found(request, chosen_of(_filters(request), request.GET))
    header = [gettext("Date"), gettext("Country"), gettext("What"), gettext("Description"), gettext("Source")]
    rows = (_row(one) for one in _shown(request, found))
    return exports.as_file(kind, name="laws", header=header, rows=rows)


def _row(law: Law) -> list[Any]:
    event = law.event
    sources = "; ".join(line.said_by for line in law.sources if line.said_by)
    return [event.date, event.country, event.title, event.description, sources]


def _filters(request: Request) -> list[Filter]:
    years = [(year, year) for year in observatory_laws.law_years(request.user)]
    countries = [(one, one) for one in observatory_laws.law_countries(request.user)]
    return [
        Filter("country", gettext_lazy("Country"), countries),
        Filter("first", gettext_lazy("From year"), years),
        Filter("last", gettext_lazy("To year"), years),
    ]


def _found(request: Request, chosen: dict[str, str]) -> list[Event]:
    return observatory_laws.laws(request.user, **chosen)


def _shown(request: Request, found: Sequence[Event]) -> list[Law]:
    grounds = grounds_of_many(request.user, [one.pk for one in found])
    opens = _may(request, "people:event", "GET")
    return [
        Law(
            one,
            in_words(one.date) or gettext("date not known"),
            reverse("people:event", args=[one.pk]) if opens else "",
            lines_of(grounds.get(one.pk, [])) or [Provenance()],
        )
        for one in found
    ]


def _may(request: Request, page: str, method: str) -> bool:
    return capabilities.refusal(request.user, page, method) is None


def _add(request: Request) -> Link | None:
    address = address_or_nothing("people:new-event")
    if not address or not _may(request, "people:new-event", "GET"):
        return None
    return Link(gettext("Add a law or policy"), f"{address}?kind=law")
