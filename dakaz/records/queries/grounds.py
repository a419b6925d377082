"""What a record rests on: the provenance line under every statement."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Ground, Record


def grounds_of(seen_by: SeenBy, record: Record, *, field: str | None = None) -> Sequence[Ground]:
    """Return the passages and items a record (or one field of it) rests on."""
    rows = guard.visible(Ground.objects.filter(subject=record.pk), seen_by)
    if field is not None:
        rows = rows.filter(field=field)
    return list(rows.select_related("passage", "item", "item__source"))


def grounds_of_many(seen_by: SeenBy, subjects: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[Ground]]:
    """Return the grounds of several records at once, for lists."""
    rows = guard.visible(Ground.objects.filter(subject__in=list(subjects)), seen_by)
    found: dict[uuid.UUID, list[Ground]] = {}
    for ground in rows.select_related("passage", "item", "item__source"):
        found.setdefault(ground.subject, []).append(ground)
    return found
