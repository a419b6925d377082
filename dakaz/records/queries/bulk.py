"""Which lists can be changed at once, in which columns, and how their records are called meanwhile."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from dakaz.errors import N_, NotFound
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import (
    Case,
    CaseRisk,
    CaseStatus,
    DueDate,
    Event,
    EventKind,
    EventStatus,
    Record,
    User,
)

MOST = 1000
"""How many records one change may touch: as many as a person can still look at before doing it."""

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One list.

    Args:
        model: what stands in it.
        acts: columns that can be set, ``task`` where one can be added, ``done`` where it can be marked so.
        choices: for each column with codes, the codes and their words.
    """

    model: type[Record]
    acts: Sequence[str]
    choices: Mapping[str, Sequence[tuple[str, Any]]]


KINDS: Mapping[str, Kind] = {
    "people:cases": Kind(
        Case,
        ("responsible", "status", "risk", "task"),
        {"status": CaseStatus.choices, "risk": CaseRisk.choices},
    ),
    "people:events": Kind(
        Event, ("kind", "status"), {"kind": EventKind.choices, "status": EventStatus.choices}
    ),
    "people:due-dates": Kind(DueDate, ("responsible", "done"), {}),
}


def kind_of(place: str) -> Kind:
    """Return what can be done in a list.

    Raises:
        NotFound: nothing can.
    """
    if place not in KINDS:
        raise NotFound(N_("There is nothing here by that address, or it is not yours to see."))
    return KINDS[place]


def words_of(kind: Kind, act: str) -> Words:
    """Return the words for the values of a column."""
    if act == "responsible":
        return dict(User.objects.values_list("pk", "name"))
    if act == "done":
        return {"done": gettext("done")}
    return {code: str(word) for code, word in kind.choices.get(act, ())}


def rows_of(seen_by: SeenBy, kind: Kind, ids: Sequence[uuid.UUID]) -> list[Any]:
    """Return those of these records that the reader may see, in the order asked for."""
    rows: Any = kind.model._default_manager.all()
    seen = guard.visible(rows if kind.model is Case else rows.select_related("case"), seen_by)
    found = seen.in_bulk(list(ids))
    return [found[one] for one in dict.fromkeys(ids) if one in found]


def labels_of(rows: Sequence[Any]) -> Mapping[uuid.UUID, str]:
    """Return how each record is called: a case by its code, a day by what is due and its case."""
    return {row.pk: _label(row) for row in rows}


def _label(row: Any) -> str:
    if isinstance(row, Case):
        return row.code
    return f"{row.what} · {row.case.code}" if isinstance(row, DueDate) else str(row.title)
