"""What is kept of one person, for themselves (GDPR Art. 15 and 20); what it says of others is masked.

Which columns go in is said by the register of fields. Rows are theirs when they hang on them, or on a case
that is about them; words other people said of them are not given, words of ours are, with other people's
names, numbers and addresses taken out.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from dakaz.errors import N_, NotFound
from dakaz.names import Needles
from dakaz.records import guard
from dakaz.records.fields import REGISTER
from dakaz.records.guard import SeenBy
from dakaz.records.models import (
    Case,
    CaseParty,
    CaseRole,
    Event,
    Involvement,
    Item,
    Party,
    PartyKind,
    Protection,
    Testimony,
)

from .erasing_gather import Gathering
from .erasing_plan import Plan
from .personal import needles_of

OTHER = "[…]"  # stands for another person's name, number or address
_OPEN = (Protection.PUBLIC_FIGURE, Protection.NAMED)
# In this order they stand in the file; what is not here follows.
_ORDER = ("party", "name", "contactway", "riskathome", "document", "tie", "case", "decision", "reason")


@dataclass(frozen=True, slots=True)
class Value:
    """One fact: ``code`` as it is kept, ``said`` in words."""

    column: str
    name: str
    code: Any
    said: str


@dataclass(frozen=True, slots=True)
class Section:
    """All rows of one kind."""

    kind: str
    title: str
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class OwnData:
    """What is kept of a person.

    Args:
        papers: papers that are theirs alone.
        people: how many persons are named in it, themselves among them.
        others: how many other persons were left out.
    """

    person: Party
    sections: Sequence[Section]
    papers: Sequence[Item]
    people: int
    others: int


def own_data(seen_by: SeenBy, party_id: uuid.UUID | str) -> OwnData:
    """Return what is kept of a person.

    Raises:
        NotFound: there is no such person here; an organisation is none.
    """
    person = guard.one(Party.objects.all(), seen_by, party_id)
    while person.merged_into is not None:
        person = person.merged_into
    if person.kind != PartyKind.PERSON:
        raise NotFound(N_("There is nothing here by that address, or it is not yours to see."))
    found = Gathering(seen_by, Plan(person))
    found.take([person])
    papers = set(found.plan.goes.get(Item, {}))
    papers |= _take_cases(found)
    return _told(found, person, papers)


def _take_cases(found: Gathering) -> set[Any]:
    """Take cases that are about them, and events they had a part in; return papers that are theirs alone."""
    mine, papers = found.plan.goes[Party].keys(), set[Any]()
    parts = list(found.rows(CaseParty, "party", mine))
    for case in list(found.rows(Case, "pk", {one.case_id for one in parts})):
        clients = {
            one.party_id for one in found.rows(CaseParty, "case", [case.pk]) if one.role == CaseRole.CLIENT
        }
        if clients & mine:
            known = set(found.plan.goes.get(Item, {}))
            found.take([case])
            new = set(found.plan.goes.get(Item, {})) - known
            papers |= new if clients <= mine else set()
    found.take([one for one in parts if not found.plan.has(one)])
    involved = list(found.rows(Involvement, "party", mine))
    found.take(list(found.rows(Event, "pk", {one.event_id for one in involved})))
    for kind, column in ((Testimony, "speaker_id"), (CaseParty, "party_id"), (Involvement, "party_id")):
        rows = found.plan.goes.get(kind, {})
        for key in [key for key, row in rows.items() if row.__dict__[column] not in mine]:
            del rows[key]
    return papers


def _told(found: Gathering, person: Party, papers: set[Any]) -> OwnData:
    others = _Others(found, person)
    sections = [
        Section(kind, str(model._meta.verbose_name_plural), rows)
        for kind, model in _in_order(found.plan.goes)
        if (rows := [_row(row, REGISTER[kind], others) for row in found.plan.goes[model].values()])
        and any(rows)
    ]
    items = [item for item in found.plan.of(Item) if item.pk in papers and item.within_id is None]
    return OwnData(person, sections, items, others.named, others.left_out)


def _in_order(kinds: Iterable[type[models.Model]]) -> list[tuple[str, type[models.Model]]]:
    named = {str(kind._meta.model_name): kind for kind in kinds}
    first = {name: place for place, name in enumerate(_ORDER)}
    return sorted(named.items(), key=lambda pair: (first.get(pair[0], len(first)), pair[0]))


class _Others:
    """Everybody else the rows lead to: numbered instead of named, and masked in words."""

    def __init__(self, found: Gathering, person: Party) -> None:
        keys = {
            getattr(row, column.attname)
            for kind, rows in found.plan.goes.items()
            for column in kind._meta.concrete_fields
            if column.is_relation and column.related_model is Party
            for row in rows.values()
        } - {None}
        cases = found.plan.goes.get(Case, {})
        keys |= {one.party_id for one in found.rows(CaseParty, "case", cases)}
        self._mine = {str(key) for key in found.plan.goes[Party]}
        self._known = {one.pk: one for one in found.rows(Party, "pk", keys)}
        hidden = [one for one in self._known.values() if self._is_hidden(one)]
        self._numbers = {one.pk: number for number, one in enumerate(hidden, start=1)}
        wanted = {str(one.pk) for one in hidden} | self._mine
        self._needles = Needles(**needles_of(found.seen_by, wanted)) if hidden else None
        open_ones = [one for one in self._known.values() if one.kind == PartyKind.PERSON]
        self.named = 1 + sum(not self._is_hidden(one) and str(one.pk) not in self._mine for one in open_ones)
        self.left_out = len(hidden)
        del person

    def _is_hidden(self, party: Party) -> bool:
        if str(party.pk) in self._mine or party.kind == PartyKind.ORGANISATION:
            return False
        return party.protection not in _OPEN

    def called(self, key: Any) -> str:
        """Return what a party is called in the file."""
        if key in self._numbers:
            return f"{OTHER} {self._numbers[key]}"
        return self._known[key].label if key in self._known else OTHER

    def masked(self, text: str) -> str:
        """Return words without the names, numbers and addresses of others."""
        hits = self._needles.find(text) if self._needles and text else []
        for hit in reversed([one for one in hits if not one.common and self._mine.isdisjoint(one.ids)]):
            text = f"{text[: hit.start]}{OTHER}{text[hit.end :]}"
        return text


def _row(row: Any, fields: Mapping[str, Any], others: _Others) -> list[Value]:
    return [
        value
        for column, field in fields.items()
        if field is not None and field.own and (value := _value(row, column, others)) is not None
    ]


def _value(row: Any, column: str, others: _Others) -> Value | None:
    field = row._meta.get_field(column)
    kept = getattr(row, field.attname)
    if kept in (None, "", [], {}):
        return None
    name = str(getattr(field, "verbose_name", column))
    if field.is_relation:
        said = others.called(kept) if field.related_model is Party else _title(row, field, others)
        return Value(column, name, said, said)
    if field.choices:
        return Value(column, name, kept, str(getattr(row, f"get_{column}_display")()))
    if isinstance(kept, str):
        masked = others.masked(kept)
        return Value(column, name, masked, masked)
    if isinstance(kept, list | dict):
        masked = others.masked(", ".join(map(str, kept)))
        return Value(column, name, masked, masked)
    return Value(column, name, kept if isinstance(kept, bool | int) else str(kept), str(kept))


def _title(row: Any, field: Any, others: _Others) -> str:
    target = getattr(row, field.name)
    return others.masked(str(getattr(target, "title", "") or "")) or OTHER
