"""What must hold for every day, not only for the days somebody thought of."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from dakaz import law
from dakaz.law.counting import count, count_back
from dakaz.law.receipt import canonical

DAYS = st.dates(date(2022, 1, 1), date(2035, 12, 31))
# Rules with one length for everybody, so that only the day decides.
PLAIN = st.sampled_from(["C01", "C02", "C06", "C07", "C09", "C10", "A02", "A03", "H01", "I01"])


def answer(pack, rule, served, on=None):
    try:
        return law.evaluate(pack, rule, {"served": served}, on or served)
    except law.NoVersionInForce:
        assume(False)  # before what the pack knows there is no answer at all


@given(rule=PLAIN, served=DAYS, later=st.integers(1, 40))
def test_within_a_version_a_later_service_never_gives_an_earlier_last_day(shipped, rule, served, later):
    first, second = answer(shipped, rule, served), answer(shipped, rule, served + timedelta(days=later))
    if first.version == second.version:
        assert first.last_day <= second.last_day
        assert first.raw_day < second.raw_day or rule in ("A02", "A03", "H01", "C09", "C10", "I01")


@given(rule=PLAIN, served=DAYS)
def test_the_safe_day_is_never_after_the_last_day_nor_before_the_trigger(shipped, rule, served):
    outcome = answer(shipped, rule, served)
    if outcome.safe_day is not None:
        assert served <= outcome.safe_day <= outcome.last_day


@given(rule=PLAIN, served=DAYS)
def test_the_last_day_is_never_before_the_raw_day(shipped, rule, served):
    outcome = answer(shipped, rule, served)
    assert outcome.raw_day <= outcome.last_day


@given(trigger=DAYS, n=st.integers(0, 400), unit=st.sampled_from(["day", "week"]))
def test_counting_forwards_and_back_agrees(shipped, trigger, n, unit):
    method, calendar = shipped.counting["lt-abti-65"], shipped.calendars[shipped.calendar]
    end = count(method, calendar, trigger, n=n, unit=unit, zone=shipped.zone)
    assert count_back(method, calendar, end.raw, n, unit) == trigger


@given(trigger=DAYS, n=st.integers(1, 60))
def test_working_days_forwards_and_back_agree(shipped, trigger, n):
    method, calendar = shipped.counting["lt-working-days"], shipped.calendars[shipped.calendar]
    trigger = calendar.on_or_after(trigger)
    end = count(method, calendar, trigger, n=n, unit="working_day", zone=shipped.zone)
    assert count_back(method, calendar, end.raw, n, "working_day") == trigger


@given(trigger=DAYS, n=st.integers(2, 60))
def test_an_eu_period_holds_two_working_days(shipped, trigger, n):
    method, calendar = shipped.counting["eu-1182-71"], shipped.calendars[shipped.calendar]
    end = count(method, calendar, trigger, n=n, unit="day", zone=shipped.zone)
    assert calendar.working_between(trigger, end.last) >= 2
    assert calendar.is_working(end.last)


@given(rule=PLAIN, served=DAYS, wait=st.integers(0, 400))
def test_a_receipt_gives_the_same_bytes_again(shipped, rule, served, wait):
    outcome = answer(shipped, rule, served, served + timedelta(days=wait))
    kept = law.receipt(outcome)
    assert canonical(law.receipt(law.again(shipped, kept))) == canonical(kept)


@given(rule=PLAIN, served=DAYS, wait=st.integers(0, 400))
def test_the_state_follows_the_clock(shipped, rule, served, wait):
    on = served + timedelta(days=wait)
    outcome = answer(shipped, rule, served, on)
    expected = (
        "open" if on < outcome.last_day else "last_day" if on == outcome.last_day else "passed_ask_lawyer"
    )
    assert outcome.state == expected
