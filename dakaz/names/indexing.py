"""An index of names: look one up among millions, whatever its spelling.

Stems are found by their loose consonants, whole or with one left out (``blocks``); names by the stems of
their surnames; then every candidate is scored exactly as ``compare`` scores it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .blocks import Blocks
from .bulk import scores
from .bulk_costs import relations
from .costs import CAP
from .lexicon import Lexicon
from .prepared import G, Prepared, S
from .stored import packed, read_arrays, rules_digest, unpacked, write_arrays
from .weights import THRESHOLD

_FRESH = 2_000  # names added since the lists were made; they are compared with every question
_MANY = 1_000  # namesakes; where there are more, those without another word in common are left out
_MOST = 30_000  # candidates scored for one question; the surname's nearest spellings come first


class Found(NamedTuple):
    """A name of the index: its number as given by ``add``, as written, and the score of ``compare``."""

    number: int
    name: str
    score: float


class Index:
    """Names that can be looked up by any spelling."""

    def __init__(self) -> None:
        self._lexicon = Lexicon()
        self._names: list[str] = []
        self._rows = Prepared((), self._lexicon)
        self._row_of: dict[int, int] = {}
        self._numbers: list[int] = []
        self._blocks: Blocks | None = None
        self._listed = 0
        self._starts: NDArray[np.int64] = np.zeros(1, dtype=np.int64)
        self._lists: NDArray[np.int32] = np.zeros(0, dtype=np.int32)

    def __len__(self) -> int:
        return len(self._row_of)

    def add(self, names: Iterable[str]) -> range:
        """Add names.

        Returns:
            Their numbers, in the same order.
        """
        new = list(names)
        first = len(self._numbers)
        numbers = range(max(self._row_of, default=-1) + 1, max(self._row_of, default=-1) + 1 + len(new))
        self._append(new, numbers)
        self._row_of.update(zip(numbers, range(first, first + len(new)), strict=True))
        return numbers

    def update(self, number: int, name: str) -> None:
        """Give a number another name.

        Raises:
            KeyError: no name has the number.
        """
        if number not in self._row_of:
            raise KeyError(number)
        self._append([name], range(number, number + 1))
        self._row_of[number] = len(self._numbers) - 1

    def remove(self, number: int) -> None:
        """Forget a name; its number is not given again until the index is built anew.

        Raises:
            KeyError: no name has the number.
        """
        row = self._row_of.pop(number)
        self._names[row] = ""

    def _append(self, names: Sequence[str], numbers: Iterable[int]) -> None:
        more = Prepared(names, self._lexicon)
        self._names += names
        self._numbers += numbers
        old = self._rows
        words = np.concatenate([old.words, more.words])
        self._rows = Prepared.of_rows(words, np.concatenate([old.letters, more.letters]), self._lexicon)

    def search(self, name: str, limit: int = 20, threshold: float = THRESHOLD) -> list[Found]:
        """The names that are likely spellings of one.

        Args:
            name: as written.
            limit: at most so many.
            threshold: no score below this.

        Returns:
            The best first.
        """
        asked = Prepared([name], self._lexicon)
        rows = self._candidates(asked)
        found = scores(asked, np.zeros(len(rows), dtype=np.int64), self._rows, rows)
        best = np.flatnonzero(found >= threshold)
        best = best[np.lexsort((rows[best], -found[best]))]
        hits = (Found(self._numbers[rows[at]], self._names[rows[at]], float(found[at])) for at in best)
        living = (hit for at, hit in zip(best, hits, strict=True) if self._lives(int(rows[at])))
        return [hit for _, hit in zip(range(limit), living, strict=False)]

    def _lives(self, row: int) -> bool:
        return self._row_of.get(self._numbers[row]) == row

    def _candidates(self, asked: Prepared) -> NDArray[np.int64]:
        if len(self._numbers) - self._listed > _FRESH or self._blocks is None:
            self.rebuild()
        fresh = np.arange(self._listed, len(self._numbers), dtype=np.int64)
        lists = [self._lists[self._starts[stem] : self._starts[stem + 1]] for stem in self._near(asked)]
        known = np.unique(np.concatenate([*lists, np.zeros(0, dtype=np.int32)])).astype(np.int64)
        return np.concatenate([self._with_another(asked, known) if len(known) > _MANY else known, fresh])

    def _with_another(self, asked: Prepared, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Of many namesakes those that share another word too, or have none: the others would score low."""
        words, stems = self._lexicon.columns()
        own = [int(words.stem[at]) for at in asked.words[0] if at >= 0]
        if len(own) < 2 or self._blocks is None:
            return rows
        if stems.initial[own].any():
            return rows
        near = stems.initial.copy()
        for stem in own:
            near[self._alike(stem)] = True
        there = self._rows.words[rows] >= 0
        shared = near[words.stem[self._rows.words[rows]]] & there
        kept: NDArray[np.int64] = rows[(shared.sum(axis=1) > 1) | (there.sum(axis=1) < 2)]
        return kept

    def _alike(self, stem: int) -> NDArray[np.int64]:
        """Stems near one, at a cost below ``CAP``."""
        if self._blocks is None:
            return np.zeros(0, dtype=np.int64)
        near = self._blocks.near(self._lexicon.stems[stem])
        cost = relations(self._lexicon.columns()[1], np.full(len(near), stem, dtype=np.int64), near)
        return near[cost < CAP]

    def _near(self, asked: Prepared) -> list[int]:
        """Stems of the index near the surname asked for, the nearest first, while they are few enough."""
        if self._blocks is None:
            return []
        words, stems = self._lexicon.columns()
        best: dict[int, int] = {}
        for at in self._telling(asked):
            stem = int(words.stem[at])
            near = self._blocks.near(self._lexicon.stems[stem])
            cost = relations(stems, np.full(len(near), stem, dtype=np.int64), near)
            for other, value in zip(near.tolist(), cost.tolist(), strict=True):
                if value < CAP:
                    best[other] = min(value, best.get(other, CAP))
        return self._few(sorted(best, key=best.__getitem__))

    def _few(self, stems: list[int]) -> list[int]:
        total = 0
        kept: list[int] = []
        for stem in stems:
            total += int(self._starts[stem + 1] - self._starts[stem])
            if kept and total > _MOST:
                break
            kept.append(stem)
        return kept

    def _telling(self, asked: Prepared) -> list[int]:
        """The words a namesake must share: surnames; where none is, given names; else every word."""
        own = [int(at) for at in asked.words[0] if at >= 0]
        roles = asked.read.roles[0][: len(own)]
        for role in (S, G):
            chosen = [at for at, one in zip(own, roles, strict=True) if one == role]
            if chosen:
                return chosen
        return own

    def rebuild(self) -> None:
        """Make the lists of names by stem and the blocks of stems now; else the next search does when due."""
        words, stems = self._lexicon.columns()
        rows = self._rows.words
        there = rows >= 0
        stem = words.stem[rows[there]]
        row = np.repeat(np.arange(len(rows), dtype=np.int32), there.sum(axis=1))
        order = np.argsort(stem, kind="stable")
        self._lists = row[order]
        self._starts = np.searchsorted(stem[order], np.arange(len(stems.lengths) + 1))
        self._blocks = Blocks(self._lexicon.stems)
        self._listed = len(rows)

    def save(self, path: Path) -> None:
        """Write the index to one file; the old one stays until the new one is whole.

        Args:
            path: where; the names stand in it in plain text.
        """
        living = np.array([row for row in range(len(self._numbers)) if self._lives(row)], dtype=np.int64)
        write_arrays(
            path,
            {
                "rules": np.frombuffer(rules_digest(), dtype=np.uint8),
                "names": packed([self._names[row] for row in living]),
                "numbers": np.array([self._numbers[row] for row in living], dtype=np.int64),
                "words": self._rows.words[living],
                "letters": self._rows.letters[living],
                "texts": packed(self._lexicon.texts),
            },
        )

    @classmethod
    def load(cls, path: Path) -> Index:
        """Read an index written by ``save``.

        Raises:
            Unreadable: the file is no index, or not whole.
        """
        stored = read_arrays(path)
        made = cls()
        numbers = stored["numbers"].tolist()
        names = unpacked(stored["names"], len(numbers))
        if stored["rules"].tobytes() == rules_digest():
            made._take(names, numbers, stored["words"], stored["letters"], unpacked(stored["texts"], 1))
        else:
            made._append(names, numbers)
        made._row_of = {number: row for row, number in enumerate(made._numbers)}
        return made

    def _take(
        self,
        names: list[str],
        numbers: list[int],
        words: NDArray[np.int32],
        letters: NDArray[np.uint64],
        texts: list[str],
    ) -> None:
        """Names as they were read by the same rules: only their different words are read again."""
        for text in filter(None, texts):
            self._lexicon.number(text)
        self._names, self._numbers = names, numbers
        self._rows = Prepared.of_rows(words, letters, self._lexicon)
