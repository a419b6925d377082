"""Ties between parties, seen from either side; ties to the past that decisions name."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Decision, NamedTie, Party, Tie, TieKind

from .listing import Listing, listed

TIE_COLUMNS = {"party": "party__label", "kind": "kind", "other": "other__label", "since": "since"}
NAMED_COLUMNS = {"kind": "kind", "case": "decision__case__code", "dated": "decision__dated"}


def ties(
    seen_by: SeenBy, *, kind: str = "", sort: str = "party", page: int = 1, size: int = 50
) -> Listing[Tie]:
    """Return ties between parties."""
    rows = guard.visible(Tie.objects.select_related("party", "other"), seen_by)
    return listed(
        rows.filter(kind=kind) if kind else rows, columns=TIE_COLUMNS, sort=sort, page=page, size=size
    )


def tie(seen_by: SeenBy, identifier: uuid.UUID | str) -> Tie:
    """Return one tie."""
    return guard.one(Tie.objects.select_related("party", "other"), seen_by, identifier)


@dataclass(frozen=True, slots=True)
class TieSeen:
    """A tie from one side.

    Args:
        other: who stands at the other end.
        is_to_us: what the other end is to this one.
    """

    tie: Tie
    other: Party
    is_to_us: TieKind


def ties_of(seen_by: SeenBy, party: Party) -> Sequence[TieSeen]:
    """Return a party's ties, whichever side they were written down on."""
    rows = guard.visible(Tie.objects.select_related("party", "other"), seen_by)
    there = [TieSeen(one, one.other, one.turned) for one in rows.filter(party=party)]
    back = [TieSeen(one, one.party, TieKind(one.kind)) for one in rows.filter(other=party)]
    return sorted([*there, *back], key=lambda one: (one.other.label, one.tie.pk))


def named_ties(
    seen_by: SeenBy, *, kind: str = "", sort: str = "-dated", page: int = 1, size: int = 50
) -> Listing[NamedTie]:
    """Return the ties to the past that decisions name."""
    rows = guard.visible(NamedTie.objects.select_related("decision__case", "decision__authority"), seen_by)
    rows = rows.filter(kind=kind) if kind else rows
    return listed(rows, columns=NAMED_COLUMNS, sort=sort, page=page, size=size)


def named_tie(seen_by: SeenBy, identifier: uuid.UUID | str) -> NamedTie:
    """Return one named tie."""
    rows = NamedTie.objects.select_related("decision__case", "decision__authority", "passage__item__source")
    return guard.one(rows, seen_by, identifier)


def named_ties_of(seen_by: SeenBy, decision: Decision) -> Sequence[NamedTie]:
    """Return what a decision names of a person's past, for ``people/named_ties.html``."""
    rows = NamedTie.objects.filter(decision=decision).select_related("passage__item__source")
    return list(guard.visible(rows, seen_by).order_by("pk"))
