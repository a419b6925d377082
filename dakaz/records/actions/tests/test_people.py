"""Documents, ties, consents, needs, offers: written, found, refused; names suggested in any spelling."""

from __future__ import annotations

import random
import uuid
from dataclasses import replace
from datetime import date

import pytest

from dakaz.errors import BadInput, NotFound
from dakaz.records import database
from dakaz.records.actions.casebook import save_case, save_decision
from dakaz.records.actions.people import save_party
from dakaz.records.actions.people_papers import (
    save_consent,
    save_document,
    save_named_tie,
    save_tie,
    withdraw_consent,
)
from dakaz.records.actions.support import save_need, save_offer, tick_needs
from dakaz.records.models import Consent, ContactWay, HomeRisk, Name, Party, PastTie
from dakaz.records.queries import (
    duplicates,
    people,
    people_consents,
    people_documents,
    people_names,
    people_ties,
    support,
)
from dakaz.records.queries.verify import verify
from dakaz.records.tests.two_circles import plant, sealed

DAY = date(2024, 10, 28)


def person(acting, *names, kind="person", **values):
    rows = [name if isinstance(name, dict) else {"text": name} for name in names]
    return save_party(acting, kind=kind, names=rows, **values)


@pytest.fixture
def hanna(acting):
    return person(acting, "Ганна Прыкладовіч", "Hanna Prykladovich", born="1990-05")


@pytest.fixture
def shelter(acting):
    return person(acting, "Sample Shelter", kind="organisation")


def agree(acting, party, purpose="refer", **values):
    given = {"how": "spoken", "given": "2024-10-01", "language": "be"} | values
    return save_consent(acting, party_id=party.pk, purpose=purpose, **given)


# Parties


def test_a_person_keeps_ways_to_reach_them_and_reasons_of_risk_through_other_changes(acting, hanna):
    rows = [{"text": name.text} for name in hanna.names.all()]
    contacts = [{"kind": "signal", "value": "+370 600 00000", "safety": "sometimes", "safe_when": "after 20"}]
    risks = [{"kind": "protest", "words": "August 2020"}]
    common = {"identifier": hanna.pk, "kind": "person", "names": rows}
    save_party(acting, **common, contacts=contacts, risks=risks, citizenships=["BY", "XXA"])
    save_party(acting, **common, description="x")
    found = people.party(acting.seen_by, hanna.pk)
    assert found.contacts.get().safe_when == "after 20"
    assert [one.pk for one in people.parties(acting.seen_by, risk="protest").rows] == [hanna.pk]
    assert found.citizenships == ["BY", "XXA"]
    assert verify(acting.vault, acting.keys, objects=False).clean
    with pytest.raises(BadInput, match="no country"):
        save_party(acting, **common, citizenships=["Belarus"])
    with pytest.raises(BadInput):
        save_party(acting, **common, born="spring")


def test_why_at_risk_at_home_and_what_authorities_name_are_two_vocabularies():
    assert not set(HomeRisk.values) & set(PastTie.values)
    assert not {str(one) for one in HomeRisk.labels} & {str(one) for one in PastTie.labels}
    columns = {field.name for kind in (Party, ContactWay) for field in kind._meta.get_fields()}
    assert not {name for name in columns if "diagnos" in name or "illness" in name}


# Documents


def test_documents_are_told_of_ninety_days_before_they_run_out_until_they_are_replaced(acting, hanna):
    common = {"party_id": hanna.pk, "whereabouts": "with_person"}
    near = save_document(acting, kind="passport", issued="2014-11-20", expires="2024-11-20", **common)
    month = save_document(acting, kind="visa", expires="2025-01", **common)
    save_document(acting, kind="aliens_passport", expires="2027-05-01", **common)
    save_document(acting, kind="work_permit", expires="2024-11-01", party_id=hanna.pk, whereabouts="lost")
    over = save_document(acting, kind="identity_card", expires="2024-10-01", **common)
    told = people_documents.running_out(acting.seen_by, day=DAY)
    assert [(one.document.pk, one.days, one.urgent) for one in told] == [
        (over.pk, -27, True),
        (near.pk, 23, True),
        (month.pk, 65, False),
    ]
    save_document(acting, identifier=over.pk, replaced=True)
    assert over.pk not in [one.document.pk for one in people_documents.running_out(acting.seen_by, day=DAY)]


def test_what_cannot_be_of_a_document_is_refused(acting, hanna, shelter):
    with pytest.raises(BadInput, match="before it was issued"):
        save_document(acting, party_id=hanna.pk, kind="passport", issued="2024", expires="2020")
    with pytest.raises(BadInput, match="Which is right"):
        save_document(acting, party_id=hanna.pk, kind="passport", whereabouts="lost", held_by_id=shelter.pk)
    with pytest.raises(NotFound):
        save_document(acting, party_id=uuid.uuid4(), kind="passport")


def test_what_belongs_to_someone_lives_in_their_circle(acting):
    elsewhere = sealed()
    insider = replace(acting, seen_by=replace(acting.seen_by, compartments=("office", elsewhere)))
    hidden = plant(Party, elsewhere, "hidden")
    document = save_document(insider, party_id=hidden.pk, kind="passport", expires="2024-11-01")
    tie = save_tie(insider, party_id=person(acting, "Office").pk, kind="parent", other_id=hidden.pk)
    assert document.compartment == tie.compartment == elsewhere
    assert people_documents.running_out(acting.seen_by, day=DAY) == []
    assert people_ties.ties_of(acting.seen_by, tie.party) == []


# Ties


def test_a_tie_is_read_from_both_sides(acting, hanna):
    child = person(acting, "Jan Prykladovich")
    save_tie(acting, party_id=hanna.pk, kind="parent", other_id=child.pk)
    (there,) = people_ties.ties_of(acting.seen_by, hanna)
    (back,) = people_ties.ties_of(acting.seen_by, child)
    assert (there.other, there.is_to_us.value) == (child, "child")
    assert (back.other, back.is_to_us.value) == (hanna, "parent")
    with pytest.raises(BadInput, match="the same"):
        save_tie(acting, party_id=hanna.pk, kind="sibling", other_id=hanna.pk)


def test_what_a_decision_names_of_the_past_stands_on_the_decision(acting, hanna, shelter):
    case = save_case(acting)
    decision = save_decision(acting, case_id=case.pk, authority_id=shelter.pk, kind="designation")
    named = save_named_tie(acting, decision_id=decision.pk, kind="conscript", words="served 2009")
    assert people_ties.named_ties_of(acting.seen_by, decision) == [named]
    assert people_ties.named_ties(acting.seen_by, kind="travel").total == 0
    assert people_ties.ties_of(acting.seen_by, hanna) == []


# Consents


def test_a_consent_taken_back_stays_and_is_never_made_to_hold_again(acting, hanna):
    consent = agree(acting, hanna, "be_named")
    withdraw_consent(acting, consent.pk, withdrawn="2024-10-20", how="by phone")
    (kept,) = people_consents.consents_of(acting.seen_by, hanna)
    assert (kept.withdrawn, kept.given) == ("2024-10-20", "2024-10-01")
    for values in ({"withdrawn": ""}, {"given": "2024-10-25"}, {"purpose": "refer"}):
        with pytest.raises(BadInput, match="not changed any more"):
            save_consent(acting, identifier=consent.pk, **values)
    with pytest.raises(BadInput, match="already"):
        withdraw_consent(acting, consent.pk, withdrawn="2024-10-21")
    assert Consent.objects.count() == 1


def test_outside_everybody_is_called_as_they_may_be(acting):
    def outside(protection, *names, **consents):
        party = person(acting, *names, protection=protection)
        for purpose, withdrawn in consents.items():
            consent = agree(acting, party, purpose)
            if withdrawn:
                withdraw_consent(acting, consent.pk, withdrawn="2024-10-20")
        return people_consents.name_outside(acting.seen_by, party)

    alias = {"text": "Light", "kind": "alias"}
    assert outside("public_figure", "A", alias).name == "A"
    assert outside("named", "B", alias).name == "B"
    assert outside("named", "B", alias, be_named=False).name == "B"
    assert outside("named", "B", alias, be_named=True).name == "Light"
    assert outside("named", "B", be_named=True).name == ""
    assert outside("pseudonym", "C", alias).name == "Light"
    assert outside("pseudonym", "C").why == "no_pseudonym"
    assert outside("sealed", "D", alias).name == ""


# Needs and offers


def test_needs_are_ticks_and_nobody_is_told_without_consent(acting, hanna, shelter):
    tick_needs(acting, hanna.pk, ["housing", "medical"], on="2024-10-28")
    tick_needs(acting, hanna.pk, ["housing"], on="2024-10-29")
    kinds = {need.kind: need.state for need in support.needs_of(acting.seen_by, hanna)}
    assert kinds == {"housing": "open", "medical": "gone"}
    (need,) = support.needs(acting.seen_by, state="open").rows
    asked = [{"to_id": shelter.pk, "on": "2024-10-30", "answer": "waiting"}]
    with pytest.raises(BadInput, match="have not agreed"):
        save_need(acting, identifier=need.pk, referrals=asked)
    consent = agree(acting, hanna)
    save_need(acting, identifier=need.pk, referrals=asked)
    (referral,) = support.referrals_of(acting.seen_by, need)
    assert (referral.to, referral.consent) == (shelter, consent)
    assert support.need(acting.seen_by, need.pk).state == "referred"
    withdraw_consent(acting, consent.pk, withdrawn="2024-11-02")
    answered = [asked[0] | {"answer": "helped", "answered": "2024-11-03"}]
    save_need(acting, identifier=need.pk, referrals=answered)
    assert support.asked_of(acting.seen_by, shelter)[0].answer == "helped"
    other = person(acting, "Other House", kind="organisation")
    with pytest.raises(BadInput, match="have not agreed"):
        save_need(acting, identifier=need.pk, referrals=[*answered, {"to_id": other.pk, "on": "2024-11-05"}])
    with pytest.raises(BadInput, match="no need"):
        tick_needs(acting, hanna.pk, ["diagnosis"], on="2024-10-28")


@pytest.mark.parametrize("place", ["Vilnius", "Вільнюс", "Вильнюс"])
def test_who_offers_housing_in_a_town_in_a_language_is_found_in_any_script(acting, shelter, place):
    common = {"party_id": shelter.pk, "kind": "housing"}
    here = save_offer(acting, **common, place="Vilnius", languages=["be", "ru"])
    everywhere = save_offer(acting, **common, languages=["be"], what="by phone")
    save_offer(acting, **common, place="Kaunas", languages=["be"])
    save_offer(acting, **common, place="Vilnius", languages=["lt"])
    save_offer(acting, **common, place="Vilnius", languages=["be"], ended=True)
    found = support.who_offers(acting.seen_by, kind="housing", place=place, language="be")
    assert {one.pk for one in found} == {here.pk, everywhere.pk}
    assert support.who_offers(acting.seen_by, kind="medical") == []


# Names


@pytest.mark.parametrize("typed", ["Prikladovič", "Прикладович Анна", "Prykl", "Hanna Prykladovich"])
def test_people_are_suggested_under_any_spelling(acting, hanna, typed):
    person(acting, "Siarhei Uzorau")
    assert people.suggest(acting.seen_by, typed) == [hanna]


def test_what_was_written_renamed_or_locked_is_known_at_once(acting, hanna):
    assert [one.party_id for one in people_names.closest(acting.seen_by, "Прикладович Анна")] == [hanna.pk]
    save_party(acting, identifier=hanna.pk, kind="person", names=[{"text": "Maryja Uzornaja"}])
    assert people_names.closest(acting.seen_by, "Прикладович Анна") == []
    assert [one.party_id for one in people_names.closest(acting.seen_by, "Мария Узорная")] == [hanna.pk]
    database.lock()
    assert people_names._KEPT._names is None


def test_someone_we_may_know_is_told_with_reasons_and_only_to_who_may_see_them(acting, hanna):
    elsewhere = sealed()
    hidden = plant(Party, elsewhere, "hidden", born="", label="Анна Прикладович")
    plant(Name, elsewhere, "hidden", party=hidden, text="Анна Прикладович", fold="")
    insider = replace(acting.seen_by, compartments=("office", elsewhere))
    (known,) = duplicates.someone_we_know(acting.seen_by, ["Anna Prikladovič"], born="1990-05-17")
    assert known.party == hanna
    told = " ".join(why.template % why.values for why in known.why)
    assert "The birth dates fit: 1990-05 and 1990-05-17." in told
    both = duplicates.someone_we_know(insider, ["Anna Prikladovič"])
    assert {one.party.pk for one in both} == {hanna.pk, hidden.pk}
    (known,) = duplicates.someone_we_know(acting.seen_by, ["Anna Prikladovič"], born="1970")
    assert "do not fit" in known.why[-1].template
    assert duplicates.duplicates_of(acting.seen_by, hanna) == []


@pytest.mark.soak
def test_among_a_hundred_thousand_people_a_name_is_found_while_one_types(acting):
    from dakaz.names.fold import fold_text

    draw = random.Random(7)
    syllables = ["ба", "ве", "го", "ду", "жы", "ка", "ле", "мі", "на", "ру", "са", "та", "ху", "ша"]
    crowd = [
        "".join(draw.choices(syllables, k=3)).capitalize() + draw.choice(["віч", "енка", "ук", "скі"])
        for _ in range(100_000)
    ]
    parties = [
        Party(id=uuid.UUID(int=n + 1), compartment="office", entry=0, kind="person", label=f"{name} Ганна")
        for n, name in enumerate(crowd)
    ]
    Party.objects.bulk_create(parties, batch_size=2000)
    Name.objects.bulk_create(
        [Name(party=one, text=one.label, fold=fold_text(one.label, "be")) for one in parties], batch_size=2000
    )
    people_names._KEPT._brought_up()
    for name in draw.sample(crowd, 40):
        for typed in (name[:4], f"{name} Анна", f"{name} Ганна", "Ганна"):
            assert people.suggest(acting.seen_by, typed)
