"""A date chosen beforehand (a law, an order) tested apart from the search: regression with over-dispersion.

Only a date that was named before the data were seen may be tested so; who calls says whether it was,
and the answer repeats it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dakaz.errors import N_, BadInput
from dakaz.figures.special import Array, z_of

_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Effect:
    """What changed at the date.

    Args:
        log_effect: ln of the odds ratio (shares) or rate ratio (counts).
        error: its standard error, over-dispersion included.
        dispersion: Pearson's chi square by its degrees of freedom; above 1 months vary by more than chance.
        level: of the interval.
        chosen_before: whether the date was chosen before seeing the data.
    """

    log_effect: float
    error: float
    dispersion: float
    level: float
    chosen_before: bool

    @property
    def ratio(self) -> float:
        """The odds ratio or rate ratio."""
        return math.exp(self.log_effect)

    @property
    def interval(self) -> tuple[float, float]:
        """Its interval, normal on the logarithm."""
        half = z_of(self.level) * self.error
        return math.exp(self.log_effect - half), math.exp(self.log_effect + half)


@dataclass(frozen=True, slots=True)
class _Fit:
    """Coefficients of a regression, their covariance before over-dispersion, and that over-dispersion."""

    coefficients: Array
    covariance: Array
    dispersion: float


def shares_at(
    positive: Array, decided: Array, last_before: int, *, chosen_before: bool, level: float = 0.95
) -> Effect:
    """Test shares before and after a date by quasi-binomial regression.

    Args:
        positive: cases of the kind in each period.
        decided: all cases.
        last_before: index of the last period before the date.
        chosen_before: whether the date was chosen before seeing the data.
        level: of the interval.
    """
    yes, whole = np.asarray(positive, dtype=np.float64), np.asarray(decided, dtype=np.float64)
    used = whole > 0
    after = (np.arange(len(yes)) > last_before).astype(np.float64)[used]
    design = np.column_stack([np.ones(len(after)), after])
    fit = _binomial(design, yes[used], whole[used])
    return _effect(fit, 1, level, chosen_before=chosen_before, over_dispersed=True)


def counts_at(
    counts: Array,
    last_before: int,
    *,
    exposure: Array | None = None,
    harmonics: int = 0,
    period: int = 12,
    chosen_before: bool,
    over_dispersed: bool = True,
    level: float = 0.95,
) -> Effect:
    """Test counts before and after a date: interrupted time series with a trend.

    Args:
        counts: events in each period.
        last_before: index of the last period before the date.
        exposure: what each count is out of (people); its logarithm is the offset.
        harmonics: pairs of sine and cosine for the season.
        period: periods in a year.
        chosen_before: whether the date was chosen before seeing the data.
        over_dispersed: quasi-Poisson; plain Poisson when False.
        level: of the interval.
    """
    seen = np.asarray(counts, dtype=np.float64)
    time = np.arange(1, len(seen) + 1, dtype=np.float64)
    columns = [np.ones(len(seen)), (time > last_before + 1).astype(np.float64), time]
    for number in range(1, harmonics + 1):
        turn = 2 * math.pi * number * time / period
        columns += [np.sin(turn), np.cos(turn)]
    offset = np.zeros(len(seen)) if exposure is None else np.log(np.asarray(exposure, dtype=np.float64))
    fit = _poisson(np.column_stack(columns), seen, offset)
    return _effect(fit, 1, level, chosen_before=chosen_before, over_dispersed=over_dispersed)


def _effect(fit: _Fit, at: int, level: float, *, chosen_before: bool, over_dispersed: bool) -> Effect:
    scale = fit.dispersion if over_dispersed else 1.0
    error = math.sqrt(float(fit.covariance[at, at]) * scale)
    return Effect(float(fit.coefficients[at]), error, fit.dispersion, level, chosen_before)


def _binomial(design: Array, yes: Array, whole: Array) -> _Fit:
    share = (yes + 0.5) / (whole + 1)
    linear = np.log(share / (1 - share))
    for _ in range(_ROUNDS):
        mean = 1 / (1 + np.exp(-linear))
        weight = np.maximum(whole * mean * (1 - mean), 1e-12)
        step = _solve(design, weight, linear + (yes - whole * mean) / weight)
        linear, moved = design @ step, float(np.abs(design @ step - linear).max())
        if moved < 1e-10:
            break
    mean = 1 / (1 + np.exp(-linear))
    variance = np.maximum(whole * mean * (1 - mean), 1e-12)
    return _finish(design, step, variance, (yes - whole * mean) ** 2 / variance)


def _poisson(design: Array, counts: Array, offset: Array) -> _Fit:
    linear = np.log(counts + 0.5)
    for _ in range(_ROUNDS):
        mean = np.exp(linear)
        step = _solve(design, mean, linear - offset + (counts - mean) / mean)
        following = design @ step + offset
        linear, moved = following, float(np.abs(following - linear).max())
        if moved < 1e-10:
            break
    mean = np.exp(linear)
    return _finish(design, step, mean, (counts - mean) ** 2 / mean)


def _solve(design: Array, weight: Array, target: Array) -> Array:
    weighted = design * weight[:, None]
    try:
        return np.asarray(np.linalg.solve(design.T @ weighted, weighted.T @ target))
    except np.linalg.LinAlgError:
        raise BadInput(
            N_("There are no cases on one side of the date, so nothing can be compared.")
        ) from None


def _finish(design: Array, coefficients: Array, weight: Array, squares: Array) -> _Fit:
    covariance: Array = np.asarray(np.linalg.inv(design.T @ (design * weight[:, None])), dtype=np.float64)
    freedom = len(squares) - design.shape[1]
    return _Fit(coefficients, covariance, float(squares.sum() / freedom) if freedom > 0 else 1.0)
