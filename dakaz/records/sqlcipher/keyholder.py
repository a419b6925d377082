"""The one place where the database key stands while the vault is open.

A *generation* counts unlocks and locks: a connection remembers the generation it was opened in and
refuses to work in another one, so that locking reaches threads that are in the middle of something.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dakaz.errors import N_, Locked


@dataclass(frozen=True, slots=True)
class Opened:
    """Which database file is open, with which raw 32-byte key, since which generation."""

    path: Path
    key: bytes = field(repr=False)
    generation: int


class KeyHolder:
    """Holds at most one database's key."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._opened: Opened | None = None
        self._generation = 0
        self._forgetting: list[Callable[[], None]] = []

    def when_dropped(self, forget: Callable[[], None]) -> Callable[[], None]:
        """Call ``forget`` whenever the key is dropped: what was kept in memory to be quick goes with it."""
        self._forgetting.append(forget)
        return forget

    def put(self, path: Path, key: bytes) -> None:
        """Hold the key of the database at ``path``; the same key again changes nothing."""
        with self._guard:
            if self._opened and (self._opened.path, self._opened.key) == (path, key):
                return
            self._generation += 1
            self._opened = Opened(path, key, self._generation)

    def drop(self) -> None:
        """Forget the key; connections opened with it stop working."""
        with self._guard:
            self._generation += 1
            self._opened = None
        for forget in self._forgetting:
            forget()

    def opened(self) -> Opened:
        """Return what is open.

        Raises:
            Locked: nothing is.
        """
        opened = self._opened
        if opened is None:
            raise Locked(N_("The vault is locked. Sign in to go on."))
        return opened

    @property
    def is_open(self) -> bool:
        return self._opened is not None

    @property
    def generation(self) -> int:
        return self._generation


HOLDER = KeyHolder()
