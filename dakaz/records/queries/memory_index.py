"""The full-text index of a sealed compartment: made after unlock, kept in memory, gone when it locks."""

from __future__ import annotations

import threading
from collections.abc import Iterable

import sqlcipher3

from . import fulltext
from .found import Found, Position
from .fulltext import EVERYTHING, Entry, Visible, VisibleRows


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
        self,
        query: str,
        *,
        visible: Visible | VisibleRows = EVERYTHING,
        limit: int,
        after: Position | None = None,
    ) -> Found:
        """As ``fulltext.search``; ``visible`` can name no table, only row numbers."""
        with self._alone:
            cursor = self._connection.cursor()
            return fulltext.search(cursor, query, visible=visible, limit=limit, after=after)

    def close(self) -> None:
        """Let the index go; it cannot be asked again."""
        with self._alone:
            self._connection.close()
