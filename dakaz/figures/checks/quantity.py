"""A claimed number with what its words and its roundness leave open."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from dakaz.errors import N_, BadInput
from dakaz.figures.rates import Bounds
from dakaz.figures.text.lexicon import LANGUAGES, Lexicon, lexicon
from dakaz.figures.text.numbers import read_number
from dakaz.figures.text.tokens import tokens
from dakaz.figures.text.units import qualifier_before

_ABOUT = 0.025
_NEARLY = 0.1
_MINUS = frozenset({"-", "−", "–", "minus", "минус", "мінус"})  # none joins a range before the first number
_BLANK = re.compile(r"[\s\u00a0\u202f\u2009]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as somebody gave it.

    Args:
        text: as given.
        value: the number.
        qualifier: about, nearly, more than, at least, up to, at most, less than, or empty.
        step: distance to the next number that would have been written otherwise: 1 for 84 %, 0.01 for
            70.83 %, 1,000 for 58,000, 0 for an exact count.
    """

    text: str
    value: float
    qualifier: str
    step: float

    @property
    def rounding(self) -> Bounds:
        """What the number itself can stand for, whatever the qualifier says."""
        return Bounds(self.value - self.step / 2, self.value + self.step / 2)

    @property
    def claimed(self) -> Bounds:
        """All numbers for which the claim would be right."""
        near = self.rounding
        room = max(self.step / 2, _ABOUT * abs(self.value))
        if self.qualifier == "about":
            return Bounds(self.value - room, self.value + room)
        if self.qualifier == "nearly":
            return Bounds(*sorted((self.value * (1 - _NEARLY), self.value)))
        if self.qualifier in ("more than", "at least"):
            return Bounds(self.value, math.inf)
        if self.qualifier in ("up to", "less than", "at most"):
            return Bounds(-math.inf, self.value)
        return near

    def can_be(self, bounds: Bounds) -> bool:
        """Say whether the claim is right for some number within bounds; *more than 6* is not for 6 alone."""
        if self.qualifier == "more than" and Bounds(-math.inf, self.value).contains(bounds.high):
            return False
        if self.qualifier == "less than" and Bounds(self.value, math.inf).contains(bounds.low):
            return False
        return self.claimed.meets(bounds)

    def is_all_of(self, bounds: Bounds) -> bool:
        """Say whether the claim is right for each number within bounds."""
        ends = (Bounds(end, end) for end in (bounds.low, bounds.high))
        return self.claimed.holds_all(bounds) and all(map(self.can_be, ends))


def quantity(given: str | float, *, percent: bool = False) -> Quantity:
    """Read a number as a person enters it: ``84%``, ``more than 6``, ``about 55,000``, ``1 644``, ``-37%``.

    Args:
        given: the text, or a number.
        percent: the number is a percentage although it carries no sign.

    Raises:
        BadInput: there is no number in it.
    """
    text = str(given).strip()
    found = [one for language in LANGUAGES if (one := _read(text, lexicon(language), percent=percent))]
    if not found:
        raise BadInput(N_("“%(text)s” holds no number; write it as 84%%, 1644 or more than 6."), text=text)
    return max(found, key=lambda one: (bool(one.qualifier), abs(one.value)))


def part_and_whole(given: object) -> tuple[float, float]:
    """Read *12/20*.

    Raises:
        BadInput: a number is missing.
    """
    part, _, whole = str(given).partition("/")
    return quantity(part).value, quantity(whole).value


def _read(text: str, words: Lexicon, *, percent: bool) -> Quantity | None:
    parts = tokens(text, 0, len(text), words)
    for at, token in enumerate(parts):
        number = read_number(parts, at, words.language)
        if number is None:
            continue
        minus = at > 0 and parts[at - 1].text.casefold() in _MINUS and not (at > 1 and parts.touches(at - 1))
        qualifier, _ = qualifier_before(parts, at, words)
        share = percent or "%" in text or any("percent" in one.roles for one in parts)
        step = _step(token.text, number.value, scale=number.scale, share=share)
        return Quantity(text, -number.value if minus else number.value, qualifier, step)
    return None


def _step(text: str, value: float, *, scale: float, share: bool) -> float:
    """Return how fine a number is given: to its last decimal, to 1 %, or as far as its zeros go."""
    bare = _BLANK.sub("", text)
    decimals = re.search(r"[.,](\d{1,2}|\d{4,})$", bare)
    if decimals:
        return float(scale * 10 ** -len(decimals[1]))
    if share or scale > 1:
        return scale if scale > 1 else 1.0
    digits = re.sub(r"\D", "", bare)
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(10**zeros) if zeros >= 2 and value else 0.0
