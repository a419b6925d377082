"""Between which numbers a published one lies: in columns of a cell, and as written in a pasted table.

In a table one types, bounds stand in brackets at the end of a cell: ``60 [58–62]``, or ``[1–4]`` where no
number was published. Vaults of before 0011 kept them as words in the flag, ``[rounded to five]``; a cell
is read by these until its series is saved again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dakaz.figures.values import Cell
from dakaz.records.models import Observation

PLACES = Decimal("0.0001")
NUMBER_WORDS: Mapping[int, str] = {
    1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine",
    10: "ten", 20: "twenty", 25: "twenty five", 50: "fifty", 100: "a hundred", 1000: "a thousand",
}  # fmt: skip
_NUMBERS = {words: number for number, words in NUMBER_WORDS.items()}
_SMALL = re.compile(r"\s*\[one to ([a-z ]+)\]")
_ROUNDED = re.compile(r"\s*\[rounded to ([a-z ]+)\]")
_WRITTEN = re.compile(r"\s*\[(?P<low>\d{1,14}(?:\.\d{1,4})?)\s*[–-]\s*(?P<high>\d{1,14}(?:\.\d{1,4})?)\]\s*$")


@dataclass(frozen=True, slots=True)
class Bounded:
    """A mark without its bounds, and these: both None where none are written."""

    flag: str
    low: Decimal | None
    high: Decimal | None


def parted(value: Decimal | None, flag: str) -> Bounded:
    """Part the bounds that stand at the end of a mark, in digits or in words, from it.

    Args:
        value: the number beside the mark; a rounded one lies in the middle of its bounds.
        flag: ``b [58–62]``, ``[1–4]``, ``* [one to five]``.

    Returns:
        The mark and its bounds; bounds the wrong way round, or that leave the number out, are no bounds
        and stay in the mark.
    """
    if found := _WRITTEN.search(flag):
        low, high = Decimal(found["low"]), Decimal(found["high"])
        if low <= high and (value is None or low <= value <= high):
            return Bounded(flag[: found.start()], low, high)
        return Bounded(flag, None, None)
    return _in_words(value, flag)


def _in_words(value: Decimal | None, flag: str) -> Bounded:
    small, rounded = _SMALL.search(flag), _ROUNDED.search(flag)
    if small and small[1] in _NUMBERS:
        return Bounded(_without(flag, small), Decimal(1), Decimal(_NUMBERS[small[1]]))
    if value is not None and rounded and rounded[1] in _NUMBERS:
        step = _NUMBERS[rounded[1]]
        half = Decimal((step - 1) // 2) if step % 2 else Decimal(step) / 2
        return Bounded(_without(flag, rounded), max(Decimal(0), value - half), value + half)
    return Bounded(flag, None, None)


def _without(flag: str, found: re.Match[str]) -> str:
    return f"{flag[: found.start()]} {flag[found.end() :].strip()}".strip()


def bounds_of(one: Observation) -> Bounded:
    """Return a stored cell's mark and bounds, wherever the vault keeps them."""
    if one.low is not None and one.high is not None:
        return Bounded(one.flag, one.low, one.high)
    return parted(one.value, one.flag)


def as_written(one: Observation) -> str:
    """Return a cell's mark with its bounds, as a table one types holds them."""
    found = bounds_of(one)
    return joined(found.flag, found.low, found.high)


def joined(flag: str, low: Decimal | None, high: Decimal | None) -> str:
    """Write a mark and bounds behind it."""
    if low is None or high is None:
        return flag
    return f"{flag} [{_plain(low)}–{_plain(high)}]".strip()


def written_bounds(cell: Cell) -> str:
    """Return the bounds of a published cell as a table holds them; empty where the number is exact."""
    if cell.low is None or cell.high is None or cell.exact:
        return ""
    return joined("", Decimal(repr(cell.low)), Decimal(repr(cell.high)))


def _plain(number: Decimal) -> str:
    return f"{number.quantize(PLACES).normalize():f}"
