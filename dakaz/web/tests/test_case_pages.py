"""A case's page: risk, keeping, relations, what was done and what became of somebody; decisions in full."""

from __future__ import annotations

import csv
import io
import re
import uuid

import pytest

from dakaz.records.actions.case_ties import save_case_tie
from dakaz.records.actions.casebook import save_case, save_decision, save_event
from dakaz.records.actions.grounds import rest_on
from dakaz.records.queries import casebook
from dakaz.web.tests.casebook_people import dossier, inside

__all__ = ["dossier", "inside"]  # fixtures


@pytest.fixture
def page(dossier):
    return f"/people/cases/{dossier.case.pk}/"


def part_of(answer, heading):
    """The part of a page under a heading."""
    return re.search(rf'<section aria-labelledby="{heading}">.*?</section>', answer.text, re.DOTALL)[0]


CHANGED = {
    "code": "C-2024-001",
    "status": "closed",
    "opened": "2023-11",
    "involvements-rows": "0",
}


def test_risk_closing_and_keeping_are_written_and_shown_in_words_and_shapes(inside, dossier, acting, page):
    fields = CHANGED | {"risk": "urgent", "closed": "2024-10-25", "retention": "evidence"}
    refused = inside.fill_in(page + "edit", fields)
    assert refused.status == 422 and "Say why" in refused.text
    entry = str(casebook.case(acting.seen_by, dossier.case.pk).entry)
    fields |= {"kept_why": "named in an application to the court", "entry": entry}
    assert inside.fill_in(page + "edit", fields).status == 303
    shown = inside.get(page).text
    mark = '<span class="state brick"><span class="shape" aria-hidden="true">■</span> risk: urgent</span>'
    assert mark in shown and "Fri 25 October 2024" in shown and "</span> closed" in shown
    assert "longer, as evidence for accountability: named in an application to the court" in shown
    listed = inside.get("/people/cases/?risk=urgent").text
    assert "C-2024-001" in listed and "risk: urgent" in listed
    assert "C-2024-001" not in inside.get("/people/cases/?risk=low").text


def test_each_degree_of_risk_has_a_shape_of_its_own(inside, acting):
    for risk in ("low", "raised", "high", "urgent"):
        save_case(acting, risk=risk)
    shown = inside.get("/people/cases/").text
    shapes = re.findall(r'aria-hidden="true">(.)</span> risk: (\w+)', shown)
    assert len({risk: shape for shape, risk in shapes}) == len({shape for shape, _ in shapes}) == 4


def test_a_case_leads_to_the_forms_of_its_next_steps_with_itself_filled_in(inside, dossier, page):
    shown = inside.get(page).text
    for kind in ("application", "hearing", "letter", "note", "detained", "return"):
        address = f"/people/events/new?case={dossier.case.pk}&amp;kind={kind}"
        assert address in shown
        form = inside.get(address.replace("&amp;", "&")).text
        assert 'value="C-2024-001"' in form and f'value="{kind}" selected' in form


def test_what_became_of_them_stands_apart_dated_and_with_its_source_or_without(inside, dossier, acting, page):
    assert "A case goes on after its outcome" in part_of(inside.get(page), "became")
    made = {"case_id": dossier.case.pk, "status": "confirmed"}
    left = save_event(acting, kind="left", title="Left for Poland", date="2024-10-20", **made)
    save_event(acting, kind="contact_lost", title="No answer since", date="2024-12", **made)
    rest_on(acting, left, passage=dossier.passage)
    shown = inside.get(page)
    became, told = part_of(shown, "became"), part_of(shown, "timeline")
    assert "Left for Poland" in became and "Left for Poland" not in told
    assert "left for another country" in became and "Sun 20 October 2024" in became
    assert f"#passage-{dossier.passage.label}" in became and became.count("no source yet") == 1


def test_an_intervention_says_by_whom_to_whom_with_which_answer_and_whose_belief_it_is(
    inside, dossier, acting, page
):
    save_event(
        acting,
        case_id=dossier.case.pk,
        kind="letter",
        title="Letter to the service",
        date="2024-09-12",
        reported_to_id=dossier.authority.pk,
        reported="2024-09-13",
        answered="2024-10-01",
        answer="The letter was put on file.",
        believed="I think it helped that they knew I was not alone.",
        involvements=[{"party_id": dossier.person.pk, "role": "victim"}],
    )
    shown = part_of(inside.get(page), "support")
    assert "Fri 13 September 2024" in shown and "Sample Migration Service" in shown
    assert "Tue 1 October 2024: The letter was put on file." in shown
    assert "<blockquote>I think it helped" in shown
    assert f"what {dossier.person.label} believes helped, in their own words" in shown


def test_what_a_person_believes_helped_is_quoted_as_theirs_on_the_timeline(inside, dossier, acting, page):
    words = {"outcome": "A journalist wrote about me.", "media": "They feared the article."}
    for kind, believed in words.items():
        save_event(
            acting,
            case_id=dossier.case.pk,
            kind=kind,
            title=kind,
            date="2024-10-02",
            believed=believed,
            involvements=[{"party_id": dossier.person.pk, "role": "victim"}],
        )
    save_event(acting, case_id=dossier.case.pk, kind="left", title="left", believed="Friends abroad.")
    answer = inside.get(page)
    shown = part_of(answer, "timeline")
    for believed in words.values():
        assert f"<blockquote>{believed}</blockquote>" in shown
    assert shown.count(f"what {dossier.person.label} believes helped, in their own words") == 2
    became = part_of(answer, "became")
    assert "Friends abroad." in became and "what the person believes helped" in became


def test_words_of_a_designation_are_shown_as_they_stand(inside, dossier, acting, page):
    words = "The alien may be regarded as a threat to the security of the state."
    assert "Said of them" not in inside.get(page).text
    save_decision(
        acting,
        case_id=dossier.case.pk,
        authority_id=dossier.authority.pk,
        kind="designation",
        dated="2024-06",
        reasons=[{"kind": "may_be_a_threat", "words": words, "passage_id": None}],
    )
    shown = part_of(inside.get(page), "said")
    assert words in shown and "Declared a threat" not in shown and "typed, no passage yet" in shown


def test_cases_are_related_changed_and_parted_on_the_page(inside, dossier, acting, page):
    other = save_case(acting, code="K-2", title="appeal")
    form = f"/people/case-ties/new?case={dossier.case.pk}"
    fields = {"case_id": "C-2024-001", "kind": "leads_to", "other_id": "K-2", "note": "the appeal"}
    answer = inside.fill_in(form, fields)
    assert answer.status == 303 and answer.to.endswith(f"{page}#ties")
    assert "led to" in part_of(inside.get(page), "ties")
    turned = part_of(inside.get(f"/people/cases/{other.pk}/"), "ties")
    assert "follows from" in turned and "C-2024-001" in turned
    tie = re.search(r"/people/case-ties/([0-9a-f-]{36})/", turned)[1]
    assert inside.fill_in(form, fields).status == 422  # it is there already
    shown = inside.get(f"/people/case-ties/{tie}/")
    assert "Read from the other side" in shown.text
    entry = re.search(r'name="entry" value="(\d+)"', shown.text)[1]
    gone = inside.fill_in(f"/people/case-ties/{tie}/remove", {"entry": entry}, at=f"/people/case-ties/{tie}/")
    assert gone.status == 303 and "None written down" in part_of(inside.get(page), "ties")


def test_a_relation_to_what_one_may_not_see_is_not_there(inside, dossier, acting, serving, page):
    from dataclasses import replace

    other = save_case(acting, code="K-2")
    tie = save_case_tie(acting, case_id=dossier.case.pk, other_id=other.pk, kind="family")
    (session,) = serving.sessions._open.values()
    session.user = replace(session.user, compartments=("another-compartment",))
    for address in (f"/people/case-ties/{tie.pk}/", f"/people/case-ties/{tie.pk}/edit"):
        assert inside.get(address).status == 404
        assert inside.get(address.replace(str(tie.pk), str(uuid.uuid4()))).status == 404
    assert "K-2" not in inside.get("/people/case-ties/").text
    sent = inside.fill_in(f"/people/case-ties/{tie.pk}/remove", {}, at="/people/")
    assert sent.status == 404


def test_a_decision_says_its_ground_and_what_it_brings_with_it(inside, dossier, acting):
    at = f"/people/decisions/{dossier.decision.pk}/"
    entry = str(casebook.decision(acting.seen_by, dossier.decision.pk).entry)
    fields = {
        "entry": entry,
        "case_id": "C-2024-001",
        "authority_id": str(dossier.authority.pk),
        "kind": "asylum_refusal",
        "dated": "2024-10-16",
        "served": "2024-10-18",
        "served_how": "handed_over",
        "ground": "Art. 88(1)(2) of the Aliens Law",
        "consequences": ["leave"],
        "ban_months": "60",
        "reasons-rows": "0",
    }
    refused = inside.fill_in(at + "edit", fields)
    assert refused.status == 422 and "How long is written" in refused.text
    fields["consequences"] = ["leave", "entry_ban"]
    assert inside.fill_in(at + "edit", fields).status == 303
    shown = inside.get(at).text
    assert "Art. 88(1)(2) of the Aliens Law" in shown and "may not come back (60 months)" in shown
    assert "What it names of their past" in shown and "must leave the country" in shown
    listed = inside.get("/people/decisions/").text
    assert "must leave the country; may not come back (60 months)" in listed and 'class="cut' not in listed
    saved = inside.fill_in("/people/decisions/as.csv", {"people": 1}).text
    (row,) = csv.DictReader(io.StringIO(saved.removeprefix("\ufeff")))
    assert row["Ground"] == "Art. 88(1)(2) of the Aliens Law"
    assert row["Brings"] == "must leave the country; may not come back (60 months)"
