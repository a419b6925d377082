"""The dossier of a case: what each reader may see of it, whom it names, how it leaves the vault."""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from dakaz.records.actions.casebook import save_due_date, save_event, save_testimony
from dakaz.records.actions.grounds import rest_on
from dakaz.records.actions.people import save_party
from dakaz.records.actions.people_papers import save_consent, save_document, withdraw_consent
from dakaz.records.models import LogEntry
from dakaz.web.tests.casebook_people import REASON, dossier, inside

__all__ = ["dossier", "inside"]  # fixtures

PICTURES = os.environ.get("DAKAZ_PICTURES")
pypdf = pytest.importorskip("pypdf")


def at(dossier):
    return f"/people/cases/{dossier.case.pk}/dossier"


def made(inside, dossier, audience, people):
    """Make the dossier and return its words on one line."""
    form = f"{at(dossier)}?audience={audience}"
    answer = inside.fill_in(at(dossier), {"audience": audience, "people": people}, at=form)
    assert answer.status == 200 and answer.headers["Content-Type"] == "application/pdf", answer.text
    return answer, words(answer.body)


def words(pdf):
    said = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", said.replace("\u200b", ""))


def agrees(acting, party, purpose, **given):
    return save_consent(
        acting, party_id=party.pk, purpose=purpose, how="written", given="2024-10-20", **given
    )


def test_first_it_asks_for_whom_then_shows_what_will_be_in_it_and_whom_it_names(inside, dossier, acting):
    assert f"{at(dossier)}" in inside.get(f"/people/cases/{dossier.case.pk}/").text
    asked = inside.get(at(dossier)).text
    assert "Who will read it" in asked and "will hold" not in asked
    agrees(acting, dossier.person, "show_to_court")
    shown = inside.get(at(dossier) + "?audience=court").text
    assert "1 decision with its exact words" in shown and "1 paper" in shown and "0 testimonies" in shown
    assert "1 testimony is not in it" in shown and "It names 1 person" in shown
    assert "Сяргей Узораў (Sergej Uzorov)" in shown and "not everyone it is about is named" not in shown


def test_it_holds_the_case_its_exact_words_and_its_sources(inside, dossier, acting):
    agrees(acting, dossier.person, "show_to_court")
    save_document(acting, party_id=dossier.person.pk, kind="passport", number="XX0000000", expires="2025-03")
    left = save_event(
        acting, case_id=dossier.case.pk, kind="left", title="Left for Poland", date="2024-10-27"
    )
    rest_on(acting, left, passage=dossier.passage)
    save_event(acting, case_id=dossier.case.pk, kind="hearing", title="Heard", date="2024-10-05")
    answer, said = made(inside, dossier, "court", 1)
    for part in (
        "Dossier",
        "C-2024-001",
        "For a court",
        "Made on Mon 28 October 2024",
        "Сяргей Узораў (Sergej Uzorov)",
        REASON,
        "The applicant went back 3 times. Typed from the paper; no passage of it is marked.",
        "Sample Migration Service",
        "Left for another country: Left for Poland",
        "XX0000000",
        "Complaint to the court",
        dossier.paper.sha256,
        "no source yet",
        "1 / ",
    ):
        assert part in said or part in said.replace(" ", ""), part
    if PICTURES:
        Path(PICTURES, "case-dossier.pdf").write_bytes(answer.body)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dossier-2024-10-28.pdf"'
    again, _ = made(inside, dossier, "court", 1)
    assert again.body == answer.body


def test_a_testimony_is_shown_only_to_whom_its_speaker_agreed_and_not_after_taking_it_back(
    inside, dossier, acting
):
    told = {"case_id": dossier.case.pk, "speaker_id": dossier.person.pk, "date": "2024-10-22"}
    save_testimony(acting, text="For the court only.", consent=["show_to_court"], **told)
    save_testimony(acting, text="For lawyers only.", consent=["show_to_lawyer"], **told)
    _, court = made(inside, dossier, "court", 0)
    _, lawyer = made(inside, dossier, "lawyer", 0)
    assert "For the court only." in court and "For lawyers only." not in court
    assert "For lawyers only." in lawyer and "For the court only." not in lawyer
    assert "Nobody asked me about the searches" not in court + lawyer
    assert "Testimonies that are not shown to this reader: 2." in court
    withdraw_consent(acting, agrees(acting, dossier.person, "show_to_court").pk, withdrawn="2024-10-27")
    _, after = made(inside, dossier, "court", 0)
    assert "For the court only." not in after


def test_who_may_not_be_named_is_not_named_in_our_own_words_either(inside, dossier, acting):
    made_of = {"case_id": dossier.case.pk, "date": "2024-10-01"}
    save_event(acting, kind="meeting", title="Uzorau met the service", **made_of)
    shown = inside.get(at(dossier) + "?audience=lawyer").text
    assert "It names 0 people" in shown and "not everyone it is about is named" in shown
    _, said = made(inside, dossier, "lawyer", 0)
    assert "[a name left out] met the service" in said
    assert "Uzor" not in said and "Узор" not in said


def test_a_pseudonym_agreed_for_a_testimony_goes_before_the_name(inside, dossier, acting):
    witness = save_party(acting, kind="person", protection="sealed", names=[{"text": "Zosia Wymyślona"}])
    save_testimony(
        acting,
        case_id=dossier.case.pk,
        speaker_id=witness.pk,
        text="I saw it.",
        consent=["show_to_court"],
        pseudonym="Witness A",
    )
    assert "Witness A" in inside.get(at(dossier) + "?audience=court").text
    _, said = made(inside, dossier, "court", 1)
    assert "Testimony of Witness A" in said and "Zosia" not in said


def test_notes_and_tasks_of_the_office_stay_in_it(inside, dossier, acting):
    case = {"case_id": dossier.case.pk}
    save_event(acting, kind="note", title="She sounded afraid", date="2024-10-03", **case)
    save_due_date(acting, on=acting.clock().date(), kind="task", what="Ring her sister", **case)
    _, lawyer = made(inside, dossier, "lawyer", 0)
    _, court = made(inside, dossier, "court", 0)
    for said in (lawyer, court):
        assert "afraid" not in said and "sister" not in said and "What matters" not in said
        assert "Complaint to the court" in said
    assert "Call the lawyer back" in lawyer and "Call the lawyer back" not in court


def test_it_is_made_only_for_who_says_how_many_it_names_and_that_is_logged(inside, dossier, acting):
    wrong = inside.fill_in(
        at(dossier), {"audience": "court", "people": 5}, at=at(dossier) + "?audience=court"
    )
    assert wrong.status == 422 and "It names another number of people" in wrong.text
    assert inside.fill_in(at(dossier), {"audience": "nobody", "people": 0}).status == 422
    assert not LogEntry.objects.filter(action="list.saved").exists()
    made(inside, dossier, "court", 0)
    (entry,) = LogEntry.objects.filter(action="list.saved")
    assert b'"list":"dossier"' in bytes(entry.payload) and b'"people":0' in bytes(entry.payload)


def test_of_a_case_one_may_not_see_there_is_no_dossier(inside, dossier, serving):
    (session,) = serving.sessions._open.values()
    session.user = replace(session.user, compartments=("another-compartment",))
    for asked in ("", "?audience=court"):
        assert inside.get(at(dossier) + asked).status == 404
