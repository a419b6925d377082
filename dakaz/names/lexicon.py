"""Every word and stem met in names, numbered, and as columns: what comparing in bulk works on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
        self._patronymics: set[int] = set()
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
        digest = sum([self._digests[at] for at in own]) & _BITS_64 or digest_of(same_letters(name))
        usual = 0 < len(own) <= MOST_PARTS and self._oddities.isdisjoint(own)
        # Two words formed like patronymics may be three written together.
        if usual and (len(own) > 2 or self._patronymics.isdisjoint(own)):
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
            self._digests.append(digest_of(one.plain) if one.plain else 0)
            if not one.stem or one.plain in particles():
                self._oddities.add(at)
            if one.patronymic_like:
                self._patronymics.add(at)
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
        np.array(
            [" MF".find(stem[-1:] or " ") if stem[-1:] in "MF" else 0 for stem, _ in keys], dtype=np.uint8
        ),
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
