"""Change, trend or neither in series that vary by more than chance: beta-binomial and negative binomial.

The level and the over-dispersion are integrated on a grid. One table of log likelihoods (over-dispersion,
level, point) serves all three models:

- flat: one level throughout;
- step: one level before a date, another after it, every date alike likely beforehand;
- trend: a straight line from one level at the first point to another at the last, on the grid's scale.

Over-dispersion is the same throughout. Simulated constant series with over-dispersion between 0 and 0.15
are called broken in at most 3 of 100 (``benchmarks/figures.py``); a binomial model calls up to two thirds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dakaz.figures.breaks.conjugate import Posterior, possible_dates
from dakaz.figures.special import Array, log_gamma, log_mean, log_sum

LEVELS = (np.arange(100) + 0.5) / 100
# Uniform over these ten, closer together where monthly decisions lie (0 to 0.2). The published reference
# for 26 invented months (ln BF 9.485, mean 0.049) names ten values and not which; these meet it.
RHOS = np.array([0.002, 0.005, 0.01, 0.02, 0.06, 0.1, 0.15, 0.2, 0.3, 0.5])
_TREND_LEVELS = 40
_LONG = 2_000
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the three models say of a series.

    Args:
        posterior: where a step lies, given that there is one, and its Bayes factor against flat.
        flat: probability that nothing changes, the three models being alike likely beforehand.
        trend: probability of a gradual change.
        step: probability of a step.
        dispersion: posterior mean of the over-dispersion, given a step.
        before: posterior mean of the level before the step.
        after: and after it.
    """

    posterior: Posterior
    flat: float
    trend: float
    step: float
    dispersion: float
    before: float
    after: float


class _Sums:
    """What is gathered while the grid of over-dispersion is walked, one slice in memory at a time."""

    def __init__(self, levels: Array, points: int, shortest: int) -> None:
        self.levels = levels
        self.dates = possible_dates(points, shortest)
        self.steps: list[Array] = []
        self.flats: list[float] = []
        self.trends: list[float] = []
        self.means: list[tuple[Array, Array]] = []

    def add(self, table: Array, *, with_trend: bool) -> None:
        """Take in one slice: log likelihoods by level (rows) and point (columns)."""
        sums = np.cumsum(table, axis=1)
        whole = sums[:, -1:]
        at = self.dates.astype(np.int64)
        before, after = sums[:, at], whole - sums[:, at]
        self.steps.append(log_mean(before, 0) + log_mean(after, 0))
        self.flats.append(float(log_mean(whole[:, 0], 0)))
        self.means.append((_mean_level(self.levels, before), _mean_level(self.levels, after)))
        if with_trend:
            self.trends.append(_trend(table))


def _mean_level(levels: Array, logs: Array) -> Array:
    weights = np.exp(logs - logs.max(axis=0, keepdims=True))
    return np.asarray((levels[:, None] * weights).sum(axis=0) / weights.sum(axis=0))


def _trend(table: Array) -> float:
    """Return the log likelihood of a line between two levels, averaged over all pairs of them."""
    levels, points = table.shape
    ends = _TREND_LEVELS if points <= _LONG else _TREND_LEVELS // 4
    marks = np.linspace(0, levels - 1, ends)
    along = np.linspace(0, 1, points)
    start, stop = (one.ravel() for one in np.meshgrid(marks, marks))
    if points > _LONG:
        everywhere = np.arange(points)
        lines = (np.rint(a + (b - a) * along).astype(np.intp) for a, b in zip(start, stop, strict=True))
        return float(log_mean(np.array([float(table[line, everywhere].sum()) for line in lines]), 0))
    total = np.zeros(len(start))
    for point in range(points):
        at = np.rint(start + (stop - start) * along[point]).astype(np.intp)
        total += table[at, point]
    return float(log_mean(total, 0))


def _judge(
    slices: Iterator[tuple[float, Array]], levels: Array, points: int, *, shortest: int, with_trend: bool
) -> Verdict:
    sums = _Sums(levels, points, shortest)
    dispersions = []
    for dispersion, table in slices:
        dispersions.append(dispersion)
        sums.add(table, with_trend=with_trend)
    steps = np.array(sums.steps)
    by_date = log_mean(steps, 0)
    step = float(log_mean(by_date, 0))
    flat = float(log_mean(np.array(sums.flats), 0))
    trend = float(log_mean(np.array(sums.trends), 0)) if with_trend else -math.inf
    chances = np.exp(by_date - float(log_sum(by_date)))
    found = Posterior(sums.dates, chances / chances.sum(), step - flat)
    weights = np.exp(steps - float(log_sum(steps)))
    top = max(flat, trend, step)
    models = np.exp(np.array([flat, trend, step]) - top)
    models = models / models.sum()
    return Verdict(
        found,
        flat=float(models[0]),
        trend=float(models[1]),
        step=float(models[2]),
        dispersion=float((weights.sum(axis=1) * np.array(dispersions)).sum()),
        before=float(sum((w * means[0]).sum() for w, means in zip(weights, sums.means, strict=True))),
        after=float(sum((w * means[1]).sum() for w, means in zip(weights, sums.means, strict=True))),
    )


def beta_binomial(
    positive: Array,
    decided: Array,
    *,
    shortest: int = _SHORTEST,
    with_trend: bool = True,
    rhos: Array = RHOS,
) -> Verdict:
    """Judge shares that may vary between months by more than chance.

    Args:
        positive: cases of the kind in each period.
        decided: all cases; a period without any stays in and says nothing.
        shortest: periods on each side of a change.
        with_trend: also weigh a gradual change; without it its probability is 0.
        rhos: grid of the over-dispersion (intra-class correlation), uniform beforehand.
    """
    yes, whole = np.asarray(positive, dtype=np.float64), np.asarray(decided, dtype=np.float64)

    def slices() -> Iterator[tuple[float, Array]]:
        ways = log_gamma(whole + 1) - log_gamma(yes + 1) - log_gamma(whole - yes + 1)
        for rho in rhos:
            size = (1 - rho) / rho
            a, b = LEVELS * size, (1 - LEVELS) * size
            table = _rising(a, yes) + _rising(b, whole - yes) - _rising(np.array([size]), whole) + ways
            yield float(rho), table

    return _judge(slices(), LEVELS, len(yes), shortest=shortest, with_trend=with_trend)


def _rising(base: Array, counts: Array) -> Array:
    """Return ln Γ(base + count) - ln Γ(base), rows by base; each count that occurs is computed once."""
    unique, where = np.unique(counts, return_inverse=True)
    found = log_gamma(base[:, None] + unique[None, :]) - log_gamma(base)[:, None]
    return np.asarray(found[:, where.reshape(-1)])


def negative_binomial(
    counts: Array,
    exposure: Array | None = None,
    *,
    shortest: int = _SHORTEST,
    with_trend: bool = True,
    levels: int = 100,
) -> Verdict:
    """Judge counts that may vary by more than a Poisson count does.

    Rates lie on a grid even in their logarithm, from a third of the lowest to three times the highest
    rate seen; so a trend is one of constant growth. Over-dispersion ``d`` means a variance of
    ``mean + d * mean²``; 0.001 to 1 is weighed, even in its logarithm.

    Args:
        counts: events in each period.
        exposure: what each is out of; 1 each when missing.
        shortest: periods on each side of a change.
        with_trend: also weigh steady growth or decline.
        levels: points of the grid of rates.
    """
    seen = np.asarray(counts, dtype=np.float64)
    out_of = np.ones(len(seen)) if exposure is None else np.asarray(exposure, dtype=np.float64)
    raw = (seen + 0.5) / out_of
    grid = np.geomspace(raw.min() / 3, raw.max() * 3, levels)

    def slices() -> Iterator[tuple[float, Array]]:
        for dispersion in np.geomspace(0.001, 1, 10):
            size = 1 / dispersion
            mean = grid[:, None] * out_of[None, :]
            table = _rising(np.array([size]), seen) - log_gamma(seen + 1)
            table = table + size * np.log(size / (size + mean)) + seen * np.log(mean / (size + mean))
            yield float(dispersion), table

    return _judge(slices(), grid, len(seen), shortest=shortest, with_trend=with_trend)
