"""Changes of a mean by least squares, as R's strucchange computes them: for comparison and for checking.

Bai and Perron (1998, 2003) for several breaks, Bai (1997) for the date's interval, Andrews (1993) for
the largest F, Ploberger and Krämer (1992) for the cumulative sum of residuals.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dakaz.figures.special import Array, log_normal_tail

_LOG_2PI = math.log(2 * math.pi)


@dataclass(frozen=True, slots=True)
class Partition:
    """The best split into segments.

    Args:
        breaks: for each break the number of points before it.
        rss: sum of squared residuals.
        bic: Bayesian information criterion; smaller is better.
    """

    breaks: tuple[int, ...]
    rss: float
    bic: float


def partitions(values: Array, most: int = 3, trimming: float = 0.15) -> tuple[Partition, ...]:
    """Return the best partitions with 0 to ``most`` breaks of the mean.

    Args:
        values: the series.
        most: breaks to try.
        trimming: smallest segment as a share of the series.
    """
    count, shortest = len(values), max(1, int(trimming * len(values)))
    residuals = _segments(values)
    cost: Array = residuals[0]
    split: list[tuple[int, ...]] = [()] * count
    found = [_partition((), float(cost[-1]), count)]
    for breaks in range(1, most + 1):
        cost, split = _one_more(residuals, (cost, split), breaks, shortest)
        if not math.isfinite(float(cost[-1])):
            break
        found.append(_partition(split[-1], float(cost[-1]), count))
    return tuple(found)


Best = tuple[Array, list[tuple[int, ...]]]


def _segments(values: Array) -> Array:
    """Return the residual sum of squares of every segment [i, j], both ends inside."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    squares = np.concatenate([[0.0], np.cumsum(np.asarray(values, dtype=np.float64) ** 2)])
    count = len(values)
    first = np.arange(count)[:, None]
    last = np.arange(count)[None, :]
    length = np.maximum(last - first + 1, 1)
    total = sums[last + 1] - sums[first]
    return np.asarray(np.where(last >= first, squares[last + 1] - squares[first] - total**2 / length, np.inf))


def _one_more(residuals: Array, before: Best, breaks: int, shortest: int) -> Best:
    count = residuals.shape[0]
    cost = np.full(count, np.inf)
    split: list[tuple[int, ...]] = [()] * count
    for end in range((breaks + 1) * shortest - 1, count):
        last = np.arange(breaks * shortest - 1, end - shortest + 1)
        if not len(last):
            continue
        totals = before[0][last] + residuals[last + 1, end]
        at = int(np.argmin(totals))
        cost[end] = totals[at]
        split[end] = (*before[1][int(last[at])], int(last[at]) + 1)
    return cost, split


def _partition(breaks: tuple[int, ...], rss: float, count: int) -> Partition:
    likelihood = -0.5 * count * (math.log(rss) + 1 - math.log(count) + _LOG_2PI)
    return Partition(breaks, rss, -2 * likelihood + math.log(count) * 2 * (len(breaks) + 1))


@dataclass(frozen=True, slots=True)
class FStatistics:
    """F tests at every date, put together.

    Args:
        largest: the largest F, and its approximate p value paid for the search.
        p: that p value.
        mean: mean F.
        exponential: ln of the mean of exp(F / 2).
    """

    largest: float
    p: float
    mean: float
    exponential: float


def f_statistics(values: Array, trimming: float = 0.15) -> FStatistics:
    """Return the F tests of a change of the mean at every date away from the ends."""
    count = len(values)
    segments = _segments(values)
    start = int(trimming * count)
    at = np.arange(start, count - start + 1)
    split = segments[0, at - 1] + segments[at, count - 1]
    found = (segments[0, -1] - split) / (split / (count - 2))
    top = float((found / 2).max())
    exponential = top + math.log(float(np.exp(found / 2 - top).mean()))
    largest = float(found.max())
    return FStatistics(largest, _sup_p(largest, trimming), float(found.mean()), exponential)


def _sup_p(value: float, trimming: float) -> float:
    """Return the p value of the largest F for one parameter, the series of Estrella (2003), first terms."""
    if value <= 1:
        return 1.0
    reach = math.log((1 - trimming) ** 2 / trimming**2)
    density = math.sqrt(value / 2) * math.exp(-value / 2) / math.gamma(0.5)
    return min(1.0, density * ((1 - 1 / value) * reach + 2 / value))


def cusum(values: Array) -> tuple[float, float]:
    """Return the largest cumulative sum of residuals from one mean, scaled, and its p value."""
    residuals = np.asarray(values, dtype=np.float64) - np.mean(values)
    count = len(residuals)
    scale = math.sqrt(float((residuals**2).sum()) / (count - 1) * count)
    largest = float(np.abs(np.cumsum(residuals)).max()) / scale
    terms = (2 * (-1) ** (i + 1) * math.exp(-2 * i * i * largest * largest) for i in range(1, 101))
    return largest, min(1.0, max(0.0, sum(terms)))


def date_interval(values: Array, before: int, level: float = 0.95) -> tuple[int, int]:
    """Return Bai's interval for the number of points before the one break, spreads of both sides apart."""
    first, second = np.asarray(values[:before], dtype=float), np.asarray(values[before:], dtype=float)
    jump = float(second.mean() - first.mean()) ** 2
    spread_1, spread_2 = float(first.var()), float(second.var())
    phi = spread_2 / spread_1
    tail = (1 - level) / 2
    scale = spread_1 / jump
    upper = _where(lambda x: _date_share(x, phi) - (1 - tail), 0.0, 1.0)
    lower = _where(lambda x: _date_share(x, phi) - tail, -1.0, 0.0)
    return before - math.ceil(upper * scale), before - math.floor(lower * scale)


def _date_share(x: float, phi: float) -> float:
    """Return the distribution of Bai (1997, p. 563) at x; phi is the ratio of the two variances."""
    if x == 0:
        return _right(1e-12, phi)
    return _left(-x, phi) if x < 0 else _right(x, phi)


def _left(x: float, phi: float) -> float:
    ratio = 1 / phi
    root = math.sqrt(x)
    found = -math.exp(math.log(x) / 2 - x / 8 - _LOG_2PI / 2)
    found -= (
        phi
        * (phi + 2)
        / (phi + 1)
        * math.exp(ratio * (1 + ratio) * x / 2 + log_normal_tail(-(0.5 + ratio) * root))
    )
    inner = x / 2 - 2 + (phi + 2) ** 2 / (phi + 1)
    return found + inner * math.exp(log_normal_tail(-root / 2))


def _right(x: float, phi: float) -> float:
    ratio = 1 / phi
    root = math.sqrt(x)
    found = 1 + math.sqrt(ratio) * math.exp(math.log(x) / 2 - ratio * x / 8 - _LOG_2PI / 2)
    found += (
        (2 * phi + 1)
        / (phi * (phi + 1))
        * math.exp((phi + 1) * x / 2 + log_normal_tail(-(phi + 0.5) / math.sqrt(phi) * root))
    )
    inner = (2 * phi + 1) ** 2 / ((phi + 1) * phi) - 2 + ratio * x / 2
    return found - inner * math.exp(log_normal_tail(-math.sqrt(ratio) * root / 2))


def _where(rising: Callable[[float], float], low: float, high: float) -> float:
    """Return where a rising function passes zero; the bracket is widened until it does."""
    while rising(low) > 0:
        low *= 2
    while rising(high) < 0:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
