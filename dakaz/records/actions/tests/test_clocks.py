"""The authority's clock: what waits, how long, over its term or not; counted as a report counts it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakaz.errors import BadInput
from dakaz.records.actions.casebook import save_case, save_decision, save_event
from dakaz.records.actions.people import save_party
from dakaz.records.queries import clocks
from dakaz.records.queries.counted import count_in_words, countable, records_counted
from dakaz.records.queries.counting import COUNTABLE, count
from dakaz.report.expression import parse_expression

DAY = date(2024, 10, 28)


@pytest.fixture
def office(acting):
    """Three applications: refused late, granted in time, and one that waits for eleven months."""
    service = save_party(acting, kind="organisation", names=[{"text": "Sample Service"}])
    made = {}
    for since, decided_on, kind in (
        ("2023-01-31", "2024-02-05", "asylum_refusal"),
        ("2024-05-02", "2024-06-03", "asylum_grant"),
        ("2023-11-27", "", ""),
    ):
        case = save_case(acting)
        save_event(
            acting,
            case_id=case.pk,
            kind="application",
            asked_for="asylum",
            title="asked",
            date=since,
            involvements=[{"party_id": service.pk, "role": "authority"}],
        )
        if kind:
            save_decision(acting, case_id=case.pk, authority_id=service.pk, kind=kind, dated=decided_on)
        made[since] = case
    return made


def test_a_clock_stops_on_the_day_of_the_decision_not_on_the_day_it_was_typed(acting, office):
    found = clocks.listing(acting.seen_by, day=DAY).rows
    waited = {one.application.date: clocks.waited(one, day=DAY) for one in found}
    assert waited["2023-01-31"].until == date(2024, 2, 5)
    assert (waited["2023-01-31"].days, waited["2023-01-31"].months) == (370, 12)
    assert (waited["2023-11-27"].days, waited["2023-11-27"].months) == (336, 11)
    assert waited["2024-05-02"].over == 0 < waited["2023-01-31"].over


@pytest.mark.parametrize(
    ("state", "since"),
    [("over", ["2023-11-27"]), ("waiting", []), ("late", ["2023-01-31"]), ("in_time", ["2024-05-02"])],
)
def test_applications_are_found_by_how_they_stand(acting, office, state, since):
    rows = clocks.listing(acting.seen_by, day=DAY, state=state).rows
    assert [one.application.date for one in rows] == since


def test_a_month_tells_made_undecided_over_and_decided(acting, office):
    months = clocks.by_month(acting.seen_by, day=DAY)
    told = [(one.month, one.made, one.over, one.waiting, one.late, one.in_time) for one in months]
    assert told == [("2024-05", 1, 0, 0, 0, 1), ("2023-11", 1, 1, 0, 0, 0), ("2023-01", 1, 0, 0, 1, 0)]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ({}, 3),
        ({"month": "2023-11"}, 1),
        ({"year": 2023, "asked_for": "asylum"}, 2),
        ({"authority": "Sample Service"}, 3),
        ({"authority": "Another"}, 0),
        ({"decided": "late"}, 1),
        ({"decided": ("late", "in_time")}, 2),
        ({"months": 12}, 1),
        ({"months": (1, 12)}, 2),
        ({"waiting_on": "2024-10-28"}, 1),
        ({"waiting_on": "2023-12-01"}, 2),
        ({"over_on": "2024-10-28"}, 1),
        ({"over_on": "2023-12-01"}, 1),
        ({"waiting_on": "2024-10-28", "made_before": "2023-11-28"}, 1),
    ],
)
def test_a_report_counts_applications_by_how_long_they_waited(acting, office, where, found):
    assert count(acting.seen_by, "applications", where) == found


def test_a_day_that_is_none_is_refused_and_a_count_is_said_in_words(acting, office):
    with pytest.raises(BadInput, match="2024-10-28"):
        count(acting.seen_by, "applications", {"over_on": "soon"})
    asked = parse_expression('count(applications, decided="late", month="2023-01")')
    assert count_in_words(asked) == (
        "applications to authorities (after the authority's term) in January 2023"
    )
    assert len(records_counted(acting.seen_by, "count(applications)")) == 3
    assert {one.name for one in countable()} == set(COUNTABLE)


def test_decisions_are_counted_by_what_they_bring_with_them(acting, office):
    case = office["2023-11-27"]
    service = save_party(acting, kind="organisation", names=[{"text": "Border"}])
    brings = {"consequences": ["leave", "entry_ban"], "ban_months": 60}
    save_decision(acting, case_id=case.pk, authority_id=service.pk, kind="permit_cancellation", **brings)
    for where, found in (
        ({"consequence": "entry_ban"}, 1),
        ({"consequence": ("entry_ban", "leave")}, 1),
        ({"consequence": "ban"}, 0),
        ({"ban_months": 60}, 1),
        ({"ban_for_life": "yes"}, 0),
    ):
        assert count(acting.seen_by, "decisions", where) == found, where


@given(since=st.dates(date(2020, 1, 1), date(2026, 1, 1)), days=st.integers(0, 900))
def test_whole_months_never_pass_what_was_waited(since, days):
    waited = clocks.Waited(since, since + timedelta(days=days), since, decided=True)
    assert 28 * waited.months <= days <= 31 * (waited.months + 1)
