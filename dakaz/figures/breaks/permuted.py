"""Is any split of the months better than chance? The months are shuffled; the search is shuffled with them.

Looking at every date and naming the best one finds “breaks” in two of five constant series. Here every
shuffled series is searched the same way, so the p value has paid for the search, and a family of series
is corrected together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dakaz.figures.special import Array

_AT_A_TIME = 2_000_000
FEWEST_SHUFFLES = 999


@dataclass(frozen=True, slots=True)
class Shuffled:
    """What shuffling says.

    Args:
        statistic: the largest likelihood ratio over all dates.
        date: index of the last point before that date.
        p: share of shuffled series with a statistic at least as large, the series itself counted.
        shuffles: how many were made.
        family: how many series were tested together; a reader must be told.
        block: months that were kept together while shuffling; 1 when each was alone.
    """

    statistic: float
    date: int
    p: float
    shuffles: int
    family: int
    block: int


def likelihood_ratio(positive: Array, decided: Array, shortest: int = 2) -> tuple[float, int]:
    """Return twice the log of the likelihood ratio at the best split, and the last index before it."""
    scan = _scan(np.atleast_2d(positive), np.atleast_2d(decided), shortest)[0]
    at = int(np.argmax(scan))
    return float(scan[at]), at + shortest - 1


def shuffled_months(
    positive: Array,
    decided: Array,
    random: np.random.Generator,
    *,
    family: int = 1,
    shuffles: int = 0,
    shortest: int = 2,
    block: int = 0,
) -> Shuffled:
    """Test shares by shuffling whole months, so that months may differ by more than chance.

    Args:
        positive: cases of the kind in each month.
        decided: all cases in each month.
        random: where the shuffles come from.
        family: number of series tested together; there are at least 20 shuffles for each.
        shuffles: how many; found from the family when 0.
        shortest: months on each side.
        block: months kept together; found from the residuals' autocorrelation when 0.
    """
    yes, whole = np.asarray(positive, dtype=np.float64), np.asarray(decided, dtype=np.float64)
    shuffles = shuffles or max(FEWEST_SHUFFLES, 20 * family)
    statistic, date = likelihood_ratio(yes, whole, shortest)
    block = block or _block(yes, whole, date)
    larger = 0
    rows = max(1, _AT_A_TIME // len(yes))
    for start in range(0, shuffles, rows):
        order = _orders(len(yes), min(rows, shuffles - start), block, random)
        larger += int((_scan(yes[order], whole[order], shortest).max(axis=1) >= statistic - 1e-9).sum())
    return Shuffled(statistic, date, (larger + 1) / (shuffles + 1), shuffles, family, block)


def _orders(
    points: int, rows: int, block: int, random: np.random.Generator
) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """Return shuffled orders of months, blocks of them kept together, each order turned by a random start."""
    blocks = -(-points // block)
    order = random.permuted(np.tile(np.arange(blocks), (rows, 1)), axis=1)
    if block == 1:
        return order
    turn = random.integers(points, size=(rows, 1))
    spread = (order[:, :, None] * block + np.arange(block)).reshape(rows, -1)
    kept = np.stack([row[row < points] for row in spread])
    return np.asarray((kept + turn) % points)


def _scan(yes: Array, whole: Array, shortest: int) -> Array:
    """Return twice the log likelihood ratio of every split, rows by series."""
    left_yes, left = np.cumsum(yes, axis=1), np.cumsum(whole, axis=1)
    all_yes, everything = left_yes[:, -1:], left[:, -1:]
    at = slice(shortest - 1, yes.shape[1] - shortest)
    left_yes, left = left_yes[:, at], left[:, at]
    split = _fit(left_yes, left) + _fit(all_yes - left_yes, everything - left)
    return np.asarray(2 * (split - _fit(all_yes, everything)))


def _fit(yes: Array, whole: Array) -> Array:
    return _entropy(yes, whole) + _entropy(whole - yes, whole)


def _entropy(part: Array, whole: Array) -> Array:
    safe = np.where(part > 0, part, 1.0)
    return np.asarray(part * np.log(safe / np.where(whole > 0, whole, 1.0)))


def _block(yes: Array, whole: Array, date: int) -> int:
    """Return 3 when what is left after the best split still follows the month before it, else 1."""
    left = np.zeros(len(yes))
    for part in (slice(0, date + 1), slice(date + 1, None)):
        total = whole[part].sum()
        share = yes[part].sum() / total if total else 0.0
        spread = np.sqrt(np.maximum(whole[part] * share * (1 - share), 1e-12))
        left[part] = np.where(whole[part] > 0, (yes[part] - whole[part] * share) / spread, 0.0)
    if len(left) < 12 or not left.any():
        return 1
    centred = left - left.mean()
    follows = float((centred[1:] * centred[:-1]).sum() / max(float((centred**2).sum()), 1e-12))
    return 3 if follows > 2 / np.sqrt(len(left)) else 1


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return p values adjusted for a family of tests (Benjamini and Hochberg 1995), in the given order."""
    order = sorted(range(len(p_values)), key=lambda at: -p_values[at])
    adjusted = [1.0] * len(p_values)
    least = 1.0
    for place, at in enumerate(order):
        least = min(least, p_values[at] * len(p_values) / (len(p_values) - place))
        adjusted[at] = least
    return tuple(adjusted)
