"""What the pages of people and cases and the start page ask beyond one kind of record."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Collate

from dakaz.errors import N_, BadInput, NotFound
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import (
    Case,
    CaseParty,
    Decision,
    DueDate,
    Event,
    Involvement,
    Item,
    Party,
    Passage,
    Recommendation,
    Statement,
    Testimony,
    User,
)

from .casebook import CASE_COLUMNS
from .listing import Listing, listed

DUE_COLUMNS = {"on": "on", "kind": "kind", "what": "what", "case": "case__code", "done": "done"}
OFFERED_CASES = 200
SEVERAL = N_(
    "You see two cases with the code “%(code)s”, at least one of them sealed. Give one of them another code "
    "first, so that nothing goes to the wrong one."
)
Of = TypeVar("Of", Case, Event)


def cases(
    seen_by: SeenBy,
    *,
    status: str = "",
    risk: str = "",
    sort: str = "-code",
    page: int = 1,
    size: int = 50,
) -> Listing[Case]:
    """Return cases with who is in them and, as ``responsible_name``, who looks after them."""
    name = User.objects.filter(pk=OuterRef("responsible")).values("name")[:1]
    rows = guard.visible(Case.objects.annotate(responsible_name=Subquery(name)), seen_by)
    rows = rows.filter(status=status) if status else rows
    rows = rows.filter(risk=risk) if risk else rows
    with_parties = rows.prefetch_related("involvements__party")
    return listed(with_parties, columns=CASE_COLUMNS, sort=sort, page=page, size=size)


def due_dates(
    seen_by: SeenBy, *, state: str = "", sort: str = "on", page: int = 1, size: int = 50
) -> Listing[DueDate]:
    """Return due dates: all, or those that are ``open`` or ``done``."""
    rows = guard.visible(DueDate.objects.select_related("case", "decision"), seen_by)
    if state in ("open", "done"):
        rows = rows.filter(done__isnull=state == "open")
    return listed(rows, columns=DUE_COLUMNS, sort=sort, page=page, size=size)


def done_on(seen_by: SeenBy, day: date) -> list[DueDate]:
    """Return what was marked done on ``day``, so that a slip can be taken back."""
    rows = guard.visible(DueDate.objects.filter(done=day), seen_by)
    return list(rows.select_related("case", "decision").order_by("on"))


def case_by_code(seen_by: SeenBy, code: str) -> Case | None:
    """Return the case with this code, whatever its letters' case; None when there is none to see."""
    return next(iter(cases_by_code(seen_by, code)), None)


def case_called(seen_by: SeenBy, code: str) -> Case:
    """Return the only case with this code.

    Raises:
        NotFound: there is none one may see.
        BadInput: there are several, sealed ones among them: nothing may go to the wrong one.
    """
    found = cases_by_code(seen_by, code)
    if not found:
        raise NotFound(N_("There is no case “%(code)s” here."), code=code)
    if len({one.compartment for one in found}) > 1:
        raise BadInput(SEVERAL, code=code)
    return found[0]


def cases_by_code(seen_by: SeenBy, code: str) -> list[Case]:
    """Return the cases with this code: two when a sealed one has the number of one of the office.

    One whose letters are all as typed goes before those that differ in large and small.
    """
    cases = Case.objects.alias(as_typed=Collate("code", "nocase")).filter(as_typed=code.strip())
    found: list[Case] = list(guard.visible(cases, seen_by).order_by("pk"))
    return [one for one in found if one.code == code.strip()] or found


def recent_cases(seen_by: SeenBy, *, limit: int = OFFERED_CASES) -> list[Case]:
    """Return the cases last written to, for offering their codes while one types."""
    return list(guard.visible(Case.objects.all(), seen_by).order_by("-entry")[:limit])


def parties_by_id(seen_by: SeenBy, identifiers: Iterable[str]) -> list[Party]:
    """Return those of these parties that exist and may be seen; what is no id is passed over."""
    wanted = [found for one in identifiers if (found := _id(one))]
    return list(guard.visible(Party.objects.filter(pk__in=wanted), seen_by))


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def usual_authorities(seen_by: SeenBy, *, limit: int = 5) -> list[Party]:
    """Return the authorities whose decisions stand here most often."""
    rows = guard.visible(Party.objects.all(), seen_by).annotate(made=Count("decisions_made"))
    return list(rows.filter(made__gt=0).order_by("-made", "label")[:limit])


def parties_of_case(seen_by: SeenBy, case_id: uuid.UUID | str) -> list[Party]:
    """Return everyone who has a part in a case."""
    found = guard.one(Case.objects.all(), seen_by, case_id)
    rows = guard.visible(Party.objects.filter(case_involvements__case=found), seen_by)
    return list(rows.distinct().order_by("case_involvements__pk"))


def passages_for(seen_by: SeenBy, *, item_id: str = "", chosen: Iterable[str] = ()) -> list[Passage]:
    """Return the passages a reason may take its words from: those of the paper, and those chosen."""
    ids = [found for one in chosen if (found := _id(one))]
    rows = guard.visible(Passage.objects.filter(Q(item=_id(item_id)) | Q(pk__in=ids)), seen_by)
    return list(rows.select_related("item", "item__source").order_by("item", "start"))


@dataclass(frozen=True, slots=True)
class Part:
    """Where a party has a part, or a word.

    Args:
        kind: case, decision, event, testimony, statement or recommendation.
        record: the row.
        role: display name of the part played; empty where the kind says it.
    """

    kind: str
    record: Case | Decision | Event | Testimony | Statement | Recommendation
    role: str = ""


def parts_of_party(seen_by: SeenBy, party: Party, *, limit: int = 100) -> Sequence[Part]:
    """Return where a party stands in the records: in cases and events, and what they decided or said."""
    cases = guard.visible(_by_part(Case, CaseParty, [party]), seen_by)
    decisions = guard.visible(Decision.objects.filter(authority=party), seen_by)
    events = guard.visible(_by_part(Event, Involvement, [party]), seen_by)
    testimonies = guard.visible(Testimony.objects.filter(speaker=party), seen_by)
    said = guard.visible(Statement.objects.filter(speaker=party), seen_by)
    asked = guard.visible(Recommendation.objects.filter(Q(made_by=party) | Q(addressee=party)), seen_by)
    return [
        *(Part("case", one, _roles(one, party)) for one in cases.order_by("-code")[:limit]),
        *(Part("decision", one) for one in decisions.select_related("case").order_by("-dated")[:limit]),
        *(Part("event", one, _roles(one, party)) for one in events.order_by("-date")[:limit]),
        *(Part("testimony", one) for one in testimonies.order_by("-date")[:limit]),
        *(Part("statement", one) for one in said.order_by("-date")[:limit]),
        *(Part("recommendation", one) for one in asked.order_by("-since", "number")[:limit]),
    ]


def _by_part(kind: type[Of], parts: Any, parties: Iterable[Party]) -> QuerySet[Of]:
    """Return the cases or events in which these have a part, asked by key: a join builds whole tables."""
    mine = parts.objects.filter(party__in=[party.pk for party in parties])
    return kind._default_manager.filter(pk__in=mine.values(kind._meta.model_name))


def _roles(record: Case | Event, party: Party) -> str:
    roles = [one.get_role_display() for one in record.involvements.filter(party=party)]
    return ", ".join(roles)


def cases_of_parties(seen_by: SeenBy, parties: Iterable[Party]) -> list[Case]:
    """Return the cases these parties have a part in."""
    return list(guard.visible(_by_part(Case, CaseParty, parties), seen_by).order_by("-code"))


def is_empty(seen_by: SeenBy) -> bool:
    """Say whether there is neither a paper nor a case to see: the first morning."""
    return not (
        guard.visible(Item.objects.all(), seen_by).exists()
        or guard.visible(Case.objects.all(), seen_by).exists()
    )
