"""Fisher's exact test of two shares, with the conditional odds ratio and its exact interval."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dakaz.figures.special import Array

_BISECTIONS = 200
_FURTHEST = 60.0


@dataclass(frozen=True, slots=True)
class Fisher:
    """What the test says.

    Args:
        p: two-sided, the sum of all tables no likelier than the one seen.
        odds_ratio: maximum of the conditional likelihood; 0 or infinite at the edge.
        low: lower end of the exact interval.
        high: upper end.
    """

    p: float
    odds_ratio: float
    low: float
    high: float


def fisher(first: tuple[int, int], second: tuple[int, int], level: float = 0.95) -> Fisher:
    """Test two shares given as (part, whole), ``first`` against ``second``.

    The null table is the central hypergeometric; the interval inverts two one-sided tests of half
    ``1 - level`` each, as R's ``fisher.test`` does.
    """
    part, whole = first
    marked = part + second[0]
    low = max(0, marked - second[1])
    support = np.arange(low, min(marked, whole) + 1, dtype=np.float64)
    base = np.array([_log_ways(int(x), whole, second[1], marked) for x in support])
    central = _weights(base, support, 0.0)
    seen = central[part - low]
    p = float(central[central <= seen * (1 + 1e-7)].sum())
    tail = (1 - level) / 2

    def mean(log_odds: float) -> float:
        return float((_weights(base, support, log_odds) * support).sum()) - part

    def at_most(log_odds: float) -> float:
        return tail - float(_weights(base, support, log_odds)[support <= part].sum())

    def at_least(log_odds: float) -> float:
        return float(_weights(base, support, log_odds)[support >= part].sum()) - tail

    bottom, top = part == support[0], part == support[-1]
    estimate = 0.0 if bottom else math.inf if top else math.exp(_root(mean))
    return Fisher(
        min(1.0, p),
        estimate,
        0.0 if bottom else math.exp(_root(at_least)),
        math.inf if top else math.exp(_root(at_most)),
    )


def _log_ways(x: int, whole: int, other: int, marked: int) -> float:
    return _log_choose(whole, x) + _log_choose(other, marked - x)


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _weights(base: Array, support: Array, log_odds: float) -> Array:
    logs = base + support * log_odds
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def _root(rising: Callable[[float], float]) -> float:
    """Return where a rising function of the log odds passes zero."""
    low, high = -_FURTHEST, _FURTHEST
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
