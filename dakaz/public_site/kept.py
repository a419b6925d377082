"""Answers for five minutes in memory, each behind an id that cannot be guessed. Nowhere else."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

__all__ = ["KEPT_FOR", "KEPT_MOST", "Kept"]

KEPT_FOR = 300.0
"""Seconds."""
KEPT_MOST = 2000
"""Sets of answers at one time; the oldest goes first. Each is below a kilobyte."""
ID_BYTES = 16

Answers = Mapping[str, str]


@dataclass(slots=True)
class Kept:
    """What people answered in the last five minutes.

    Args:
        ticks: seconds that pass.
        new_id: gives ids; 128 random bits unless a test wants to know them.
    """

    ticks: Callable[[], float] = time.monotonic
    new_id: Callable[[], str] = lambda: secrets.token_urlsafe(ID_BYTES)
    lasting: float = KEPT_FOR
    most: int = KEPT_MOST
    _held: OrderedDict[str, tuple[float, Answers]] = field(default_factory=OrderedDict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _waiting: bool = False

    def keep(self, answers: Answers) -> str:
        """Keep ``answers`` and return their id, a new one every time."""
        name = self.new_id()
        with self._lock:
            self._drop_overdue()
            while len(self._held) >= self.most:
                self._held.popitem(last=False)
            self._held[name] = (self.ticks() + self.lasting, dict(answers))
            self._wait()
        return name

    def read(self, name: str) -> Answers | None:
        """Return what is kept under ``name``; None when there is nothing or no more."""
        with self._lock:
            self._drop_overdue()
            held = self._held.get(name)
        return held[1] if held else None

    def forget(self, name: str) -> None:
        """Let go of one set of answers now."""
        with self._lock:
            self._held.pop(name, None)

    def __len__(self) -> int:
        with self._lock:
            return len(self._held)

    def _drop_overdue(self) -> None:
        """Drop what is over; all last equally long, so the oldest stand first."""
        now = self.ticks()
        while self._held:
            name, (until, _) = next(iter(self._held.items()))
            if until > now:
                return
            del self._held[name]

    def _wait(self) -> None:
        """See to it that answers go also when nobody asks any more."""
        if self._waiting:
            return
        self._waiting = True
        timer = threading.Timer(self.lasting, self._time_is_over)
        timer.daemon = True
        timer.start()

    def _time_is_over(self) -> None:
        with self._lock:
            self._waiting = False
            self._drop_overdue()
            if self._held:
                self._wait()
