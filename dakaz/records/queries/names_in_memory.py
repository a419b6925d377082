"""Names of parties in memory: whose hold a word, or a part of one, and whose are spellings of another.

A number is one name. Words are found by their fold in one long text, where a part of a word costs as
little as the whole; spellings by ``names.Index``, which takes seconds to make and may come later.
"""

from __future__ import annotations

import heapq
import uuid
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from dakaz.names import Index, compare_many

MOST_SORTED = 5000  # more hold a word that tells nothing of anybody; some of them are as good as others
NAMES_OF_ONE = 4  # so many names one party may have among those found
MOST_COMPARED = 2000  # names that share a word with the one asked for, while the index is being made
FRESH = 2000  # words of names since the lists were made; each is looked at
CHUNK = 20_000  # names; between two of them others have their turn
KEY = 16  # bytes of an id

Row = tuple[uuid.UUID, str, str]
Numbers = NDArray[np.int64]
Readings = frozenset[str]


@dataclass(frozen=True, slots=True)
class Close:
    """A party with a name like the one asked for.

    Args:
        name: the spelling that came closest.
        score: how likely the two are spellings of one name, from 0 to 1.
    """

    party_id: uuid.UUID
    name: str
    score: float


class WordLists:
    """Which numbers have which word, found by any part of the word."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._words, self._numbers = array("i"), array("i")  # pairs of a word and a number that has it
        self._listed = 0
        self._text, self._begin = "\n", np.zeros(0, dtype=np.int64)
        self._lists: Numbers = np.zeros(0, dtype=np.int64)
        self._starts: Numbers = np.zeros(1, dtype=np.int64)

    def add(self, number: int, words: Iterable[str]) -> None:
        """Note the words of a number."""
        for word in words:
            self._words.append(self._ids.setdefault(word, len(self._ids)))
            self._numbers.append(number)

    def parts(self, choices: Readings) -> Numbers:
        """Return the numbers one of whose words holds one of these."""
        ids = {self._word_at(at) for part in choices for at in _places(self._text, part)}
        fresh = (number for word, number in self._fresh() if any(part in word for part in choices))
        return self._of(ids, fresh)

    def whole(self, choices: Readings) -> Numbers:
        """Return the numbers one of whose words is one of these."""
        ids = {
            self._ids[word] for word in choices if self._ids.get(word, len(self._begin)) < len(self._begin)
        }
        fresh = (number for word, number in self._fresh() if word in choices)
        return self._of(ids, fresh)

    def _of(self, ids: Iterable[int], fresh: Iterable[int]) -> Numbers:
        lists = [self._lists[self._starts[one] : self._starts[one + 1]] for one in ids]
        return np.unique(np.concatenate([*lists, np.fromiter(fresh, dtype=np.int64)]))

    def _word_at(self, place: int) -> int:
        return int(np.searchsorted(self._begin, place, side="right")) - 1

    def _fresh(self) -> Iterator[tuple[str, int]]:
        if self._listed == len(self._words):
            return
        texts = list(self._ids)
        for at in range(self._listed, len(self._words)):
            yield texts[self._words[at]], self._numbers[at]

    def list_when_due(self) -> None:
        """Make the lists of numbers by word anew when many words came since; asking changes nothing."""
        if len(self._words) - self._listed <= FRESH:
            return
        words = np.array(self._words, dtype=np.int64)
        order = np.argsort(words, kind="stable")
        self._lists = np.array(self._numbers, dtype=np.int64)[order]
        self._starts = np.searchsorted(words[order], np.arange(len(self._ids) + 1))
        self._text = "\n".join(["", *self._ids, ""])
        lengths = np.fromiter((len(word) + 1 for word in self._ids), dtype=np.int64, count=len(self._ids))
        self._begin = np.cumsum(lengths) - lengths + 1
        self._listed = len(self._words)


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


class NamesInMemory:
    """Names of parties; what was taken away is not found any more."""

    def __init__(self) -> None:
        self._texts: list[str] = []  # empty for a name that was taken away
        self._keys = bytearray()
        self._words = WordLists()
        self._index: Index | None = None

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def finds_spellings(self) -> bool:
        """Whether the index of spellings is made."""
        return self._index is not None

    def add(self, rows: Iterable[Row]) -> None:
        """Add names: party, text, fold."""
        first = len(self._texts)
        for party, text, fold in rows:
            self._words.add(len(self._texts), fold.split())
            self._texts.append(text)
            self._keys += party.bytes
        self._words.list_when_due()
        if self._index is not None:
            self._index.add(self._texts[first:])

    def make_index(self) -> None:
        """Make the index of spellings: some seconds for a hundred thousand names."""
        index = Index()
        for first in range(0, len(self._texts), CHUNK):
            index.add(self._texts[first : first + CHUNK])
        index.rebuild()
        self._index = index

    def forget(self, parties: Iterable[uuid.UUID]) -> None:
        """Take the names of parties away."""
        keys = np.array([party.bytes for party in parties], dtype=f"S{KEY}")
        if len(keys) and self._texts:
            there = np.frombuffer(bytes(self._keys), dtype=f"S{KEY}")
            for number in np.flatnonzero(np.isin(there, keys)).tolist():
                self._texts[number] = ""

    def like(self, typed: str, limit: int) -> list[Close]:
        """Return the names that are likely spellings of what was typed, the best first."""
        if self._index is None:
            return []
        found = self._index.search(typed, limit=limit)
        living = (one for one in found if self._texts[one.number])
        return [Close(self._party(one.number), one.name, one.score) for one in living]

    def like_by_words(self, typed: str, wanted: Sequence[Readings], limit: int) -> list[Close]:
        """Return the same of those names alone that share a word with it."""
        numbers = reduce(np.union1d, [self._words.whole(choices) for choices in wanted])[:MOST_COMPARED]
        found = [int(number) for number in numbers if self._texts[number]]
        scores = compare_many([typed] * len(found), [self._texts[number] for number in found])
        close = (
            Close(self._party(number), self._texts[number], float(score))
            for number, score in zip(found, scores, strict=True)
        )
        return heapq.nlargest(limit, close, key=lambda one: one.score)

    def parts(self, wanted: Sequence[Readings], limit: int) -> list[uuid.UUID]:
        """Return parties one of whose names holds each word, or a part of it: whole words first."""
        whole = reduce(np.intersect1d, [self._words.whole(choices) for choices in wanted])
        found = self._parties(whole, limit)
        if len(found) < limit:
            some = reduce(np.intersect1d, [self._words.parts(choices) for choices in wanted])
            found += self._parties(some, limit)
        return list(dict.fromkeys(found))[:limit]

    def _parties(self, numbers: Numbers, limit: int) -> list[uuid.UUID]:
        """Return the first of some by the alphabet."""
        living = [number for number in numbers[:MOST_SORTED].tolist() if self._texts[number]]
        first = heapq.nsmallest(limit * NAMES_OF_ONE, living, key=self._texts.__getitem__)
        return list(dict.fromkeys(self._party(number) for number in first))[:limit]

    def _party(self, number: int) -> uuid.UUID:
        return uuid.UUID(bytes=bytes(self._keys[number * KEY : (number + 1) * KEY]))
