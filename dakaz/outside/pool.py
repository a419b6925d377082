"""A pool of children: handed out one at a time, replaced when they break."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from dakaz.errors import N_, Unavailable
from dakaz.outside.channel import Channel
from dakaz.outside.frames import Header
from dakaz.outside.sandbox import Sandbox

REST_SECONDS = 30.0
CLOSED = N_("The readers are closed.")


class Held:
    """A child in use.

    Args:
        channel: the way to it.
        owed: questions sent to it that it has not answered yet.
    """

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.owed = 0

    def ask(self, pieces: Iterable[bytes], *, timeout: float) -> None:
        """Send a question; raises ``BrokenError`` when the child does not take it."""
        self.owed += 1
        self.channel.send(pieces, timeout=timeout)

    def answer(self, *, timeout: float) -> tuple[Header, list[bytes]]:
        """Wait for the answer to the first open question; raises ``BrokenError`` when none comes."""
        answer = self.channel.receive(timeout=timeout)
        self.owed -= 1
        return answer


class Pool:
    """Starts ``count`` children at once.

    Args:
        sandbox: how they are started.
        count: how many.
        most: bytes that one answer may bring.
        rest: seconds without work after which a child that has worked is replaced by a fresh one.
    """

    def __init__(self, sandbox: Sandbox, *, count: int, most: int, rest: float = REST_SECONDS) -> None:
        self._sandbox = sandbox
        self._most = most
        self._rest = rest
        self._count = count
        self._closed = False
        # Children end with the thread that started them (so Linux takes "die with the parent"),
        # hence one thread that lives as long as the pool starts them all.
        self._alive: list[Channel] = []
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="readers")
        self._free: queue.LifoQueue[Channel | None] = queue.LifoQueue()
        for _ in range(count):
            self._free.put(self._started())
        self._closing = threading.Event()
        threading.Thread(target=self._refresh, name="readers-refresh", daemon=True).start()

    @contextmanager
    def child(self) -> Iterator[Held]:
        """Hold one child, waiting for one to be free; left in the middle of a talk it gets replaced."""
        channel = self._free.get()
        if channel is None:
            self._free.put(None)
            raise Unavailable(CLOSED)
        held = Held(channel)
        try:
            if not channel.alive:
                self.replace(held)
            yield held
        finally:
            if held.owed:
                self.replace(held)
            held.channel.rests_since = time.monotonic()
            self._free.put(held.channel)

    def replace(self, held: Held) -> None:
        """End the child that is held and start another in its place."""
        held.channel.kill()
        self._alive.remove(held.channel)
        held.channel = self._started()
        held.owed = 0

    def close(self) -> None:
        """End all children; talks under way are finished first."""
        if self._closed:
            return
        self._closed = True
        self._closing.set()
        for _ in range(self._count):
            channel = self._free.get()
            if channel is not None:
                channel.close()
        self._alive.clear()
        self._free.put(None)
        self._starter.shutdown()

    def pids(self) -> list[int]:
        """The processes of all children."""
        return [channel.pid for channel in self._alive]

    def _refresh(self) -> None:
        """Replace children that rest after work: they give back their memory, and forget what they read."""
        while not self._closing.wait(self._rest / 2):
            with contextlib.suppress(
                RuntimeError
            ):  # the program ends just now: nothing can be started any more
                for channel in reversed(self._idle()):
                    self._free.put(self._fresh(channel) if _rested(channel, self._rest) else channel)

    def _idle(self) -> list[Channel]:
        idle: list[Channel] = []
        with contextlib.suppress(queue.Empty):
            while (channel := self._free.get_nowait()) is not None:
                idle.append(channel)
            self._free.put(None)
        return idle

    def _fresh(self, channel: Channel) -> Channel:
        held = Held(channel)
        self.replace(held)
        return held.channel

    def _started(self) -> Channel:
        channel = self._starter.submit(Channel, self._sandbox, most=self._most).result()
        self._alive.append(channel)
        return channel


def _rested(channel: Channel, seconds: float) -> bool:
    return channel.rests_since is not None and time.monotonic() - channel.rests_since > seconds
