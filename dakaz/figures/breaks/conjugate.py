"""Exact posteriors over the date of one change, for segments whose likelihood integrates by hand.

Binomial (Beta prior), Poisson (Gamma prior), Gaussian (Normal-Gamma prior). Each is a few cumulative
sums: 100,000 points take well under a second. The binomial one trusts that months differ by chance
alone; official decisions differ by more, so ``betabinomial`` is what a report uses.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dakaz.errors import N_, BadInput
from dakaz.figures.special import Array, log_beta, log_gamma, log_sum


@dataclass(frozen=True, slots=True)
class Posterior:
    """Where one change lies, given that there is one.

    Args:
        dates: for each possible date its index: the last point before the change, from 0.
        chances: probability of each, adding up to 1.
        log_bayes_factor: ln of one change against none.
    """

    dates: Array
    chances: Array
    log_bayes_factor: float

    @property
    def best(self) -> int:
        """Index of the last point before the likeliest change."""
        return int(self.dates[int(np.argmax(self.chances))])

    @property
    def best_chance(self) -> float:
        """Probability of the likeliest date."""
        return float(self.chances.max())

    def quantile(self, share: float) -> int:
        """Return the first index at which the dates up to it hold ``share`` of the probability."""
        at = int(np.searchsorted(np.cumsum(self.chances), share))
        return int(self.dates[min(at, len(self.dates) - 1)])

    def interval(self, level: float = 0.95) -> tuple[int, int]:
        """Return the equal-tailed credible interval of the date."""
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)

    def credible_set(self, level: float = 0.95) -> tuple[int, ...]:
        """Return the likeliest dates that together hold ``level``, in order of time."""
        order = np.argsort(-self.chances, kind="stable")
        needed = int(np.searchsorted(np.cumsum(self.chances[order]), level - 1e-12)) + 1
        return tuple(sorted(int(self.dates[at]) for at in order[:needed]))


def posterior(log_one: Array, dates: Array, log_none: float) -> Posterior:
    """Return the posterior from the log likelihood of each date and of no change."""
    total = float(log_sum(log_one))
    chances = np.exp(log_one - total)
    factor = total - math.log(len(log_one)) - log_none
    return Posterior(dates, chances / chances.sum(), factor)


def possible_dates(points: int, shortest: int, *, last_is_none: bool = False) -> Array:
    """Return the indices after which a change can come, ``shortest`` points on each side.

    Raises:
        BadInput: the series is too short to hold a change.
    """
    end = points if last_is_none else points - shortest
    if end < shortest or shortest < 1:
        raise BadInput(
            N_("%(points)d points are too few for a change with %(shortest)d on each side."),
            points=points,
            shortest=shortest,
        )
    return np.arange(shortest - 1, end, dtype=np.int64).astype(np.float64)


def binomial(
    positive: Array, decided: Array, *, prior: tuple[float, float] = (1.0, 1.0), shortest: int = 2
) -> Posterior:
    """Return the posterior for shares, all months of a segment with one true share."""
    a, b = prior
    yes, no = np.cumsum(positive), np.cumsum(decided - positive)
    dates = possible_dates(len(yes), shortest)
    at = dates.astype(np.int64)
    own = float(log_beta(np.array(a), np.array(b)))
    before = log_beta(a + yes[at], b + no[at])
    after = log_beta(a + yes[-1] - yes[at], b + no[-1] - no[at])
    none = float(log_beta(np.array(a + yes[-1]), np.array(b + no[-1]))) - own
    return posterior(before + after - 2 * own, dates, none)


def poisson(
    counts: Array,
    exposure: Array | None = None,
    *,
    prior: tuple[float, float] = (1.0, 1.0),
    shortest: int = 1,
    last_is_none: bool = False,
) -> Posterior:
    """Return the posterior for counts.

    Args:
        counts: events in each period.
        exposure: what each count is out of (days, people); 1 each when missing.
        prior: shape and rate of the Gamma prior of both rates.
        shortest: points on each side.
        last_is_none: let the change also come after the last point, as Carlin, Gelfand and Smith (1992) do.
    """
    a, b = prior
    events = np.cumsum(counts)
    time = np.cumsum(np.ones(len(counts)) if exposure is None else exposure)
    dates = possible_dates(len(events), shortest, last_is_none=last_is_none)
    at = dates.astype(np.int64)

    def marginal(seen: Array, during: Array) -> Array:
        return np.asarray(
            a * math.log(b) - math.lgamma(a) + log_gamma(a + seen) - (a + seen) * np.log(b + during)
        )

    one = marginal(events[at], time[at]) + marginal(events[-1] - events[at], time[-1] - time[at])
    return posterior(one, dates, float(marginal(np.array(events[-1]), np.array(time[-1]))))


def poisson_means(
    found: Posterior, counts: Array, *, prior: tuple[float, float] = (1.0, 1.0)
) -> tuple[float, float]:
    """Return the mean rates before and after, averaged over the dates."""
    a, b = prior
    events = np.cumsum(counts)
    at = found.dates.astype(np.int64)
    before = (a + events[at]) / (b + at + 1)
    after = (a + events[-1] - events[at]) / (b + len(counts) - at - 1)
    return float((found.chances * before).sum()), float((found.chances * after).sum())


def gaussian(values: Array, *, strength: float = 1.0, shortest: int = 2) -> Posterior:
    """Return the posterior for a change of the mean of values with one unknown spread.

    Each mean has a normal prior around the overall mean, worth ``strength`` points; the variance an inverse
    gamma prior with shape 1 around the overall variance, so the scale of the numbers does not matter.
    """
    values = np.asarray(values, dtype=np.float64)
    count = len(values)
    centred = values - values.mean()
    spread = float(centred.var()) or 1.0
    sums, squares = np.cumsum(centred), np.cumsum(centred**2)
    dates = possible_dates(count, shortest)
    at = dates.astype(np.int64)
    first, second = at + 1.0, count - at - 1.0
    left = sums[at] ** 2 / (first + strength)
    right = (sums[-1] - sums[at]) ** 2 / (second + strength)
    shape = 1 + count / 2
    one = 0.5 * np.log(strength / (first + strength)) + 0.5 * np.log(strength / (second + strength))
    one = one - shape * np.log(spread + 0.5 * (squares[-1] - left - right))
    none = 0.5 * math.log(strength / (count + strength))
    none -= shape * math.log(spread + 0.5 * float(squares[-1] - sums[-1] ** 2 / (count + strength)))
    return posterior(one, dates, none)
