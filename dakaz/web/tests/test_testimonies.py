"""What people told us: nobody is asked twice, nothing is used that was not allowed, nobody is named by it."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from dakaz.errors import BadInput
from dakaz.records.actions.archive import describe
from dakaz.records.actions.casebook import save_testimony
from dakaz.records.actions.imports import Incoming, finish, start, take_in
from dakaz.records.actions.people import save_party
from dakaz.records.actions.people_papers import save_consent, withdraw_consent
from dakaz.records.actions.sealing import seal
from dakaz.records.models import Item
from dakaz.records.queries import casebook, testimonies
from dakaz.web.tests.casebook_people import dossier, inside

__all__ = ["dossier", "inside"]  # fixtures

# A WAV of silence: eight samples of one channel.
SILENCE = (
    b"RIFF,\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00@\x1f\x00\x00@\x1f\x00\x00\x01\x00\x08\x00"
    b"data\x08\x00\x00\x00" + b"\x80" * 8
)


def told(acting, dossier, **more):
    given = {"speaker_id": dossier.person.pk, "case_id": dossier.case.pk, "date": "2024-10", "text": "Said."}
    return save_testimony(acting, **(given | more))


def recording(acting, readers, case=None):
    run = start(acting, how="test")
    (taken,) = take_in(acting, readers, run, [Incoming("voice.wav", len(SILENCE), lambda: BytesIO(SILENCE))])
    finish(run)
    return describe(acting, taken.item, title="Voice", case_id=case.pk if case else None)


def test_what_somebody_told_stands_by_topic_on_their_page_and_beside_the_form(inside, acting, dossier):
    one = told(acting, dossier, topics=["journey", "detention"], kind="interview", date="2024-10-21")
    form = inside.get(f"/people/testimonies/new?case={dossier.case.pk}&speaker_id={dossier.person.pk}").text
    page = inside.get(f"/people/parties/{dossier.person.pk}/").text
    for text in (form, page):
        assert "the journey" in text and f"/people/testimonies/{one.pk}/" in text
    assert "They told this already" in form and "no topic named" in form  # the dossier's own testimony
    other = save_party(acting, kind="person", names=[{"text": "Nikita Inshy"}])
    nothing = inside.get(f"/people/testimonies/new?case={dossier.case.pk}&speaker_id={other.pk}").text
    assert "They told this already" not in nothing


def test_the_form_keeps_everything_and_the_list_is_narrowed_by_it(inside, acting, dossier):
    at = f"/people/testimonies/new?case={dossier.case.pk}&speaker_id={dossier.person.pk}"
    fields = {
        "case_id": dossier.case.code,
        "speaker_id": str(dossier.person.pk),
        "kind": "interview",
        "topics": ["interview", "journey"],
        "text": "Nobody asked.",
        "verbatim": "verbatim",
        "read_back": "on",
        "agreed": "on",
        "consent": ["tell_bodies"],
        "pseudonym": "Aleś B.",
    }
    unread = {name: value for name, value in fields.items() if name != "read_back"}
    assert "only once it was read back" in inside.fill_in("/people/testimonies/new", unread, at=at).text
    answer = inside.fill_in("/people/testimonies/new", fields, at=at)
    kept = testimonies.testimony(acting.seen_by, re.search(r"testimonies/([0-9a-f-]{36})", answer.to)[1])
    assert (kept.kind, kept.agreed, kept.topics) == ("interview", True, ["interview", "journey"])
    for narrowed, how_many in (
        ("topic=journey", 1), ("topic=trial", 0), ("use=tell_bodies", 1), ("kind=interview", 1),
        ("state=agreed", 1), ("state=no_consent", 0), ("use=statistics", 1),
    ):  # fmt: skip
        text = inside.get(f"/people/testimonies/?{narrowed}").text
        assert len(re.findall(r"<tr.*?testimonies/[0-9a-f-]{36}", text, re.S)) == how_many, narrowed
    page = inside.after(answer).text
    assert "only as Aleś B." in page and "read back and agreed" in page


def test_each_use_says_what_the_ledger_of_consents_holds(inside, acting, dossier):
    page = inside.get(f"/people/testimonies/{dossier.testimony.pk}/").text
    assert "not in the ledger yet" in page and "Write it into the ledger" in page
    assert testimonies.may_be_cited(acting.seen_by, dossier.testimony)
    whose = {"party_id": dossier.person.pk, "purpose": "quote_without_name", "how": "spoken"}
    consent = save_consent(acting, **whose, given="2024-10-21")
    assert "in the ledger since" in inside.get(f"/people/testimonies/{dossier.testimony.pk}/").text
    withdraw_consent(acting, consent.pk, withdrawn="2024-10-25")
    page = inside.get(f"/people/testimonies/{dossier.testimony.pk}/").text
    assert "taken back, no longer" in page and "It may not be quoted" in page
    assert "quoted without name" not in re.search(r"Agreed: [^<]*", page)[0]
    assert not testimonies.may_be_cited(acting.seen_by, dossier.testimony)
    assert testimonies.citable(acting.seen_by) == []
    save_consent(acting, **whose, given="2024-10-27")
    assert testimonies.citable(acting.seen_by, dossier.case) == [dossier.testimony]


def test_it_is_cited_under_its_pseudonym_and_never_under_a_name_nobody_allowed(acting, dossier, inside):
    one = told(acting, dossier, consent=["quote_without_name"], pseudonym="Aleś B.")
    named = save_party(acting, kind="person", names=[{"text": "Vera Vidnaja"}], protection="named")
    other = told(acting, dossier, speaker_id=named.pk, consent=["quote_without_name"])
    assert testimonies.cited_as(acting.seen_by, one).name == "Aleś B."
    assert testimonies.cited_as(acting.seen_by, other).name == ""
    agreed = told(acting, dossier, speaker_id=named.pk, consent=["quote_with_name"])
    assert testimonies.cited_as(acting.seen_by, agreed).name == "Vera Vidnaja"
    saved = inside.fill_in("/people/testimonies/as.csv", {"people": 2}).text
    assert "Aleś B." in saved and "Узораў" not in saved and "Uzorau" not in saved
    assert saved.count("Vera Vidnaja") == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"agreed": True}, "read back"),
        ({"topics": ["illness"]}, "topics"),
        ({"consent": ["everything"]}, "uses"),
        ({"pseudonym": "siarhei uzorau"}, "a name they are known by"),
    ],
)
def test_what_cannot_be_so_is_refused(acting, dossier, given, said):
    with pytest.raises(BadInput, match=said):
        told(acting, dossier, **given)


def test_for_a_recording_the_page_offers_to_seal_the_case_and_it_is_sealed_with_it(
    inside, acting, readers, dossier
):
    voice = recording(acting, readers)  # of no case: what belongs to the testimony goes with it
    one = told(acting, dossier, item_id=voice.pk, kind="recording")
    page = inside.get(f"/people/testimonies/{one.pk}/").text
    assert voice.media_type.startswith("audio/") and "everybody in the office can open" in page
    assert f"/people/cases/{dossier.case.pk}/seal" in page
    now = seal(acting, dossier.case.pk).acting
    sealed = Item.objects.get(pk=voice.pk)
    assert sealed.compartment == casebook.case(now.seen_by, dossier.case.pk).compartment != "office"
    assert now.vault.objects.open(sealed.object_name, now.keys_of(sealed.compartment)).read() == SILENCE


def test_a_recording_in_the_office_is_not_hung_on_a_sealed_case(acting, readers, dossier):
    voice = recording(acting, readers)
    now = seal(acting, dossier.case.pk).acting
    with pytest.raises(BadInput, match="Add the file to the case itself"):
        told(now, dossier, item_id=voice.pk, speaker_id=dossier.testimony.speaker_id)
