"""A number as people of many countries write it: 1 644 · 1,644 · 1.644 · 44,5."""

from __future__ import annotations

import re
from decimal import Decimal

from dakaz.errors import N_

MOST_DECIMALS, MOST_DIGITS = 4, 14
_SPACES = re.compile(r"[\s'’]")
_SPACED = re.compile(r"\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d+)?")
_ONE_MARK = re.compile(r"(?P<whole>\d+)[.,](?P<rest>\d+)")


class NotANumber(Exception):  # noqa: N818 - named for what the cell is; never leaves the actions
    """A cell holds no number; ``message`` is an ``N_`` template with ``row`` and ``cell``."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Ambiguous(Exception):  # noqa: N818 - as above
    """A number that could be meant otherwise, with the value it was read as."""

    def __init__(self, value: Decimal, flag: str = "") -> None:
        super().__init__(str(value))
        self.value, self.flag = value, flag


def read_number(text: str) -> Decimal:
    """Read a number; groups of three digits after a point or comma are thousands.

    Raises:
        Ambiguous: a single point or comma stands before exactly three digits: read as thousands.
        NotANumber: the marks stand where no country puts them, or there are too many digits.
    """
    negative = text[:1] in "-−"
    digits = text.lstrip("-−").strip()
    spaced = _SPACES.search(digits) is not None
    if spaced and not _SPACED.fullmatch(digits):
        raise NotANumber(N_("Row %(row)d: in “%(cell)s” the spaces do not part thousands."))
    digits = _SPACES.sub("", digits)
    value = _fitting(_with_point(digits))
    value = -value if negative else value
    one = _ONE_MARK.fullmatch(digits)
    if one and not spaced and _are_thousands(one):
        raise Ambiguous(value)
    return value


def _are_thousands(one: re.Match[str]) -> bool:
    return len(one["rest"]) == 3 and len(one["whole"]) <= 3 and one["whole"] != "0"


def _with_point(digits: str) -> Decimal:
    marks = [char for char in digits if char in ".,"]
    one = _ONE_MARK.fullmatch(digits)
    if not marks:
        return Decimal(digits)
    if one:
        return Decimal(one["whole"] + one["rest"] if _are_thousands(one) else digits.replace(",", "."))
    thousands = marks[0]
    pattern = rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:[.,]\d+)?"
    whole, point, rest = digits, "", ""
    if marks[-1] != thousands:
        whole, point, rest = digits.rpartition(marks[-1])
    if not re.fullmatch(pattern, digits) or (point and point in whole):
        raise NotANumber(N_("Row %(row)d: in “%(cell)s” points and commas do not part thousands."))
    return Decimal(whole.replace(thousands, "") + (f".{rest}" if point else ""))


def _fitting(value: Decimal) -> Decimal:
    _sign, digits, exponent = value.as_tuple()
    decimals = -int(exponent) if int(exponent) < 0 else 0
    if decimals > MOST_DECIMALS or len(digits) - decimals > MOST_DIGITS:
        raise NotANumber(
            N_("Row %(row)d: “%(cell)s” has more digits than a series keeps (14, and 4 decimals).")
        )
    return value
