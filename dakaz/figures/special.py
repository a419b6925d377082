"""The few special functions that rates and breaks need, on numpy and the standard library.

scipy would bring 35 MB for these; tests hold them to scipy's values instead.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_HALF_LOG_2PI = 0.5 * math.log(2 * math.pi)
_SHIFT = 12
_TINY = 1e-300
_STEPS = 400
_BISECTIONS = 200


def log_gamma(x: Array) -> Array:
    """Return ln Γ of each positive number; Stirling's series after a shift, error under 1e-12."""
    shifted = np.asarray(x, dtype=np.float64) + _SHIFT
    inverse = 1 / shifted
    square = inverse * inverse
    series = inverse * (
        1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))
    )
    found = (shifted - 0.5) * np.log(shifted) - shifted + _HALF_LOG_2PI + series
    product = np.ones_like(shifted)
    for step in range(_SHIFT):
        product *= shifted - _SHIFT + step
    return np.asarray(found - np.log(product))


def log_beta(a: Array, b: Array) -> Array:
    """Return ln B(a, b)."""
    return log_gamma(a) + log_gamma(b) - log_gamma(np.asarray(a) + np.asarray(b))


def log_sum(values: Array, axis: int | None = None) -> Array:
    """Return ln Σ exp(values) without overflow."""
    top = np.max(values, axis=axis, keepdims=True)
    found = np.log(np.sum(np.exp(values - top), axis=axis, keepdims=True)) + top
    return np.squeeze(found, axis=axis) if axis is not None else np.asarray(found.reshape(()))


def log_mean(values: Array, axis: int) -> Array:
    """Return ln of the mean of exp(values) along an axis."""
    return log_sum(values, axis) - math.log(values.shape[axis])


def beta_share(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b) by Lentz's continued fraction."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(1 - x, b, a)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    log_front += a * math.log(x) + b * math.log1p(-x)
    return math.exp(log_front) * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction of DLMF 8.17.22 by Lentz's method, two terms a step."""
    c = 1.0
    d = 1 / ((1 - (a + b) * x / (a + 1)) or _TINY)
    value = d
    for step in range(1, _STEPS):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        for term in (even, odd):
            d = 1 / ((1 + term * d) or _TINY)
            c = (1 + term / c) or _TINY
            value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value


def beta_quantile(share: float, a: float, b: float) -> float:
    """Return x with I_x(a, b) = share, by bisection to the last bit."""
    low, high = 0.0, 1.0
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if beta_share(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def z_of(level: float) -> float:
    """Return the normal quantile of a two-sided level: 1.96 for 0.95."""
    return NormalDist().inv_cdf(0.5 + level / 2)


def log_normal_tail(z: float) -> float:
    """Return ln Φ(z), also far out where Φ underflows."""
    if z > -30:
        return math.log(0.5 * math.erfc(-z / math.sqrt(2)))
    return -z * z / 2 - math.log(-z) - _HALF_LOG_2PI - 1 / (z * z)
