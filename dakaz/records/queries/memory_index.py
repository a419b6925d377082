"""The full-text index of a sealed compartment: made after unlock, kept in memory, gone when it locks."""

from __future__ import annotations

import threading
from collections.abc import Iterable

import sqlcipher3

from . import fulltext
from .fulltext import EVERYTHING, Entry, Found, Note, Position, Visible


class MemoryIndex:
    """The same questions and answers as the shared index, over texts that may not stand in it."""

    def __init__(self) -> None:
        self._alone = threading.Lock()
        self._connection = sqlcipher3.connect(":memory:", check_same_thread=False)
        self._connection.execute(fulltext.CREATE_SQL)

    def add(self, entries: Iterable[Entry]) -> None:
        """Put texts in; rows already there are replaced."""
        kept = list(entries)
        with self._alone, self._connection:
            cursor = self._connection.cursor()
            fulltext.remove(cursor, [row for row, _, _ in kept])
            fulltext.add(cursor, kept)

    def remove(self, rows: Iterable[int]) -> None:
        """Take texts out, their words too."""
        with self._alone, self._connection:
            cursor = self._connection.cursor()
            fulltext.remove(cursor, rows)
            fulltext.optimize(cursor)

    def search(
        self, query: str, *, visible: Visible = EVERYTHING, limit: int, after: Position | None = None
    ) -> Found:
        """As ``fulltext.search``; ``visible`` can name no table, only row numbers."""
        with self._alone:
            cursor = self._connection.cursor()
            return fulltext.search(cursor, query, visible=visible, limit=limit, after=after)

    def close(self) -> None:
        """Let the index go; it cannot be asked again."""
        with self._alone:
            self._connection.close()


def merge(answers: Iterable[Found], *, limit: int) -> Found:
    """One answer out of several indexes asked the same question with the same ``after`` and ``limit``.

    Args:
        answers: of indexes whose rows differ.
        limit: most rows wanted.

    Returns:
        The best rows of all; its ``end`` is the ``after`` for every index's next page.
    """
    given = list(answers)
    rows = sorted((row for answer in given for row in answer.rows), key=lambda pair: (pair[1], -pair[0]))
    notes: dict[Note, None] = {note: None for answer in given for note in answer.notes}
    return Found(
        tuple(rows[:limit]),
        sum(answer.total for answer in given),
        any(answer.total_is_at_least for answer in given),
        tuple(notes),
    )
