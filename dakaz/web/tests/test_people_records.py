"""What hangs on a person, as pages: written, shown on both sides, mended, refused, called as they may be."""

from __future__ import annotations

import csv
import io
import json
import re
import uuid

import pytest

from dakaz.records.actions.people import save_party
from dakaz.records.queries import people, people_consents, support
from dakaz.web.tests.casebook_people import dossier, inside
from dakaz.web.tests.people_material import hang

__all__ = ["dossier", "inside"]  # fixtures

LISTS = ("documents", "ties", "named-ties", "needs", "consents", "offers")


@pytest.fixture
def filled(acting, dossier):
    """One row of everything that hangs on the person of the dossier."""
    return hang(acting, dossier)


def party_fields(*names, **values):
    fields = {"kind": "person", "protection": "sealed", "names-rows": str(len(names))}
    for place, name in enumerate(names):
        fields |= {f"names-{place}-text": name, f"names-{place}-kind": "usual"}
    return fields | {"contacts-rows": "0", "risks-rows": "0"} | values


def test_every_list_record_and_form_has_its_page_and_no_title_or_address_names_anybody(
    inside, filled, dossier
):
    decision = dossier.decision.pk
    for name in LISTS:
        new = "new" if name != "named-ties" else f"new?decision_id={decision}"
        pages = [
            f"/people/{name}/{end}" for end in ("", new, f"{filled[name].pk}/", f"{filled[name].pk}/edit")
        ]
        for path in (*pages, f"/people/{name}/as.csv", f"/people/{name}/as.xlsx"):
            answer = inside.get(path)
            assert answer.status == 200, path
            if not path.endswith(("csv", "xlsx")):
                assert "zor" not in answer.title.lower(), path
                assert not re.search(r'(href|action)="[^"]*Uzor', answer.text), path


def test_a_persons_page_tells_all_of_it_and_the_other_sides_tell_their_part(inside, filled, dossier):
    page = inside.get(f"/people/parties/{dossier.person.pk}/").text
    for words in (
        "MP0000001",
        "held by an authority",
        "23 days left",
        "Jan Uzorau",
        "child of",
        "housing",
        "Sample Shelter: no answer yet",
        "to be told to an organisation that may help",
        "not at all: no pseudonym",
    ):
        assert words in page, words
    assert "parent of" in inside.get(f"/people/parties/{filled['child'].pk}/").text
    helper = inside.get(f"/people/parties/{filled['shelter'].pk}/").text
    assert "Asked to help" in helper
    assert "Vilnius" in helper
    assert "MP0000001" not in inside.get("/people/").text
    assert "passport" in inside.get("/people/").text
    named = inside.get(f"/people/named-ties/{filled['named-ties'].pk}/").text
    assert "return is safe for the applicant" in named
    assert "to the passage" in named


def test_files_call_people_as_they_may_be_called_outside(inside, filled, acting, dossier):
    def rows(name):
        page = f"/people/{name}/as.csv"
        texts = (inside.fill_in(page, {"people": str(count)}, at=page).text for count in range(30))
        text = next(one for one in texts if "<html" not in one).lstrip("\ufeff")
        return list(csv.reader(io.StringIO(text)))[1:]

    for name in ("documents", "needs", "consents", "ties"):
        assert "Узора" not in str(rows(name)), name
        assert "not to be named" in rows(name)[0], name
    assert "Uzor" not in str(rows("parties"))
    assert any(row[0] == "Sample Migration Service" for row in rows("parties"))
    names = [{"text": name.text, "kind": name.kind} for name in dossier.person.names.order_by("pk")]
    save_party(
        acting,
        identifier=dossier.person.pk,
        kind="person",
        names=[*names, {"text": "Lampa", "kind": "alias"}],
    )
    assert rows("documents")[0][1] == "Lampa"


def test_a_document_is_added_from_the_persons_page_and_leads_back(inside, dossier):
    person = dossier.person.pk
    fields = {
        "party_id": str(person),
        "kind": "aliens_passport",
        "expires": "2026-02-01",
        "whereabouts": "with_person",
        "held_by_id": "",
        "item_id": "",
    }
    form = f"/people/documents/new?party_id={person}"
    assert "Сяргей Узораў" in inside.get(form).text
    answer = inside.fill_in("/people/documents/new", fields, at=form)
    assert answer.status == 303
    assert answer.to.endswith(f"/people/parties/{person}/#documents")
    wrong = inside.fill_in("/people/documents/new", fields | {"issued": "2030"}, at=form)
    assert wrong.status == 422
    assert "before it was issued" in wrong.text


def test_someone_we_may_know_is_told_once_with_the_reasons_and_then_written_down(inside, dossier):
    new = "/people/parties/new"
    warned = inside.fill_in(new, party_fields("Siarhei Uzorov"))
    assert warned.status == 422
    assert "This may be someone we know" in warned.text
    assert str(dossier.person.pk) in warned.text
    assert "given name" in warned.text
    again = party_fields("Siarhei Uzorov", not_them=str(dossier.person.pk))
    assert inside.fill_in(new, again).status == 303
    assert inside.fill_in(new, party_fields("Nikita Inshy")).status == 303


def test_ways_to_reach_someone_stand_with_when_they_are_safe(inside, dossier):
    fields = party_fields(
        "Сяргей Узораў",
        **{
            "contacts-rows": "1",
            "contacts-0-kind": "phone",
            "contacts-0-value": "+370 600 00000",
            "contacts-0-safety": "sometimes",
            "contacts-0-safe_when": "only after eight",
            "risks-rows": "1",
            "risks-0-kind": "protest",
            "born": "1991~",
            "citizenships": "BY, LT",
        },
    )
    at = f"/people/parties/{dossier.person.pk}/edit"
    entry = re.search(r'name="entry" value="(\d+)"', inside.get(at).text)[1]
    answer = inside.fill_in(at, fields | {"entry": entry})
    page = inside.after(answer).text
    for words in ("only after eight", "only as noted", "took part in protests", "about 1991", "BY, LT"):
        assert words in page, words
    wrong = inside.fill_in(at, fields | {"citizenships": "Belarus", "entry": entry})
    assert wrong.status == 422
    assert "two capital letters each" in wrong.text


def test_a_consent_is_taken_back_and_stays(inside, filled, dossier, acting):
    consent = filled["consents"].pk
    at = f"/people/consents/{consent}/withdraw"
    assert inside.fill_in(at, {"withdrawn": ""}).status == 422
    answer = inside.fill_in(at, {"withdrawn": "2024-10-27", "how": "by phone"})
    assert "taken back" in inside.after(answer).text
    assert "They took it back" not in inside.get(f"/people/consents/{consent}/").text
    assert inside.fill_in(at, {"withdrawn": "2024-10-28"}).status == 422
    assert people_consents.consent(acting.seen_by, consent).withdrawn == "2024-10-27"
    assert "taken back since" in inside.get(f"/people/needs/{filled['needs'].pk}/").text


def test_needs_are_ticked_and_an_organisation_is_asked_only_with_consent(inside, dossier, acting):
    person = dossier.person.pk
    at = f"/people/parties/{person}/"
    answer = inside.fill_in(f"{at}needs", {"kinds": ["medical", "work"]}, at=at)
    assert answer.to.endswith("#needs")
    needs = {need.kind: need for need in support.needs_of(acting.seen_by, dossier.person)}
    assert set(needs) == {"medical", "work"}
    form = f"/people/needs/{needs['work'].pk}/edit"
    text = inside.get(form).text
    assert "No illness and no diagnosis" in text
    assert "no consent yet" in text
    fields = {
        "entry": str(needs["work"].entry),
        "party_id": str(person),
        "kind": "work",
        "state": "open",
        "referrals-rows": "1",
        "referrals-0-to_id": "new:organisation",
        "referrals-0-to_id-find": "Sample Help",
        "referrals-0-to_id-shown": "Sample Help",
        "referrals-0-on": "2024-10-28",
        "referrals-0-answer": "waiting",
    }
    refused = inside.fill_in(form, fields)
    assert refused.status == 422
    assert "They have not agreed" in refused.text


def test_who_offers_housing_in_vilnius_in_belarusian_is_asked_without_words_in_the_address(inside, filled):
    asked = {"kind": "housing", "place": "Вильнюс", "language": "be"}
    answer = inside.fill_in("/people/support/find", asked, at="/people/support/")
    assert answer.status == 303
    assert "housing" not in answer.to
    assert "Sample Shelter" in inside.after(answer).text
    nobody = inside.fill_in("/people/support/find", asked | {"language": "lt"}, at="/people/support/")
    assert "Nobody in the network" in inside.after(nobody).text
    assert inside.get("/people/support/found/unknown").status == 404


def test_suggestions_find_a_person_in_any_spelling_and_only_who_may_be_seen(inside, dossier, serving):
    found = json.loads(inside.fill_in("/people/suggest", {"typed": "Uzorov"}, at="/people/").text)
    assert [one["words"] for one in found["found"]] == ["Сяргей Узораў"]
    assert found["said"] == "1 person or organisation found"
    assert inside.get("/people/suggest").status == 303
    from dataclasses import replace

    (session,) = serving.sessions._open.values()
    session.user = replace(session.user, compartments=("another-compartment",))
    hidden = json.loads(inside.fill_in("/people/suggest", {"typed": "Uzorov"}, at="/people/").text)
    assert hidden == {"found": [], "said": "Nobody here has a name like this."}


def test_two_records_of_one_person_are_looked_at_made_one_and_parted(inside, dossier, acting):
    other = save_party(
        acting, kind="person", names=[{"text": "Siarhej Uzorov"}], born="1990", description="Second record."
    )
    kept = dossier.person.pk
    page = inside.get(f"/people/parties/{kept}/").text
    assert f"/same/{other.pk}" in page
    at = f"/people/parties/{kept}/same/{other.pk}"
    side_by_side = inside.get(at).text
    assert "Second record." in side_by_side
    entries = re.search(r'name="entries" value="([\d ]+)"', side_by_side)[1]
    stale = inside.fill_in(at, {"entries": "1 2", "born": "merged"})
    assert stale.status == 409
    made = inside.fill_in(
        at, {"entries": entries, "born": "merged", "description": "both", "why": "passport"}
    )
    page = inside.after(made).text
    assert "One with Siarhej Uzorov" in page
    assert "Second record." in page
    assert "1990" in page
    assert "Found to be one" in inside.get(f"/people/parties/{other.pk}/").text
    assert len(people.parties(acting.seen_by, kind="person").rows) == 1
    apart = re.search(r'action="[^"]*(/people/merges/[0-9a-f-]+/apart)"', page)[1]
    answer = inside.fill_in(apart, {}, at=f"/people/parties/{kept}/")
    assert answer.to.endswith(f"/people/parties/{other.pk}/")
    assert len(people.parties(acting.seen_by, kind="person").rows) == 2
    assert f"/same/{other.pk}" not in inside.get(f"/people/parties/{kept}/").text


def test_another_record_of_the_same_person_is_found_by_typing(inside, dossier, acting):
    other = save_party(acting, kind="person", names=[{"text": "Wholly Otherwise"}])
    at = f"/people/parties/{dossier.person.pk}/twice"
    shown = inside.fill_in(at, {"other-find": "Otherwise", "again": "other"})
    assert "Wholly Otherwise" in shown.text
    chosen = {"other": str(other.pk), "other-find": "Otherwise", "other-shown": "Otherwise"}
    assert inside.fill_in(at, chosen).to.endswith(f"/same/{other.pk}")
    oneself = inside.fill_in(at, {**chosen, "other": str(dossier.person.pk)})
    assert oneself.status == 422
    assert "This is the one you came from." in oneself.text


def test_what_is_not_yours_to_see_is_not_there(inside, filled, serving, dossier):
    from dataclasses import replace

    (session,) = serving.sessions._open.values()
    session.user = replace(session.user, compartments=("another-compartment",))
    paths = [f"{name}/{filled[name].pk}/" for name in LISTS]
    person, never = dossier.person.pk, uuid.uuid4()
    paths += [f"parties/{person}/twice", f"parties/{person}/same/{never}"]
    paths += [
        f"consents/{filled['consents'].pk}/withdraw",
        f"named-ties/new?decision_id={dossier.decision.pk}",
    ]
    for path in paths:
        assert inside.get(f"/people/{path}").status == 404, path
    for name in LISTS:
        assert len(inside.get(f"/people/{name}/as.csv").text.splitlines()) == 1, name
    assert "Sample Shelter" not in inside.get("/people/support/").text
