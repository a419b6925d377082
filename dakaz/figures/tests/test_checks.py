"""Claims of published reports get the verdict they deserve, with the reading under which they would hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakaz.errors import BadInput
from dakaz.figures.checks import Verdict, check, read_claims
from dakaz.figures.checks.claims import Claim
from dakaz.figures.checks.quantity import quantity

HERE = Path(__file__).parent
CLAIMS = {one.id: one for one in read_claims((HERE / "claims_acceptance.yaml").read_text("utf-8"))}
EXPECTED = dict(
    line.split("\t") for line in (HERE / "expected_verdicts.tsv").read_text("utf-8").split("\n") if line
)


def checked(text):
    return check(read_claims(text)[0])


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_published_claim_gets_its_verdict(name):
    assert str(check(CLAIMS[name]).verdict) == EXPECTED[name]


def test_six_times_is_only_right_as_odds_and_it_says_so():
    found = check(CLAIMS["C02"])
    odds, shares = found.readings
    assert (shares.holds, odds.holds) == (False, True)
    assert (shares.value, shares.bounds.low, shares.bounds.high) == pytest.approx((3.5, 3.36, 3.65), abs=0.01)
    assert (odds.value, odds.bounds.low, odds.bounds.high) == pytest.approx((6.68, 6.31, 7.08), abs=0.01)
    assert any("1.71 times as many" in str(note) for note in found.trace)


def test_percentages_name_the_wholes_that_are_possible():
    trace = [str(one) for one in check(CLAIMS["G01"]).trace]
    assert "144, 288" in trace[0]
    assert (
        str(
            check(
                read_claims("- {id: x, kind: percentages, value: 144, percentages: [70.83, 16.67]}")[0]
            ).verdict
        )
        == "holds"
    )


def test_a_stock_between_two_days_is_told_by_both():
    assert [str(one) for one in check(CLAIMS["C10"]).trace] == [
        "+717 since 2024-01-01 (62,167)",
        "-349 until 2024-07-01 (62,535)",
    ]


def test_a_claim_of_absence_is_bound_to_its_search():
    assert check(CLAIMS["S06"]).told == "not found by 2026-11-22"
    unsearched = checked("- {id: x, kind: absence, value: 1}")
    assert unsearched.verdict is Verdict.CANNOT
    assert len(unsearched.missing) == 3


def test_each_sides_figure_is_kept():
    assert check(CLAIMS["C08"]).sides == (("the report", "300"), ("Migration Department", "397"))


def test_a_share_is_recomputed_through_rounding():
    assert checked("- {id: x, kind: share, part: 15, whole: 20, value: 75%}").verdict is Verdict.HOLDS
    assert checked("- {id: x, kind: share, part: 15, whole: 20, value: 80%}").verdict is Verdict.INCONSISTENT


def test_a_sum_that_misses_is_inconsistent():
    assert (
        checked("- {id: x, kind: sum, value: 397, parts: [76, 84, 90, 90, 55]}").verdict
        is Verdict.INCONSISTENT
    )


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("84%", 83.5, 84.5),
        ("70.83 %", 70.825, 70.835),
        ("1 644", 1644, 1644),
        ("58,000", 57_500, 58_500),
        ("about 55,000", 53_625, 56_375),
        ("5,3 млн", 5_250_000, 5_350_000),
        ("-37%", -37.5, -36.5),
        ("ne daugiau kaip 300", float("-inf"), 300),
        ("co najmniej 12", 12, float("inf")),
    ],
)
def test_what_a_number_leaves_open(text, low, high):
    claimed = quantity(text).claimed
    assert (claimed.low, claimed.high) == pytest.approx((low, high))


@settings(deadline=None)
@given(st.integers(1, 500), st.integers(1, 500))
def test_true_percentages_of_a_whole_are_never_contradicted(part, whole):
    part = min(part, whole)
    shown = f"{100 * part / whole:.2f}"
    text = f"- {{id: x, kind: percentages, value: {whole}, percentages: ['{shown}']}}"
    assert checked(text).verdict is Verdict.HOLDS


@settings(deadline=None)
@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_the_interval_of_a_change_contains_the_unrounded_one(start, stop):
    text = f"- {{id: x, kind: change, from: '{start / 100:.0f}%', to: '{stop / 100:.0f}%'}}"
    found = checked(text).readings[0]
    assert found.bounds.contains((stop - start) / 100)


def change_of(start, stop, **said):
    return check(Claim("x", "x", "change", "", {"from": start, "to": stop, **said}))


@pytest.mark.parametrize("said", ["−1.2 %", "-1.2%", "–1.2 %", "− 1.2 %", "minus 1.2 %", "1.2 %"])
def test_a_small_fall_between_round_numbers_is_not_contradicted(said):
    assert change_of("1,000", "988", value=said).verdict is Verdict.HOLDS


@settings(deadline=None)
@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_difference_told_with_its_own_sign_always_holds(start, stop):
    assert change_of(str(start), str(stop), value=str(stop - start)).verdict is Verdict.HOLDS


def test_a_change_in_the_other_direction_is_contradicted():
    assert change_of("1,000", "1,012", value="−1.2 %").verdict is Verdict.CONTRADICTED
    assert change_of("1,000", "1,012", value="1.2 %", direction="down").verdict is Verdict.CONTRADICTED
    assert change_of("1,000", "1,012", value="1.2 %", direction="up").verdict is Verdict.HOLDS


def test_a_change_of_which_nothing_is_claimed_cannot_be_right():
    found = change_of("1,000", "988")
    assert found.verdict is Verdict.CANNOT
    assert "by how much, or which way" in str(found.missing[0])
    assert [one.value for one in found.readings] == pytest.approx([-12, -1.2])


@pytest.mark.parametrize(("text", "value"), [("COVID-19", 19), ("5–10 %", 5), ("nearly −10 %", -10)])
def test_a_dash_within_words_or_a_range_is_no_minus(text, value):
    assert quantity(text).value == value
    assert quantity(text).claimed.low <= value <= quantity(text).claimed.high


def test_refusals_name_the_claim():
    with pytest.raises(BadInput, match="no kind “sums”"):
        read_claims("- {id: x, kind: sums}")
    with pytest.raises(BadInput, match="needs parts, value"):
        read_claims("- {id: x, kind: sum, value: 3}")
    with pytest.raises(BadInput, match="Claim x: “many” holds no number"):
        checked("- {id: x, kind: sum, value: many, parts: [1]}")
    with pytest.raises(BadInput, match="line"):
        read_claims("- {id: x")
