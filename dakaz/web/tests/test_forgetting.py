"""Keeping and erasing as pages: preview, typed yes, certificate; own data; what is kept of people."""

from __future__ import annotations

import io
import json
import re
import uuid
import zipfile
from dataclasses import replace

import pytest

from dakaz.records.actions.casebook import save_case
from dakaz.records.actions.people import save_party
from dakaz.records.models import Case, Erasure, Party
from dakaz.web.tests.casebook_people import dossier, inside
from dakaz.web.tests.people_material import hang

__all__ = ["dossier", "inside"]  # fixtures


@pytest.fixture
def alone(acting):
    """Somebody with a case of their own, on which nothing else rests."""
    person = save_party(acting, kind="person", names=[{"text": "Invented Somebody"}])
    case = save_case(
        acting,
        code="K-77",
        title="of somebody",
        status="closed",
        closed="2020-01-31",
        involvements=[{"party_id": person.pk, "role": "client"}],
    )
    return person, case


def rows_of(page):
    """How many rows the preview says will go."""
    return int(page.text.split('class="lead">')[1].split(" row")[0])


def seen_on(page):
    """What the page remembers of what it showed."""
    return page.text.split('name="seen" value="')[1].split('"')[0]


def test_what_goes_and_what_stays_is_shown_and_nothing_goes_without_the_number_typed(inside, alone):
    person, _ = alone
    path = f"/people/erase/party/{person.pk}/"
    page = inside.get(path)
    assert page.status == 200 and "K-77" in page.text and "Names" in page.text
    many = rows_of(page)
    seen = seen_on(page)
    wrong = inside.fill_in(path, {"why": "asked", "many": many + 1, "seen": seen})
    assert wrong.status == 422 and "Another number goes" in wrong.text
    without = inside.fill_in(path, {"many": many})
    assert without.status == 422
    assert Party.objects.filter(pk=person.pk).exists()
    done = inside.fill_in(path, {"why": "asked", "many": many, "seen": seen})
    assert done.status == 303
    certificate = inside.after(done)
    for words in ("Certificate of erasure", "the person asked for it", "Names", "done"):
        assert words in certificate.text, words
    assert "Somebody" not in certificate.text and "K-77" not in certificate.text
    assert inside.get(f"/people/parties/{person.pk}/").status == 404
    assert inside.get(path).status == 404
    assert "the person asked for it" in inside.get("/people/erasures/").text
    assert "Somebody erased" in inside.get("/settings/log").text


def test_what_stands_in_the_way_is_said_with_a_link(inside, acting, alone):
    person, case = alone
    save_case(acting, identifier=case.pk, retention="hold", kept_why="a court has it")
    page = inside.get(f"/people/erase/party/{person.pk}/")
    assert "cannot be erased as things are" in page.text and "a court has it" in page.text
    assert 'name="many"' not in page.text
    assert f"/people/cases/{case.pk}/" in page.text


def test_what_changed_between_looking_and_saying_yes_is_not_erased(inside, acting, alone):
    _, case = alone
    path = f"/people/erase/case/{case.pk}/"
    seen = seen_on(inside.get(path))
    save_case(acting, identifier=case.pk, title="changed")
    many = rows_of(inside.get(path))
    answer = inside.fill_in(path, {"why": "time", "many": many, "seen": seen})
    assert answer.status == 409 and "Something changed" in answer.text
    assert Case.objects.filter(pk=case.pk).exists()


def test_a_case_comes_up_is_kept_longer_with_a_reason_and_then_no_more(inside, alone):
    _, case = alone
    assert "K-77" in inside.get("/people/forgetting/").text
    path = f"/people/cases/{case.pk}/keeping"
    refused = inside.fill_in(path, {"retention": "evidence", "kept_why": ""})
    assert refused.status == 422 and "Say why it is kept longer" in refused.text
    assert inside.fill_in(path, {"retention": "evidence", "kept_why": "a complaint"}).status == 303
    assert "K-77" not in inside.get("/people/forgetting/").text


def test_own_data_is_given_to_whoever_knows_how_many_it_names(inside, acting, dossier):
    hang(acting, dossier)
    path = f"/people/parties/{dossier.person.pk}/own-data"
    page = inside.get(path)
    assert page.status == 200 and "MP0000001" in page.text and "Jan Uzorau" not in page.text
    wrong = inside.fill_in(path, {"to": "self", "people": 7})
    assert wrong.status == 422 and "another number" in wrong.text
    given = inside.fill_in(path, {"to": "self", "people": 1, "papers": "on"})
    assert given.status == 200 and given.headers["Content-Disposition"].endswith('"own-data.zip"')
    packed = zipfile.ZipFile(io.BytesIO(given.body))
    assert {"own-data.html", "own-data.json"} <= {*packed.namelist()}
    told = json.loads(packed.read("own-data.json"))
    assert told["data"]["document"][0]["number"] == "MP0000001"
    assert "MP0000001" in packed.read("own-data.html").decode()
    assert b"Jan Uzorau" not in packed.read("own-data.json")
    assert "own data given" in inside.get("/settings/log").text


def test_every_personal_field_stands_on_a_page_and_in_a_file(inside):
    page = inside.get("/people/kept-of-people/").text
    for words in ("GDPR Art. 6", "Why they are at risk at home", "looked for before publishing", "proposal"):
        assert words in page, words
    assert "Ways to reach them" in inside.get("/people/kept-of-people/as.csv").text
    assert "/people/kept-of-people/" in inside.get("/settings/").text


def test_what_is_not_there_cannot_be_erased(inside):
    assert inside.get(f"/people/erase/party/{uuid.UUID(int=7)}/").status == 404
    assert inside.get(f"/people/erase/colleague/{uuid.UUID(int=7)}/").status == 404
    assert not Erasure.objects.exists()


def test_a_sealed_case_goes_with_its_key_and_its_numbers_are_shown_once(inside, alone, serving):
    _, case = alone
    assert inside.fill_in(f"/people/cases/{case.pk}/seal", {}).status == 303
    path = f"/people/erase/case/{case.pk}/"
    page = inside.get(path)
    assert "The whole sealed case, with its key" in page.text
    done = inside.fill_in(path, {"why": "time", "many": rows_of(page), "seen": seen_on(page)})
    assert done.status == 303
    once = inside.after(done)
    assert "shown only now" in once.text and "Cases" in once.text
    again = inside.after(done)
    assert "shown only now" not in again.text and "Sealed cases" in again.text
    assert inside.get(f"/people/cases/{case.pk}/").status == 404
    assert inside.get("/people/cases/").status == 200
    (session,) = serving.sessions._open.values()
    assert set(session.keys.compartments) == {"office"}


def test_an_administrator_decides_how_long_each_class_is_kept_and_what_comes_up_follows(inside, alone):
    path = "/people/keeping-times"
    shown = inside.get(path)
    assert "24" in shown.text and "has not decided yet" in shown.text
    assert shown.text.count("Decide so") == 2  # what is held for a court does not go by time
    assert "K-77" in inside.get("/people/forgetting/").text
    refused = inside.fill_in(path, {"class": "ordinary", "ordinary-months": 120, "ordinary-why": ""})
    assert refused.status == 422 and "K-77" in inside.get("/people/forgetting/").text
    sent = {"class": "ordinary", "ordinary-months": 120, "ordinary-why": "Ten years, says our lawyer"}
    assert inside.fill_in(path, sent).status == 303
    after = inside.get(path)
    assert "Decided." in after.text and "comes up 10 years after it closed" in after.text
    listed = inside.get("/people/forgetting/")
    assert "K-77" not in listed.text and "Ten years, says our lawyer" in listed.text
    assert "Ten years, says our lawyer" in inside.get("/people/kept-of-people/").text
    stale = inside.fill_in(path, sent | {"ordinary-entry": "1", "ordinary-months": 12})
    assert stale.status == 422 and "Someone changed this" in stale.text
    theirs = stale.text.partition('id="class-ordinary"')[2].partition("<form")[0]
    assert "10 years" in theirs and "Ten years, says our lawyer" in theirs
    (entry,) = re.findall(r'name="ordinary-entry" value="(\d+)"', stale.text)
    assert inside.fill_in(path, sent | {"ordinary-entry": entry, "ordinary-months": 12}).status == 303
    assert "How long cases are kept written down" in inside.get("/settings/log").text


def test_who_is_no_administrator_reads_the_times_and_is_offered_no_form(inside, serving):
    (session,) = serving.sessions._open.values()
    session.user = replace(session.user, administrator=False, roles=frozenset(["caseworker"]))
    page = inside.get("/people/forgetting/")
    assert "comes up 2 years after it closed" in page.text and "keeping-times" not in page.text
    assert inside.get("/people/keeping-times").status == 403
