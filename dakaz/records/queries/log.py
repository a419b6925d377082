"""The log as people read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import LogEntry, User
from dakaz.records.models.access import HOLDERS


@dataclass(frozen=True, slots=True)
class Line:
    """One act: ``who`` is a name, ``details`` what the entry keeps besides."""

    seq: int
    day: str
    action: str
    who: str
    at: str
    details: Mapping[str, Any]


# Who read a case while it was sealed and who held its key: for those who work with cases, once unsealed.
_OF_SEALED_CASES = ("sealed.read", "case.sealed", "case.granted", "case.revoked", "case.unsealed")


def _readable(seen_by: SeenBy) -> QuerySet[LogEntry]:
    rows = guard.visible(LogEntry.objects.all(), seen_by)
    return rows if HOLDERS & seen_by.roles else rows.exclude(action__in=_OF_SEALED_CASES)


def last_entry() -> tuple[int, str] | None:
    """Return number and day of the last entry, shown at sign-in so that a rolled-back vault is noticed."""
    return LogEntry.objects.order_by("-seq").values_list("seq", "day").first()


def count(seen_by: SeenBy) -> int:
    """Return how many entries one may read."""
    return _readable(seen_by).count()


def lines(
    seen_by: SeenBy,
    *,
    subject: Any = None,
    before: int | None = None,
    offset: int = 0,
    limit: int = 50,
    oldest_first: bool = False,
) -> list[Line]:
    """Return entries, newest first unless asked otherwise.

    Args:
        subject: id of the record they are about; None for all.
        before: only entries with a smaller number.
        offset, limit: how many to leave out, and how many to return.
    """
    order = "seq" if oldest_first else "-seq"
    rows = _readable(seen_by).order_by(order)
    if subject is not None:
        rows = rows.filter(subject=subject)
    if before is not None:
        rows = rows.filter(seq__lt=before)
    names = dict(User.objects.values_list("id", "name"))
    return [_line(entry, names) for entry in rows[offset : offset + limit]]


def _line(entry: LogEntry, names: Mapping[str, str]) -> Line:
    payload = json.loads(bytes(entry.payload)) if entry.payload else {}
    who = names.get(payload.pop("actor", ""), "")
    return Line(entry.seq, entry.day, entry.action, who, payload.pop("at", ""), payload)
