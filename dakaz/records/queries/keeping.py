"""How long things are kept: which cases come up to be looked at, and the certificates of erasure."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dakaz.errors import BadInput
from dakaz.exchange import edtf
from dakaz.records import guard
from dakaz.records.fields import over
from dakaz.records.guard import SeenBy
from dakaz.records.models import Case, CaseStatus, ErasedWhy, Erasure, LogEntry, Retention

from .keeping_times import times
from .listing import Listing, listed

LEFT = "left"  # in a certificate: what is still to be done
WHY, RETENTIONS = ErasedWhy.choices, Retention.choices
COLUMNS = {"on": "on", "why": "why"}


@dataclass(frozen=True, slots=True)
class ComesUp:
    """A closed case whose time is over.

    Args:
        closed: the last day it can have been closed on; None where nobody wrote when.
        since: the day its time was over; None where that is not known.
    """

    case: Case
    closed: date | None
    since: date | None


def comes_up(seen_by: SeenBy, *, today: date) -> list[ComesUp]:
    """Return closed cases whose time is over, the longest over first; and closed ones without a day, last.

    Cases kept until somebody says that the reason is over never come up by themselves.
    """
    rows = guard.visible(Case.objects.filter(status=CaseStatus.CLOSED), seen_by)
    rows = rows.exclude(retention=Retention.HOLD).prefetch_related("involvements__party")
    days = times(seen_by)
    found = [_time_of(case, days[case.retention]) for case in rows.order_by("code")]
    up = [one for one in found if one.since is None or one.since <= today]
    return sorted(up, key=lambda one: one.since or date.max)


def _time_of(case: Case, days: int | None) -> ComesUp:
    try:
        closed = edtf.parse(case.closed).latest if case.closed else None
    except BadInput:
        closed = None
    since = over(closed, days) if closed is not None and days is not None else None
    return ComesUp(case, closed, since)


def how_long(case: Case) -> str:
    """Return in words how a case is kept."""
    return str(Retention(case.retention or Retention.ORDINARY).label)


def erasures(seen_by: SeenBy, *, sort: str = "-on", page: int = 1, size: int = 50) -> Listing[Erasure]:
    """Return certificates of erasure."""
    return listed(
        guard.visible(Erasure.objects.all(), seen_by), columns=COLUMNS, sort=sort, page=page, size=size
    )


def erasure(seen_by: SeenBy, identifier: uuid.UUID | str) -> Erasure:
    """Return one certificate."""
    return guard.one(Erasure.objects.all(), seen_by, identifier)


def is_finished(one: Erasure) -> bool:
    """Say whether originals, keys and free room are done too."""
    return LEFT not in one.what


def counts_of(one: Erasure) -> Sequence[tuple[str, int]]:
    """Return how many of each kind were erased, the most first."""
    counts = [(kind, many) for kind, many in one.what.items() if kind != LEFT]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))


def backups_since(made: int) -> list[str]:
    """Return the days on which backups were saved that may hold something made then.

    Args:
        made: milliseconds since 1970 UTC.
    """
    first = datetime.fromtimestamp(made / 1000, UTC).date().isoformat()
    days = LogEntry.objects.filter(action="vault.backed_up", day__gte=first).values_list("day", flat=True)
    return sorted(set(days))
