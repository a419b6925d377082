"""A published cell that shows bounds and no number answers a claim as far as all numbers in it do."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakaz.errors import BadInput
from dakaz.figures.checks import Claim, Verdict, check, read_claims

COUNTS = st.integers(0, 300)
SPANS = st.tuples(COUNTS, COUNTS).map(sorted)


def figure(value, *cells):
    against = [{"low": low, "high": high, "period": "2023", "source": "the ministry"} for low, high in cells]
    return check(
        Claim("x", "x", "figure", "the report", {"value": value, "period": "2023", "against": against})
    )


def times(value, start, stop):
    body = {
        "value": value,
        "series": {"2022": start, "2023": stop},
        "from_period": "2022",
        "to_period": "2023",
    }
    return check(Claim("x", "x", "ratio", "", body))


def test_a_claim_is_held_against_a_cell_that_shows_only_bounds():
    assert figure("7", (1, 4)).verdict is Verdict.CONTRADICTED
    assert figure("less than 5", (0, 4)).verdict is Verdict.HOLDS
    found = figure("3", (0, 4))
    assert found.verdict is Verdict.DEPENDS
    assert str(found.readings[0]) == "against the ministry: 3 − (0–4) = 1 (-1–3)"
    assert [str(one) for one in found.trace] == ["right if the number that the ministry does not show is 3"]
    assert found.sides == (("the report", "3"), ("the ministry", "0–4"))


def test_the_numbers_a_claim_needs_are_told():
    assert "is 3–4" in str(figure("at least 3", (1, 4)).trace[0])
    assert "is 3.45–3.55" in str(figure("3.5", (1, 4)).trace[0])


def test_more_than_a_number_is_not_that_number():
    assert figure("more than 4", (1, 4)).verdict is Verdict.CONTRADICTED
    assert figure("less than 1", (1, 4)).verdict is Verdict.CONTRADICTED
    assert figure("more than 4", (4, 7)).verdict is Verdict.DEPENDS
    assert "is 5–7" in str(figure("more than 4", (4, 7)).trace[0])
    assert "is 0–2" in str(figure("less than 3", (0, 4)).trace[0])
    assert figure("at most 4", (1, 4)).verdict is Verdict.HOLDS
    assert times("more than 3", 4, 12).verdict is Verdict.CONTRADICTED
    assert times("at least 3", 4, 12).verdict is Verdict.HOLDS
    grew = {"from": 120, "to": 132}
    assert check(Claim("x", "x", "change", "", grew | {"value": "more than 10%"})).verdict is (
        Verdict.CONTRADICTED
    )
    assert check(Claim("x", "x", "change", "", grew | {"value": "at least 10%"})).verdict is Verdict.HOLDS
    against = [{"value": 4, "period": "2023"}]
    body = {"value": "more than 4", "period": "2023", "against": against}
    assert check(Claim("x", "x", "figure", "", body)).verdict is Verdict.CONTRADICTED


def test_bounds_without_a_lower_end_say_so():
    assert str(figure("at most 9", (10, 10)).readings[0]).endswith("= -1 (−∞–-1)")


def test_cells_that_answer_differently_make_it_depend():
    assert figure("7", (1, 4), (6, 9)).verdict is Verdict.DEPENDS
    assert figure("at most 9", (1, 4), (6, 9)).verdict is Verdict.HOLDS
    assert figure("12", (1, 4), (6, 9)).verdict is Verdict.CONTRADICTED


def test_a_ratio_goes_through_cells_that_show_only_bounds():
    assert times("more than 2", [None, 1, 4], 10).verdict is Verdict.HOLDS
    assert times("20", [None, 1, 4], 10).verdict is Verdict.CONTRADICTED
    found = times("5", [None, 1, 4], 10)
    assert found.verdict is Verdict.DEPENDS
    assert found.readings[0].formula == "10 / (1–4)"
    assert str(found.trace[0]) == "right if the numbers that are not shown make it 5 times"
    assert times("5", [None, 0, 4], 10).readings[0].bounds.high == math.inf


def test_values_that_only_bounds_could_hold_agree_if_they_can_be_one_number():
    def agree(*values):
        against = [{"low": 1, "high": 4, "period": "2023-01-01"}]
        return check(Claim("x", "x", "agree", "", {"values": values, "against": against})).verdict

    assert agree("3", "at least 2") is Verdict.DEPENDS
    assert agree("2", "3") is Verdict.INCONSISTENT
    assert agree("2", "7") is Verdict.CONTRADICTED


@settings(deadline=None)
@given(COUNTS, SPANS, COUNTS)
def test_what_holds_or_is_contradicted_is_so_whatever_the_number_is(said, cell, true):
    low, high = cell
    true = min(max(true, low), high)
    exact = {
        "value": said,
        "period": "2023",
        "against": [{"value": true, "low": true, "high": true, "period": "2023"}],
    }
    verdict = figure(str(said), (low, high)).verdict
    known = check(Claim("x", "x", "figure", "", exact)).verdict
    assert verdict is Verdict.DEPENDS or verdict is known


@settings(deadline=None)
@given(st.integers(0, 40), SPANS)
def test_wider_bounds_never_decide_more(said, cell):
    low, high = cell
    narrow, wide = figure(str(said), (low, high)).verdict, figure(str(said), (low // 2, high + 1)).verdict
    assert wide is Verdict.DEPENDS or wide is narrow


@settings(deadline=None)
@given(SPANS, SPANS, st.integers(0, 300), st.integers(1, 300))
def test_the_interval_of_a_ratio_contains_the_ratio_of_the_numbers_not_shown(start, stop, top, bottom):
    bottom, top = min(max(bottom, start[0]), start[1]), min(max(top, stop[0]), stop[1])
    found = times("2", [None, *start], [None, *stop])
    if start[1] == 0:
        assert found.verdict is Verdict.CANNOT
    elif bottom:
        assert found.readings[0].bounds.contains(top / bottom)


@pytest.mark.parametrize(
    ("kind", "body", "missing"),
    [
        ("ratio", {"value": "3", "from": 0, "to": 12}, "a start above 0"),
        ("ratio", {"value": "3", "from": "0%", "to": "12%"}, "a start above 0"),
        ("ratio", {"value": "3", "from": "0/20", "to": "12/20"}, "a start above 0"),
        ("change", {"from": 0, "to": 12, "value": "12%"}, "a start above 0"),
        ("share", {"value": "5%", "part": 1, "whole": 0}, "a whole above 0"),
    ],
)
def test_what_would_be_divided_by_nothing_cannot_be_recomputed_and_says_what_is_missing(kind, body, missing):
    found = check(Claim("x", "x", kind, "", body))
    assert found.verdict is Verdict.CANNOT
    assert missing in str(found.missing[0])


def test_a_ratio_from_a_cell_of_the_series_that_is_0_cannot_be_recomputed():
    found = times("3", 0, 12)
    assert (found.verdict, len(found.missing)) == (Verdict.CANNOT, 1)


def test_rates_of_which_one_has_no_case_cannot_be_compared():
    sides = {"count": 12, "stock": 1000, "other_count": 0, "other_stock": 5000, "as_of": "2024-01-01"}
    body = {"more_often": True, "readings": [sides | {"name": "refusals"}]}
    found = check(Claim("x", "x", "per head", "", body))
    assert found.verdict is Verdict.CANNOT
    assert str(found.missing[0]) == "at least one case on each side of “refusals”"


@pytest.mark.parametrize(("values", "against"), [([], [{"value": 1, "period": "2023"}]), (["3", "4"], [])])
def test_values_are_not_contradicted_by_nothing(values, against):
    found = check(Claim("x", "x", "agree", "", {"values": values, "against": against}))
    assert (found.verdict, len(found.missing)) == (Verdict.CANNOT, 1)


def test_shares_before_and_after_are_not_contradicted_by_nothing():
    body = {"before": "84%", "after": "44%", "break": "2023-07", "until": "2024-12", "readings": []}
    assert check(Claim("x", "x", "mixture", "", body)).verdict is Verdict.CANNOT


def test_what_a_year_does_not_fit_is_a_template_that_every_language_can_say():
    years = {"name": "all", "years": {"2023": "10/100", "2024": "60/100"}}
    body = {"before": "84%", "after": "44%", "break": "2023-07", "until": "2024-12", "readings": [years]}
    found = check(Claim("x", "x", "mixture", "", body))
    assert [str(one) for one in found.trace] == [
        "all, 2023: 10.0 %; not between 44 and 84",
        "all, 2024: 60.0 %; not 44%",
    ]
    assert all("not" in one.template for one in found.trace)


def test_numbers_of_a_series_and_of_heads_are_read_as_they_stand():
    assert times("3", "1,200", "3 600").verdict is Verdict.HOLDS
    sides = {"count": "1,200", "stock": "10 000", "other_count": 12, "other_stock": 5000}
    body = {"more_often": True, "readings": [sides | {"name": "refusals", "as_of": "2024-01-01"}]}
    assert check(Claim("x", "x", "per head", "", body)).verdict is Verdict.HOLDS


def test_a_growth_from_0_in_numbers_is_recomputed():
    assert check(Claim("x", "x", "change", "", {"from": 0, "to": 12, "value": 12})).verdict is Verdict.HOLDS


def test_bounds_the_wrong_way_round_and_a_cell_of_nothing_are_refused():
    with pytest.raises(BadInput, match="not 4 to 1"):
        figure("3", (4, 1))
    with pytest.raises(BadInput, match="lacks “value”"):
        figure("3", (None, 4))
    for listed in ([None, None, 4], [1, 4], []):
        with pytest.raises(BadInput, match="number, low, high"):
            times("3", listed, 10)


@pytest.mark.parametrize(
    "wrong",
    [
        "kind: figure\n  value: 3\n  period: 2023\n  against: [{low: few, high: 4, period: 2023}]",
        "kind: figure\n  value: 3\n  period: 2023\n  against: [1644]",
        "kind: figure\n  value: [3]",
        "kind: sum\n  value: 3\n  parts: 1 and 2",
        "kind: ratio\n  value: 3\n  series: [1, 2]",
        "kind: ratio\n  value: 3\n  series: {2022: , 2023: 4}\n  from_period: 2022\n  to_period: 2023",
        "kind: ratio\n  value: 3\n  from: 12/20\n  to: 4",
        "kind: ratio\n  value: 3\n  from: some/all\n  to: 1/2",
        "kind: ratio\n  value: 3\n  readings: [{from: {a: 1}, to: 2}]",
    ],
)
def test_what_is_no_number_or_of_another_shape_is_refused_in_words(wrong):
    with pytest.raises(BadInput, match="Claim C1: "):
        check(read_claims(f"- id: C1\n  says: so\n  {wrong}")[0])
