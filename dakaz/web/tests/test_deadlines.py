"""The panel of a decision, what people do with a counted day, what if, the week, and the lawyer's sheet."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from icalendar import Calendar

from dakaz.records.actions.access import add_user
from dakaz.records.actions.casebook import save_case, save_decision, save_event
from dakaz.records.actions.deadlines import confirm, set_day
from dakaz.records.models import Deadline, Decision
from dakaz.records.queries import deadlines
from dakaz.records.tests.two_circles import plant, sealed
from dakaz.web.tests.casebook_people import Inside, dossier, inside
from dakaz.web.tests.visitor import Visitor

__all__ = ["dossier", "inside"]  # fixtures

SECOND = "gravel-umbrella-twelve-orchid-lantern-moon"


def words(text):
    """Return a page's words without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.fixture
def decision(dossier):
    return f"/people/decisions/{dossier.decision.pk}/"


@pytest.fixture
def ordinary(acting, dossier):
    """The count of 14 days; the other, of 7, holds only in the fast track."""
    return next(one for one in deadlines.deadlines_of(acting.seen_by, dossier.decision) if one.row == "C01")


def test_the_panel_says_the_days_the_reasons_and_the_sources(inside, decision):
    said = words(inside.get(decision).text)
    for one in (
        "By when, and what can be done",
        "Draft: no lawyer has checked this.",
        "Safe day Thu 31 October 2024",
        "Last day Mon 4 November 2024",
        "There is still time",
        "checked recently",
        "Add 14 days: Fri 1 November 2024.",
        "per 14 dienų nuo sprendimo įteikimo dienos",
        "Does a complaint stop it?",
        "Once a complaint is filed, the decision is suspended.",
        "counted, not confirmed",
        "Regionų administracinis teismas",
    ):
        assert one in said, one
    assert said.index("Only if this is so: How the asylum application was examined: Fast track") < said.index(
        "Thu 31 October 2024"
    )


def test_telling_a_fact_takes_the_day_that_does_not_hold_away_and_keeps_it_to_be_read(inside, decision):
    inside.fill_in(f"{decision}facts", {"fact-procedure": "ordinary"}, at=decision)
    said = words(inside.get(decision).text)
    assert "Only if" not in said
    assert "Earlier counts, and what was set aside" in said


def test_a_day_is_confirmed_where_it_stands(inside, decision, ordinary):
    answer = inside.fill_in(
        f"/people/deadlines/{ordinary.pk}/confirm", {"entry": str(ordinary.entry)}, at=decision
    )
    assert answer.to.endswith(f"{decision}#days")
    said = words(inside.get(decision).text)
    assert "confirmed by office" in said
    assert "nobody else has looked: one person works here" in said


def test_a_second_person_looks_at_a_refusal_before_it_binds(app, inside, acting, decision, ordinary):
    add_user(acting, name="second", passphrase=SECOND)
    path = f"/people/deadlines/{ordinary.pk}/confirm"
    inside.fill_in(path, {}, at=decision)
    said = words(inside.get(decision).text)
    assert "one of two has confirmed" in said
    assert "A colleague has to look too before it binds." in said
    again = inside.fill_in(path, {}, at=decision)
    assert again.status == 422
    assert "The second look has to be a colleague" in again.text
    colleague = Visitor(app)
    came = colleague.fill_in("/sign-in", {"user_name": "second", "passphrase": SECOND})
    colleague.inside = "/" + came.to.split("/")[1]
    Inside(colleague).fill_in(path, {}, at=decision)
    said = words(inside.get(decision).text)
    assert "confirmed by office" in said
    assert "confirmed by second" in said


def test_a_court_s_day_is_put_first_and_the_counted_one_stays(inside, acting, decision, ordinary):
    path = f"/people/deadlines/{ordinary.pk}/set"
    empty = inside.fill_in(path, {"day": "2024-11-12", "by": "court", "why": ""}, at=decision)
    assert empty.status == 422
    assert "Say where this day comes from" in empty.text
    inside.fill_in(path, {"day": "2024-11-12", "by": "court", "why": "Order, point 3"}, at=decision)
    said = words(inside.get(decision).text)
    assert "Tue 12 November 2024, set by a court: Order, point 3 (typed by office" in said
    assert "Thu 31 October 2024" in said
    assert deadlines.deadline(acting.seen_by, ordinary.pk).set_day.isoformat() == "2024-11-12"


def test_no_day_that_is_none_is_taken(inside, decision, ordinary):
    answer = inside.fill_in(
        f"/people/deadlines/{ordinary.pk}/set", {"day": "31 Oct", "by": "court", "why": "x"}, at=decision
    )
    assert answer.status == 422
    assert "Write the day as 2024-10-28." in answer.text


def test_a_changed_fact_stands_beside_the_confirmed_day_and_says_what_moved(
    inside, acting, dossier, decision, ordinary
):
    confirm(acting, ordinary.pk)
    save_decision(acting, identifier=dossier.decision.pk, served="2024-10-21")
    said = words(inside.get(decision).text)
    assert "What moved since the day that was confirmed" in said
    assert "Decision handed over: Fri 18 October 2024 → Mon 21 October 2024" in said
    assert "Safe day: Thu 31 October 2024 → Mon 4 November 2024" in said


def test_what_if_marks_what_changes_and_saves_nothing(inside, acting, dossier, decision):
    before = Deadline.objects.count(), Decision.objects.get(pk=dossier.decision.pk).entry
    answer = inside.fill_in(f"{decision}what-if", {"served": "2024-10-21"}, at=decision)
    said = words(answer.text)
    assert answer.status == 200
    assert "now: Safe day: Thu 31 October 2024" in said
    assert "then: Safe day: Mon 4 November 2024" in said
    assert "UTPĮ 138 str. 1 d." in said
    assert (Deadline.objects.count(), Decision.objects.get(pk=dossier.decision.pk).entry) == before


@pytest.mark.parametrize("day", ["yesterday", "2024-10-15", ""])
def test_what_if_refuses_a_day_that_cannot_be(inside, decision, day):
    assert inside.fill_in(f"{decision}what-if", {"served": day}, at=decision).status == 422


def test_a_decision_whose_days_nobody_knows_says_what_is_missing(inside, acting, dossier):
    found = save_decision(
        acting,
        case_id=dossier.case.pk,
        authority_id=dossier.authority.pk,
        kind="permit_refusal",
        dated="2024-10",
    )
    said = words(inside.get(f"/people/decisions/{found.pk}/").text)
    assert "cannot be counted yet" in said
    assert "neither the day it was handed over nor the day it was made is known" in said


def test_a_decision_that_grants_has_no_panel(inside, acting, dossier):
    found = save_decision(
        acting,
        case_id=dossier.case.pk,
        authority_id=dossier.authority.pk,
        kind="asylum_grant",
        dated="2024-10-16",
    )
    assert "By when, and what can be done" not in inside.get(f"/people/decisions/{found.pk}/").text


def test_a_kept_decision_is_counted_by_a_button_not_by_being_looked_at(inside, dossier, decision):
    Deadline.objects.all().delete()
    assert "Write these days down" in inside.get(decision).text
    assert Deadline.objects.count() == 0
    inside.fill_in(f"{decision}count", {}, at=decision)
    assert Deadline.objects.count() == 2


def test_the_receipt_holds_no_name(inside, ordinary):
    answer = inside.get(f"/people/deadlines/{ordinary.pk}/receipt.json")
    kept = json.loads(answer.text)
    assert kept["result"]["last_day"] == "2024-11-04"
    for name in ("Uzor", "Узор", "PVZ", "C-2024"):
        assert name not in answer.text


def test_a_day_has_its_own_page(inside, ordinary):
    said = words(inside.get(f"/people/deadlines/{ordinary.pk}/").text)
    assert "What was told" in said
    assert "Decision handed over: Fri 18 October 2024" in said


def test_the_authoritys_clock_says_what_can_be_filed_against_silence(inside, acting, dossier):
    event = save_event(
        acting,
        case_id=save_case(acting, title="waits still").pk,
        kind="application",
        asked_for="asylum",
        title="Asked",
        date="2023-11-27",
    )
    (clock,) = deadlines.deadlines_of(acting.seen_by, event)
    said = words(inside.get(f"/people/deadlines/{clock.pk}/").text)
    for one in (
        "336 days waited",
        "154 days over the time the law gives",
        "What can be filed against silence",
    ):
        assert one in said
    assert "asylum" in words(inside.get(f"/people/events/{event.pk}/").text)


def test_calendar_files_give_nothing_away(inside, acting, ordinary):
    confirm(acting, ordinary.pk)
    for path in (f"/people/deadlines/{ordinary.pk}/day.ics", "/people/days.ics"):
        text = inside.get(path).text
        events = list(Calendar.from_ical(text).walk("VEVENT"))
        assert {str(one["summary"]) for one in events} == {"Appointment"}
        assert "DTSTART;VALUE=DATE:20241031" in text
        for told in ("Uzor", "Migra", "Complaint", "court", "C-2024"):
            assert told not in text


def test_the_week_holds_codes_and_no_names(inside, acting, ordinary):
    confirm(acting, ordinary.pk)
    said = words(inside.get("/people/week/").text)
    assert "✓ safe day · C-2024-001" in said
    assert "■ last day · C-2024-001" in said
    for told in ("Uzor", "Узор", "Complaint"):
        assert told not in said


def test_the_list_of_counted_days_is_there(inside, ordinary):
    assert "C-2024-001" in inside.get("/people/deadlines/").text


@pytest.mark.parametrize(
    ("language", "expected"),
    [("be", "Бяспечны дзень"), ("ru", "Безопасный день"), ("en", "Safe day")],
)
def test_the_lawyers_sheet_speaks_lithuanian_and_the_clients_language(inside, decision, language, expected):
    text = inside.get(f"{decision}lawyer?lang={language}").text
    said = words(text)
    for one in (
        expected,
        "Saugi diena",
        "2024 m. spalio 31 d. (ketvirtadienis)",
        "UTPĮ 138 str. 1 d.",
        "per 14 dienų nuo sprendimo įteikimo dienos",
        "The service therefore considers that return is safe for the applicant.",
        "Ko trūksta",
        "suskaičiuota, dar niekas nepatvirtino",
    ):
        assert one in said, one
    for name in ("Uzor", "Узор", "PVZ-24-118", "Letter of support", "November 2023"):
        assert name not in said


def test_the_lawyers_sheet_says_what_is_missing(inside, acting, dossier):
    found = save_decision(
        acting,
        case_id=dossier.case.pk,
        authority_id=dossier.authority.pk,
        kind="permit_refusal",
        dated="2024-10-16",
        served="2024-10",
        served_how="post",
    )
    said = words(inside.get(f"/people/decisions/{found.pk}/lawyer?lang=en").text)
    for one in (
        "the envelope with its postmark",
        "the day it was handed over",
        "the decision itself",
        "about 2024-10",
    ):
        assert one in said, one


def test_a_court_s_day_stands_on_the_lawyers_sheet(inside, acting, decision, ordinary):
    set_day(acting, ordinary.pk, day=date(2024, 11, 12), by="court", why="Order")
    assert "Teismo nustatyta diena" in inside.get(f"{decision}lawyer?lang=en").text


def test_a_stranger_finds_nothing_of_a_sealed_day(inside, acting):
    theirs = sealed()
    day = plant(Deadline, theirs, "Zylkanary")
    decision = plant(Decision, theirs, "Zylkanary")
    absent = "00000000-0000-0000-0000-000000000007"
    pages = ["", "receipt.json", "day.ics"]
    acts = ["confirm", "set", "aside", "done"]
    for path in [f"/people/deadlines/{{}}/{one}" for one in pages]:
        hidden, none = inside.get(path.format(day.pk)), inside.get(path.format(absent))
        assert (hidden.status, none.status) == (404, 404)
    for one in acts:
        path = f"/people/deadlines/{day.pk}/{one}"
        assert inside.fill_in(path, {"why": "x", "by": "court"}, at="/today/").status == 404
    for one in ("lawyer", "what-if"):
        assert inside.get(f"/people/decisions/{decision.pk}/{one}").status == 404
    for one in ("facts", "count"):
        assert inside.fill_in(f"/people/decisions/{decision.pk}/{one}", {}, at="/today/").status == 404
    for path in ("/today/", "/people/deadlines/", "/people/week/", "/people/days.ics"):
        assert "Zylkanary" not in inside.get(path).text
    assert Deadline.objects.get(pk=day.pk).entry == day.entry


def test_a_second_case_of_the_same_person_keeps_its_own_days(inside, acting, dossier):
    other = save_case(acting, title="permit")
    found = save_decision(
        acting, case_id=other.pk, authority_id=dossier.authority.pk, kind="permit_refusal",
        dated="2024-10-16", served="2024-10-17", served_how="handed_over",
    )  # fmt: skip
    (day,) = deadlines.deadlines_of(acting.seen_by, found)
    assert day.case_id == other.pk


def test_a_confirmed_day_stands_in_the_cases_timeline_and_is_done_from_there(
    inside, acting, dossier, ordinary
):
    case = f"/people/cases/{dossier.case.pk}/"
    assert "counted by law" not in inside.get(case).text
    confirm(acting, ordinary.pk)
    said = words(inside.get(case).text)
    assert (
        "counted by law Complaint against a decision of the Migration Department or the border guard" in said
    )
    assert "last day Mon 4 November 2024" in said
    answer = inside.fill_in(f"/people/deadlines/{ordinary.pk}/done", {"back": "case"}, at=case)
    assert answer.to.endswith(f"{case}#timeline")
    assert "done Mon 28 October 2024" in words(inside.after(answer).text)
