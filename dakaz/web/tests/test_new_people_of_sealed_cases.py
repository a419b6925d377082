"""Somebody new, named on a form of a sealed case, is sealed with it: the office never learns the name."""

from __future__ import annotations

import re

import pytest

from dakaz.records import database
from dakaz.records.actions.casebook import save_case
from dakaz.records.actions.people import save_party
from dakaz.records.actions.sealing import seal
from dakaz.records.models import Party

CANARY = "Zylkanary"


@pytest.fixture
def case(acting):
    """A sealed case of one person; another stands in the office."""
    person = save_party(acting, kind="person", names=[{"text": "Known Client"}])
    found = save_case(
        acting, code="K-1", title="A case", involvements=[{"party_id": person.pk, "role": "client"}]
    )
    save_case(acting, code="K-2", title="Another")
    found.person = person
    return seal(acting, found.pk).acting, found


def in_the_office():
    """The names a thread without any case's key sees."""
    database.look_with(None)
    return [*Party.objects.values_list("label", flat=True)]


def event_form(code):
    return {
        "case_id": code, "title": "A visit", "kind": "threat", "status": "possible",
        "involvements-rows": "1", "involvements-0-role": "witness",
        "involvements-0-party_id": "new:person", "involvements-0-party_id-find": f"{CANARY} helper",
        "involvements-0-party_id-shown": f"{CANARY} helper",
    }  # fmt: skip


def sent(signed_in, path, fields):
    page = signed_in.get(signed_in.inside + path)
    form = page.text
    choices = re.findall(r'name="involvements-0-role"[^>]*>(.*?)</select>', form, re.S)
    if choices:
        role = re.search(r'value="([a-z_]+)"', choices[0])[1]
        fields |= {"involvements-0-role": role}
    token = page.form_token
    return form, signed_in.post(
        signed_in.inside + path.partition("?")[0], {"csrfmiddlewaretoken": token} | fields
    )


def test_a_witness_on_an_event_of_a_sealed_case_is_sealed_with_it(case, signed_in):
    acting, found = case
    form, answer = sent(signed_in, f"/people/events/new?case={found.pk}", event_form("K-1"))
    assert "This is kept with a sealed case" in form and answer.status == 303
    database.look_with(acting.keys)
    assert Party.objects.get(label=f"{CANARY} helper").compartment != "office"
    assert in_the_office() == []


def test_on_an_event_of_an_open_case_they_live_in_the_office(case, signed_in):
    form, answer = sent(signed_in, "/people/events/new", event_form("K-2"))
    assert "This is kept with a sealed case" not in form and answer.status == 303
    assert in_the_office() == [f"{CANARY} helper"]


def test_a_new_part_in_the_case_itself_and_a_tie_of_its_person_are_sealed_too(case, signed_in):
    acting, found = case
    at = f"/people/cases/{found.pk}/edit"
    page = signed_in.get(signed_in.inside + at)
    database.look_with(acting.keys)
    entry = re.search(r'name="entry" value="(\d+)"', page.text)[1]
    fields = event_form("K-1") | {"entry": entry, "code": "K-1", "title": "A case", "status": "open"}
    _, answer = sent(signed_in, at, {name: value for name, value in fields.items() if name != "kind"})
    assert answer.status == 303, re.findall(r'class="error[^>]*>(.*?)<', answer.text)
    tie = {
        "party_id": str(found.person.pk), "kind": "parent", "other_id": "new:person",
        "other_id-find": f"{CANARY} child", "other_id-shown": f"{CANARY} child",
    }  # fmt: skip
    form, answer = sent(signed_in, f"/people/ties/new?party_id={found.person.pk}", tie)
    assert "This is kept with a sealed case" in form and answer.status == 303
    assert in_the_office() == []
