"""Days counted by law: proposed when facts are written, binding once confirmed, never changed silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dakaz import law
from dakaz.errors import BadInput, Conflict, NotFound
from dakaz.records.actions.casebook import save_case, save_decision, save_event
from dakaz.records.actions.deadlines import (
    confirm,
    count_again,
    mark_deadline_done,
    set_aside,
    set_day,
    tell_facts,
)
from dakaz.records.actions.people import save_party
from dakaz.records.guard import SeenBy
from dakaz.records.models import Deadline
from dakaz.records.queries import deadlines as query
from dakaz.records.queries import today as start_page
from dakaz.records.queries.verify import verify

MONDAY = date(2024, 10, 28)


@pytest.fixture
def case(acting):
    return save_case(acting, title="asylum application")


@pytest.fixture
def authority(acting):
    return save_party(acting, kind="organisation", names=[{"text": "Sample Service"}])


@pytest.fixture
def decided(acting, case, authority):
    """Write a decision, by default a refusal handed over on Friday 18 October 2024."""

    def write(**given):
        values = {
            "kind": "asylum_refusal",
            "dated": "2024-10-16",
            "served": "2024-10-18",
            "served_how": "handed_over",
            "facts": {"procedure": "ordinary"},
        }
        return save_decision(acting, case_id=case.pk, authority_id=authority.pk, **values | given)

    return write


@pytest.fixture
def colleague(acting):
    """A second person who works here and holds the office's key."""
    user_id = acting.vault.add_user(
        acting.keys, user_name="second", passphrase="gravel-umbrella-twelve-orchid-lantern-moon", admin=False
    )
    return replace(acting, seen_by=SeenBy(user_id, "second", acting.seen_by.compartments))


def only(acting, decision):
    (found,) = query.deadlines_of(acting.seen_by, decision)
    return found


def test_a_decision_yields_its_day_as_a_proposal_with_a_receipt_that_gives_it_again(acting, decided):
    found = only(acting, decided())
    assert (found.row, found.safe_day, found.last_day) == ("C01", date(2024, 10, 31), date(2024, 11, 4))
    assert (found.raw_day, found.on, found.standing) == (date(2024, 11, 1), date(2024, 10, 31), "proposed")
    outcome = law.again(law.load(law.SHIPPED), query.receipt_of(found))
    assert outcome.last_day == found.last_day
    assert verify(acting.vault, acting.keys).clean


def test_a_proposal_does_not_bind_until_somebody_confirms_it(acting, decided):
    found = only(acting, decided(kind="permit_refusal", facts={}))
    before = start_page.today(acting.seen_by, day=MONDAY)
    assert [one.date for one in before.counted] == [found]
    assert before.soon == []
    assert query.binding(acting.seen_by) == []
    bound = confirm(acting, found.pk, seen_entry=found.entry)
    assert (bound.standing, bound.confirmed_by) == ("confirmed", acting.seen_by.user_id)
    after = start_page.today(acting.seen_by, day=MONDAY)
    assert [(one.date.pk, one.days) for one in after.soon] == [(found.pk, 3)]
    assert after.counted == []


def test_two_people_look_at_a_refusal_of_asylum(acting, colleague, decided):
    found = only(acting, decided())
    half = confirm(acting, found.pk)
    assert half.standing == "half"
    assert [one.date.pk for one in start_page.today(acting.seen_by, day=MONDAY).second] == [found.pk]
    with pytest.raises(BadInput, match="colleague"):
        confirm(acting, found.pk)
    bound = confirm(colleague, found.pk)
    assert (bound.standing, bound.second_by) == ("confirmed", colleague.seen_by.user_id)


def test_who_works_alone_confirms_alone_and_it_shows(acting, decided):
    bound = confirm(acting, only(acting, decided()).pk)
    assert (bound.standing, bound.second_by) == ("confirmed", "")
    assert query.needs_two(bound)


def test_where_the_procedure_is_not_known_both_days_are_proposed_the_shorter_first(acting, decided):
    decision = decided(facts={})
    found = sorted(query.deadlines_of(acting.seen_by, decision), key=lambda one: one.on)
    assert [(one.row, one.last_day) for one in found] == [
        ("C02", date(2024, 10, 25)),
        ("C01", date(2024, 11, 4)),
    ]
    tell_facts(acting, decision.pk, facts={"procedure": "ordinary"})
    held = [one for one in query.deadlines_of(acting.seen_by, decision) if one.standing != "replaced"]
    assert [one.row for one in held] == ["C01"]


def test_a_changed_fact_is_proposed_beside_the_confirmed_day_and_says_what_moved(acting, decided):
    decision = decided(kind="permit_refusal", facts={})
    first = confirm(acting, only(acting, decision).pk)
    save_decision(acting, identifier=decision.pk, served="2024-10-21")
    new, old = query.deadlines_of(acting.seen_by, decision)
    assert (old.pk, old.standing, old.on) == (first.pk, "confirmed", date(2024, 10, 31))
    assert (new.standing, new.on) == ("proposed", date(2024, 11, 4))
    assert [(one.name, one.before, one.after) for one in query.moved(old, new)] == [
        ("decision_served", "2024-10-18", "2024-10-21"),
        ("safe_day", "2024-10-31", "2024-11-04"),
    ]
    confirm(acting, new.pk)
    assert query.deadline(acting.seen_by, first.pk).superseded_by_id == new.pk


def test_a_fact_changed_and_changed_back_leaves_the_confirmed_day_alone(acting, decided):
    decision = decided(kind="permit_refusal", facts={})
    first = confirm(acting, only(acting, decision).pk)
    for day in ("2024-10-21", "2024-10-18"):
        save_decision(acting, identifier=decision.pk, served=day)
    held = [one for one in query.deadlines_of(acting.seen_by, decision) if one.standing != "replaced"]
    assert [one.pk for one in held] == [first.pk]


def test_counting_again_adds_nothing(acting, decided):
    decision = decided()
    assert count_again(acting, decision.pk) == []
    assert Deadline.objects.count() == 1


def test_a_courts_own_day_goes_before_and_both_stay(acting, decided):
    decision = decided(kind="permit_refusal", facts={})
    found = only(acting, decision)
    letter = "Order of 25 October 2024, point 3"
    set_to = set_day(acting, found.pk, day=date(2024, 11, 12), by="court", why=letter)
    assert (set_to.on, set_to.safe_day, set_to.standing) == (date(2024, 11, 12), found.safe_day, "confirmed")
    assert (set_to.set_by, set_to.set_why, set_to.set_typed_by) == ("court", letter, acting.seen_by.user_id)
    save_decision(acting, identifier=decision.pk, served="2024-10-21")
    new = confirm(acting, query.deadlines_of(acting.seen_by, decision)[0].pk)
    assert query.deadline(acting.seen_by, new.pk).on == date(2024, 11, 12)
    away = set_day(acting, new.pk, day=None, by="court", why="The court took it back on 28 October 2024")
    assert away.on == date(2024, 11, 4)


@pytest.mark.parametrize(("by", "why"), [("court", " "), ("friend", "He said so")])
def test_another_day_needs_a_reason_and_a_court_or_a_lawyer(acting, decided, by, why):
    found = only(acting, decided())
    with pytest.raises(BadInput):
        set_day(acting, found.pk, day=date(2024, 11, 12), by=by, why=why)


def test_what_does_not_hold_is_set_aside_with_a_reason_and_not_proposed_again(acting, decided):
    decision = decided(facts={})
    shorter = next(one for one in query.deadlines_of(acting.seen_by, decision) if one.row == "C02")
    with pytest.raises(BadInput):
        set_aside(acting, shorter.pk, why="")
    set_aside(acting, shorter.pk, why="Examined on the merits, paragraph 2")
    assert count_again(acting, decision.pk) == []
    assert [one.date.row for one in start_page.today(acting.seen_by, day=MONDAY).counted] == ["C01"]


def test_the_day_of_handing_over_known_only_to_the_month_is_not_invented(acting, decided):
    found = only(acting, decided(kind="permit_refusal", facts={}, served="2024-10"))
    facts = query.receipt_of(found)["facts"]
    assert "decision_served" not in facts
    assert found.last_day == date(2024, 10, 30)  # 14 days from the paper's own date, the earliest possible
    assert "service_date_unknown" in query.receipt_of(found)["result"]["warnings"]


def test_without_any_sure_day_nothing_is_counted(acting, decided):
    decision = decided(kind="permit_refusal", facts={}, dated="2024-10", served="2024-10-18?")
    assert query.deadlines_of(acting.seen_by, decision) == []


def test_a_notice_starts_no_clock_and_is_planned_from(acting, decided):
    found = only(acting, decided(kind="permit_refusal", facts={}, served_how="migris"))
    assert (found.state, found.last_day, found.on) == ("not_started", None, date(2024, 10, 31))


@pytest.mark.parametrize("kind", ["asylum_grant", "permit_grant"])
def test_what_was_granted_yields_no_day(acting, decided, kind):
    assert query.deadlines_of(acting.seen_by, decided(kind=kind, facts={})) == []


def test_a_fact_that_the_pack_does_not_know_is_refused(acting, decided):
    decision = decided()
    for facts in ({"procedure": "secret"}, {"favourite_colour": "blue"}):
        with pytest.raises(BadInput):
            tell_facts(acting, decision.pk, facts=facts)


def test_two_who_change_one_day_notice_each_other(acting, decided):
    found = only(acting, decided())
    confirm(acting, found.pk, seen_entry=found.entry)
    with pytest.raises(Conflict):
        mark_deadline_done(acting, found.pk, on=None)
        set_aside(acting, found.pk, why="No", seen_entry=found.entry)


def test_a_stranger_to_the_case_sees_no_day_of_it(acting, decided):
    found = only(acting, decided())
    stranger = SeenBy("stranger", "stranger", ("elsewhere",))
    with pytest.raises(NotFound):
        query.deadline(stranger, found.pk)
    assert query.deadlines(stranger).total == 0
    seen = start_page.today(stranger, day=MONDAY)
    assert (seen.counted, seen.soon, seen.silent) == ([], [], [])
    with pytest.raises(NotFound):
        confirm(replace(acting, seen_by=stranger), found.pk)


def lodged(acting, case, **given):
    values = {"kind": "application", "title": "Asked for asylum", "asked_for": "asylum", "date": "2023-11-27"}
    return save_event(acting, case_id=case.pk, **values | given)


def test_an_application_starts_the_authoritys_clock(acting, case):
    event = lodged(acting, case)
    (clock,) = query.deadlines_of(acting.seen_by, event)
    assert (clock.row, clock.audience, clock.last_day) == ("A01", "authority", date(2024, 5, 27))
    seen = start_page.today(acting.seen_by, day=MONDAY)
    assert [one.pk for one in seen.silent] == [clock.pk]
    assert seen.counted == []


def test_a_corrected_day_of_application_moves_the_clock(acting, case):
    event = lodged(acting, case)
    save_event(acting, identifier=event.pk, date="2024-08-01")
    new, old = query.deadlines_of(acting.seen_by, event)
    assert (old.standing, new.last_day) == ("replaced", date(2025, 2, 3))
    assert start_page.today(acting.seen_by, day=MONDAY).silent == []


def test_a_decision_stops_the_clock(acting, case, decided):
    event = lodged(acting, case)
    decided()
    assert query.deadlines_of(acting.seen_by, event)[0].done == date(2024, 10, 16)
    assert start_page.today(acting.seen_by, day=MONDAY).silent == []


def test_an_application_typed_after_its_decision_has_a_clock_that_stopped(acting, case, decided):
    decided()
    assert query.deadlines_of(acting.seen_by, lodged(acting, case))[0].done == date(2024, 10, 16)


def test_an_application_without_a_sure_day_starts_no_clock(acting, case):
    assert query.deadlines_of(acting.seen_by, lodged(acting, case, date="2023-11")) == []


def test_the_week_holds_what_binds_on_its_safe_and_on_its_last_day(acting, decided):
    confirm(acting, only(acting, decided()).pk)
    days = query.week(acting.seen_by, first=MONDAY, days=8)
    assert [one.day for one in days if one.counted] == [date(2024, 10, 31), date(2024, 11, 4)]
