"""How many people a list names: what somebody must know before it leaves the vault."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Case, CaseParty, Party, PartyKind

AT_ONCE = 500


@dataclass(slots=True)
class Named:
    """People a list names, and whose rows stand in it."""

    people: set[uuid.UUID] = field(default_factory=set)
    compartments: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How many people."""
        return len(self.people)


def named_in(seen_by: SeenBy, rows: Iterable[Any]) -> Named:
    """Return the persons that rows speak of: themselves, by a link, by a row they own, or by their case.

    Organisations, groups and authorities do not count; office-holders do: they are people.
    """
    found, parties, cases = Named(), set[uuid.UUID](), set[uuid.UUID]()
    for row in rows:
        found.compartments.add(row.compartment)
        parties.update(_parties_of(row))
        cases.update(_cases_of(row))
    for some in _pieces(cases):
        parties.update(CaseParty.objects.filter(case__in=some).values_list("party", flat=True))
    for some in _pieces(parties):
        persons = guard.visible(Party.objects.filter(pk__in=some, kind=PartyKind.PERSON), seen_by)
        found.people.update(persons.values_list("pk", flat=True))
    return found


def _parties_of(row: Model) -> Iterator[uuid.UUID]:
    if isinstance(row, Party):
        yield row.pk
    for one in [row, *_owned(row)]:
        for column in one._meta.concrete_fields:
            value = one.__dict__.get(getattr(column, "attname", ""))
            if column.is_relation and column.related_model is Party and value is not None:
                yield value


def _owned(row: Model) -> Iterator[Model]:
    for name in getattr(row, "owned", ()):
        manager = getattr(row, name)
        if any(
            column.is_relation and column.related_model is Party
            for column in manager.model._meta.concrete_fields
        ):
            yield from manager.all()


def _cases_of(row: Model) -> Iterator[uuid.UUID]:
    if isinstance(row, Case):
        return
    value = row.__dict__.get("case_id")
    if value is not None:
        yield value


def _pieces(keys: set[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def kinds_naming_people() -> frozenset[str]:
    """Return the kinds of records whose lists can name people: those with a way to a party."""
    return frozenset(
        str(kind._meta.model_name)
        for kind in apps.get_app_config("records").get_models()
        if {kind, *(column.related_model for column in kind._meta.concrete_fields)} & {Party, Case}
    )
