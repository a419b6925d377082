"""FollowTheMoney: what leaves comes back without loss; what others send is read by its properties."""

from __future__ import annotations

import json

import pytest

from dakaz.errors import BadInput
from dakaz.exchange.ftm import is_ftm, lines_of, ours_of, records_of
from dakaz.exchange.whole import Whole

JAN, HANNA, COURT = (
    "018f0000-0000-7000-8000-000000000001",
    "018f0000-0000-7000-8000-000000000002",
    "018f0000-0000-7000-8000-000000000003",
)


def party(identifier, name, kind="person"):
    columns = {
        "id": identifier,
        "kind": kind,
        "label": name,
        "country": "LT",
        "born": "1990-10?",
        "citizenships": ["BY", "XXA"],
    }
    names = [
        {"text": name, "kind": "usual"},
        {"text": "Jonas", "kind": "alias"},
        {"text": "Old", "kind": "former"},
    ]
    return Whole("party", columns, {"names": names, "contacts": [{"kind": "email", "value": "a@b.example"}]})


RECORDS = [
    party(JAN, "Ян Узор"),
    party(HANNA, "Hanna Uzor"),
    party(COURT, "A Court", "organisation"),
    Whole(
        "case",
        {"id": "c", "code": "C-1", "title": "", "opened": "2024", "status": "open"},
        {"involvements": [{"party_id": JAN, "role": "client"}]},
    ),
    Whole(
        "tie",
        {"id": "t", "party_id": JAN, "other_id": HANNA, "kind": "sibling", "since": "2001", "until": ""},
    ),
    Whole("tie", {"id": "m", "party_id": JAN, "other_id": COURT, "kind": "friend"}),
    Whole(
        "document",
        {
            "id": "d",
            "party_id": JAN,
            "kind": "passport",
            "number": "MP1",
            "country": "BY",
            "expires": "2024-11-20",
        },
    ),
    Whole(
        "event",
        {"id": "e", "kind": "threat", "title": "Threat", "date": "2024-07"},
        {"involvements": [{"party_id": JAN, "role": "victim"}]},
    ),
    Whole(
        "decision",
        {"id": "x", "kind": "court", "dated": "2024-10-14", "authority_id": COURT},
        {"reasons": []},
    ),
    Whole("consent", {"id": "n", "party_id": JAN, "purpose": "refer"}),
]


def entities():
    return [json.loads(line) for line in lines_of(RECORDS)]


def test_what_leaves_comes_back_as_it_was():
    assert is_ftm(entities())
    found, left = records_of(entities(), file="x")
    assert found == RECORDS
    assert not left


def test_entities_say_what_the_model_has_words_for():
    by_id = {one["id"]: one for one in entities()}
    assert by_id[JAN]["schema"] == "Person"
    assert by_id[JAN]["properties"]["name"] == ["Ян Узор"]
    assert by_id[JAN]["properties"]["birthDate"] == ["1990-10"]
    assert by_id[JAN]["properties"]["citizenship"] == ["by"]
    assert by_id[COURT]["schema"] == "Organization"
    assert by_id["t"]["schema"] == "Family"
    assert by_id["m"]["schema"] == "UnknownLink"  # an Associate is a person
    assert by_id["d"]["schema"] == "Passport"
    assert by_id["n"]["schema"] == "Note"
    assert sum(one["schema"] == "CourtCaseParty" for one in entities()) == 1


def test_what_others_send_is_read_by_its_properties():
    sent = [
        {
            "id": "p1",
            "schema": "Person",
            "properties": {"name": ["Ян Узор"], "birthDate": ["1990"], "nationality": ["by"]},
        },
        {"id": "o1", "schema": "Company", "properties": {"name": ["Firm"]}},
        {
            "id": "w1",
            "schema": "Employment",
            "properties": {"employee": ["p1"], "employer": ["o1"], "startDate": ["2020"]},
        },
        {"id": "c1", "schema": "CourtCase", "properties": {"name": ["State v. Uzor"], "caseNumber": ["12"]}},
        {"id": "c2", "schema": "CourtCaseParty", "properties": {"case": ["c1"], "party": ["p1"]}},
        {"id": "v1", "schema": "Vessel", "properties": {"name": ["Boat"]}},
    ]
    found, left = records_of(sent, file="x")
    assert left == {"Vessel": 1}
    by_kind = {one.kind: one for one in found if one.columns["id"] != ours_of("o1")}
    assert by_kind["party"].columns["born"] == "1990"
    assert by_kind["party"].columns["citizenships"] == ["BY"]
    assert by_kind["tie"].columns["kind"] == "works_for"
    assert by_kind["case"].owned["involvements"] == [{"party_id": ours_of("p1"), "role": "other"}]
    again, _ = records_of(sent, file="x")
    assert again == found


@pytest.mark.parametrize("line", [{"id": "1"}, [], {"id": "1", "schema": "Person", "properties": []}])
def test_a_line_that_is_no_entity_is_named(line):
    with pytest.raises(BadInput, match="Line 1 of x"):
        records_of([line], file="x")
