"""Connections kept for the next question of those who hold no sealed key.

A fresh connection has to decrypt every page again that it reads; that is most of what a page of a large
office costs. Kept ones are closed with the lock, when the key or the file is another one, and when
nobody used them between two calls of ``rest``, so that others can be alone with a vault at rest.
"""

from __future__ import annotations

import threading
from typing import Any

from .keyholder import HOLDER, Opened

KEPT = 2
File = tuple[int, int]


class Ready:
    """Open connections to one database file."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._kept: list[tuple[Any, Opened, File]] = []
        self._rested: list[Any] = []

    def take(self, opened: Opened) -> Any | None:
        """Return a connection to what is open now; None where a fresh one is needed."""
        with self._guard:
            connection, known, file = self._kept.pop() if self._kept else (None, None, None)
            self._rested = [one for one in self._rested if one is not connection]
        if connection is None or (known == opened and file == _file(opened)):
            return connection
        connection.close()
        return None

    def give_back(self, connection: Any, opened: Opened) -> None:
        """Keep a connection on which nothing is under way; one too many, or from before a lock, is closed."""
        with self._guard:
            file = _file(opened)
            if file and opened.generation == HOLDER.generation and len(self._kept) < KEPT:
                self._kept.append((connection, opened, file))
                return
        connection.close()

    def rest(self) -> None:
        """Close those that nobody took since the last time this was called."""
        with self._guard:
            unused = [one for one in self._kept if any(one[0] is idle for idle in self._rested)]
            self._kept = [one for one in self._kept if one not in unused]
            self._rested = [connection for connection, _, _ in self._kept]
        for connection, _, _ in unused:
            connection.close()

    def close(self) -> None:
        """Close them all."""
        with self._guard:
            kept, self._kept, self._rested = self._kept, [], []
        for connection, _, _ in kept:
            connection.close()


def _file(opened: Opened) -> File | None:
    """Say which file lies there, if any: a change of keys or a restore puts another in its place."""
    try:
        found = opened.path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


READY = Ready()
HOLDER.when_dropped(READY.close)
