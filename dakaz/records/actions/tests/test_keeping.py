"""What comes up to be looked at, how long it is kept and why, what somebody gets of their own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakaz.errors import BadInput, Conflict, NotAllowed, NotFound
from dakaz.names import Needles
from dakaz.records.actions.casebook import save_case, save_event, save_testimony
from dakaz.records.actions.keeping import keep, note_given, originals
from dakaz.records.actions.keeping_times import decide
from dakaz.records.actions.people import save_party
from dakaz.records.actions.people_papers import save_document, save_tie
from dakaz.records.actions.sealing import seal
from dakaz.records.fields import days_of_months, months_of, over
from dakaz.records.models import Case, LogEntry
from dakaz.records.queries.keeping import comes_up
from dakaz.records.queries.keeping_times import classes_of_keeping
from dakaz.records.queries.own_data import OTHER, own_data
from dakaz.records.queries.personal import needles, personal_fields
from dakaz.records.queries.verify import verify

from .test_erasing import paper


def closed_case(acting, code, closed, **more):
    return save_case(acting, code=code, status="closed", closed=closed, **more)


def codes(acting, today):
    return [one.case.code for one in comes_up(acting.seen_by, today=today)]


def test_a_closed_case_comes_up_when_its_time_is_over_and_never_goes_by_itself(acting):
    closed_case(acting, "K-1", "2022-01-31")
    closed_case(acting, "K-2", "2022-06")
    closed_case(acting, "K-3", "2022-01-31", retention="evidence", kept_why="a complaint")
    closed_case(acting, "K-4", "2015-01-31", retention="hold", kept_why="a court has it")
    closed_case(acting, "K-5", "")
    save_case(acting, code="K-6", opened="2010")
    assert codes(acting, date(2024, 1, 31)) == ["K-1", "K-5"]
    assert codes(acting, date(2024, 7, 1)) == ["K-1", "K-2", "K-5"]
    assert Case.objects.count() == 6


def test_years_are_over_on_the_same_day_though_leap_years_lie_between_and_never_past_the_calendar(acting):
    closed_case(acting, "K-1", "2022-03-01")
    closed_case(acting, "K-2", "2014-03-01", retention="evidence", kept_why="a complaint")
    closed_case(acting, "K-3", "9999")
    decide(acting, "ordinary", days=548, why="a year and a half")
    assert codes(acting, date(2023, 8, 31)) == []
    assert codes(acting, date(2023, 9, 1)) == ["K-1"]
    assert codes(acting, date(2024, 2, 29)) == ["K-1"]
    assert codes(acting, date(2024, 3, 1)) == ["K-1", "K-2"]


@given(st.dates(), st.integers(1, 1200))
def test_a_time_in_months_ends_on_the_same_day_or_the_last_of_a_shorter_month(closed, months):
    days = days_of_months(months)
    end = over(closed, days)
    assert months_of(days) == months
    if end != date.max:
        assert (end.year - closed.year) * 12 + end.month - closed.month == months
        assert end.day == closed.day or (end + timedelta(days=1)).day == 1


@given(st.dates(), st.integers(30, 36500))
def test_a_time_in_days_is_never_more_than_days_off(closed, days):
    end = over(closed, days)
    assert end == date.max or abs((end - closed).days - days) <= 2 + days // 1460 + 1


def test_whoever_keeps_longer_says_why(acting):
    case = closed_case(acting, "K-1", "2020-01-31")
    with pytest.raises(BadInput, match="why it is kept longer"):
        keep(acting, case.pk, retention="evidence", kept_why=" ")
    keep(acting, case.pk, retention="evidence", kept_why="a complaint to a body")
    assert codes(acting, date(2024, 1, 31)) == []
    assert codes(acting, date(2030, 1, 31)) == ["K-1"]


def test_what_the_office_decides_holds_at_once_for_cases_closed_before(acting):
    closed_case(acting, "K-1", "2022-01-31")
    closed_case(acting, "K-2", "2018-01-30", retention="evidence", kept_why="a complaint")
    assert codes(acting, date(2023, 2, 1)) == []
    decide(acting, "ordinary", days=365, why="our lawyer's advice of 2024")
    decide(acting, "evidence", days=1825, why="five years for complaints")
    assert codes(acting, date(2023, 2, 1)) == ["K-2", "K-1"]
    first = classes_of_keeping(acting.seen_by)[0]
    decide(acting, "ordinary", days=1095, why="the term of a new law", seen_entry=first.entry)
    assert codes(acting, date(2023, 2, 1)) == ["K-2"]
    said = [(one.code, one.days, one.why) for one in classes_of_keeping(acting.seen_by)]
    assert said == [
        ("ordinary", 1095, "the term of a new law"),
        ("evidence", 1825, "five years for complaints"),
        ("hold", None, ""),
    ]


def test_each_such_decision_is_in_the_log_and_nobody_overwrites_a_colleagues(acting):
    decide(acting, "ordinary", days=365, why="advice")
    seen = classes_of_keeping(acting.seen_by)[0].entry
    decide(acting, "ordinary", days=730, why="other advice", seen_entry=seen)
    actions = LogEntry.objects.filter(action__startswith="keepingtime.").order_by("seq")
    assert [one.action for one in actions] == ["keepingtime.added", "keepingtime.changed"]
    for seen in (None, 1):
        with pytest.raises(Conflict):
            decide(acting, "ordinary", days=400, why="seen too early", seen_entry=seen)
    assert classes_of_keeping(acting.seen_by)[0].days == 730
    assert verify(acting.vault, acting.keys).clean


@pytest.mark.parametrize(
    ("retention", "days", "why"),
    [
        ("hold", 730, "so"),
        ("ordinary", 730, " "),
        ("ordinary", 3, "so"),
        ("ordinary", 99999, "so"),
        ("no", 90, "so"),
    ],
)
def test_no_time_is_set_without_a_ground_out_of_reason_or_where_none_can_be(acting, retention, days, why):
    with pytest.raises(BadInput):
        decide(acting, retention, days=days, why=why)
    assert [one.why for one in classes_of_keeping(acting.seen_by)] == ["", "", ""]


def test_only_an_administrator_decides(acting):
    somebody = replace(acting, seen_by=replace(acting.seen_by, administrator=False))
    with pytest.raises(NotAllowed):
        decide(somebody, "ordinary", days=365, why="so")


@pytest.fixture
def person(acting, readers):
    """Somebody with a case, a wife, and words that speak of her."""
    one = save_party(
        acting,
        kind="person",
        names=[{"text": "Sample Uzorau"}],
        contacts=[
            {"kind": "phone", "value": "+370 612 34567"},
            {"kind": "address", "value": "Vilniaus g. 12, Vilnius"},
            {"kind": "telegram", "value": "@samplehandle"},
        ],
    )
    save_document(acting, party_id=one.pk, kind="passport", number="MP1234567")
    wife = save_party(acting, kind="person", names=[{"text": "Alena Prykladnaja"}])
    save_tie(acting, party_id=one.pk, other_id=wife.pk, kind="spouse")
    case = save_case(
        acting,
        code="K-1",
        summary="He lives with Alena Prykladnaja in Kaunas",
        involvements=[{"party_id": one.pk, "role": "client"}, {"party_id": wife.pk, "role": "family"}],
    )
    save_testimony(acting, case_id=case.pk, speaker_id=wife.pk, text="told by her")
    save_testimony(acting, case_id=case.pk, speaker_id=one.pk, text="told by him")
    paper(acting, readers, "a letter to him", case=case.pk)
    return one


def test_a_persons_own_data_holds_what_is_theirs_and_names_nobody_else(acting, person):
    found = own_data(acting.seen_by, person.pk)
    told = json.dumps([[[v.said for v in row] for row in s.rows] for s in found.sections], ensure_ascii=False)
    for word in ("Sample Uzorau", "MP1234567", "+370 612 34567", "told by him", "He lives with", "Kaunas"):
        assert word in told
    assert "Prykladnaja" not in told and "told by her" not in told and f"{OTHER} 1" in told
    assert (found.people, found.others, len(found.papers)) == (1, 1, 1)
    assert originals(acting, found.papers, most=1000) == [b"a letter to him"]
    with pytest.raises(BadInput, match="too large"):
        originals(acting, found.papers, most=3)


def test_only_a_person_has_own_data_and_that_it_was_given_is_in_the_log(acting, person):
    shelter = save_party(acting, kind="organisation", names=[{"text": "Shelter"}])
    with pytest.raises(NotFound):
        own_data(acting.seen_by, shelter.pk)
    with pytest.raises(BadInput):
        note_given(acting, person.pk, to="", people=1, papers=False)
    note_given(acting, person.pk, to="self", people=1, papers=True)
    assert LogEntry.objects.filter(action="own_data.given", subject=person.pk).exists()


def test_needles_find_whoever_may_not_be_named_and_not_those_who_may(acting, person):
    save_party(acting, kind="person", protection="public_figure", names=[{"text": "Known Minister"}])
    check = Needles(**needles(acting.seen_by))
    text = "Узорав was called on 8 612 34567, lives in Vilniaus 12, writes as samplehandle, has MP1234567"
    kinds = {hit.kind for hit in check.find(text)}
    assert kinds == {"name", "number", "address"}
    assert any(hit.text == "samplehandle" for hit in check.find(text))
    assert not check.find("Known Minister spoke.")


def test_needles_and_what_comes_up_show_nothing_of_what_is_sealed_to_others(acting, person):
    case = closed_case(acting, "K-9", "2020-01-31", involvements=[{"party_id": person.pk, "role": "client"}])
    save_event(acting, case_id=case.pk, kind="threat", title="in it")
    now = seal(acting, case.pk).acting
    assert "K-9" in codes(now, date(2024, 1, 31))
    from dakaz.records import database

    database.look_with(None)
    assert codes(acting, date(2024, 1, 31)) == []


def test_every_personal_field_says_what_for_on_which_ground_and_how_long():
    for one in personal_fields():
        assert one.table and one.name
        assert one.field.use.label and one.field.basis.label and one.field.kept.label, one
