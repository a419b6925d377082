"""Law and policy over time: events of kind law, as one person may see them."""

from __future__ import annotations

from django.db.models import QuerySet

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Event, EventKind


def _rows(seen_by: SeenBy) -> QuerySet[Event]:
    return guard.visible(Event.objects.filter(kind=EventKind.LAW), seen_by)


def laws(seen_by: SeenBy, *, country: str = "", first: str = "", last: str = "") -> list[Event]:
    """Return bills, votes, entries into force and the like, the earliest first; those without a date last.

    Args:
        country: ISO 3166 code of two letters; empty for all.
        first, last: years, both inside; empty for no end. A law without a date is in no period.
    """
    rows = _rows(seen_by)
    if country:
        rows = rows.filter(country=country)
    if first:
        rows = rows.filter(date__gte=first)
    if last:
        rows = rows.exclude(date="").filter(date__lt=f"{int(last) + 1:04}")
    return sorted(rows, key=lambda one: (not one.date, one.date, one.entry))


def law_countries(seen_by: SeenBy) -> list[str]:
    """Return the countries there are laws of."""
    return sorted(filter(None, _rows(seen_by).order_by().values_list("country", flat=True).distinct()))


def law_years(seen_by: SeenBy) -> list[str]:
    """Return the years from the earliest to the latest law."""
    dates = _rows(seen_by).exclude(date="").order_by().values_list("date", flat=True)
    years = [int(one[:4]) for one in dates if one[:4].isdecimal()]
    return [str(year) for year in range(min(years), max(years) + 1)] if years else []
