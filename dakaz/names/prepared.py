"""Names read once for many comparisons: words and stems as columns, names as rows of word numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from .bulk_costs import Stems, relations, weak_table
from .costs import INDEX, groups_of
from .given import given, given_classes
from .parts import MOST_PARTS, Word, chosen_words, particles, same_letters, word, words_of
from .relation import first_sign
from .shape import ENDINGS
from .sounds import LONGEST, SIGNS

S, G, P, I = range(4)  # roles: surname, given name, patronymic, initial  # noqa: E741
NONE = -1
_BITS_64 = 2**64 - 1
_KEPT = 16  # stems whose costs as every other stem are remembered


def digest_of(text: str) -> int:
    """64 bits that stand for a text."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


Columns = TypeVar("Columns", bound=tuple[Any, ...])


class Growing(Generic[Columns]):
    """Columns that grow at the end; memory is taken in advance, so that adding little costs little."""

    def __init__(self) -> None:
        self.now: Columns | None = None
        self._room: list[NDArray[Any]] = []
        self._filled = 0

    def add(self, more: Columns) -> None:
        """Append rows."""
        end = self._filled + len(more[0])
        if not self._room or end > len(self._room[0]):
            self._room = [self._larger(at, column, end) for at, column in enumerate(more)]
        for room, column in zip(self._room, more, strict=True):
            room[self._filled : end] = column
        self._filled = end
        columns = (room[:end] for room in self._room)
        self.now = type(more)(*columns)

    def _larger(self, at: int, column: NDArray[Any], end: int) -> NDArray[Any]:
        room = np.empty((end + end // 4 + 16, *column.shape[1:]), dtype=column.dtype)
        if self._filled:
            room[: self._filled] = self._room[at][: self._filled]
        return room


class Words(NamedTuple):
    """Columns over words: the stem's row, the kind of ending, gender 1 m 2 f 0 open, tie-breaker."""

    stem: NDArray[np.int32]
    ending: NDArray[np.uint8]
    gender: NDArray[np.uint8]
    languages: NDArray[np.uint8]
    order: NDArray[np.uint32]


_GENDERS = {"m": 1, "f": 2}
_LANGUAGES = {"be": 1, "uk": 2}


class Lexicon:
    """Every word and stem met, numbered; grows as names are read. Not for several threads at once."""

    def __init__(self) -> None:
        self.texts: list[str] = []  # one spelling of every word, by number
        self._numbers: dict[str, int] = {}
        self._plain: dict[str, int] = {}
        self._stems: dict[tuple[str, bool], int] = {}
        self.stems: list[tuple[str, bool]] = []  # each with whether it is an initial, by number
        self._oddities: set[int] = set()  # particles, words without sounds
        self._digests: list[int] = []
        self._new: list[Word] = []  # words whose columns are not filled yet
        self._columns = (Growing[Words](), Growing[Stems]())
        self._from: dict[int, NDArray[np.int32]] = {}

    def __len__(self) -> int:
        return len(self.texts)

    def number(self, text: str) -> int:
        """The number of a word; words that differ in case and marks share one."""
        found = self._numbers.get(text)
        return self._learn(text) if found is None else found

    def read(self, name: str) -> tuple[list[int], int]:
        """The numbers of the words of a name that count, and a digest of all its words.

        Returns:
            Numbers as ``chosen_words`` chooses the words; 64 bits that are equal for names that differ
            only in order, case and marks.
        """
        known = self._numbers
        own = [known[text] if text in known else self._learn(text) for text in words_of(name)]
        digest = sum([self._digests[at] for at in own]) & _BITS_64 if own else digest_of(same_letters(name))
        if 2 < len(own) <= MOST_PARTS and self._oddities.isdisjoint(own):
            return own, digest
        return [self.number(one.text) for one in chosen_words(name)], digest

    def _learn(self, text: str) -> int:
        one = word(text)
        at = self._plain.get(one.plain)
        if at is None:
            at = self._plain[one.plain] = len(self.texts)
            self.texts.append(text)
            self._new.append(one)
            self._number_stem((one.stem, one.initial))
            self._digests.append(digest_of(one.plain))
            if not one.stem or one.plain in particles():
                self._oddities.add(at)
        self._numbers[text] = at
        return at

    def _number_stem(self, stem: tuple[str, bool]) -> None:
        if stem not in self._stems:
            self._stems[stem] = len(self.stems)
            self.stems.append(stem)

    def costs_from(self, stem: int) -> NDArray[np.int32]:
        """The cost of one stem as each known stem; the last few asked for are kept."""
        stems = self.columns()[1]
        found = self._from.get(stem)
        if found is None or len(found) != len(stems.lengths):
            if len(self._from) >= _KEPT:
                self._from.clear()
            every = np.arange(len(stems.lengths), dtype=np.int64)
            found = self._from[stem] = relations(stems, np.full(len(every), stem, dtype=np.int64), every)
        return found

    def columns(self) -> tuple[Words, Stems]:
        """Words and stems known so far."""
        words, stems = self._columns
        if self._new or words.now is None or stems.now is None:
            new, self._new = self._new, []
            filled = 0 if stems.now is None else len(stems.now.lengths)
            stems.add(stems_of(self.stems[filled:]))
            words.add(self._word_columns(new))
        if words.now is None or stems.now is None:
            raise AssertionError("columns are filled")
        return words.now, stems.now

    def _word_columns(self, own: Sequence[Word]) -> Words:
        return Words(
            np.array([self._stems[one.stem, one.initial] for one in own], dtype=np.int32),
            np.array([ENDINGS.index(one.ending) for one in own], dtype=np.uint8),
            np.array([_gender(one) for one in own], dtype=np.uint8),
            np.array([sum(_LANGUAGES[name] for name in one.languages) for one in own], dtype=np.uint8),
            np.array([one.order for one in own], dtype=np.uint32),
        )


def _gender(one: Word) -> int:
    if one.known.gender:
        return _GENDERS.get(one.known.gender, 0)
    return {"M": 1, "F": 2}.get(one.stem[-1:], 0) if one.patronymic_like else 0


def stems_of(keys: Sequence[tuple[str, bool]]) -> Stems:
    """The columns of stems, each with whether it is an initial."""
    known = [given("" if initial else stem) for stem, initial in keys]
    return Stems(
        sign_rows([stem for stem, _ in keys]),
        np.array([len(stem) for stem, _ in keys], dtype=np.int32),
        np.array([groups_of(stem) for stem, _ in keys], dtype=np.uint16),
        _classes([one.classes for one in known]),
        np.array([bool(one.classes) for one in known], dtype=np.bool_),
        np.array([one.full for one in known], dtype=np.bool_),
        np.array([" MF".find(stem[-1:] or " ") if stem[-1:] in "MF" else 0 for stem, _ in keys], dtype=np.uint8),
        np.array([initial for _, initial in keys], dtype=np.bool_),
        np.array([INDEX[first_sign(stem)] if stem else 0 for stem, _ in keys], dtype=np.int16),
        np.array([weak_table()[1].get(stem, 0) for stem, _ in keys], dtype=np.int16),
    )


def sign_rows(stems: Iterable[str]) -> NDArray[np.int16]:
    """Signs as indices, one row of ``LONGEST`` a stem, filled up with the first sign."""
    text = "".join(stem.ljust(LONGEST, SIGNS[0]) for stem in stems).encode()
    table = np.zeros(128, dtype=np.int16)
    for sign, at in INDEX.items():
        table[ord(sign)] = at
    return table[np.frombuffer(text, dtype=np.uint8)].reshape(-1, LONGEST)


def _classes(known: Sequence[frozenset[str]]) -> NDArray[np.uint64]:
    numbers = given_classes()
    found = np.zeros((len(known), len(numbers) // 64 + 1), dtype=np.uint64)
    for row, classes in enumerate(known):
        for name in classes:
            at = numbers[name]
            found[row, at // 64] |= np.uint64(1 << at % 64)
    return found


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

    def take(self, rows: NDArray[np.int64]) -> Prepared:
        """Some of the names, in the order of ``rows``."""
        made = Prepared.of_rows(self.words[rows], self.letters[rows], self.lexicon)
        if "read" in self.__dict__:
            made.__dict__["read"] = Reading(*(column[rows] for column in self.read))
        return made

    @cached_property
    def read(self) -> Reading:
        """Roles, gender and languages of every name."""
        return _read(self.words, *self.lexicon.columns())


class Reading(NamedTuple):
    """Per name: number of parts; per part its role; whether a patronymic is among them; gender 1 m 2 f 0
    open; bits of languages whose spelling shows."""

    count: NDArray[np.int8]
    roles: NDArray[np.int8]
    patronymic: NDArray[np.bool_]
    gender: NDArray[np.uint8]
    languages: NDArray[np.uint8]


def _padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int32]:
    found = np.full((len(rows), MOST_PARTS), NONE, dtype=np.int32)
    counts = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    if len(rows):
        places = np.arange(MOST_PARTS) < counts[:, None]
        found[places] = np.fromiter((at for row in rows for at in row), dtype=np.int32, count=int(counts.sum()))
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
    contradicts = _contradicts(own, words, there & known & ~formed, formed)
    at, has = _patronymics(own, stems, words, formed & ~contradicts, formed, known, count)
    roles[has, at[has]] = P
    roles[~there] = NONE
    return Reading(count.astype(np.int8), roles, has, *_said(own, words, roles))


def _patronymics(
    own: Words,
    stems: Stems,
    words: NDArray[np.int32],
    agreeing: NDArray[np.bool_],
    formed: NDArray[np.bool_],
    known: NDArray[np.bool_],
    count: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Of the words formed like patronymics the likeliest, as ``parts.roles`` chooses it."""
    rank = (agreeing.astype(np.int64) << 41) + (known.astype(np.int64) << 40)
    rank += stems.lengths[own.stem[words]].astype(np.int64) << 33
    rank += (1 << 32) - 1 - own.order[words].astype(np.int64)
    rank[~formed] = -1
    at = rank.argmax(axis=1)
    each = np.arange(len(words))
    has = formed.any(axis=1) & (count > 1)
    has &= (count > 2) | known[each, at]
    return at, has


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
