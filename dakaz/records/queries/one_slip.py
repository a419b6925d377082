"""Words that differ by one slip of the finger: a letter less, more or other, or two changed about.

The words' beginnings and ends stand as letters in two tables, so that all are compared in one go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

LONGEST = 24  # letters of a word that are looked at
_NONE, _END = 0, 1  # behind a word; in the last column, which never agrees
Numbers = NDArray[np.int64]


class OneSlip:
    """Words, to be found by what was typed for them.

    Args:
        words: each has the number of its place.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._begins = _letters(words)
        self._ends = _letters(word[::-1] for word in words)
        self._lengths = np.fromiter((len(word) for word in words), dtype=np.int64, count=len(words))

    def near(self, typed: str) -> list[int]:
        """Return the numbers of words that are at most one slip away from the one typed."""
        length = len(typed)
        some = np.flatnonzero(np.abs(self._lengths - length) <= 1)
        if not 2 <= length <= LONGEST or not len(some):
            return []
        lengths = self._lengths[some]
        shorter, longer = np.minimum(lengths, length), np.maximum(lengths, length)
        begin = np.minimum(_same(self._begins[some], typed), shorter)
        end = np.minimum(_same(self._ends[some], typed[::-1]), shorter)
        one_letter = begin + end >= longer - 1
        found: list[int] = some[one_letter].tolist()
        swapped = np.flatnonzero((lengths == length) & (begin + end == length - 2))
        return found + [int(some[at]) for at in swapped if self._is_swapped(some[at], typed, int(begin[at]))]

    def _is_swapped(self, word: np.int64, typed: str, at: int) -> bool:
        first, second = self._begins[word, at : at + 2].tolist()
        return (second, first) == (ord(typed[at]), ord(typed[at + 1]))


def _letters(words: Iterable[str]) -> NDArray[np.uint16]:
    filled = "".join(word[:LONGEST].ljust(LONGEST + 1, chr(_NONE)) for word in words)
    table = np.frombuffer(filled.encode("utf-16-le"), dtype=np.uint16)
    return table.reshape(-1, LONGEST + 1)


def _same(table: NDArray[np.uint16], typed: str) -> Numbers:
    """Return how many letters each row begins with as the word does."""
    asked = _letters([typed])[0].copy()
    asked[-1] = _END
    found: Numbers = (table != asked).argmax(axis=1)
    return found
