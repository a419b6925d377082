"""Cross-tables of counts over any table, for publishing with small numbers hidden: read-only, guarded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db.models import QuerySet

from dakaz.errors import N_, BadInput
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import (
    Decision,
    DecisionKind,
    Event,
    EventKind,
    EventStatus,
    Item,
    ReasonKind,
    Recommendation,
    RecommendationState,
    Series,
    Statement,
)

from .observatory import table

Cells = Mapping[tuple[str, ...], int]
YEAR, MONTH = 4, 7
MOST_CELLS = 400


@dataclass(frozen=True, slots=True)
class Dimension:
    """What records are counted by.

    Args:
        column: of the database.
        code: makes what is counted of a value: its year, or itself.
        words: of each code; codes stand as they are when there are none.
    """

    column: str
    code: Callable[[Any], str] = str
    words: Mapping[str, Any] | None = None


def _year(value: Any) -> str:
    return str(value or "")[:YEAR]


def _month(value: Any) -> str:
    text = str(value or "")
    return text[:MONTH] if len(text) >= MONTH and "/" not in text[:MONTH] else text[:YEAR]


@dataclass(frozen=True, slots=True)
class Countable:
    """A kind of record and what it can be counted by."""

    rows: Callable[[], QuerySet[Any]]
    by: Mapping[str, Dimension]


COUNTABLE: Mapping[str, Countable] = {
    "decisions": Countable(
        Decision.objects.all,
        {
            "kind": Dimension("kind", words=dict(DecisionKind.choices)),
            "ground": Dimension("reasons__kind", words=dict(ReasonKind.choices)),
            "citizenship": Dimension("case__involvements__party__country"),
            "year": Dimension("dated", _year),
            "month": Dimension("dated", _month),
        },
    ),
    "events": Countable(
        Event.objects.all,
        {
            "kind": Dimension("kind", words=dict(EventKind.choices)),
            "status": Dimension("status", words=dict(EventStatus.choices)),
            "country": Dimension("country"),
            "year": Dimension("date", _year),
            "month": Dimension("date", _month),
        },
    ),
    "recommendations": Countable(
        Recommendation.objects.all,
        {
            "state": Dimension("state", words=dict(RecommendationState.choices)),
            "year": Dimension("since", _year),
        },
    ),
    "statements": Countable(
        Statement.objects.all,
        {"language": Dimension("language"), "year": Dimension("date", _year)},
    ),
    "items": Countable(
        Item.objects.all,
        {
            "language": Dimension("language"),
            "kind": Dimension("media_type"),
            "year": Dimension("dated", _year),
        },
    ),
}


def counted(seen_by: SeenBy, kind: str, by: Sequence[str]) -> Cells:
    """Count records by some of their values; combinations that do not occur are 0.

    A record with several values of one kind (two grounds) is counted once under each; the totals of such
    a table are not numbers of records, and are said not to be.

    Raises:
        BadInput: there is no such table, or nothing to count it by, or the table would be too large.
    """
    countable = COUNTABLE.get(kind)
    if countable is None or not by or any(one not in countable.by for one in by):
        raise BadInput(N_("This cannot be counted so."))
    dimensions = [countable.by[one] for one in by]
    rows = guard.visible(countable.rows(), seen_by).order_by()
    values = rows.values_list("pk", *(one.column for one in dimensions)).distinct()
    seen = {
        (pk, *(_safe(one.code(value)) if value else "" for one, value in zip(dimensions, row, strict=True)))
        for pk, *row in values
    }
    return _filled(Counter(key for _, *rest in seen for key in [tuple(rest)]), len(by))


def _safe(code: str) -> str:
    """The sign for a total cannot be a code."""
    return "＊" if code == "*" else code


def _filled(found: Mapping[tuple[str, ...], int], width: int) -> Cells:
    axes = [sorted({key[at] for key in found}) for at in range(width)]
    size = 1
    for axis in axes:
        size *= max(1, len(axis))
    if size > MOST_CELLS:
        raise BadInput(
            N_("The table would have %(cells)d cells; at most %(most)d can be proved safe. Count by fewer."),
            cells=size,
            most=MOST_CELLS,
        )
    return {key: found.get(key, 0) for key in product(*axes)}


def several_values(by: Iterable[str]) -> bool:
    """Say whether one record can stand in several cells."""
    return bool({"ground", "citizenship"} & set(by))


def of_series(found: Series) -> Cells:
    """Return a series as a table of period by outcome.

    Raises:
        BadInput: a cell has no whole number, so that its total cannot be known.
    """
    whole = table(found)
    cells: dict[tuple[str, ...], int] = {}
    for period, row in zip(whole.periods, whole.cells, strict=True):
        for outcome, cell in zip(whole.outcomes, row, strict=True):
            if cell is None or cell.value is None or cell.value != int(cell.value) or cell.value < 0:
                raise BadInput(
                    N_("%(period)s · %(outcome)s has no whole number. Only whole tables can be proved safe."),
                    period=period,
                    outcome=outcome,
                )
            cells[period, outcome] = int(cell.value)
    if len(cells) > MOST_CELLS:
        raise BadInput(
            N_("The table would have %(cells)d cells; at most %(most)d can be proved safe. Count by fewer."),
            cells=len(cells),
            most=MOST_CELLS,
        )
    return cells


def word_of(kind: str, by: str, code: str) -> str:
    """Return what a code means; the code where it means itself."""
    countable = COUNTABLE.get(kind)
    words = countable.by[by].words if countable and by in countable.by else None
    return str(words.get(code, code)) if words else code
