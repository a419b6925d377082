"""What digits mean: marks of thousands and of decimals, which differ between languages."""

from __future__ import annotations

import math
import re

_MARKS = re.compile("[ \u00a0\u202f\u2009'’]")
_POINT_DECIMAL = re.compile(r"\d+[.,]\d{1,2}|0[.,]\d+|\d+[.,]\d{4,}|\d{4,}[.,]\d+")
_EXACT = 15  # so many digits a float holds


def digits_value(text: str, language: str, *, scale: float = 1) -> float:
    """Return what digits with marks mean: a sign before exactly three of them parts thousands.

    A point before three digits parts thousands where the comma is decimal (all but English); before a
    scale word (“1,234 million”) it is decimal.

    Args:
        text: the digits.
        language: two letters; ``cyr`` for Russian and Belarusian.
        scale: the factor of the scale words after them.

    Returns:
        The number; infinite for hundreds of digits in a row, which are a code or a key.
    """
    if scale == 1 and len(text) <= _EXACT and text.isdigit():
        return int(text)
    value = scale * _without_marks(text, language, scaled=scale > 1)
    return value if math.isinf(value) else tidy(value)


def _without_marks(text: str, language: str, *, scaled: bool) -> float:
    bare = text if text.isdigit() else _MARKS.sub("", text)
    if bare.isdigit():
        return float(bare)
    if _POINT_DECIMAL.fullmatch(bare) or (
        bare.count(".") + bare.count(",") == 1 and (scaled or _is_decimal(bare, language))
    ):
        return float(bare.replace(",", "."))
    last = max(bare.rfind("."), bare.rfind(","))
    if bare[last] != (bare[min(i for i in (bare.find("."), bare.find(",")) if i >= 0)]):
        return float(re.sub("[.,]", "", bare[:last]) + "." + bare[last + 1 :])
    return float(re.sub("[.,]", "", bare))


def _is_decimal(bare: str, language: str) -> bool:
    return language == "en" and "." in bare


def tidy(value: float) -> float:
    """Return a whole number as ``int``; floating dust of a scale (5.3 million) is taken off."""
    nearest = round(value)
    if value == nearest:
        return nearest
    if abs(value - nearest) < 1e-6 * max(1.0, abs(value)) and abs(value) >= 1000:
        return nearest
    return round(value, 10)
