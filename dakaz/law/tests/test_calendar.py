"""The Lithuanian calendar: our data with its articles, and the holidays library; neither is trusted alone."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from dateutil.easter import easter

from dakaz.law.calendars import Calendar, Once, easter_sunday


@pytest.fixture
def calendar(shipped):
    return shipped.calendars["lt-public-holidays"]


@pytest.mark.parametrize("year", range(2016, 2036))
def test_every_holiday_of_a_year_agrees_with_the_library(calendar, year):
    assert calendar.holidays(year) == set(holidays.country_holidays("LT", years=year))


@pytest.mark.parametrize("year", range(2016, 2036))
def test_every_working_day_of_a_year_agrees_with_the_library(calendar, year):
    library = holidays.country_holidays("LT", years=year)
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    assert all(calendar.is_working(day) == library.is_working_day(day) for day in days if day.year == year)


def test_easter_agrees_with_dateutil():
    assert all(easter_sunday(year) == easter(year) for year in range(1900, 2200))


def test_good_friday_is_a_working_day(calendar):
    assert all(calendar.is_working(easter_sunday(year) - timedelta(days=2)) for year in range(2016, 2036))


def test_the_second_of_november_is_a_holiday_since_2020(calendar):
    assert date(2018, 11, 2) not in calendar.holidays(2018)
    assert date(2019, 11, 2) not in calendar.holidays(2019)
    assert date(2020, 11, 2) in calendar.holidays(2020)


def test_no_other_day_stands_in_for_a_holiday_on_a_weekend(calendar):
    assert date(2026, 8, 15).weekday() == 5
    assert calendar.is_working(date(2026, 8, 17))


def test_working_days_are_added_and_taken_away(calendar):
    assert calendar.add(date(2026, 12, 21), 10) == date(2027, 1, 7)
    assert calendar.add(date(2027, 1, 7), -10) == date(2026, 12, 21)


def test_one_decision_can_move_a_single_day():
    moved = Calendar(
        "x", frozenset({5, 6}), (), (), (), (Once(date(2026, 1, 2)), Once(date(2026, 1, 10), True))
    )
    assert not moved.is_working(date(2026, 1, 2))
    assert moved.is_working(date(2026, 1, 10))
