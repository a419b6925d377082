"""Breaks that are real: date, size and doubt of one change in a series of decisions or counts."""

from dakaz.figures.breaks.analysis import Analysis, Between, Size, Variant, analyse
from dakaz.figures.breaks.overdispersed import Verdict, beta_binomial, negative_binomial
from dakaz.figures.breaks.sentences import Sentence, may_be_said, may_not_be_said
from dakaz.figures.breaks.shares import MonthlyShares

__all__ = [
    "Analysis",
    "Between",
    "MonthlyShares",
    "Sentence",
    "Size",
    "Variant",
    "Verdict",
    "analyse",
    "beta_binomial",
    "may_be_said",
    "may_not_be_said",
    "negative_binomial",
]
