"""The words of protected names, and which words of a text are one of them in some case and spelling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .bulk_costs import Stems, word_costs
from .costs import groups_of
from .given import given_forms, male_stems
from .lexicon import sign_rows
from .parts import GIVEN, PATRONYMIC, Part
from .sounds import LONGEST, plain_word, sounds
from .tables import rows
from .trunks import allowed, keys, name_trunks, text_trunks


class Likeness(NamedTuple):
    """How far a text's word is from a needle, in hundredths of a nat, and how many signs its trunk has."""

    cost: int
    length: int


class NeedleWords:
    """Words to be found, numbered; each has the trunks its case forms and spellings may show."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str | bool, ...], int] = {}
        self._trunks: dict[str, int] = {}
        self._words_of: list[set[int]] = []
        self._by_key: dict[str, list[int]] = {}
        self._stems: Stems | None = None
        self.common: list[bool] = []

    def number(self, part: Part, *, alone: bool = False) -> int:
        """The number of a part of a name; forms of one given name share it, unless they stand alone.

        Args:
            part: a part of a name.
            alone: it is the whole name, as a nickname is: then only its own case forms are found.
        """
        classes = part.word.known.classes if part.role in (GIVEN, PATRONYMIC) and not alone else frozenset()
        woman = part.role == PATRONYMIC and part.word.stem.endswith("F")
        key: tuple[str | bool, ...] = (part.word.plain,)
        if classes:
            key = (part.role, woman, *sorted(classes))
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self._numbers)
            self.common.append(part.role == GIVEN or part.word.plain in common_words())
            for trunk in _trunks_of(part, classes):
                self._add(trunk, found)
        elif classes:
            for trunk in name_trunks(part.word.text):
                self._add(trunk, found)
        return found

    def _add(self, trunk: str, number: int) -> None:
        at = self._trunks.get(trunk)
        if at is None:
            at = self._trunks[trunk] = len(self._trunks)
            self._words_of.append(set())
            for key in keys(trunk):
                self._by_key.setdefault(key, []).append(at)
            self._stems = None
        self._words_of[at].add(number)

    def found_in(self, words: Sequence[str]) -> dict[str, dict[int, Likeness]]:
        """Which of a text's different words may be one of these.

        Args:
            words: plain words (``plain_word``), each once.

        Returns:
            For each word found: the needles it may be, and how near each is.
        """
        own = [(word, trunk) for word in words for trunk in text_trunks(sounds(word))]
        trunks = {trunk: at for at, trunk in enumerate(dict.fromkeys(trunk for _, trunk in own))}
        costs = self._costs(list(trunks))
        found: dict[str, dict[int, Likeness]] = {}
        for word, trunk in own:
            for number, cost in costs.get(trunk, {}).items():
                known, like = found.setdefault(word, {}), Likeness(cost, len(trunk))
                known[number] = min(like, known.get(number, like))
        return found

    def _costs(self, trunks: Sequence[str]) -> dict[str, dict[int, int]]:
        pairs = [
            (at, other)
            for at, trunk in enumerate(trunks)
            for key in keys(trunk)
            for other in self._by_key.get(key, ())
        ]
        if not pairs:
            return {}
        one, other = np.array(pairs, dtype=np.int64).T
        stems = self._columns()
        shifted = len(stems.lengths)
        together = _joined(stems, columns_of(trunks))
        cost = word_costs(together, one + shifted, other)
        limit = np.array([allowed(len(trunk)) for trunk in trunks])
        near = np.flatnonzero(cost <= limit[one])
        found: dict[str, dict[int, int]] = {}
        for at in near:
            known = found.setdefault(trunks[one[at]], {})
            for number in self._words_of[other[at]]:
                known[number] = min(int(cost[at]), known.get(number, 9999))
        return found

    def _columns(self) -> Stems:
        if self._stems is None:
            self._stems = columns_of(list(self._trunks))
        return self._stems


def _trunks_of(part: Part, classes: frozenset[str]) -> Iterable[str]:
    yield from name_trunks(part.word.text)
    if part.role == GIVEN:
        for form in _forms_of(classes):
            yield from name_trunks_of_signs(form)
    if part.role == PATRONYMIC:
        suffix = "oviC" if part.word.stem[-1:] == "M" else "ovn"
        for name in classes:
            for stem in male_stems().get(name, ()):
                yield (stem + suffix)[:LONGEST]


@cache
def name_trunks_of_signs(signs: str) -> frozenset[str]:
    """``name_trunks`` of a form known by its signs."""
    return name_trunks(signs, read=True)


@cache
def _forms_of(classes: frozenset[str]) -> tuple[str, ...]:
    forms = given_forms()
    return tuple(
        signs for signs, known in forms.items() if known.classes & classes and signs[-1:] not in "MF"
    )


def columns_of(trunks: Sequence[str]) -> Stems:
    """The columns ``word_costs`` needs; what concerns given names stays empty."""
    count = len(trunks)
    return Stems(
        sign_rows(trunks),
        np.array([len(trunk) for trunk in trunks], dtype=np.int32),
        np.array([groups_of(trunk) for trunk in trunks], dtype=np.uint16),
        np.zeros((count, 1), dtype=np.uint64),
        np.zeros(count, dtype=np.bool_),
        np.zeros(count, dtype=np.bool_),
        np.zeros(count, dtype=np.uint8),
        np.zeros(count, dtype=np.bool_),
        np.zeros(count, dtype=np.int16),
        np.zeros(count, dtype=np.int16),
    )


def _joined(one: Stems, other: Stems) -> Stems:
    pairs: list[tuple[NDArray[Any], NDArray[Any]]] = list(zip(one, other, strict=True))
    return Stems(*map(np.concatenate, pairs))


@cache
def common_words() -> frozenset[str]:
    """Surnames and given names that are frequent words too."""
    return frozenset(plain_word(row["word"]) for row in rows("common_words"))
