"""What the register of fields gives: its lines in words, and the needles of the leak check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from django.apps import apps

from dakaz.records import guard
from dakaz.records.fields import DAYS, REGISTER, Field, Needle
from dakaz.records.guard import SeenBy
from dakaz.records.models import ContactKind, Party, PartyKind, Protection, Retention

FEW = 500  # more are found sooner by reading all
# Who may not be named in anything that leaves the office.

PROTECTED = (Protection.PSEUDONYM, Protection.SEALED)


@dataclass(frozen=True, slots=True)
class PersonalField:
    """One personal column, in words.

    Args:
        kind: name of its model.
        table: what its table holds, in words.
        column: name of the column; ``name``: the same in words.
        field: what the register says of it.
    """

    kind: str
    table: str
    column: str
    name: str
    field: Field


def personal_fields() -> list[PersonalField]:
    """Return every personal column, in the order of the register."""
    return [
        PersonalField(kind, str(model._meta.verbose_name), column, _name(model, column), field)
        for kind, fields in REGISTER.items()
        for model in [apps.get_model("records", kind)]
        for column, field in fields.items()
        if field is not None
    ]


def _name(model: Any, column: str) -> str:
    return str(getattr(model._meta.get_field(column), "verbose_name", column))


def proposed_times() -> list[tuple[str, int | None]]:
    """Return each class of keeping in words, and after how many days it is proposed that it comes up."""
    return [(str(Retention(code).label), days) for code, days in DAYS.items()]


class Protected(TypedDict):
    """What ``dakaz.names.Needles`` takes: by id of the person, what must not stand in a publication."""

    names: Mapping[str, list[str]]
    numbers: Mapping[str, list[str]]
    addresses: Mapping[str, list[str]]


def needles(seen_by: SeenBy) -> Protected:
    """Return names, numbers and addresses of everybody who may not be named, as far as one may see them."""
    people = Party.objects.filter(kind=PartyKind.PERSON, protection__in=PROTECTED)
    keys = {str(key) for key in guard.visible(people, seen_by).values_list("pk", flat=True)}
    return needles_of(seen_by, keys)


def needles_of(seen_by: SeenBy, people: Iterable[str]) -> Protected:
    """Return names, numbers and addresses of some people.

    Args:
        people: their ids.
    """
    found: dict[str, dict[str, list[str]]] = {one: defaultdict(list) for one in Protected.__annotations__}
    wanted = {*people}
    for owner, text, home in _written(seen_by, wanted):
        if owner in wanted and text and text not in found[home][owner]:
            found[home][owner].append(text)
    return Protected(names=found["names"], numbers=found["numbers"], addresses=found["addresses"])


def _written(seen_by: SeenBy, people: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield whose it is, what stands there, and what kind of needle it is."""
    for kind, fields in REGISTER.items():
        for column, field in fields.items():
            if field and field.needle:
                model = apps.get_model("records", kind)
                whose = "pk" if model is Party else "party_id"
                more = ["kind"] if field.needle is Needle.CONTACT else []
                rows = guard.visible(model._base_manager.order_by("pk"), seen_by)
                if len(people) <= FEW:
                    rows = rows.filter(**{f"{whose}__in": people})
                for owner, text, *way in rows.values_list(whose, column, *more):
                    yield str(owner), *_needle(field.needle, text, *way)


_PLACES = {Needle.NAME: "names", Needle.NUMBER: "numbers"}


def _needle(needle: Needle, text: str, way: str = "") -> tuple[str, str]:
    if needle is not Needle.CONTACT:
        return text, _PLACES[needle]
    if way == ContactKind.ADDRESS:
        return text, "addresses"
    if sum(map(str.isdigit, text)) >= 5:
        return text, "numbers"
    # a handle or the first part of an e-mail address is known as a name is
    return text.strip("@").partition("@")[0], "names"
