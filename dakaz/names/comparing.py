"""Two written names: how likely they are spellings of one, and why."""

from __future__ import annotations

from functools import cached_property

from .alignment import Alignment, align
from .features import features
from .parts import Part, parts, same_letters
from .reasons import Reason, reasons
from .weights import score_of


class Match:
    """How two written names compare.

    Attributes:
        score: 0 to 1, calibrated: how likely the two are spellings of one name where as many pairs are as
            are not. Never that two people are one: there are namesakes.
    """

    def __init__(
        self, one: tuple[Part, ...], other: tuple[Part, ...], *, same: bool, crosses: bool | None = None
    ) -> None:
        self.one, self.other, self.same = one, other, same
        self.alignment = align(one, other) if one and other else Alignment((), one, other)
        self.score = self._score(crosses)

    def _score(self, crosses: bool | None) -> float:
        if self.same:
            return 1.0
        if not self.one or not self.other:
            return 0.0
        return score_of(features(self.one, self.other, self.alignment, crosses=crosses))

    @cached_property
    def explanation(self) -> tuple[Reason, ...]:
        """What speaks for and against, part by part, in words."""
        return reasons(self.one, self.other, self.alignment, same=self.same)

    def __repr__(self) -> str:
        return f"Match({self.score:.3f})"


def compare(a: str, b: str, *, context: str | None = None) -> Match:
    """Compare two names as written, in any script and order.

    Args:
        a, b: names; only the first 400 code points are looked at.
        context: a language (ISO 639-1) both names are known to be written in: then spelling is not
            expected to cross languages. None where it is not known.

    Returns:
        The match; the order of a and b does not matter.
    """
    crosses = None if context is None else False
    return Match(parts(a), parts(b), same=same_letters(a) == same_letters(b), crosses=crosses)
