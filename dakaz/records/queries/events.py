"""Events narrowed by what one looks for: group, kind, status, right, country, year, answer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast, Substr
from django.db.models.lookups import Contains
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dakaz.exchange.rights import vocabulary
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Event

from .casebook import EVENT_COLUMNS
from .event_kinds import ALL_INCIDENTS, BY_CODE
from .listing import Listing, listed
from .vocabulary import Choices

_YEAR = re.compile(r"\d{4}")
LATEST = 5000
NOT_REPORTED, WAITING, ANSWERED = "no", "waiting", "answered"
FOLLOW_UPS: Choices = (
    (NOT_REPORTED, _("incident not reported")),
    (WAITING, _("reported, no answer yet")),
    (ANSWERED, _("answered")),
)


def _said(kind: str) -> str:
    return vocabulary().label(kind, get_language() or "en")


_in_words = lazy(_said, str)
# Every kind of violation, named in the language of whoever reads.
VIOLATIONS: Choices = [(kind, _in_words(kind)) for kind in vocabulary().kinds]

_REPORTED = ~Q(reported="") | Q(reported_to__isnull=False)
_ANSWERED = ~Q(answered="") | ~Q(answer="")


def events(
    seen_by: SeenBy, *, sort: str = "-date", page: int = 1, size: int = 50, **chosen: str
) -> Listing[Event]:
    """Return a page of events; ``chosen`` as ``narrowed`` takes it."""
    rows = guard.visible(Event.objects.select_related("case", "reported_to"), seen_by)
    rows = narrowed(rows, chosen).prefetch_related("involvements__party")
    return listed(rows, columns=EVENT_COLUMNS, sort=sort, page=page, size=size)


def narrowed(rows: QuerySet[Event], chosen: Mapping[str, str]) -> QuerySet[Event]:
    """Return those of ``rows`` that fit.

    Args:
        rows: events one may see.
        chosen: any of group, kind, status, violation, country, year, follow_up; the empty narrow nothing.
    """
    for name, value in chosen.items():
        if value:
            rows = rows.filter(_CONDITIONS[name](value))
    return rows


def of_violation(kind: str) -> Q:
    """Return the condition that a right of this kind is ticked; ids hold no quotes."""
    return Q(Contains(Cast("violations", TextField()), f'"{kind}"'))


def _of_group(code: str) -> Q:
    return Q(kind__in=[kind.value for kind in BY_CODE[code].kinds])


def _followed(state: str) -> Q:
    if state == NOT_REPORTED:
        return ~_REPORTED & ~_ANSWERED & Q(kind__in=[kind.value for kind in ALL_INCIDENTS.kinds])
    return _ANSWERED if state == ANSWERED else _REPORTED & ~_ANSWERED


_CONDITIONS = {
    "group": _of_group,
    "kind": lambda value: Q(kind=value),
    "status": lambda value: Q(status=value),
    "violation": of_violation,
    "country": lambda value: Q(country=value),
    "year": lambda value: Q(date__startswith=value),
    "follow_up": _followed,
}


def follow_up(event: Event) -> str:
    """Return whether an event was reported and answered: a code of ``FOLLOW_UPS``."""
    if event.answered or event.answer:
        return ANSWERED
    return WAITING if event.reported or event.reported_to_id else NOT_REPORTED


def years_and_countries(seen_by: SeenBy) -> tuple[list[str], list[str]]:
    """Return the years events begin in, the latest first, and the countries they happened in.

    Of the events written last: a list of half a million is not read through to offer two choices.
    """
    rows = guard.visible(Event.objects.all(), seen_by).order_by("-entry")
    latest = rows.annotate(year=Substr("date", 1, 4)).values_list("year", "country", "entry")[:LATEST]
    found = {(year, country) for year, country, _entry in latest}
    years = {year for year, _country in found if _YEAR.fullmatch(year)}
    return sorted(years, reverse=True), sorted({country for _year, country in found if country})
