"""Risk on return: what the refusal says beside what dated sources say; facts only, nobody protected named."""

from __future__ import annotations

import io
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from dakaz.records.actions.archive import describe
from dakaz.records.actions.casebook import save_case, save_event
from dakaz.records.actions.grounds import rest_on
from dakaz.records.actions.passages import mark_words
from dakaz.records.actions.people import save_party
from dakaz.records.actions.sealing import seal
from dakaz.records.guard import SeenBy
from dakaz.records.models import LogEntry
from dakaz.records.queries import casebook
from dakaz.records.queries.case_return import annex_of
from dakaz.web.tests.casebook_people import dossier, inside, paper

__all__ = ["dossier", "inside"]  # fixtures

PICTURES = os.environ.get("DAKAZ_PICTURES")
pypdf = pytest.importorskip("pypdf")

NEWS = """SAMPLE, invented. Sample Observer, 3 May 2024.

A man was held at the border on the day he came back and taken away in a van.

The activist Alena Vydumanaya was held at the airport in Minsk.

Kanstancin Nikoha was asked about the protests when he came back.
"""
HELD = "A man was held at the border on the day he came back and taken away in a van."
FAMOUS = "The activist Alena Vydumanaya was held at the airport in Minsk."
NAMES_HIM = "Kanstancin Nikoha was asked about the protests when he came back."


@pytest.fixture
def news(dossier, acting, readers):
    """An invented report that belongs to no case."""
    return paper(
        acting, readers, name="news.txt", content=NEWS.encode(), title="Held at the border", cite="news"
    )


@pytest.fixture
def at_risk(dossier, acting):
    """The client is at risk for having taken part in protests."""
    names = [{"text": "Сяргей Узораў", "language": "be"}]
    risks = [{"kind": "protest", "words": "2020"}]
    save_party(acting, identifier=dossier.person.pk, names=names, risks=risks)


def happened(acting, *, passage=None, **given):
    made = {"kind": "return", "status": "confirmed", "date": "2024-05-03", "profile": ["protest", "draft"]}
    event = save_event(acting, **{"title": "A title that names nobody", "place": "Sample", **made, **given})
    if passage:
        rest_on(acting, event, passage=passage)
    return event


def annex(acting, dossier):
    return annex_of(acting.seen_by, casebook.decision(acting.seen_by, dossier.decision.pk))


def test_both_sides_stand_beside_each_other_with_their_passages(inside, dossier, acting, news, at_risk):
    happened(acting, passage=mark_words(acting, news.pk, words=HELD), country="BY", place="Kamenny Loh")
    address = f"/people/decisions/{dossier.decision.pk}/return-risk"
    for page in (f"/people/cases/{dossier.case.pk}/", f"/people/decisions/{dossier.decision.pk}/"):
        assert f'{address}"' in inside.get(page).text  # one click away
    shown = inside.get(address)
    says = re.search(r'aria-labelledby="says".*?</section>', shown.text, re.DOTALL)[0]
    tell = re.search(r'aria-labelledby="sources-say".*?</section>', shown.text, re.DOTALL)[0]
    assert says.index("safe to return") < says.index("The applicant went back 3 times.")
    assert "return is safe for the applicant" in says and "#passage-" in says
    assert HELD in tell and "Fri 3 May 2024 · Kamenny Loh, BY" in tell and "#passage-" in tell
    assert "a person: took part in protests, refuses military service" in tell
    assert "A title that names nobody" not in shown.text
    assert "Every event about people of this profile that is kept here stands above" in shown.text


def test_without_any_such_event_it_says_so(inside, dossier, acting, at_risk):
    shown = inside.get(f"/people/decisions/{dossier.decision.pk}/return-risk").text
    assert "No dated event with a passage about people of this profile is kept here." in shown


def test_without_a_risk_at_home_it_asks_for_it(inside, dossier, acting, news):
    happened(acting, passage=mark_words(acting, news.pk, words=HELD))
    shown = inside.get(f"/people/decisions/{dossier.decision.pk}/return-risk").text
    assert "Why the person is at risk at home is not written down" in shown and HELD not in shown


def test_what_is_not_sourced_dated_or_held_to_be_so_is_left_out_and_counted(acting, dossier, news, at_risk):
    passage = mark_words(acting, news.pk, words=HELD)
    happened(acting)
    happened(acting)
    happened(acting, passage=passage, date="")
    happened(acting, passage=passage, status="disproved")
    happened(acting, passage=passage, profile=["journalism"])  # of another profile: no matter of this annex
    happened(acting, passage=passage, kind="threat")  # nor is an incident where they live
    happened(acting, passage=passage, case_id=dossier.case.pk)  # nor what happened to themself
    found = annex(acting, dossier)
    assert found.facts == []
    assert found.left_out == {"passage": 2, "date": 1, "unlikely": 1}


def test_returns_come_before_hand_overs_and_these_before_the_rest_each_by_day(acting, dossier, news, at_risk):
    passage = mark_words(acting, news.pk, words=HELD)
    for kind, date in (
        ("relatives", "2021"),
        ("detained", "2022"),
        ("hand_over", "2024"),
        ("return", "2024-05"),
        ("return", "2023"),
    ):
        happened(acting, passage=passage, kind=kind, date=date)
    told = [(fact.event.kind, fact.event.date) for fact in annex(acting, dossier).facts]
    assert told == [
        ("return", "2023"),
        ("return", "2024-05"),
        ("hand_over", "2024"),
        ("detained", "2022"),
        ("relatives", "2021"),
    ]


def test_of_very_many_the_newest_stand_there_and_it_says_how_many_do_not(
    acting, dossier, news, at_risk, monkeypatch
):
    monkeypatch.setattr("dakaz.records.queries.case_return.AT_MOST", 2)
    passage = mark_words(acting, news.pk, words=HELD)
    for year in ("2021", "2023", "2022", "2024"):
        happened(acting, passage=passage, date=year)
    found = annex(acting, dossier)
    assert [fact.event.date for fact in found.facts] == ["2023", "2024"]
    assert found.left_out == {"older": 2}


def party(acting, name, protection):
    return save_party(acting, kind="person", protection=protection, names=[{"text": name, "language": "be"}])


def test_only_who_may_be_named_is_named_and_words_that_name_another_are_not_used(
    acting, dossier, news, at_risk
):
    famous = party(acting, "Alena Vydumanaya", "public_figure")
    quiet = party(acting, "Канстанцін Нікога", "pseudonym")
    by_name = mark_words(acting, news.pk, words=FAMOUS)
    of_him = mark_words(acting, news.pk, words=NAMES_HIM)
    plain = mark_words(acting, news.pk, words=HELD)
    happened(acting, passage=by_name, involvements=[{"party_id": famous.pk, "role": "victim"}])
    happened(acting, passage=of_him, involvements=[{"party_id": quiet.pk, "role": "victim"}])
    both = happened(acting, passage=of_him, involvements=[{"party_id": quiet.pk, "role": "victim"}])
    rest_on(acting, both, passage=plain)
    found = annex(acting, dossier)
    assert found.left_out == {"names": 1}  # he stands there in another script
    assert {(fact.passage.exact, *fact.who) for fact in found.facts} == {
        (FAMOUS, "Alena Vydumanaya"),
        (HELD,),
    }


def test_papers_of_another_case_tell_nothing_here(acting, dossier, news, at_risk):
    other = save_case(acting)
    happened(acting, passage=mark_words(acting, news.pk, words=HELD), case_id=other.pk)
    assert len(annex(acting, dossier).facts) == 1
    describe(acting, news.pk, case_id=other.pk)
    found = annex(acting, dossier)
    assert (found.facts, found.left_out) == ([], {"other_case": 1})


def test_what_is_sealed_neither_tells_nor_is_counted(acting, dossier, news, at_risk):
    office = acting.seen_by
    other = save_case(acting)
    happened(acting, case_id=other.pk)
    assert annex(acting, dossier).left_out == {"passage": 1}
    acting = seal(acting, other.pk).acting
    without = SeenBy(office.user_id, office.name, office.compartments)
    found = annex_of(without, casebook.decision(without, dossier.decision.pk))
    assert (found.facts, found.left_out) == ([], {})
    assert annex(acting, dossier).left_out == {"passage": 1}


def test_a_refusal_one_may_not_see_has_no_annex(inside, dossier, serving):
    (session,) = serving.sessions._open.values()
    session.user = replace(session.user, compartments=("another-compartment",))
    assert inside.get(f"/people/decisions/{dossier.decision.pk}/return-risk").status == 404


def test_the_pdf_goes_to_who_says_how_many_it_names_and_is_logged(inside, dossier, acting, news, at_risk):
    famous = party(acting, "Alena Vydumanaya", "public_figure")
    who = [{"party_id": famous.pk, "role": "victim"}]
    happened(acting, passage=mark_words(acting, news.pk, words=FAMOUS), involvements=who)
    at = f"/people/decisions/{dossier.decision.pk}/return-risk"
    assert "It names 1 person: Alena Vydumanaya." in re.sub(r"\s+", " ", inside.get(at).text)
    wrong = inside.fill_in(at, {"people": "2"})
    assert wrong.status == 422 and "It names another number of people" in wrong.text
    assert not LogEntry.objects.filter(action="list.saved").exists()
    answer = inside.fill_in(at, {"people": "1"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="risk-on-return-2024-10-28.pdf"'
    if PICTURES:
        Path(PICTURES, "case-return.pdf").write_bytes(answer.body)
    said = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.body)).pages)
    for words in ("Risk on return", "Alena Vydumanaya", "Source 2", "SHA-256", "Fri 3 May 2024"):
        assert words.casefold() in said.replace("\n", " ").casefold(), words
    assert "Узор" not in said and "Uzor" not in said
    assert LogEntry.objects.filter(action="list.saved").count() == 1
