"""The words of a text in their order, and which of them stand together.

A long text has a hundred thousand words, of which few are near a protected name. So only where each stands
is kept and what it is in plain letters, found once for every different word; a ``Place`` is made of those
that are asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from .parts import WORD
from .sounds import plain_word

_REACH = 2  # words to either side in which the other parts of a name are looked for
_WIDEST = 12  # characters between two words of one name
_STOP = re.compile(r"[.!?;:|\u2026]|\n\s*\n")
_BROKEN = re.compile("[-\u00ad\u2010]\\s*\n\\s*")


class Place(NamedTuple):
    """A word of a text: where it stands, its plain form, whether it is a capital letter with a full stop."""

    start: int
    end: int
    plain: str
    capital: bool
    initial: bool


class TextWords:
    """The words of a text by their number; one broken over two lines is a word between its halves.

    Attributes:
        text: as given.
        plain: the plain form (``plain_word``) of each word.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._spans = _whole(text, [match.span() for match in WORD.finditer(text)])
        written = [text[start:end] for start, end in self._spans]
        plain = {word: plain_word(word) for word in dict.fromkeys(written)}
        self.plain = [plain[word] for word in written]

    def place(self, at: int) -> Place:
        """What stands at the word of this number."""
        start, end = self._spans[at]
        capital, dot = self.text[start].isupper(), self.text[end : end + 1] == "."
        return Place(start, end, self.plain[at], capital, initial=capital and dot)

    def around(self, at: int) -> list[int]:
        """The words within reach of one in its sentence, nearest first."""
        found = [*self._reached(at, -1), *self._reached(at, 1)]
        return sorted(found, key=lambda near: abs(near - at))

    def _reached(self, at: int, step: int) -> Iterator[int]:
        for near in range(at + step, at + step * (_REACH + 1), step):
            if not 0 <= near < len(self.plain) or self._parted(min(near, near - step)):
                return
            yield near

    def _parted(self, at: int) -> bool:
        """Whether a sentence ends between a word and the next; the full stop of an initial ends none."""
        between = self.text[self._spans[at][1] : self._spans[at + 1][0]]
        if len(self.plain[at]) == 1:
            between = between.lstrip(".")
        return len(between) > _WIDEST or _STOP.search(between) is not None


def _whole(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Beginning and end of each word, after the first half of a broken one those of the whole."""
    whole = []
    for match in _BROKEN.finditer(text):
        at = bisect_left(spans, match.span())
        if 0 < at < len(spans) and (spans[at - 1][1], spans[at][0]) == match.span():
            whole.append((spans[at - 1][0], spans[at][1]))
    return sorted(spans + whole)
