"""How fast passphrases may be tried: one at a time, and slower after each failure."""

from __future__ import annotations

import hashlib
import math
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from dakaz.errors import N_, DakazError, VaultBusy, WrongPassphrase
from dakaz.vault import folded_name

from .ticks import seconds_awake_or_asleep

FREE_FAILURES = 3
LONGEST_WAIT = 120.0
REMEMBERED = 1000
PATIENCE = 20.0


@dataclass(slots=True)
class _Failures:
    count: int = 0
    not_before: float = 0.0


@dataclass(slots=True)
class Attempts:
    """Counts failures for each name typed, so that a stranger's guesses do not lock out the others.

    Args:
        ticks: seconds for the waits.
    """

    ticks: Callable[[], float] = seconds_awake_or_asleep
    _failures: OrderedDict[bytes, _Failures] = field(default_factory=OrderedDict, repr=False)
    _deriving: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _salt: bytes = field(default_factory=lambda: secrets.token_bytes(16), repr=False)

    def wait(self, user_name: str) -> float:
        """Return in how many seconds this name may be tried again; 0 means now."""
        known = self._failures.get(self._key(user_name))
        return max(0.0, known.not_before - self.ticks()) if known else 0.0

    def failed(self, user_name: str) -> None:
        """Remember a failure: three are free, then the wait doubles from 2 s up to two minutes."""
        known = self._failures.setdefault(self._key(user_name), _Failures())
        self._failures.move_to_end(self._key(user_name))
        known.count += 1
        if known.count >= FREE_FAILURES:
            known.not_before = self.ticks() + min(LONGEST_WAIT, 2.0 ** (known.count - FREE_FAILURES + 1))
        while len(self._failures) > REMEMBERED:
            self._failures.popitem(last=False)

    def succeeded(self, user_name: str) -> None:
        """Forget this name's failures."""
        self._failures.pop(self._key(user_name), None)

    @contextmanager
    def one_at_a_time(self) -> Iterator[None]:
        """Let one derivation run: each takes hundreds of megabytes.

        Raises:
            VaultBusy: others were before and twenty seconds passed.
        """
        if not self._deriving.acquire(timeout=PATIENCE):
            raise VaultBusy(N_("Someone else is signing in. Try again in a moment."))
        try:
            yield
        finally:
            self._deriving.release()

    @contextmanager
    def trying(self, user_name: str, *, counts: type[DakazError] = WrongPassphrase) -> Iterator[None]:
        """Let one derivation for this name run, and count its failure before the next may begin.

        Many tries sent at once thus wait for one another as if they were sent one after another.

        Args:
            counts: which errors are a failure.

        Raises:
            VaultBusy: this name must wait, or others were before and twenty seconds passed.
        """
        with self.one_at_a_time():
            if wait := self.wait(user_name):
                raise VaultBusy(N_("Wait %(seconds)d seconds, then try again."), seconds=math.ceil(wait))
            try:
                yield
            except counts:
                self.failed(user_name)
                raise
            self.succeeded(user_name)

    def _key(self, user_name: str) -> bytes:
        return hashlib.blake2b(folded_name(user_name).encode(), key=self._salt).digest()
