"""Parties, as one person may see them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Party

from .listing import Listing, listed
from .people_names import suggested

COLUMNS = {"name": "label", "kind": "kind", "protection": "protection", "changed": "entry", "born": "born"}


def parties(
    seen_by: SeenBy,
    *,
    kind: str = "",
    protection: str = "",
    risk: str = "",
    sort: str = "name",
    page: int = 1,
    size: int = 50,
) -> Listing[Party]:
    """Return persons, organisations and groups with all their names, without those found to be another."""
    rows = guard.visible(Party.objects.filter(merged_into=None).prefetch_related("names"), seen_by)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(protection=protection) if protection else rows
    rows = rows.filter(risks__kind=risk).distinct() if risk else rows
    return listed(rows, columns=COLUMNS, sort=sort, page=page, size=size)


def party(seen_by: SeenBy, identifier: uuid.UUID | str) -> Party:
    """Return one party."""
    return guard.one(Party.objects.all(), seen_by, identifier)


def suggest(seen_by: SeenBy, typed: str, *, limit: int = 10) -> list[Party]:
    """Return who may be meant: those of this name in any spelling, then those whose names hold its words."""
    return suggested(seen_by, typed, limit=limit)


def merged_into(seen_by: SeenBy, found: Party) -> Sequence[Party]:
    """Return the parties that were found to be this one."""
    return list(guard.visible(Party.objects.filter(merged_into=found), seen_by).order_by("pk"))
