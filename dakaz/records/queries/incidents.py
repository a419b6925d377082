"""Incidents counted by month, kind and how sure they are; the disproved are never counted with the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Substr

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Event, EventStatus

from .event_kinds import ALL_INCIDENTS
from .events import narrowed

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"\d{4}")
STATUSES: Sequence[str] = tuple(status.value for status in EventStatus)
DISPROVED = EventStatus.DISPROVED.value


@dataclass(frozen=True, slots=True)
class Cell:
    """How many incidents of one kind and status began in one period.

    Args:
        period: ``2024-09``; ``2024`` where only the year is known; empty where not even that.
        kind: of event.
        status: how sure they are.
        count: how many, at least one.
    """

    period: str
    kind: str
    status: str
    count: int


def incidents_by_month(seen_by: SeenBy, chosen: Mapping[str, str]) -> list[Cell]:
    """Return the incidents one may see, counted, in order of period, kind and status.

    Args:
        chosen: what the list of events is narrowed to; without a group or kind, all incidents.
    """
    wanted = dict(chosen) if chosen.get("group") else {**chosen, "group": ALL_INCIDENTS.code}
    rows = narrowed(guard.visible(Event.objects.all(), seen_by), wanted).order_by()
    begun = rows.annotate(begun=Substr("date", 1, 7)).values_list("begun", "kind", "status")
    counts: Counter[tuple[str, str, str]] = Counter()
    for begin, kind, status, count in begun.annotate(count=Count("pk")):
        counts[_period(begin), kind, status] += count
    return [Cell(*key, count=counts[key]) for key in sorted(counts)]


def _period(begin: str) -> str:
    """Return the month an EDTF date begins with, or its year; a period counts by the month it began in."""
    month, year = _MONTH.match(begin), _YEAR.match(begin)
    return month[0] if month else year[0] if year else ""


def counted_in(cells: Sequence[Cell]) -> int:
    """Return how many incidents cells hold, without those that were disproved."""
    return sum(cell.count for cell in cells if cell.status != DISPROVED)
