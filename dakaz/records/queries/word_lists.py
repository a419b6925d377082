"""Which numbers have which word: the word, a part of it, or the word but for one slip of the finger.

All words stand in one text, where a part of a word is found as fast as the whole.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from .one_slip import OneSlip

FRESH = 2000  # words since the lists were made; each is looked at
SHORT = 1  # letters; so few stand in nearly every word, so they are looked for where words begin
LONG = 4  # letters; in shorter words a slip makes another word
Numbers = NDArray[np.int64]
Readings = frozenset[str]


class WordLists:
    """Lists of numbers by word; asking changes nothing."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._words, self._numbers = array("i"), array("i")  # pairs of a word and a number that has it
        self._listed = 0
        self._text = "\n"
        self._begin: Numbers = np.zeros(0, dtype=np.int64)
        self._lists: Numbers = np.zeros(0, dtype=np.int64)
        self._starts: Numbers = np.zeros(1, dtype=np.int64)
        self._slips = OneSlip([])

    def add(self, number: int, words: Iterable[str]) -> None:
        """Note the words of a number."""
        for word in words:
            self._words.append(self._ids.setdefault(word, len(self._ids)))
            self._numbers.append(number)

    def parts(self, choices: Readings) -> Numbers:
        """Return the numbers one of whose words holds one of these, or begins with one that is short."""
        sought = [part if len(part) > SHORT else f"\n{part}" for part in choices]
        ids = {self._word_at(at) for part in sought for at in _places(self._text, part)}
        return self._of(ids, lambda word: any(part in f"\n{word}" for part in sought))

    def whole(self, choices: Readings) -> Numbers:
        """Return the numbers one of whose words is one of these."""
        ids = (self._ids.get(word, len(self._begin)) for word in choices)
        return self._of([one for one in ids if one < len(self._begin)], choices.__contains__)

    def near(self, choices: Readings) -> Numbers:
        """Return the numbers one of whose words is at most one slip away from one of these.

        Slips in words that came since the lists were made are not looked for.
        """
        ids = {one for word in choices if len(word) >= LONG for one in self._slips.near(word)}
        return np.union1d(self._of(ids, choices.__contains__), self.whole(choices))

    def _of(self, ids: Iterable[int], is_one: Callable[[str], bool]) -> Numbers:
        lists = [self._lists[self._starts[one] : self._starts[one + 1]] for one in ids]
        fresh = (number for word, number in self._fresh() if is_one(word))
        return np.unique(np.concatenate([*lists, np.fromiter(fresh, dtype=np.int64)]))

    def _word_at(self, place: int) -> int:
        return int(np.searchsorted(self._begin, place + 1, side="right")) - 1

    def _fresh(self) -> Iterator[tuple[str, int]]:
        if self._listed == len(self._words):
            return
        texts = list(self._ids)
        for at in range(self._listed, len(self._words)):
            yield texts[self._words[at]], self._numbers[at]

    def list_when_due(self, *, now: bool = False) -> None:
        """Make the lists anew when many words came since, or now."""
        if len(self._words) - self._listed <= (0 if now else FRESH):
            return
        words = np.array(self._words, dtype=np.int64)
        order = np.argsort(words, kind="stable")
        self._lists = np.array(self._numbers, dtype=np.int64)[order]
        self._starts = np.searchsorted(words[order], np.arange(len(self._ids) + 1))
        self._text = "\n".join(["", *self._ids, ""])
        lengths = np.fromiter((len(word) + 1 for word in self._ids), dtype=np.int64, count=len(self._ids))
        self._begin = np.cumsum(lengths) - lengths + 1
        self._slips = OneSlip(list(self._ids))
        self._listed = len(self._words)


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
