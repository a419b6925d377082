"""What is due, safe day first; what came in; whether the vault itself needs something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import DueDate, Item, Reading, VaultState

SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Due:
    """A due date and how far it is from today, in calendar days; negative when it has passed."""

    date: DueDate
    days: int


@dataclass(frozen=True, slots=True)
class Today:
    """The start page.

    Args:
        day: which day it is for.
        passed, today, soon, later: what is not done yet, by day.
        newest: the last items that came in.
        unread: how many pictures nobody has read.
        last_backup: when the last backup was made; None when never.
    """

    day: date
    passed: Sequence[Due]
    today: Sequence[Due]
    soon: Sequence[Due]
    later: Sequence[Due]
    newest: Sequence[Item]
    unread: int
    last_backup: datetime | None


def today(seen_by: SeenBy, *, day: date) -> Today:
    """Return what ``day`` asks for; overdue is never hidden."""
    open_dates = guard.visible(DueDate.objects.filter(done=None), seen_by)
    due = [
        Due(row, (row.on - day).days) for row in open_dates.select_related("case", "decision").order_by("on")
    ]
    items = guard.visible(Item.objects.exclude(within_as="page"), seen_by)
    state = VaultState.objects.get(pk=1)
    return Today(
        day=day,
        passed=[one for one in due if one.days < 0],
        today=[one for one in due if one.days == 0],
        soon=[one for one in due if 0 < one.days <= SOON.days],
        later=[one for one in due if one.days > SOON.days],
        newest=list(items.order_by("-row")[:8]),
        unread=items.filter(reading=Reading.NO_TEXT).count(),
        last_backup=state.last_backup,
    )
