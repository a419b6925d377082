"""Events with rights, risks, reports and answers: kept in order, found by any of them, counted with care."""

from __future__ import annotations

import pytest

from dakaz.errors import BadInput
from dakaz.records.actions.casebook import save_case, save_event
from dakaz.records.actions.people import save_party
from dakaz.records.actions.sealing import seal
from dakaz.records.queries import casebook, counting, event_kinds
from dakaz.records.queries.events import events, follow_up, years_and_countries
from dakaz.records.queries.incidents import counted_in, incidents_by_month


@pytest.fixture
def incidents(acting):
    """Six incidents, one of them disproved, one without a month, and a step of a matter."""
    police = save_party(acting, kind="organisation", names=[{"text": "Sample Police (invented)"}])
    given = [
        {"kind": "vandalism", "date": "2024-07-28", "status": "confirmed", "country": "LT",
         "violations": ["property.damaged", "hate.crime"], "reported_to_id": police.pk},
        {"kind": "vandalism", "date": "2024-07-30", "status": "disproved", "country": "LT"},
        {"kind": "vandalism", "date": "2024-09-04/2024-09-05", "status": "likely", "reported": "2024-09-05",
         "answered": "2024-10", "answer": "Nobody was found."},
        {"kind": "relatives", "date": "2024-09", "status": "possible", "country": "BY",
         "violations": ["repression.relatives"], "profile": ["abroad", "protest"]},
        {"kind": "false_call", "date": "2024", "status": "confirmed"},
        {"kind": "threat", "status": "unknown"},
        {"kind": "hearing", "date": "2024-09-10", "status": "confirmed"},
    ]  # fmt: skip
    return [save_event(acting, title=f"Event {number}", **row) for number, row in enumerate(given)]


def titles(found):
    return [one.title for one in found.rows]


def test_rights_and_risks_are_kept_in_the_order_of_their_lists(acting):
    event = save_event(
        acting,
        kind="relatives",
        title="x",
        violations=["torture", "refoulement", "torture"],
        profile=["abroad", "protest", "abroad"],
    )
    kept = casebook.event(acting.seen_by, event.pk)
    assert (kept.violations, kept.profile) == (["refoulement", "torture"], ["protest", "abroad"])


def test_events_are_found_by_every_thing_they_say(acting, incidents):
    def found(**chosen):
        return sorted(titles(events(acting.seen_by, **chosen)))

    assert found(violation="hate.crime") == ["Event 0"]
    assert found(violation="repression.relatives") == ["Event 3"]
    assert found(violation="torture") == []
    assert found(follow_up="waiting") == ["Event 0"]
    assert found(follow_up="answered") == ["Event 2"]
    assert found(follow_up="no") == ["Event 1", "Event 3", "Event 4", "Event 5"]
    assert found(group="borders") == ["Event 3"]
    assert found(group="steps", status="confirmed", year="2024") == ["Event 6"]
    assert found(country="BY", kind="relatives", violation="") == ["Event 3"]
    assert years_and_countries(acting.seen_by) == (["2024"], ["BY", "LT"])
    assert [follow_up(one) for one in incidents[:4]] == ["waiting", "no", "answered", "no"]


def test_incidents_are_counted_by_the_month_they_began_and_the_disproved_apart(acting, incidents):
    cells = incidents_by_month(acting.seen_by, {})
    assert [(one.period, one.kind, one.status, one.count) for one in cells] == [
        ("", "threat", "unknown", 1),
        ("2024", "false_call", "confirmed", 1),
        ("2024-07", "vandalism", "confirmed", 1),
        ("2024-07", "vandalism", "disproved", 1),
        ("2024-09", "relatives", "possible", 1),
        ("2024-09", "vandalism", "likely", 1),
    ]
    assert counted_in(cells) == 5
    assert [one.kind for one in incidents_by_month(acting.seen_by, {"group": "borders"})] == ["relatives"]
    assert incidents_by_month(acting.seen_by, {"kind": "hearing"}) == []


def test_events_are_counted_for_a_report_by_right_status_kind_year_and_country(acting, incidents):
    def count(**where):
        return counting.count(acting.seen_by, "events", where)

    assert count(violation="hate.crime") == 1
    assert count(violation=("hate.crime", "property.damaged", "repression.relatives")) == 2
    assert count(kind="vandalism", status=("confirmed", "likely"), year=2024) == 2
    assert count(violation="repression.relatives", country="BY") == 1


def test_what_is_sealed_is_neither_found_nor_counted_by_others(acting, incidents):
    from dakaz.records.guard import SeenBy

    case = save_case(acting)
    save_event(acting, case_id=case.pk, kind="relatives", title="hidden", date="2019", country="GE",
               violations=["torture"])  # fmt: skip
    other = SeenBy(user_id="other", name="other", compartments=acting.seen_by.compartments)
    acting = seal(acting, case.pk).acting
    assert events(acting.seen_by, violation="torture").total == 1
    assert events(other, violation="torture").total == 0
    assert counting.count(other, "events", {"violation": "torture"}) == 0
    assert years_and_countries(other) == (["2024"], ["BY", "LT"])
    assert counted_in(incidents_by_month(other, {})) == 5


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"violations": ["invented.kind"]}, "invented.kind"),
        ({"profile": ["service"]}, "service"),
        ({"reported": "2024-09-05", "answered": "2024-08"}, "earlier"),
    ],
)
def test_a_strange_right_a_strange_risk_and_an_answer_before_the_question_are_refused(acting, given, said):
    with pytest.raises(BadInput) as refused:
        save_event(acting, kind="threat", title="x", **given)
    assert said in str(refused.value)
    assert events(acting.seen_by).total == 0


def test_every_kind_of_event_is_offered_once_and_stands_in_a_group(acting):
    from dakaz.exchange.rights import vocabulary
    from dakaz.records.models import EventKind, EventStatus

    offered = [code for _label, choices in event_kinds.offered() for code, _word in choices]
    assert sorted(offered) == sorted(EventKind.values)
    assert "hand_over" in event_kinds.BY_CODE["aftermath"].kinds
    named = {event for kind in vocabulary().kinds.values() for event in kind.events}
    assert named <= set(EventKind.values)
    assert set(vocabulary().statuses) == set(EventStatus.values)
