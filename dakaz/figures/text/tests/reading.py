"""What tests ask of a text's figures: their kinds, numbers and periods."""

from __future__ import annotations

from dakaz.figures.text import extract


def told(text, **options):
    """Return kind, number and period of each figure."""
    return [(one.kind, _number(one), one.period) for one in extract(text, **options)]


def _number(one):
    if one.value is not None:
        return one.value
    return (one.low, one.high) if one.low is not None else (one.from_, one.to)


def kinds(text):
    return [(kind, number) for kind, number, _ in told(text)]


def periods(text, **options):
    return [(number, period) for _, number, period in told(text, **options)]
