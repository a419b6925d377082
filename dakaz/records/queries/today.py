"""What is due, safe day first; what came in; whether the vault itself needs something.

Nothing is counted here: counted days were written down when their facts were, and are found by an index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import (
    Audience,
    Deadline,
    DueDate,
    Item,
    Reading,
    Standing,
    VaultState,
)
from dakaz.records.models.sight import fetch_links

from .deadlines import silent, unconfirmed
from .tasks import EVERYBODY, Whose

Row = TypeVar("Row", bound=Model)
SOON = timedelta(days=14)
# Lines under one heading, as many as can be read in a morning; the rest is said to be there, and stands in
# the lists. A page of all would take longer to draw than to ask for.
LIMITS = {"passed": 20, "today": 20, "soon": 10, "later": 5, "second": 8, "counted": 8, "silent": 8}
MOST_COUNTED = 100
REMIND = timedelta(days=3)
SHOWN = ("case", "decision__case", "decision__authority", "application__case")


@dataclass(frozen=True, slots=True)
class Due:
    """A day and how far it is from today, in calendar days; negative when it has passed.

    Args:
        date: typed by a person, or counted by law and confirmed.
    """

    date: DueDate | Deadline
    days: int


@dataclass(frozen=True, slots=True)
class Today:
    """The start page.

    Args:
        day: which day it is for.
        passed, today, soon, later: what binds and is not done yet, by day.
        second: days one person has looked at and a second one has to.
        counted: days counted by law that nobody confirmed yet, the earliest first.
        silent: applications whose authority is over its time, the longest over first.
        more: the headings that hold more than they show.
        newest: the last items that came in.
        unread: how many pictures nobody has read.
        last_backup: when the last backup was made; None when never.
        elsewhere: how many days of others have passed, counted as far as ``MOST_COUNTED``.
    """

    day: date
    passed: Sequence[Due]
    today: Sequence[Due]
    soon: Sequence[Due]
    later: Sequence[Due]
    second: Sequence[Due]
    counted: Sequence[Due]
    silent: Sequence[Deadline]
    more: frozenset[str]
    newest: Sequence[Item]
    unread: int
    last_backup: datetime | None
    elsewhere: int


def today(seen_by: SeenBy, *, day: date, whose: Whose = EVERYBODY) -> Today:
    """Return what ``day`` asks for; overdue is never hidden: what is not of those asked for is counted."""
    soon = day + SOON
    groups = {
        "passed": _between(seen_by, day, whose, "passed", last=day - timedelta(days=1)),
        "today": _between(seen_by, day, whose, "today", first=day, last=day),
        "soon": _between(seen_by, day, whose, "soon", first=day + timedelta(days=1), last=soon),
        "later": _between(seen_by, day, whose, "later", first=soon + timedelta(days=1)),
        "second": _unconfirmed(seen_by, day, None, "second", Standing.HALF),
        "counted": _unconfirmed(seen_by, day, whose, "counted", Standing.PROPOSED),
    }
    over = silent(seen_by, day=day, whose=whose, limit=LIMITS["silent"] + 1)
    how_many = {**{name: len(found) for name, found in groups.items()}, "silent": len(over)}
    fetch_links([*(one.date for found in groups.values() for one in found), *over], *SHOWN)
    items = guard.visible(Item.objects.exclude(within_as="page"), seen_by)
    return Today(
        day=day,
        **{name: found[: LIMITS[name]] for name, found in groups.items()},
        silent=over[: LIMITS["silent"]],
        more=frozenset(name for name, many in how_many.items() if many > LIMITS[name]),
        newest=list(items.order_by("-row")[:8]),
        unread=items.filter(reading=Reading.NO_TEXT).count(),
        last_backup=VaultState.objects.get(pk=1).last_backup,
        elsewhere=_passed_elsewhere(seen_by, day, whose),
    )


def due_soon(seen_by: SeenBy, *, day: date, whose: Whose = EVERYBODY) -> int:
    """Return how many days have passed or come within ``REMIND``, counted as far as ``MOST_COUNTED``."""
    return _count(seen_by, whose, last=day + REMIND)


def _passed_elsewhere(seen_by: SeenBy, day: date, whose: Whose) -> int:
    return _count(seen_by, whose.turned, last=day - timedelta(days=1)) if whose.turned else 0


def _count(seen_by: SeenBy, whose: Whose, *, last: date) -> int:
    """Count days without reading them: a number on every page is nobody's reading of a sealed case."""
    total = 0
    kinds: tuple[QuerySet[Any], ...] = (
        _counted_by_law(whose),
        DueDate.objects.filter(whose.of_due_dates, done=None),
    )
    for rows in kinds:
        seen = guard.visible(rows.filter(on__lte=last), seen_by).order_by("on").values_list("pk", "on")
        total += seen[:MOST_COUNTED].count()
    return min(MOST_COUNTED, total)


def _counted_by_law(whose: Whose) -> QuerySet[Deadline]:
    confirmed = Deadline.objects.filter(audience=Audience.PERSON, standing=Standing.CONFIRMED, done=None)
    return confirmed.filter(whose.of_deadlines)


def _unconfirmed(seen_by: SeenBy, day: date, whose: Whose | None, name: str, standing: Standing) -> list[Due]:
    found = unconfirmed(seen_by, standings=(standing,), whose=whose, limit=LIMITS[name] + 1)
    return _due(found, day)


def _between(
    seen_by: SeenBy,
    day: date,
    whose: Whose,
    name: str,
    *,
    first: date | None = None,
    last: date | None = None,
) -> list[Due]:
    limit = LIMITS[name] + 1
    counted = _seen(seen_by, _counted_by_law(whose), first, last)
    typed = _seen(seen_by, DueDate.objects.filter(whose.of_due_dates, done=None), first, last)
    found: list[DueDate | Deadline] = [*counted[:limit], *typed[:limit]]
    return _due(found, day)[:limit]


def _seen(seen_by: SeenBy, rows: QuerySet[Row], first: date | None, last: date | None) -> QuerySet[Row]:
    rows = rows.filter(on__gte=first) if first else rows
    rows = rows.filter(on__lte=last) if last else rows
    return guard.visible(rows, seen_by).order_by("on")


def _due(rows: Sequence[DueDate | Deadline], day: date) -> list[Due]:
    return [Due(row, (row.on - day).days) for row in sorted(rows, key=lambda one: one.on)]
