"""Periods are counted as the rules' text says: every method, unit, holiday, month end and clock change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from dakaz.law import WrongFact
from dakaz.law.counting import count, count_back
from dakaz.law.days import safe_day
from dakaz.law.moments import parse_moment

CASES = yaml.safe_load(Path(__file__).with_name("counting_cases.yaml").read_text("utf-8"))
VILNIUS = ZoneInfo("Europe/Vilnius")


def counted(pack, method, trigger, n, unit):
    return count(
        pack.counting[method], pack.calendars[pack.calendar], trigger, n=n, unit=unit, zone=pack.zone
    )


def name(case):
    return "{method} {trigger} {n} {unit}".format(**{"method": "hours", "unit": "h", **case})


@pytest.mark.parametrize("case", CASES["days"], ids=name)
def test_a_period_of_days_weeks_months_years_or_working_days(shipped, case):
    end = counted(shipped, case["method"], case["trigger"], case["n"], case["unit"])
    assert (end.raw, end.last) == (case["raw"], case["last"]), case["why"]


@pytest.mark.parametrize("case", CASES["hours"], ids=name)
def test_hours_run_in_real_time(shipped, case):
    trigger = parse_moment(case["trigger"], fact="trigger", zone="Europe/Vilnius")
    assert counted(shipped, "lt-cc-1.118", trigger, case["n"], "hour").last.isoformat() == case["end"]


def test_there_are_at_least_two_hundred_cases():
    assert len(CASES["days"]) + len(CASES["hours"]) >= 200


def test_hours_of_an_eu_act_begin_with_the_next_hour(shipped):
    trigger = datetime(2026, 11, 3, 10, 20, tzinfo=VILNIUS)
    assert counted(shipped, "eu-1182-71", trigger, 48, "hour").last == datetime(
        2026, 11, 5, 11, tzinfo=VILNIUS
    )


def test_the_free_days_that_moved_the_end_are_named(shipped):
    end = counted(shipped, "lt-abti-65", date(2026, 12, 10), 14, "day")
    assert end.moved == tuple(date(2026, 12, day) for day in (24, 25, 26, 27))


def test_the_safe_day_is_the_working_day_before(shipped):
    method, calendar = shipped.counting["lt-abti-65"], shipped.calendars[shipped.calendar]
    end = counted(shipped, "lt-abti-65", date(2026, 12, 10), 14, "day")
    assert safe_day(method, calendar, date(2026, 12, 10), end) == date(2026, 12, 23)


def test_where_nothing_is_moved_the_safe_day_is_the_raw_day(shipped):
    method, calendar = shipped.counting["none"], shipped.calendars[shipped.calendar]
    end = counted(shipped, "none", date(2026, 12, 12), 14, "day")
    assert safe_day(method, calendar, date(2026, 12, 12), end) == date(2026, 12, 26)


def test_the_safe_day_never_comes_before_the_trigger(shipped):
    method, calendar = shipped.counting["lt-abti-65"], shipped.calendars[shipped.calendar]
    end = counted(shipped, "lt-abti-65", date(2026, 12, 25), 1, "day")
    assert safe_day(method, calendar, date(2026, 12, 25), end) == end.last == date(2026, 12, 28)


def test_the_trigger_day_can_be_the_first_day(shipped):
    method = replace(shipped.counting["lt-abti-65"], start="trigger_day")
    calendar = shipped.calendars[shipped.calendar]
    end = count(method, calendar, date(2026, 9, 7), n=3, unit="day", zone=VILNIUS)
    assert end.raw == date(2026, 9, 9)
    assert count_back(method, calendar, date(2026, 9, 9), 3, "day") == date(2026, 9, 7)


@pytest.mark.parametrize(
    ("overflow", "end"),
    [("last_day_of_month", date(2026, 2, 28)), ("first_day_of_next_month", date(2026, 3, 1))],
)
def test_the_month_that_is_too_short_is_a_stated_choice(shipped, overflow, end):
    method = replace(shipped.counting["echr-35"], month_overflow=overflow)
    calendar = shipped.calendars[shipped.calendar]
    assert count(method, calendar, date(2026, 1, 31), n=1, unit="month", zone=VILNIUS).raw == end


def test_a_method_may_refuse_a_day_that_does_not_exist(shipped):
    method = replace(shipped.counting["echr-35"], month_overflow="refuse")
    with pytest.raises(WrongFact, match="refuses to choose"):
        count(method, shipped.calendars[shipped.calendar], date(2026, 1, 31), n=1, unit="month", zone=VILNIUS)


def test_a_method_refuses_a_unit_it_does_not_count(shipped):
    with pytest.raises(WrongFact, match="It counts: working_day"):
        counted(shipped, "lt-working-days", date(2026, 1, 31), 1, "month")
