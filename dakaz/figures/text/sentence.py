"""A sentence's tokens with what every search for figures asks of them, and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dakaz.figures.text.guards import DASHES
from dakaz.figures.text.lexicon import Lexicon
from dakaz.figures.text.numbers import Number, read_number
from dakaz.figures.text.tokens import Tokens
from dakaz.figures.text.units import qualifier_before, sign_before

_NEAR = 4
_INSIDE = DASHES | frozenset("“”«»„\"’'")
_TURNING = frozenset(("in", "to", "from", "since", "until"))

CLAUSE_ENDS = frozenset((".", ",", ";", ")", "("))


@dataclass(slots=True)
class Found:
    """A figure by tokens, before it gets its period, place and speaker.

    Args:
        first: place of its first token.
        after: place of the token after it.
        noun: place where the words of what is counted begin.
        kind: count, share, ratio, change, range, rate, duration or money.
        unit: %, day, EUR, times, person, ...; empty when not said.
        qualifier: about, more than, ...; empty for none.
        value: for one number.
        low: for a range.
        high: its upper end.
        start: for a change from one number to another: the first.
        stop: the second.
        skip: place after a denominator that is no figure of its own; 0 for none.
    """

    first: int
    after: int
    noun: int
    kind: str
    unit: str
    qualifier: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    start: float | None = None
    stop: float | None = None
    skip: int = 0

    def named(self, kind: str, unit: str) -> Found:
        """Say what it is, now that the words around it are read, and return it."""
        self.kind, self.unit = kind, unit
        return self


class Opening(NamedTuple):
    """What stands before a number and belongs to it.

    Args:
        currency: of a sign of money right before it; empty for none.
        first: place where the number with that sign begins.
        qualifier: about, more than, ...; empty for none.
        start: place where the qualifier begins; ``first`` without one.
    """

    currency: str
    first: int
    qualifier: str
    start: int


_opening = lru_cache(maxsize=4096)(Opening)  # few differ, and to make one again takes longer


class Sentence:
    """A sentence.

    Args:
        tokens: of the sentence.
        taken: places that dates have taken.
        words: the lexicon of its language.
    """

    def __init__(self, tokens: Tokens, taken: set[int], words: Lexicon) -> None:
        self._tokens, self._taken, self._words = tokens, taken, words

    def _text(self, at: int) -> str:
        return self._tokens[at].text

    def _roles(self, at: int) -> dict[str, str]:
        return self._tokens[at].roles

    def _noun(self, at: int) -> int | None:
        """Return the place of the noun that is counted, a few words on; None when there is none known."""
        for place, token in enumerate(self._tokens[at : at + _NEAR], at):
            if token.kind == "sign" and token.text not in _INSIDE:
                return None
            if "counted" in token.roles and place not in self._taken:
                compound = self._words.language == "en" and "counted" in self._roles(place + 1)
                return place + 1 if compound else place
            if place == at and not _TURNING.isdisjoint(token.roles):
                return None
        return None

    def _opening(self, at: int) -> Opening:
        """Return what stands before the number at a place."""
        if not self._tokens[at - 1].leads:
            return _opening("", at, "", at)
        currency, first = sign_before(self._tokens, at)
        return _opening(currency, first, *qualifier_before(self._tokens, first, self._words))

    def _second(self, at: int) -> Number | None:
        return read_number(self._tokens, at, self._words.language)
