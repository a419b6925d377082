"""Parties, as one person may see them."""

from __future__ import annotations

import uuid

from dakaz.names.fold import readings, words
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Name, Party

from .listing import Listing, listed

COLUMNS = {"name": "label", "kind": "kind", "protection": "protection", "changed": "entry"}


def parties(
    seen_by: SeenBy, *, kind: str = "", sort: str = "name", page: int = 1, size: int = 50
) -> Listing[Party]:
    """Return persons, organisations and groups."""
    rows = guard.visible(Party.objects.all(), seen_by)
    return listed(rows.filter(kind=kind) if kind else rows, columns=COLUMNS, sort=sort, page=page, size=size)


def party(seen_by: SeenBy, identifier: uuid.UUID | str) -> Party:
    """Return one party."""
    return guard.one(Party.objects.all(), seen_by, identifier)


def all_parties(seen_by: SeenBy, *kinds: str) -> list[Party]:
    """Return every party (of some kinds), for choosing one."""
    rows = guard.visible(Party.objects.all(), seen_by)
    return list((rows.filter(kind__in=kinds) if kinds else rows).order_by("label"))


def suggest(seen_by: SeenBy, typed: str, *, limit: int = 10) -> list[Party]:
    """Return parties one of whose names holds every word typed, in any script."""
    rows = guard.visible(Party.objects.all(), seen_by)
    for _, _, word in words(typed):
        matching = Name.objects.none()
        for token in readings(word):
            matching = matching | Name.objects.filter(fold__contains=token)
        rows = rows.filter(pk__in=matching.values("party_id"))
    return list(rows.order_by("label")[:limit]) if typed.strip() else []
