"""Cases and what belongs to them, as one person may see them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from dakaz.exchange import edtf
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import (
    Case,
    Deadline,
    Decision,
    DueDate,
    Event,
    Item,
    Reason,
    Record,
    Standing,
    Testimony,
)

from .listing import Listing, listed

CASE_COLUMNS = {"code": "code", "status": "status", "opened": "opened", "changed": "entry"}
DECISION_COLUMNS = {
    "dated": "dated",
    "served": "served",
    "kind": "kind",
    "case": "case__code",
    "authority": "authority__label",
}
EVENT_COLUMNS = {"date": "date", "title": "title", "kind": "kind", "status": "status", "place": "place"}
TESTIMONY_COLUMNS = {"date": "date", "speaker": "speaker__label", "case": "case__code"}


def cases(
    seen_by: SeenBy, *, sort: str = "-code", page: int = 1, status: str = "", size: int = 50
) -> Listing[Case]:
    """Return cases."""
    rows = guard.visible(Case.objects.all(), seen_by).prefetch_related("involvements__party")
    return listed(
        rows.filter(status=status) if status else rows, columns=CASE_COLUMNS, sort=sort, page=page, size=size
    )


def case(seen_by: SeenBy, identifier: uuid.UUID | str) -> Case:
    """Return one case."""
    return guard.one(Case.objects.prefetch_related("involvements__party"), seen_by, identifier)


def all_cases(seen_by: SeenBy) -> list[Case]:
    """Return every case, for choosing one."""
    return list(guard.visible(Case.objects.all(), seen_by).order_by("code"))


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a case's timeline.

    Args:
        when: EDTF; empty when not known.
        kind: item, testimony, decision, event, due_date or deadline.
        record: the row itself.
    """

    when: str
    kind: str
    record: Record


def timeline(seen_by: SeenBy, found: Case) -> Sequence[Moment]:
    """Return everything dated of a case, oldest first, the undated last; counted days where they bind.

    Each row brings what a line of it shows: source, speaker, authority, reasons in their order.
    """
    papers = Item.objects.filter(case=found).exclude(within_as="page").select_related("source", "case")
    items = guard.visible(papers, seen_by)
    testimonies = guard.visible(Testimony.objects.filter(case=found).select_related("speaker"), seen_by)
    made = Decision.objects.filter(case=found).select_related("authority", "case")
    reasons = Reason.objects.select_related("passage__item__source").order_by("pk")
    decisions = guard.visible(made.prefetch_related(Prefetch("reasons", reasons)), seen_by)
    happened = Event.objects.filter(case=found).select_related("reported_to")
    events = guard.visible(happened.prefetch_related("involvements__party"), seen_by)
    due = guard.visible(DueDate.objects.filter(case=found), seen_by)
    counted = guard.visible(Deadline.objects.filter(case=found, standing=Standing.CONFIRMED), seen_by)
    moments = [
        *(Moment(item.dated, "item", item) for item in items),
        *(Moment(testimony.date, "testimony", testimony) for testimony in testimonies),
        *(Moment(decision.served or decision.dated, "decision", decision) for decision in decisions),
        *(Moment(event.date, "event", event) for event in events),
        *(Moment(one.on.isoformat(), "due_date", one) for one in due),
        *(Moment(one.on.isoformat(), "deadline", one) for one in counted),
    ]
    return sorted(moments, key=lambda moment: _first_day(moment.when))


def _first_day(when: str) -> date:
    if not when:
        return date.max
    read = edtf.parse(when)
    return read.earliest or read.latest or date.max


def decisions(
    seen_by: SeenBy, *, kind: str = "", sort: str = "-dated", page: int = 1, size: int = 50
) -> Listing[Decision]:
    """Return decisions."""
    rows = guard.visible(Decision.objects.select_related("case", "authority"), seen_by)
    return listed(
        rows.filter(kind=kind) if kind else rows, columns=DECISION_COLUMNS, sort=sort, page=page, size=size
    )


def decision(seen_by: SeenBy, identifier: uuid.UUID | str) -> Decision:
    """Return one decision with its reasons."""
    rows = Decision.objects.select_related("case", "authority", "item").prefetch_related(
        "reasons__passage__item__source"
    )
    return guard.one(rows, seen_by, identifier)


def due_dates_of(seen_by: SeenBy, found: Decision | Case) -> list[DueDate]:
    """Return the days due under a decision or a case, earliest first."""
    rows = (
        DueDate.objects.filter(decision=found)
        if isinstance(found, Decision)
        else DueDate.objects.filter(case=found)
    )
    return list(guard.visible(rows, seen_by).order_by("on"))


def due_date(seen_by: SeenBy, identifier: uuid.UUID | str) -> DueDate:
    """Return one due date."""
    return guard.one(DueDate.objects.select_related("case", "decision"), seen_by, identifier)


def events(
    seen_by: SeenBy, *, kind: str = "", sort: str = "-date", page: int = 1, size: int = 50
) -> Listing[Event]:
    """Return events."""
    rows = guard.visible(Event.objects.select_related("case"), seen_by)
    return listed(
        rows.filter(kind=kind) if kind else rows, columns=EVENT_COLUMNS, sort=sort, page=page, size=size
    )


def event(seen_by: SeenBy, identifier: uuid.UUID | str) -> Event:
    """Return one event with who was involved."""
    rows = Event.objects.select_related("case").prefetch_related("involvements__party")
    return guard.one(rows, seen_by, identifier)


def testimonies(seen_by: SeenBy, *, sort: str = "-date", page: int = 1, size: int = 50) -> Listing[Testimony]:
    """Return testimonies."""
    rows = guard.visible(Testimony.objects.select_related("case", "speaker"), seen_by)
    return listed(rows, columns=TESTIMONY_COLUMNS, sort=sort, page=page, size=size)


def testimony(seen_by: SeenBy, identifier: uuid.UUID | str) -> Testimony:
    """Return one testimony."""
    return guard.one(Testimony.objects.select_related("case", "speaker"), seen_by, identifier)
