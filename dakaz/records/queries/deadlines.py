"""Counted days as they were written down: of a decision, of an application, of a day; and what moved."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import (
    Audience,
    Case,
    CaseStatus,
    Consequence,
    Deadline,
    Decision,
    DecisionKind,
    DueDate,
    Event,
    Standing,
    User,
)

from .listing import Listing, listed
from .tasks import Whose

WAITING = (Standing.PROPOSED, Standing.HALF)
OVER = (Standing.REPLACED, Standing.SET_ASIDE)
# Two people look before such a day binds.
TWO_PAIRS_OF_EYES = frozenset(
    {DecisionKind.EXPULSION, DecisionKind.RETURN, DecisionKind.ENTRY_BAN, DecisionKind.ASYLUM_REFUSAL}
)
COLUMNS = {"on": "on", "last": "last_day", "case": "case__code", "standing": "standing"}
# What a line of a counted day shows, and what says who may see that.
SHOWN = ("case", "decision__case", "decision__authority", "application__case")


def deadline(seen_by: SeenBy, identifier: uuid.UUID | str) -> Deadline:
    """Return one counted day."""
    rows = Deadline.objects.select_related("case", "decision", "application", "superseded_by")
    return guard.one(rows, seen_by, identifier)


def deadlines_of(seen_by: SeenBy, found: Decision | Event) -> list[Deadline]:
    """Return every count ever written for a decision or an application, the newest first."""
    column = "decision" if isinstance(found, Decision) else "application"
    rows = guard.visible(Deadline.objects.filter(**{column: found}), seen_by)
    return list(rows.select_related("case", "superseded_by").order_by("-pk"))


def deadlines(
    seen_by: SeenBy, *, standing: str = "", sort: str = "on", page: int = 1, size: int = 50
) -> Listing[Deadline]:
    """Return counted days of persons: all that hold and are not done, or those of one standing."""
    rows = Deadline.objects.filter(audience=Audience.PERSON).select_related("case", "decision")
    known = standing in Standing.values
    rows = rows.filter(standing=standing) if known else rows.exclude(standing__in=OVER).filter(done=None)
    return listed(guard.visible(rows, seen_by), columns=COLUMNS, sort=sort, page=page, size=size)


def needs_two(found: Deadline) -> bool:
    """Say whether two people have to look before this day binds.

    They have to where somebody is to leave, may not come back, or was refused asylum: by the kind of the
    decision, or by what it brings with it.
    """
    made = found.decision
    if made is None:
        return False
    brings = {Consequence.LEAVE, Consequence.ENTRY_BAN} & set(made.consequences)
    return bool(made.kind in TWO_PAIRS_OF_EYES or brings or made.ban_months or made.ban_for_life)


def receipt_of(found: Deadline) -> dict[str, Any]:
    """Return a count's receipt as values."""
    kept: dict[str, Any] = json.loads(found.receipt)
    return kept


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that differs between two counts; None where there was or is nothing.

    Args:
        name: a fact of the pack, ``safe_day``, ``last_day``, ``version`` or ``pack``.
    """

    name: str
    before: str | None
    after: str | None


def moved(before: Deadline, after: Deadline) -> list[Moved]:
    """Return what differs between two counts of one rule: the facts first, then the days."""
    old, new = receipt_of(before), receipt_of(after)
    facts = _differences(old["facts"], new["facts"])
    whole = (
        [Moved("version", str(old["version"]), str(new["version"]))]
        if old["version"] != new["version"]
        else []
    )
    if not facts and not whole and old["pack_hash"] != new["pack_hash"]:
        whole = [Moved("pack", old["pack_hash"][:12], new["pack_hash"][:12])]
    days = {name: (old["result"][name], new["result"][name]) for name in ("safe_day", "last_day")}
    return facts + whole + [Moved(name, was, now) for name, (was, now) in days.items() if was != now]


def _differences(old: Mapping[str, str], new: Mapping[str, str]) -> list[Moved]:
    names = sorted(old.keys() | new.keys())
    return [Moved(one, old.get(one), new.get(one)) for one in names if old.get(one) != new.get(one)]


def names_of(identifiers: Sequence[str]) -> dict[str, str]:
    """Return how these users are called, also those who no longer work here."""
    found = User.objects.filter(pk__in=[one for one in identifiers if one])
    return dict(found.values_list("pk", "name"))


def silent(seen_by: SeenBy, *, day: date, limit: int, whose: Whose | None = None) -> list[Deadline]:
    """Return the applications whose authority is over its time on ``day``, the longest over first."""
    over = Deadline.objects.filter(audience=Audience.AUTHORITY, on__lt=day)
    standings = (*WAITING, Standing.CONFIRMED)
    return _in_open_cases(seen_by, over, standings=standings, whose=whose, limit=limit)


def unconfirmed(
    seen_by: SeenBy,
    *,
    limit: int,
    standings: Sequence[Standing] = WAITING,
    whose: Whose | None = None,
) -> list[Deadline]:
    """Return the first days that wait for a person to look; a closed case asks nobody to."""
    persons = Deadline.objects.filter(audience=Audience.PERSON)
    return _in_open_cases(seen_by, persons, standings=standings, whose=whose, limit=limit)


def _in_open_cases(
    seen_by: SeenBy,
    rows: QuerySet[Deadline],
    *,
    standings: Sequence[Standing],
    whose: Whose | None,
    limit: int,
) -> list[Deadline]:
    """Return the first ``limit`` of ``rows`` that are not done, in cases that go on, by their day, alone.

    Each standing is asked for by itself: so the index gives the rows in order, and few are looked at.
    """
    found: list[Deadline] = []
    rows = rows.filter(Exists(Case.objects.filter(pk=OuterRef("case_id")).exclude(status=CaseStatus.CLOSED)))
    rows = rows.filter(whose.of_deadlines) if whose else rows
    for standing in standings:
        seen = guard.visible(rows.filter(standing=standing, done=None), seen_by)
        found += seen.order_by("on")[:limit]
    return sorted(found, key=lambda one: one.on)[:limit]


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """One day and what is due on it: days that were confirmed, and days a person typed."""

    day: date
    counted: Sequence[Deadline]
    typed: Sequence[DueDate]


def week(seen_by: SeenBy, *, first: date, days: int = 7, whose: Whose | None = None) -> list[DayOfWeek]:
    """Return what binds on each of so many days from ``first``; a counted day stands on safe and last day."""
    between = (first, first + timedelta(days=days - 1))
    on_some = Q(on__range=between) | Q(last_day__range=between, set_day=None)
    counted = list(_binding(seen_by, whose).filter(on_some))
    rows = DueDate.objects.filter(whose.of_due_dates if whose else Q(), done=None, on__range=between)
    typed = list(guard.visible(rows, seen_by).select_related("case").order_by("on"))
    return [
        DayOfWeek(
            day,
            [one for one in counted if day in (one.on, one.last_day if one.set_day is None else None)],
            [one for one in typed if one.on == day],
        )
        for day in (first + timedelta(days=n) for n in range(days))
    ]


def done_on(seen_by: SeenBy, day: date) -> list[Deadline]:
    """Return what was marked done on ``day``, so that a slip can be taken back."""
    rows = Deadline.objects.filter(audience=Audience.PERSON, standing=Standing.CONFIRMED, done=day)
    return list(guard.visible(rows, seen_by).select_related(*SHOWN).order_by("on"))


def binding(seen_by: SeenBy, whose: Whose | None = None) -> list[Deadline]:
    """Return all confirmed days that are not done, the earliest first."""
    return list(_binding(seen_by, whose))


def _binding(seen_by: SeenBy, whose: Whose | None) -> QuerySet[Deadline]:
    rows = Deadline.objects.filter(audience=Audience.PERSON, standing=Standing.CONFIRMED, done=None)
    rows = rows.filter(whose.of_deadlines) if whose else rows
    return guard.visible(rows, seen_by).select_related("case").order_by("on")
