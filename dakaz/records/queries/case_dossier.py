"""What one printable dossier of a case holds, for one audience, through one person's eyes.

Not in it: notes and tasks of the office, testimonies whose speakers did not agree to be shown to this
audience, other cases, names of people who may not be named. Exact words stand as they are.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import (
    AFTERMATH,
    Case,
    CaseParty,
    CaseRole,
    Deadline,
    Decision,
    Document,
    DueDate,
    DueKind,
    Event,
    EventKind,
    Ground,
    Item,
    NamedTie,
    Party,
    PartyKind,
    Purpose,
    Testimony,
)

from .case_names import Called, Hidden, called_for
from .casebook import Moment, timeline
from .grounds import grounds_of_many
from .people_documents import documents_of
from .people_ties import named_ties_of
from .testimonies import uses_of_all

AUDIENCES = {"lawyer": Purpose.LAWYER, "court": Purpose.COURT}


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything a dossier holds.

    Args:
        audience: a key of ``AUDIENCES``.
        parts: who has a part in the case.
        called: how each party in it is called, by id.
        hidden: finds in our own words those who may not be named.
        told: the timeline without what stands in a part of its own.
        became: what became of the person.
        reasons: passages are fetched; ``named``: what each decision names of their past.
        without_consent: how many testimonies are not in it.
    """

    case: Case
    audience: str
    parts: Sequence[CaseParty]
    called: Mapping[uuid.UUID, Called]
    hidden: Hidden
    told: Sequence[Moment]
    became: Sequence[Event]
    decisions: Sequence[Decision]
    named: Mapping[uuid.UUID, Sequence[NamedTie]]
    testimonies: Sequence[Testimony]
    without_consent: int
    documents: Sequence[Document]
    papers: Sequence[Item]
    days: Sequence[DueDate | Deadline]
    grounds: Mapping[uuid.UUID, Sequence[Ground]]

    @property
    def people(self) -> list[str]:
        """Whom it names, by name or pseudonym: people only, each once."""
        persons = {one.pk for one in _parties_of(self) if one.kind == PartyKind.PERSON}
        names = {self.called[one].name for one in persons} | {one.pseudonym for one in self.testimonies}
        return sorted(name for name in names if name)

    @property
    def client_is_named(self) -> bool:
        """Whether everyone it is about stands in it by their own name."""
        clients = [one.party_id for one in self.parts if one.role == CaseRole.CLIENT]
        return all(self.called[one].own for one in clients)


def dossier_of(seen_by: SeenBy, case: Case, *, audience: str) -> Dossier:
    """Return what the dossier of a case holds for an audience of ``AUDIENCES``."""
    moments = timeline(seen_by, case)
    told, became = _steps(moments)
    of: dict[str, list[Any]] = {
        kind: [one.record for one in moments if one.kind == kind]
        for kind in ("decision", "testimony", "item")
    }
    testimonies, without = _agreed(seen_by, of["testimony"], AUDIENCES[audience])
    given = {one.pk for one in testimonies}
    told = [one for one in told if one.kind != "testimony" or one.record.pk in given]
    parts = list(
        guard.visible(CaseParty.objects.filter(case=case), seen_by).select_related("party").order_by("pk")
    )
    involved = _involved(parts, told, became, of["decision"], testimonies)
    people = {one.pk: one for one in (*involved, *(one.speaker for one in testimonies))}
    called = called_for(seen_by, people.values(), AUDIENCES[audience])
    clients = [one.party for one in parts if one.role == CaseRole.CLIENT]
    return Dossier(
        case=case,
        audience=audience,
        parts=parts,
        called=called,
        hidden=Hidden(one for key, one in people.items() if not called[key].own),
        told=told,
        became=became,
        decisions=of["decision"],
        named={one.pk: named_ties_of(seen_by, one) for one in of["decision"]},
        testimonies=testimonies,
        without_consent=without,
        documents=[one for party in clients for one in documents_of(seen_by, party)],
        papers=of["item"],
        days=_days(moments, audience),
        grounds=grounds_of_many(seen_by, [one.record.pk for one in moments]),
    )


def _steps(moments: Sequence[Moment]) -> tuple[list[Moment], list[Any]]:
    """Part the timeline: what led to where it stands, and what became of the person."""
    shown = [one for one in moments if one.kind in ("item", "decision", "testimony", "event")]
    told, became = list[Moment](), list[Any]()
    for one in shown:
        event: Any = one.record if one.kind == "event" else None
        if event is not None and event.kind in AFTERMATH:
            became.append(event)
        elif event is None or event.kind != EventKind.NOTE:
            told.append(one)
    return told, became


def _days(moments: Sequence[Moment], audience: str) -> list[Any]:
    """Return the days that bind: those a law counts, and those somebody typed; never what is only a task.

    A court is not told of days by which the office wants something done.
    """
    typed = (DueKind.SAFE, DueKind.LAST) if audience == "court" else tuple(set(DueKind) - {DueKind.TASK})
    days: list[Any] = [one.record for one in moments if one.kind in ("deadline", "due_date")]
    return [one for one in days if isinstance(one, Deadline) or one.kind in typed]


def _agreed(seen_by: SeenBy, testimonies: Sequence[Any], purpose: Purpose) -> tuple[list[Testimony], int]:
    """Return the testimonies whose speakers agreed to this and did not take it back, and how many did not."""
    uses = uses_of_all(seen_by, testimonies)
    found = [
        one for one in testimonies if any(use.allowed for use in uses[one.pk] if use.code == purpose.value)
    ]
    return found, len(testimonies) - len(found)


def _involved(
    parts: Sequence[CaseParty],
    told: Sequence[Moment],
    became: Sequence[Event],
    decisions: Sequence[Any],
    testimonies: Sequence[Testimony],
) -> Iterator[Party]:
    events: list[Any] = [*(one.record for one in told if one.kind == "event"), *became]
    yield from (one.party for one in parts)
    yield from (one.authority for one in decisions)
    yield from (one.speaker for one in testimonies if not one.pseudonym)
    for event in events:
        yield from (one.party for one in event.involvements.all())
        if event.reported_to:
            yield event.reported_to


def _parties_of(dossier: Dossier) -> Iterator[Party]:
    yield from _involved(dossier.parts, dossier.told, dossier.became, dossier.decisions, dossier.testimonies)
