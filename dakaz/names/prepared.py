"""Names read once for many comparisons: rows of word numbers, and what is seen of each whole name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .bulk_costs import Stems
from .lexicon import Lexicon, Words
from .parts import MOST_PARTS
from .shape import ENDINGS

S, G, P, I = range(4)  # roles: surname, given name, patronymic, initial  # noqa: E741
NONE = -1


class Prepared:
    """Names read for comparison.

    Args:
        names: as written.
        lexicon: shared by what will be compared with each other.

    Attributes:
        words: (names, ``MOST_PARTS``) numbers of words, ``NONE`` where a name has fewer.
        letters: a 64-bit digest each; equal for names that differ only in order, case and marks.
    """

    def __init__(self, names: Sequence[str], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        read = [lexicon.read(name) for name in names]
        self.words = _padded([words for words, _ in read])
        self.letters = np.array([digest for _, digest in read], dtype=np.uint64)

    def __len__(self) -> int:
        return len(self.words)

    @classmethod
    def of_rows(cls, words: NDArray[np.int32], letters: NDArray[np.uint64], lexicon: Lexicon) -> Prepared:
        """Names prepared before, by the rows they had."""
        made = cls((), lexicon)
        made.words, made.letters = words, letters
        return made

    @cached_property
    def read(self) -> Reading:
        """Roles, gender and languages of every name."""
        return _read(self.words, *self.lexicon.columns())


class Reading(NamedTuple):
    """Per name: number of parts; per part its role; whether a patronymic is among them; gender 1 m 2 f 0
    open; bits of languages whose spelling shows."""

    sizes: NDArray[np.int8]
    roles: NDArray[np.int8]
    patronymic: NDArray[np.bool_]
    gender: NDArray[np.uint8]
    languages: NDArray[np.uint8]


def _padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int32]:
    found = np.full((len(rows), MOST_PARTS), NONE, dtype=np.int32)
    counts = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    if len(rows):
        places = np.arange(MOST_PARTS) < counts[:, None]
        found[places] = np.array([at for row in rows for at in row], dtype=np.int32)
    return found


def _read(words: NDArray[np.int32], own: Words, stems: Stems) -> Reading:
    there = words >= 0
    if not len(own.stem):
        empty = np.zeros(len(words), dtype=np.uint8)
        none = np.full(words.shape, NONE, dtype=np.int8)
        return Reading(empty.astype(np.int8), none, empty.astype(np.bool_), empty, empty)
    stem = own.stem[words]
    known = stems.known[stem]
    initial = stems.initial[stem]
    formed = (own.ending[words] == ENDINGS.index("patronymic")) & ~initial & there
    count = there.sum(axis=1)
    roles = np.where(initial, I, np.where(known & ~formed, G, S)).astype(np.int8)
    rank = _rank(own, stems, words, known)
    rank += (formed & ~_contradicts(own, words, there & known & ~formed, formed)).astype(np.int64) << 41
    rank[~formed] = -1
    at = rank.argmax(axis=1)
    has = formed.any(axis=1) & (count > 1) & ((count > 2) | known[np.arange(len(words)), at])
    roles[has, at[has]] = P
    roles[~there] = NONE
    return Reading(count.astype(np.int8), roles, has, *_said(own, words, roles))


def _rank(own: Words, stems: Stems, words: NDArray[np.int32], known: NDArray[np.bool_]) -> NDArray[np.int64]:
    """What makes one word formed like a patronymic likelier than another, as ``parts.roles`` ranks them."""
    rank: NDArray[np.int64] = known.astype(np.int64) << 40
    rank += stems.lengths[own.stem[words]].astype(np.int64) << 33
    rank += (1 << 32) - 1 - own.order[words].astype(np.int64)
    return rank


def _contradicts(
    own: Words, words: NDArray[np.int32], given: NDArray[np.bool_], formed: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Where a word formed like a patronymic is of another gender than the given names say."""
    gender = own.gender[words]
    man, woman = (given & (gender == 1)).any(axis=1), (given & (gender == 2)).any(axis=1)
    said = np.where(man & ~woman, 1, np.where(woman & ~man, 2, 0))[:, None]
    found: NDArray[np.bool_] = formed & (said > 0) & (gender != said)
    return found


def _said(
    own: Words, words: NDArray[np.int32], roles: NDArray[np.int8]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    telling = (roles == G) | (roles == P)
    gender = np.where(telling, own.gender[words], 0)
    man, woman = (gender == 1).any(axis=1), (gender == 2).any(axis=1)
    said = np.where(man & ~woman, 1, np.where(woman & ~man, 2, 0)).astype(np.uint8)
    languages = np.bitwise_or.reduce(np.where(words >= 0, own.languages[words], 0), axis=1)
    return said, languages.astype(np.uint8)
