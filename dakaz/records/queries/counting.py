"""Counting records for a report: which tables, by which filters, over what one person may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.db.models.lookups import Contains

from dakaz.errors import N_, BadInput
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Decision, Event, Item, Party, Recommendation, Statement, Testimony

from . import clocks
from .events import of_violation

Value = str | int | tuple[str, ...]


def _equals(column: str) -> Callable[[Value], Q]:
    return lambda value: Q(**{f"{column}__in": value if isinstance(value, tuple) else (value,)})


def _begins(column: str) -> Callable[[Value], Q]:
    """EDTF dates begin with their year and month, so a period is a beginning."""
    return lambda value: Q(**{f"{column}__startswith": str(value)})


def _any_right(value: Value) -> Q:
    """An event in which one of these rights is ticked counts once."""
    found = Q(pk__in=[])
    for one in value if isinstance(value, tuple) else (str(value),):
        found |= of_violation(one)
    return found


def _any_consequence(value: Value) -> Q:
    """A decision that brings one of these with it counts once; the column holds a JSON list of codes."""
    found = Q(pk__in=[])
    for one in value if isinstance(value, tuple) else (str(value),):
        found |= Q(Contains(Cast("consequences", TextField()), f'"{one}"'))
    return found


@dataclass(frozen=True, slots=True)
class Countable:
    """A table that can be counted and the filters it knows."""

    rows: Callable[[], QuerySet[Model]]
    filters: Mapping[str, Callable[[Value], Q]]


COUNTABLE: Mapping[str, Countable] = {
    "decisions": Countable(
        Decision.objects.all,
        {
            "kind": _equals("kind"),
            "outcome": _equals("outcome"),
            "year": _begins("dated"),
            "month": _begins("dated"),
            "served_year": _begins("served"),
            "authority": _equals("authority__label"),
            "reason": _equals("reasons__kind"),
            "consequence": _any_consequence,
            "ban_months": _equals("ban_months"),
            "ban_for_life": lambda value: Q(ban_for_life=str(value) == "yes"),
        },
    ),
    "applications": Countable(
        clocks.counted,
        {
            "asked_for": _equals("application__asked_for"),
            "year": _begins("application__date"),
            "month": _begins("application__date"),
            "authority": clocks.made_to,
            "decided": clocks.decided,
            "months": _equals("months"),
            "waiting_on": clocks.waiting_on,
            "over_on": clocks.over_on,
            "made_before": clocks.made_before,
        },
    ),
    "events": Countable(
        Event.objects.all,
        {
            "kind": _equals("kind"),
            "year": _begins("date"),
            "month": _begins("date"),
            "status": _equals("status"),
            "country": _equals("country"),
            "violation": _any_right,
        },
    ),
    "statements": Countable(
        Statement.objects.all, {"year": _begins("date"), "speaker": _equals("speaker__label")}
    ),
    "recommendations": Countable(
        Recommendation.objects.all, {"state": _equals("state"), "made_by": _equals("made_by__label")}
    ),
    "testimonies": Countable(
        Testimony.objects.all, {"year": _begins("date"), "language": _equals("language")}
    ),
    "items": Countable(Item.objects.all, {"language": _equals("language"), "year": _begins("dated")}),
    "parties": Countable(lambda: Party.objects.filter(merged_into=None), {"kind": _equals("kind")}),
}


def count(seen_by: SeenBy, table: str, where: Mapping[str, Value]) -> int:
    """Count the records of a table that fit every filter.

    Raises:
        BadInput: there is no such table or filter; the message lists those there are.
    """
    return matching(seen_by, table, where).count()


def matching(seen_by: SeenBy, table: str, where: Mapping[str, Value]) -> QuerySet[Model]:
    """Return the records that are counted, each once."""
    countable = COUNTABLE.get(table)
    if countable is None:
        raise BadInput(
            N_("“%(table)s” cannot be counted. These can: %(known)s."),
            table=table,
            known=", ".join(COUNTABLE),
        )
    rows = guard.visible(countable.rows(), seen_by)
    for name, value in where.items():
        condition = countable.filters.get(name)
        if condition is None:
            raise BadInput(
                N_("%(table)s cannot be counted by “%(name)s”. These filters are known: %(known)s."),
                table=table,
                name=name,
                known=", ".join(countable.filters),
            )
        rows = rows.filter(condition(value))
    return rows.distinct()
