"""The weights of what is observed, learnt by ``benchmarks/learn_names.py``; a score is a probability.

It says how likely two strings are spellings of one name where as many pairs are as are not
(the benchmark's stated prevalence). It never says that two people are one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from .features import FEATURES
from .tables import rows

THRESHOLD = 0.3  # from here on two strings are taken for one name; where the benchmark's figures are read


@cache
def weights() -> tuple[float, ...]:
    """The constant first, then one weight for each of ``FEATURES``, in nats of log-odds."""
    table = {row["feature"]: float(row["weight"]) for row in rows("weights")}
    return (table["constant"], *(table[name] for name in FEATURES))


def score_of(numbers: Sequence[float]) -> float:
    """The calibrated score, from what was observed."""
    constant, *own = weights()
    odds = constant + sum(weight * number for weight, number in zip(own, numbers, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
