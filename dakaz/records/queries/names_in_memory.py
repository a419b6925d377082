"""Names of parties in memory: whose hold a word, or a part of one, and whose are spellings of another.

A number is one name. Words are found by their fold in one long text, where a part of a word costs as
little as the whole; spellings by ``names.Index``, which takes seconds to make and may come later.
"""

from __future__ import annotations

import heapq
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from dakaz.names import Index, compare_many

from .word_lists import Numbers, Readings, WordLists

MOST_SORTED = 5000  # more hold a word that tells nothing of anybody; some of them are as good as others
NAMES_OF_ONE = 4  # so many names one party may have among those found
MOST_COMPARED = 2000  # names that share a word with the one asked for, while the index is being made
CHUNK = 20_000  # names; between two of them others have their turn
KEY = 16  # bytes of an id

Row = tuple[uuid.UUID, str, str]


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
        self._words.list_when_due(now=True)
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
        found = reduce(np.intersect1d, [self._words.parts(choices) for choices in wanted])
        return self._parties(found, wanted, limit)

    def slips(self, wanted: Sequence[Readings], limit: int) -> list[uuid.UUID]:
        """Return parties one of whose names has each word but for one slip of the finger in it."""
        found = reduce(np.intersect1d, [self._words.near(choices) for choices in wanted])
        return self._parties(found, wanted, limit)

    def _parties(self, numbers: Numbers, wanted: Sequence[Readings], limit: int) -> list[uuid.UUID]:
        """Return the first: those with the most whole words, and among them by the alphabet."""
        whole = sum(np.isin(numbers, self._words.whole(choices)).astype(np.int64) for choices in wanted)
        found: dict[uuid.UUID, None] = {}
        for many in range(len(wanted), -1, -1):
            alike = numbers[whole == many][:MOST_SORTED].tolist()
            living = [number for number in alike if self._texts[number]]
            first = heapq.nsmallest(limit * NAMES_OF_ONE, living, key=self._texts.__getitem__)
            found |= dict.fromkeys(self._party(number) for number in first)
            if len(found) >= limit:
                break
        return list(found)[:limit]

    def _party(self, number: int) -> uuid.UUID:
        return uuid.UUID(bytes=bytes(self._keys[number * KEY : (number + 1) * KEY]))
