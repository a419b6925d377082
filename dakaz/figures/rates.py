"""Shares, ratios and rates per head with honest intervals; nothing here uses Wald's.

A share is always given with its denominator, pooled (all decisions together) and unweighted (the mean
of the periods). Intervals through rounding and suppression are bounds of what can be, not chances.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dakaz.errors import N_, BadInput
from dakaz.figures.special import beta_quantile, z_of
from dakaz.figures.values import Cell

LEVEL = 0.95
DIVISOR_MAY_BE_ZERO = N_("The divisor can be 0: from %(low)g to %(high)g.")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with the interval that belongs to it.

    Args:
        value: the number.
        low: lower end.
        high: upper end.
        method: how the interval was made: ``Clopper-Pearson``, ``Newcombe``, ``bounds``, ...
    """

    value: float
    low: float
    high: float
    method: str


def clopper_pearson(positive: int, decided: int, level: float = LEVEL) -> Estimate:
    """Return a share with the exact interval of Clopper and Pearson (1934)."""
    _check(positive, decided)
    tail = (1 - level) / 2
    low = 0.0 if positive == 0 else beta_quantile(tail, positive, decided - positive + 1)
    high = 1.0 if positive == decided else beta_quantile(1 - tail, positive + 1, decided - positive)
    return Estimate(positive / decided, low, high, "Clopper-Pearson")


def wilson(positive: int, decided: int, level: float = LEVEL) -> Estimate:
    """Return a share with Wilson's score interval (1927)."""
    _check(positive, decided)
    z, share = z_of(level), positive / decided
    middle = (share + z * z / (2 * decided)) / (1 + z * z / decided)
    half = z / (1 + z * z / decided)
    half *= math.sqrt(share * (1 - share) / decided + z * z / (4 * decided * decided))
    return Estimate(share, max(0.0, middle - half), min(1.0, middle + half), "Wilson")


def _check(positive: float, decided: float) -> None:
    if decided <= 0 or not 0 <= positive <= decided:
        raise BadInput(
            N_("%(positive)g of %(decided)g is no share: the part lies between 0 and the whole."),
            positive=positive,
            decided=decided,
        )


def difference(before: tuple[int, int], after: tuple[int, int], level: float = LEVEL) -> Estimate:
    """Return ``after - before`` of two shares (positive, decided), in shares of 1.

    The interval is Newcombe's hybrid score interval (1998, method 10).
    """
    first, second = wilson(*before, level), wilson(*after, level)
    value = second.value - first.value
    down = math.hypot(second.value - second.low, first.high - first.value)
    up = math.hypot(second.high - second.value, first.value - first.low)
    return Estimate(value, value - down, value + up, "Newcombe")


def ratio(before: tuple[float, float], after: tuple[float, float], level: float = LEVEL) -> Estimate:
    """Return ``after / before`` of two shares; Katz's interval on the logarithm.

    Raises:
        BadInput: a part is 0: the ratio has no finite interval.
    """
    _check(*before)
    _check(*after)
    (a, m), (b, n) = before, after
    if a == 0 or b == 0:
        raise BadInput(N_("A ratio of shares needs at least one case on each side."))
    error = math.sqrt(max(0.0, 1 / a - 1 / m + 1 / b - 1 / n))
    return _scaled((b / n) / (a / m), error, level, "Katz")


def odds_ratio(before: tuple[float, float], after: tuple[float, float], level: float = LEVEL) -> Estimate:
    """Return the ratio of odds, ``after / before``; Woolf's interval. It is never “times”."""
    _check(*before)
    _check(*after)
    cells = (after[0], after[1] - after[0], before[0], before[1] - before[0])
    if min(cells) == 0:
        cells = tuple(cell + 0.5 for cell in cells)  # type: ignore[assignment]
    error = math.sqrt(sum(1 / cell for cell in cells))
    return _scaled(cells[0] * cells[3] / (cells[1] * cells[2]), error, level, "Woolf")


def _scaled(value: float, error: float, level: float, method: str) -> Estimate:
    width = math.exp(z_of(level) * error)
    return Estimate(value, value / width, value * width, method)


@dataclass(frozen=True, slots=True)
class PerHead:
    """A count by a stock of people on a day.

    Args:
        count: events counted.
        stock: people.
        as_of: the day of the stock, EDTF; a stock without its day is no denominator.
        where: who says the stock.
    """

    count: float
    stock: float
    as_of: str
    where: str = ""


def disparity(one: PerHead, other: PerHead, level: float = LEVEL) -> Estimate:
    """Return how many times the rate of ``one`` is that of ``other``.

    Raises:
        BadInput: a stock has no day.
    """
    if not one.as_of or not other.as_of:
        raise BadInput(N_("A rate per head needs the day of its stock."))
    return ratio((other.count, other.stock), (one.count, one.stock), level)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The smallest and the largest value a number can have; arithmetic keeps them honest.

    Bounds that come from the same cell twice are wider than need be, never narrower.
    """

    low: float
    high: float

    @classmethod
    def of(cls, cell: Cell) -> Bounds:
        """Return what a published cell can stand for.

        Raises:
            BadInput: nothing is known of it.
        """
        if cell.low is None or cell.high is None:
            raise BadInput(N_("A cell without a number (“%(text)s”) has no bounds."), text=cell.text)
        return cls(cell.low, cell.high)

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Bounds) -> Bounds:
        return Bounds(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Bounds) -> Bounds:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Bounds(min(ends), max(ends))

    def __truediv__(self, other: Bounds) -> Bounds:
        if other.low <= 0 <= other.high:
            raise BadInput(DIVISOR_MAY_BE_ZERO, low=other.low, high=other.high)
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Bounds(min(ends), max(ends))

    def contains(self, value: float, slack: float = 1e-9) -> bool:
        """Say whether a value can be meant; ``slack`` is relative and forgives floating point only."""
        room = slack * max(1.0, *(abs(end) for end in (self.low, self.high, value) if math.isfinite(end)))
        return self.low - room <= value <= self.high + room

    def holds_all(self, other: Bounds) -> bool:
        """Say whether every number of ``other`` is one of these."""
        return self.contains(other.low) and self.contains(other.high)

    def meets(self, other: Bounds) -> bool:
        """Say whether both can be the same number."""
        return Bounds(-math.inf, self.high).contains(other.low) and Bounds(self.low, math.inf).contains(
            other.high
        )


def share_bounds(part: Bounds, rest: Bounds) -> Bounds:
    """Return the bounds of ``part / (part + rest)``: exact, for it grows with part and falls with rest."""
    low = part.low / (part.low + rest.high) if part.low + rest.high else 0.0
    high = part.high / (part.high + rest.low) if part.high + rest.low else 1.0
    return Bounds(low, high)


@dataclass(frozen=True, slots=True)
class Shares:
    """One share told in every way it is told.

    Args:
        pooled: all cases of all periods together, with its interval.
        unweighted: the mean of the periods' shares; None when no period has a case.
        denominator: what it is a share of, in words.
    """

    pooled: Estimate
    unweighted: float | None
    denominator: str


SUBSTANTIVE = N_("decided on their merits: positive and negative, without closed cases")
WITH_CLOSED = N_("all finished: positive, negative and closed without a decision")


def shares(
    positive: Sequence[int], negative: Sequence[int], closed: Sequence[int] | None = None
) -> tuple[Shares, ...]:
    """Return the positive share over each denominator there is; both when closed cases are known.

    Args:
        positive: positive decisions in each period.
        negative: negative decisions in the same periods.
        closed: cases closed otherwise in the same periods.
    """
    plain = [a + b for a, b in zip(positive, negative, strict=True)]
    found = [_shares(positive, plain, SUBSTANTIVE)]
    if closed is not None:
        wide = [a + b for a, b in zip(plain, closed, strict=True)]
        found.append(_shares(positive, wide, WITH_CLOSED))
    return tuple(found)


def _shares(positive: Sequence[int], whole: Sequence[int], denominator: str) -> Shares:
    each = [a / n for a, n in zip(positive, whole, strict=True) if n]
    pooled = clopper_pearson(sum(positive), sum(whole))
    return Shares(pooled, sum(each) / len(each) if each else None, denominator)
