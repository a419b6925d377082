"""How cases hang together, read from either side."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Case, CaseTie, CaseTieKind

from .listing import Listing, listed

COLUMNS = {"case": "case__code", "kind": "kind", "other": "other__code"}


def case_ties(
    seen_by: SeenBy, *, kind: str = "", sort: str = "case", page: int = 1, size: int = 50
) -> Listing[CaseTie]:
    """Return relations between cases; only those of which both cases may be seen."""
    rows = guard.visible(CaseTie.objects.select_related("case", "other"), seen_by)
    rows = rows.filter(kind=kind) if kind else rows
    return listed(rows, columns=COLUMNS, sort=sort, page=page, size=size)


def case_tie(seen_by: SeenBy, identifier: uuid.UUID | str) -> CaseTie:
    """Return one relation."""
    return guard.one(CaseTie.objects.select_related("case", "other"), seen_by, identifier)


@dataclass(frozen=True, slots=True)
class CaseTieSeen:
    """A relation from one side.

    Args:
        other: the case at the other end.
        is_to_it: what this case is to the other.
    """

    tie: CaseTie
    other: Case
    is_to_it: CaseTieKind


def ties_of_case(seen_by: SeenBy, found: Case) -> Sequence[CaseTieSeen]:
    """Return a case's relations, whichever side they were written down on."""
    rows = guard.visible(CaseTie.objects.select_related("case", "other"), seen_by)
    there = [CaseTieSeen(one, one.other, CaseTieKind(one.kind)) for one in rows.filter(case=found)]
    back = [CaseTieSeen(one, one.case, one.turned) for one in rows.filter(other=found)]
    return sorted([*there, *back], key=lambda one: (one.other.code, str(one.tie.pk)))
