"""Checks that were made, as one person may see them, and what a check can be held against."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dakaz.figures.period import is_period
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Check, Observation, Series

from .claims import typed
from .listing import Listing, listed
from .series_bounds import bounds_of

COLUMNS = {"says": "says", "kind": "kind", "verdict": "verdict", "on": "on"}


def checks(
    seen_by: SeenBy, *, sort: str = "-on", page: int = 1, size: int = 50, kind: str = "", verdict: str = ""
) -> Listing[Check]:
    """Return checks."""
    rows = guard.visible(Check.objects.select_related("series"), seen_by)
    for column, wanted in (("kind", kind), ("verdict", verdict)):
        rows = rows.filter(**{column: wanted}) if wanted else rows
    return listed(rows, columns=COLUMNS, sort=sort, page=page, size=size)


def check(seen_by: SeenBy, identifier: uuid.UUID | str) -> Check:
    """Return one check."""
    return guard.one(Check.objects.select_related("series"), seen_by, identifier)


@dataclass(frozen=True, slots=True)
class Official:
    """One outcome of an official series, to hold a claim against.

    Args:
        code: what stands for it in a form.
        words: title and outcome.
    """

    code: str
    words: str


def officials(seen_by: SeenBy) -> list[Official]:
    """Return every outcome of every series one may see."""
    rows = guard.visible(Series.objects.all(), seen_by).order_by("title")
    found = []
    for series in rows:
        outcomes = dict.fromkeys(series.observations.order_by("position").values_list("outcome", flat=True))
        found += [
            Official(f"{series.pk}:{place}", f"{series.title}: {outcome}")
            for place, outcome in enumerate(outcomes)
        ]
    return found


def outcome_of(seen_by: SeenBy, code: str) -> tuple[Series, str]:
    """Return the series and the outcome a form's code stands for.

    Raises:
        NotFound: the series is not there for this person.
    """
    identifier, _, place = code.partition(":")
    series = guard.one(Series.objects.all(), seen_by, identifier)
    outcomes = list(dict.fromkeys(series.observations.order_by("position").values_list("outcome", flat=True)))
    return series, outcomes[int(place)]


def published(series: Series, outcome: str) -> list[dict[str, str]]:
    """Return what a series publishes of one outcome, as a check takes it: numbers, bounds, or both.

    Cells without either are none.
    """
    rows = series.observations.filter(outcome=outcome).order_by("position")
    return [
        numbers | {"unit": series.unit, "period": one.period, "source": series.title}
        for one in rows
        if is_period(one.period) and (numbers := _numbers(one))
    ]


def _numbers(one: Observation) -> dict[str, str]:
    found = bounds_of(one)
    number = {} if one.value is None else {"value": typed(one.value)}
    return number if found.low is None else number | {"low": typed(found.low), "high": typed(found.high)}


def code_of(series: Series, outcome: str) -> str:
    """Return what stands for an outcome in a form; empty when the series has it no more."""
    outcomes = list(dict.fromkeys(series.observations.order_by("position").values_list("outcome", flat=True)))
    return f"{series.pk}:{outcomes.index(outcome)}" if outcome in outcomes else ""


Row = Mapping[str, str]
Rows = Sequence[Row]
