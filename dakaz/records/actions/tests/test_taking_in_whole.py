"""Every kind of record leaves and comes back without loss; what is here already is never written over."""

from __future__ import annotations

import dataclasses
import random
import unicodedata
import uuid

import pytest
from django.apps import apps
from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dakaz.exchange import package
from dakaz.exchange.whole import Whole
from dakaz.outside.table_reading import read_book
from dakaz.records.actions.casebook import save_case, save_event
from dakaz.records.actions.people import save_party
from dakaz.records.actions.saving import EDTF_COLUMNS
from dakaz.records.actions.sealing import seal
from dakaz.records.actions.taking_in_whole import Brought, bring
from dakaz.records.models import Party, Record
from dakaz.records.queries import giving_out
from dakaz.records.queries.verify import verify

DATES = ("2024", "2024-07", "2024-07-03", "2023-11?", "2022-08/2024-05", "199X")
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ue000"), max_size=30).map(
    lambda text: unicodedata.normalize("NFC", text)
)


class Some:
    """Draws values; texts are those hypothesis gave, all else follows from the seed."""

    def __init__(self, seed: int, texts: list[str]) -> None:
        self.random = random.Random(seed)
        self.texts = texts

    def text(self, *, blank: bool) -> str:
        found = self.random.choice(self.texts)
        return found if blank or found.strip() else "x"

    def value(self, field, keys):
        """A value a column may hold, as it stands in a file."""
        if field.null and self.random.random() < 0.3:
            return None
        if field.is_relation:
            there = keys.get(field.related_model._meta.model_name)
            return self.random.choice(there) if there else None
        if field.choices:
            return self.random.choice([value for value, _ in field.choices] + [""] * field.blank)
        if isinstance(field, models.CharField) and field.name in EDTF_COLUMNS:
            return self.random.choice(DATES + ("",) * field.blank)
        made = {
            models.UUIDField: lambda: str(self.fresh()),
            models.BooleanField: lambda: self.random.random() < 0.5,
            models.DateTimeField: lambda: "2024-10-28T09:00:00+00:00",
            models.DateField: lambda: f"20{self.random.randrange(10, 40)}-02-28",
            models.DecimalField: lambda: f"{self.random.randrange(10**9)}.0250",
            models.IntegerField: lambda: self.random.randrange(1000),
            models.JSONField: lambda: self.json(field),
            models.CharField: lambda: self.text(blank=field.blank)[: field.max_length],
            models.TextField: lambda: self.text(blank=field.blank),
        }
        return next(make for kind, make in made.items() if isinstance(field, kind))()

    def json(self, field):
        if field.default is list:
            return [self.text(blank=False)] * self.random.randrange(3)
        return {self.text(blank=False): self.random.random() < 0.5}

    def fresh(self) -> uuid.UUID:
        return uuid.uuid4()  # never drawn: examples share one vault, where what came before is known

    def records(self) -> list[Whole]:
        """One or two records of every kind that is carried, leading to each other."""
        keys: dict[str, list[str]] = {}
        found = []
        for shape in giving_out.shapes():
            kind = apps.get_model("records", shape.name)
            for _ in range(self.random.randrange(1, 3)):
                columns = {name: self.value(field_of(kind, name), keys) for name in shape.columns}
                columns["id"] = str(self.fresh())
                # what must differ from all others
                columns |= {name: columns["id"] for name in ("code", "key") if name in columns}
                owned = {
                    reverse: self.owned(kind, reverse, own, keys) for reverse, own in shape.owned.items()
                }
                found.append(Whole(shape.name, columns, owned))
                keys.setdefault(shape.name, []).append(columns["id"])
        return found

    def owned(self, kind, reverse, columns, keys):
        other = getattr(kind, reverse).rel.related_model
        return [
            {name: self.value(field_of(other, name), keys) for name in columns}
            for _ in range(self.random.randrange(2))
        ]


def field_of(kind, name):
    return next(field for field in kind._meta.concrete_fields if field.attname == name)


def brought(acting, wholes):
    found = Brought()
    for _ in bring(acting, giving_out.shapes(), wholes, found):
        pass
    return found


def by_id(wholes):
    return {(one.kind, one.columns["id"]): one for one in wholes}


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), texts=st.lists(TEXT, min_size=3, max_size=6), as_book=st.booleans())
def test_every_kind_leaves_as_a_file_and_comes_back_as_it_was(acting, seed, texts, as_book):
    wholes = Some(seed, texts).records()
    write = package.workbook_bytes if as_book else package.zip_bytes
    content = write(giving_out.shapes(), wholes)
    came = list(package.records_of(read_book(content, "tables"), giving_out.shapes()))
    assert by_id(came) == by_id(wholes)
    found = brought(acting, came)
    assert not found.failed
    assert sum(found.added.values()) == len(wholes)
    here = by_id(giving_out.values(acting.seen_by))
    for key, one in by_id(wholes).items():
        assert here[key].columns == one.columns
        assert {name: rows for name, rows in here[key].owned.items() if rows} == {
            name: rows for name, rows in one.owned.items() if rows
        }
    again = brought(acting, came)
    assert not again.added
    assert not again.differing
    assert not again.failed
    assert not verify(acting.vault, acting.keys).problems


def test_every_kind_of_record_is_carried_or_says_why_not():
    kinds = {kind._meta.model_name for kind in apps.get_models() if issubclass(kind, Record)}
    assert kinds == set(giving_out.CARRIED) | set(giving_out.STAYS)
    assert not set(giving_out.CARRIED) & set(giving_out.STAYS)


def test_what_is_here_and_says_something_else_stays_and_is_told(acting):
    party = save_party(acting, kind="person", names=[{"text": "Jan Uzor"}])
    (whole,) = giving_out.values(acting.seen_by, ["party"])
    other = dataclasses.replace(whole, columns={**whole.columns, "description": "theirs"})
    found = brought(acting, [other])
    assert found.differing == [("party", str(party.pk))]
    party.refresh_from_db()
    assert party.description == ""


def test_what_leads_nowhere_is_told_and_the_rest_comes(acting):
    save_party(acting, kind="person", names=[{"text": "Jan Uzor"}])
    (whole,) = giving_out.values(acting.seen_by, ["party"])
    lone = Whole(
        "tie",
        {
            "id": str(uuid.uuid4()),
            "party_id": whole.columns["id"],
            "other_id": str(uuid.uuid4()),
            "kind": "friend",
            "since": "",
            "until": "",
            "note": "",
        },
    )
    new = dataclasses.replace(whole, columns={**whole.columns, "id": str(uuid.uuid4())})
    found = brought(acting, [lone, new])
    assert found.added == {"party": 1}
    assert [(kind, str(why)) for kind, _, why in found.failed] == [
        ("tie", "It leads to a party that is neither here nor in the file.")
    ]


@pytest.mark.parametrize(
    ("column", "value"), [("kind", "spaceship"), ("born", "yesterday"), ("label", "a" * 300)]
)
def test_a_value_that_cannot_stand_there_is_told(acting, column, value):
    save_party(acting, kind="person", names=[{"text": "Jan Uzor"}])
    (whole,) = giving_out.values(acting.seen_by, ["party"])
    bad = dataclasses.replace(whole, columns={**whole.columns, "id": str(uuid.uuid4()), column: value})
    found = brought(acting, [bad])
    assert column in str(found.failed[0][2])
    assert Party.objects.count() == 1


def test_sealed_cases_stay_here(acting):
    case = save_case(acting, code="S-1", title="hidden")
    save_event(acting, case_id=case.pk, kind="note", title="hidden too")
    save_case(acting, code="S-2", title="open")
    seal(acting, case.pk)
    told = [one.columns.get("title") for one in giving_out.values(acting.seen_by)]
    assert told == ["open"]
