"""With whose keys this thread looks at the database, and the connections that are ready for them.

Laying sealed rows open takes a while, so a connection that was laid open is kept for the next request of
the same person; when their last session ends it is closed, and what it held in memory is gone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from dakaz.errors import Locked
from dakaz.vault import CompartmentKeys, Keys
from dakaz.vault.compartments import FIRST

from .overlay import Overlay
from .sealed_rows import STALE

KEPT = 2  # ready connections for each person


class Eyes:
    """The sealed compartments one person may look into.

    Args:
        user_id: whose.
        compartments: their keys, the office's not among them.
    """

    def __init__(self, user_id: str, compartments: dict[str, CompartmentKeys]) -> None:
        self.user_id = user_id
        self._compartments = compartments
        self._guard = threading.Lock()
        self._ready: list[tuple[Any, Overlay, int]] = []
        self._kept: dict[str, Any] = {}
        self.closed = False

    @property
    def compartments(self) -> dict[str, CompartmentKeys]:
        """The keys; empty once they were let go."""
        return self._compartments

    def take(self, generation: int, make: Callable[[], Any]) -> tuple[Any, Overlay]:
        """Return a connection on which the sealed rows show, as they are now."""
        with self._guard:
            ready = self._ready.pop() if self._ready else None
        if ready and ready[2] == generation:
            connection, overlay, _ = ready
            try:
                connection.execute("BEGIN")
                overlay.sync()
                connection.execute("COMMIT")
            except BaseException:
                connection.close()
                raise
            return connection, overlay
        if ready:
            ready[0].close()
        connection = make()
        try:
            return connection, Overlay(connection, self._compartments)
        except BaseException:
            connection.close()
            raise

    def give_back(self, connection: Any, overlay: Overlay, generation: int) -> None:
        """Keep a connection for the next request, unless there are enough or the keys were let go."""
        with self._guard:
            if not self.closed and len(self._ready) < KEPT:
                self._ready.append((connection, overlay, generation))
                return
        connection.close()

    def keep(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what is kept in memory under a name; it is closed when the keys are let go.

        Raises:
            Locked: they were.
        """
        with self._guard:
            if self.closed:
                raise Locked(STALE)
            if name not in self._kept:
                self._kept[name] = make()
            return self._kept[name]

    def close(self) -> None:
        """Let go of keys and of what lies in memory."""
        with self._guard:
            self.closed, ready, self._ready = True, self._ready, []
            kept, self._kept, self._compartments = self._kept, {}, {}
        for connection, _, _ in ready:
            connection.close()
        for one in kept.values():
            one.close()


# By user and generations of keys: someone may be signed in twice, once since before a key was granted.
_ALL: dict[tuple[str, frozenset[tuple[str, int]]], Eyes] = {}
_GUARD = threading.Lock()
_HERE = threading.local()


def here() -> Eyes | None:
    """Return with whose keys this thread looks; None sees no sealed row."""
    eyes: Eyes | None = getattr(_HERE, "eyes", None)
    return eyes if eyes is None or not eyes.closed else None


def look_with(keys: Keys | None) -> bool:
    """Let this thread look with someone's keys, or with none; say whether that is a change."""
    before: Eyes | None = getattr(_HERE, "eyes", None)
    _HERE.eyes = _eyes_of(keys) if keys else None
    return _HERE.eyes is not before


def _eyes_of(keys: Keys) -> Eyes | None:
    sealed = {name: one for name, one in keys.compartments.items() if name != FIRST}
    if not sealed:
        return None
    which = (keys.user_id, frozenset((name, one.generation) for name, one in sealed.items()))
    with _GUARD:
        return _ALL.setdefault(which, Eyes(keys.user_id, sealed))


def let_go(user_id: str) -> None:
    """Forget the keys of someone whose last session ended."""
    with _GUARD:
        known = [_ALL.pop(which) for which in list(_ALL) if which[0] == user_id]
    for one in known:
        one.close()


def let_all_go() -> None:
    """Forget everyone's keys."""
    with _GUARD:
        known = list(_ALL.values())
        _ALL.clear()
    for one in known:
        one.close()
