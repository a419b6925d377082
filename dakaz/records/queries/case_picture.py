"""Who and what hangs together in a case: people, organisations, events, other cases, and how."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Case, CaseParty, Decision, Event, Party, Tie

from .case_ties import ties_of_case

Style = Literal["part", "event", "tie", "cases"]


@dataclass(frozen=True, slots=True)
class Bond:
    """One line: what ``start`` is to ``end``.

    Args:
        start, end: a party, an event, a case.
        says: in the reader's language.
        style: of which kind it is: a part in the case, a part in an event, a tie between parties, a relation
            of cases.
        when: EDTF; empty when not known.
    """

    start: Any
    end: Any
    says: str
    style: Style
    when: str = ""


@dataclass(frozen=True, slots=True)
class Web:
    """Everything that hangs together, each once, in a fixed order."""

    case: Case
    parties: Sequence[Party]
    events: Sequence[Event]
    cases: Sequence[Case]
    bonds: Sequence[Bond]


def web_of(seen_by: SeenBy, case: Case, *, was_told: str) -> Web:
    """Return what hangs together in a case, as one person may see it.

    Args:
        was_told: words for an authority to whom something was brought.
    """
    events = _events(seen_by, case)
    bonds = [
        *_parts(seen_by, case),
        *_decisions(seen_by, case),
        *(bond for event in events for bond in _involved(event, was_told)),
    ]
    parties = {bond.start.pk: bond.start for bond in bonds}
    bonds += _ties(seen_by, parties)
    related = _related(seen_by, case)
    return Web(
        case=case,
        parties=list(parties.values()),
        events=events,
        cases=list({bond.start.pk: bond.start for bond in related}.values()),
        bonds=[*bonds, *related],
    )


def _events(seen_by: SeenBy, case: Case) -> list[Event]:
    rows = Event.objects.filter(case=case).select_related("reported_to")
    seen = guard.visible(rows.prefetch_related("involvements__party"), seen_by)
    return list(seen.order_by("date", "pk"))


def _parts(seen_by: SeenBy, case: Case) -> Iterator[Bond]:
    rows = guard.visible(CaseParty.objects.filter(case=case).select_related("party"), seen_by)
    for one in rows.order_by("pk"):
        yield Bond(one.party, case, str(one.get_role_display()), "part")


def _decisions(seen_by: SeenBy, case: Case) -> Iterator[Bond]:
    rows = guard.visible(Decision.objects.filter(case=case).select_related("authority"), seen_by)
    for one in rows.order_by("dated", "pk"):
        yield Bond(one.authority, case, str(one.get_kind_display()), "part", one.dated)


def _involved(event: Event, was_told: str) -> Iterator[Bond]:
    for one in sorted(event.involvements.all(), key=lambda one: one.pk):
        yield Bond(one.party, event, str(one.get_role_display()), "event", event.date)
    if event.reported_to:
        yield Bond(event.reported_to, event, was_told, "event", event.reported or event.date)


def _ties(seen_by: SeenBy, parties: dict[uuid.UUID, Party]) -> Iterator[Bond]:
    """Yield ties between those that stand here already; nobody else is brought in."""
    here = list(parties)
    rows = guard.visible(Tie.objects.filter(party__in=here, other__in=here), seen_by)
    for one in rows.order_by("pk"):
        yield Bond(
            parties[one.party_id], parties[one.other_id], str(one.get_kind_display()), "tie", one.since
        )


def _related(seen_by: SeenBy, case: Case) -> list[Bond]:
    found = []
    for one in ties_of_case(seen_by, case):
        says = one.tie.get_kind_display() if one.tie.case_id == one.other.pk else one.tie.turned.label
        found.append(Bond(one.other, case, str(says), "cases"))
    return found
