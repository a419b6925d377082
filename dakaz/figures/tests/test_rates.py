"""Rates have honest intervals, agree with scipy, and keep what rounding hides."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.special
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from dakaz.errors import BadInput
from dakaz.figures import special
from dakaz.figures.fisher import fisher
from dakaz.figures.rates import (
    Bounds,
    PerHead,
    clopper_pearson,
    difference,
    disparity,
    odds_ratio,
    ratio,
    share_bounds,
    shares,
    wilson,
)
from dakaz.figures.readers.cells import EUROSTAT_ASYLUM

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_reference_intervals_of_the_invented_months():
    before, after = clopper_pearson(309, 354), clopper_pearson(93, 224)
    assert (before.low, before.high) == pytest.approx((0.8336, 0.9057), abs=1e-4)
    assert (after.low, after.high) == pytest.approx((0.3499, 0.4827), abs=1e-4)


def test_fishers_test_agrees_with_r_and_scipy():
    found = fisher((309, 354), (93, 224))
    assert found.p == pytest.approx(2.94e-31, rel=1e-2)
    assert (found.odds_ratio, found.low, found.high) == pytest.approx((9.627, 6.296, 14.926), rel=1e-3)
    exact = scipy.stats.contingency.odds_ratio([[309, 45], [93, 131]])
    assert found.odds_ratio == pytest.approx(exact.statistic, rel=1e-9)


def test_disparity_per_head_depends_on_numerator_and_day():
    ours = PerHead(1644, 58347, "2023-07-01")
    assert disparity(ours, PerHead(300, 16193, "2023-07-01")).value == pytest.approx(1.52, abs=0.005)
    official = disparity(ours, PerHead(397, 16193, "2023-07-01"))
    assert (official.value, official.low, official.high) == pytest.approx((1.15, 1.03, 1.28), abs=0.005)
    august = disparity(PerHead(910, 58000, "2023-08-04"), PerHead(254, 16000, "2023-08-04"))
    assert (august.value, august.low, august.high) == pytest.approx((0.99, 0.86, 1.13), abs=0.005)
    with pytest.raises(BadInput, match="day of its stock"):
        disparity(ours, PerHead(397, 16193, ""))


def test_both_denominators_are_reported_when_closed_cases_exist():
    substantive, wide = shares([116], [72], [52])
    assert (substantive.pooled.value, wide.pooled.value) == pytest.approx((0.617, 0.483), abs=5e-4)
    assert len(shares([116], [72])) == 1
    two = shares([9, 0], [1, 10])[0]
    assert (two.pooled.value, two.unweighted) == pytest.approx((0.45, 0.45))


def test_the_ratio_of_shares_is_not_the_ratio_of_odds():
    assert ratio((16, 100), (56, 100)).value == pytest.approx(3.5)
    assert odds_ratio((16, 100), (56, 100)).value == pytest.approx(6.68, abs=0.005)


def test_suppressed_cells_give_wide_bounds():
    assert share_bounds(Bounds(1, 5), Bounds(1, 5)) == Bounds(1 / 6, 5 / 6)
    found = share_bounds(Bounds(13, 17), Bounds(3, 7))
    assert (found.low, found.high) == pytest.approx((0.65, 0.85))


@settings(deadline=None)
@given(counts)
def test_clopper_pearson_agrees_with_scipy(given_counts):
    positive, decided = given_counts
    found = clopper_pearson(positive, decided)
    exact = scipy.stats.binomtest(positive, decided).proportion_ci(method="exact")
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=1e-9)
    score = scipy.stats.binomtest(positive, decided).proportion_ci(method="wilson")
    assert (wilson(positive, decided).low, wilson(positive, decided).high) == pytest.approx(
        (score.low, score.high), abs=1e-9
    )


@settings(deadline=None)
@given(counts, counts)
def test_a_difference_lies_in_its_interval(first, second):
    found = difference(first, second)
    assert -1 - 1e-9 <= found.low <= found.value <= found.high <= 1 + 1e-9


@settings(deadline=None)
@given(st.integers(0, 5000), st.integers(0, 5000))
def test_bounds_contain_the_share_of_unrounded_numbers(part, rest):
    rounded = [5 * round(value / 5) for value in (part, rest)]
    bounds = share_bounds(*(Bounds(*EUROSTAT_ASYLUM.bounds(value)) for value in rounded))
    if part + rest:
        assert bounds.contains(part / (part + rest))


@settings(deadline=None)
@given(st.integers(1, 300), st.integers(1, 300), st.integers(2, 50))
def test_scaling_counts_keeps_rates(positive, negative, factor):
    one = shares([positive], [negative])[0].pooled.value
    many = shares([positive * factor], [negative * factor])[0].pooled.value
    assert one == pytest.approx(many)


@settings(deadline=None)
@given(
    st.floats(-50, 50),
    st.floats(0, 20),
    st.floats(-50, 50),
    st.floats(0, 20),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_arithmetic_of_bounds_contains_arithmetic_of_members(a, width_a, b, width_b, at_a, at_b):
    first, second = Bounds(a, a + width_a), Bounds(b, b + width_b)
    x, y = a + at_a * width_a, b + at_b * width_b
    assert (first + second).contains(x + y)
    assert (first - second).contains(x - y)
    assert (first * second).contains(x * y)


@settings(deadline=None)
@given(st.floats(1e-3, 1e6))
def test_log_gamma_agrees_with_the_standard_library(x):
    assert float(special.log_gamma(np.array(x))) == pytest.approx(math.lgamma(x), rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0.1, 5000), st.floats(0.1, 5000))
def test_the_incomplete_beta_function_agrees_with_scipy(x, a, b):
    assert special.beta_share(x, a, b) == pytest.approx(float(scipy.special.betainc(a, b, x)), abs=1e-8)


def test_refusals():
    with pytest.raises(BadInput, match="is no share"):
        wilson(3, 2)
    with pytest.raises(BadInput, match="divisor can be 0"):
        Bounds(1, 2) / Bounds(-1, 1)
