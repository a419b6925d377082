"""Reference results are reproduced; constant series are left alone; a step is found and told with care."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakaz.errors import BadInput
from dakaz.figures.breaks import (
    MonthlyShares,
    analyse,
    beta_binomial,
    classical,
    conjugate,
    may_be_said,
    may_not_be_said,
)
from dakaz.figures.breaks.fixed_date import counts_at, shares_at
from dakaz.figures.breaks.overdispersed import negative_binomial
from dakaz.figures.breaks.permuted import benjamini_hochberg, likelihood_ratio, shuffled_months
from dakaz.figures.period import parse_period

REAL = Path(__file__).with_name("real")


def column(file, name):
    with (REAL / file).open() as lines:
        return np.array([float(row[name]) for row in csv.DictReader(lines)])


NILE = column("nile.csv", "flow_1e8_m3")
COAL = column("coal.csv", "count_boot_jarrett")
COAL_CARLIN = column("coal.csv", "count_carlin1992")
YES, WHOLE = column("synthetic_26_months.csv", "positive"), column("synthetic_26_months.csv", "decided")
MONTHS = [f"{2022 + (7 + at) // 12}-{(7 + at) % 12 + 1:02}" for at in range(26)]


@pytest.fixture
def months():
    return MonthlyShares(
        tuple(parse_period(one) for one in MONTHS),
        tuple(int(one) for one in YES),
        tuple(int(one) for one in WHOLE),
    )


def test_the_nile_breaks_in_1898_with_the_interval_that_r_gives():
    none, one, two, three = classical.partitions(NILE)
    assert one.breaks == (28,)
    assert [round(x.rss) for x in (none, one, two, three)] == [2835157, 1597457, 1552924, 1538097]
    assert [x.bic for x in (none, one, two, three)] == pytest.approx(
        [1318.242, 1270.084, 1276.467, 1284.718], abs=1e-3
    )
    assert classical.date_interval(NILE, 28) == (25, 32)
    assert classical.date_interval(NILE, 28, 0.9) == (26, 31)
    assert classical.date_interval(NILE, 28, 0.99) == (23, 34)
    assert (NILE[:28].mean(), NILE[28:].mean()) == pytest.approx((1097.75, 849.9722), abs=1e-4)


def test_tests_of_the_nile_agree_with_r():
    found = classical.f_statistics(NILE)
    assert found.largest == pytest.approx(75.93, abs=0.01)
    assert found.p < 1e-15
    assert (found.mean, found.exponential) == pytest.approx((21.215, 33.759), abs=1e-3)
    statistic, p = classical.cusum(NILE)
    assert statistic == pytest.approx(2.9518, abs=1e-4)
    assert p == pytest.approx(5.409e-08, rel=1e-3)
    assert conjugate.gaussian(NILE).best == 27


def test_mining_disasters_change_after_1891():
    found = conjugate.poisson(COAL)
    by_year = {1851 + int(at): chance for at, chance in zip(found.dates, found.chances, strict=True)}
    assert found.best + 1851 == 1891
    assert [by_year[year] for year in (1891, 1890, 1889, 1892)] == pytest.approx(
        [0.2450, 0.1848, 0.1432, 0.0988], abs=1e-4
    )
    assert (found.quantile(0.5) + 1851, tuple(at + 1851 for at in found.interval())) == (1890, (1886, 1896))
    assert conjugate.poisson_means(found, COAL) == pytest.approx((3.0642, 0.9224), abs=1e-4)


def test_the_other_circulating_list_changes_after_1890():
    found = conjugate.poisson(COAL_CARLIN)
    assert (found.best + 1851, tuple(at + 1851 for at in found.interval())) == (1890, (1886, 1895))
    assert found.best_chance == pytest.approx(0.2866, abs=1e-4)
    assert conjugate.poisson_means(found, COAL_CARLIN) == pytest.approx((3.0829, 0.8934), abs=1e-4)
    assert (COAL.sum(), COAL_CARLIN.sum()) == (191, 188)
    assert [1851 + at for at in np.flatnonzero(COAL != COAL_CARLIN)] == [1891, 1931, 1941, 1942, 1962]


def test_maximum_likelihood_of_the_disasters():
    def log_likelihood(part):
        return float((part * np.log(part.mean()) - part.mean()).sum())

    gamma = -sum(float(np.log(np.arange(1, n + 1)).sum()) for n in COAL.astype(int))
    best = max(range(1, 112), key=lambda k: log_likelihood(COAL[:k]) + log_likelihood(COAL[k:]))
    one = log_likelihood(COAL[:best]) + log_likelihood(COAL[best:]) + gamma
    assert (best, COAL[:best].mean(), COAL[best:].mean()) == pytest.approx((41, 3.0976, 0.9014), abs=1e-4)
    assert (one, log_likelihood(COAL) + gamma) == pytest.approx((-168.576, -203.5702), abs=1e-3)


def test_the_invented_months_give_the_reference_posteriors():
    plain = conjugate.binomial(YES, WHOLE)
    assert (MONTHS[plain.best], plain.best_chance) == ("2023-06", pytest.approx(0.92783, abs=1e-4))
    assert plain.log_bayes_factor == pytest.approx(62.7635, abs=1e-3)
    assert likelihood_ratio(YES, WHOLE) == (pytest.approx(136.7996, abs=1e-4), 10)
    found = beta_binomial(YES, WHOLE)
    assert found.posterior.best_chance == pytest.approx(0.858, abs=0.01)
    assert [MONTHS[at] for at in found.posterior.interval()] == ["2023-06", "2023-08"]
    assert found.posterior.log_bayes_factor == pytest.approx(9.485, abs=0.01)
    assert found.dispersion == pytest.approx(0.049, abs=0.01)


def test_a_date_tested_apart_has_over_dispersion():
    effect = shares_at(YES, WHOLE, 10, chosen_before=True)
    assert (effect.dispersion, effect.error, effect.log_effect) == pytest.approx(
        (1.963, 0.2934, -2.2693), abs=1e-3
    )


def test_counts_with_a_season_and_people_are_tested_apart():
    random = np.random.default_rng(7)
    people = np.linspace(300_000, 310_000, 60)
    month = np.arange(1, 61)
    expected = people * 0.002 * np.exp(0.1 * np.sin(2 * np.pi * month / 12) - 0.3 * (month > 36))
    effect = counts_at(random.poisson(expected), 35, exposure=people, harmonics=2, chosen_before=True)
    low, high = effect.interval
    assert low < np.exp(-0.3) < high
    assert effect.dispersion == pytest.approx(1, abs=0.6)


def test_without_the_surge_the_date_moves(months):
    found = analyse(months, np.random.default_rng(1))
    rows = {one.label.split(":")[0]: one for one in found.variants}
    moved = rows["without the surge"]
    assert moved.between.last_before.edtf == "2023-04"
    assert moved.log_bayes_factor == pytest.approx(7.40, abs=0.01)
    assert (moved.size.before.value, moved.size.after.value) == pytest.approx((0.853, 0.415), abs=0.001)
    assert moved.size.negatives == pytest.approx(4.68, abs=0.01)
    assert found.size.negatives == pytest.approx(2.91, abs=0.01)


def test_what_may_be_said_names_no_cause(months):
    found = analyse(months, np.random.default_rng(1), family=4, chosen=10, chosen_before=False)
    assert found.verdict.step > 0.9
    assert found.shuffled.p <= 0.05
    said = str(may_be_said(found))
    assert "Between 2023-06 and 2023-07" in said
    assert "87 % to 42 %" in said
    assert "does not show that it caused" in str(may_not_be_said(found))
    between, effect = found.chosen
    assert not effect.chosen_before
    assert found.between == between
    assert found.size.unweighted_before != pytest.approx(found.size.before.value, abs=1e-3)


def test_constant_series_are_left_alone():
    random = np.random.default_rng(11)
    called = 0
    for _ in range(60):
        decided = random.integers(14, 30, 26).astype(float)
        share = random.beta(0.7 * 9, 0.3 * 9, 26)
        yes = random.binomial(decided.astype(int), share).astype(float)
        called += beta_binomial(yes, decided, with_trend=False).posterior.log_bayes_factor > np.log(3)
    assert called <= 4


def test_a_slow_decline_is_not_called_a_step():
    random = np.random.default_rng(5)
    decided = np.full(26, 40.0)
    yes = random.binomial(40, np.linspace(0.9, 0.4, 26)).astype(float)
    found = beta_binomial(yes, decided)
    assert found.trend > found.step


def test_counts_that_jump_are_found():
    random = np.random.default_rng(3)
    counts = np.concatenate([random.poisson(12, 15), random.poisson(40, 15)]).astype(float)
    found = negative_binomial(counts)
    assert abs(found.posterior.best - 14) <= 1
    assert found.step > 0.8


def test_shuffling_pays_for_the_search():
    random = np.random.default_rng(2)
    decided = random.integers(14, 30, 26).astype(float)
    yes = random.binomial(decided.astype(int), 0.7).astype(float)
    assert shuffled_months(yes, decided, random).p > 0.01
    assert shuffled_months(YES, WHOLE, random, family=30, block=1).p == pytest.approx(1 / 1000)
    assert shuffled_months(YES, WHOLE, random, block=3).p < 0.02
    assert shuffled_months(YES, WHOLE, random, family=100).shuffles == 2000


def test_p_values_of_a_family_are_adjusted_together():
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.5]) == pytest.approx((0.04, 0.0533333, 0.0533333, 0.5))


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 6))
def test_months_without_decisions_say_nothing(number):
    yes, whole = np.insert(YES, 5, [0.0] * number), np.insert(WHOLE, 5, [0.0] * number)
    plain, padded = beta_binomial(YES, WHOLE, with_trend=False), beta_binomial(yes, whole, with_trend=False)
    assert padded.posterior.best == plain.posterior.best + number
    assert padded.before == pytest.approx(plain.before, abs=0.01)


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 9))
def test_scaling_counts_keeps_the_rates_and_the_date(factor):
    found = negative_binomial(COAL * factor, with_trend=False)
    assert abs(found.posterior.best - negative_binomial(COAL, with_trend=False).posterior.best) <= 3


def test_refusals_name_the_month(months):
    with pytest.raises(BadInput, match="8 periods"):
        analyse(months.without(range(20)), np.random.default_rng(1))
    with pytest.raises(BadInput, match="2023-01: 3 of 2"):
        MonthlyShares((parse_period("2023-01"),), (3,), (2,))
    with pytest.raises(BadInput, match="too few"):
        beta_binomial(np.ones(3), np.ones(3))
