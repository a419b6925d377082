"""One child process and the two threads that talk with it, so that neither side can block us for ever."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import threading
from collections.abc import Iterable
from typing import BinaryIO, cast

from dakaz.outside.frames import GarbledError, Header, read_frame
from dakaz.outside.sandbox import Sandbox

CHUNK = 1 << 20


class BrokenError(Exception):
    """The child hung, died or answered nonsense; it must be replaced."""


class HungError(BrokenError):
    """No answer came within the time allowed."""


class DiedError(BrokenError):
    """The child ended, or what it answered is no frame."""


class Channel:
    """Starts a child at once; ``send`` and ``receive`` are for one caller at a time.

    Args:
        sandbox: how to start it.
        most: bytes that one answer may bring.
    """

    def __init__(self, sandbox: Sandbox, *, most: int) -> None:
        self._most = most
        self.rests_since: float | None = None
        self._process = subprocess.Popen(
            sandbox.command,
            env=sandbox.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            close_fds=True,
            cwd="/" if os.name == "posix" else None,
            start_new_session=True,  # Ctrl-C is for the program, not for its readers
        )
        self._ended = threading.Event()
        self._outgoing: queue.Queue[bytes | None] = queue.Queue(maxsize=64)
        self._incoming: queue.Queue[tuple[Header, list[bytes]] | None] = queue.Queue(maxsize=32)
        for task in (self._write, self._read):
            threading.Thread(target=task, name="reader-pipe", daemon=True).start()

    @property
    def alive(self) -> bool:
        """Whether the child still runs."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process started (of bubblewrap, where it is used)."""
        return self._process.pid

    def send(self, pieces: Iterable[bytes], *, timeout: float) -> None:
        """Send the pieces of a frame.

        Raises:
            HungError: the child takes nothing for ``timeout`` seconds.
        """
        for piece in pieces:
            for start in range(0, len(piece), CHUNK):
                try:
                    self._outgoing.put(piece[start : start + CHUNK], timeout=timeout)
                except queue.Full:
                    raise HungError from None

    def receive(self, *, timeout: float) -> tuple[Header, list[bytes]]:
        """Return the next answer.

        Raises:
            HungError: none came within ``timeout`` seconds.
            DiedError: the child is gone or talks nonsense.
        """
        try:
            answer = self._incoming.get(timeout=timeout)
        except queue.Empty:
            raise HungError from None
        if answer is None:
            raise DiedError
        return answer

    def close(self, *, patience: float = 2.0) -> None:
        """Ask the child to end; after ``patience`` seconds end it."""
        with contextlib.suppress(queue.Full):
            self._outgoing.put_nowait(None)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=patience)
        self.kill()

    def kill(self) -> None:
        """End the child now."""
        self._ended.set()
        self._process.kill()
        self._process.wait()

    def _write(self) -> None:
        pipe = cast(BinaryIO, self._process.stdin)
        with contextlib.suppress(OSError, ValueError):
            while (piece := self._next_piece()) is not None:
                pipe.write(piece)
                if self._outgoing.empty():
                    pipe.flush()
        with contextlib.suppress(OSError, ValueError):
            pipe.close()

    def _next_piece(self) -> bytes | None:
        while not self._ended.is_set():
            with contextlib.suppress(queue.Empty):
                return self._outgoing.get(timeout=1)
        return None

    def _read(self) -> None:
        pipe = cast(BinaryIO, self._process.stdout)
        with contextlib.suppress(GarbledError, OSError, ValueError, MemoryError):
            while (answer := read_frame(pipe, most=self._most)) is not None:
                self._deliver(answer)
        self._deliver(None)
        pipe.close()

    def _deliver(self, answer: tuple[Header, list[bytes]] | None) -> None:
        """A child that answers more than it was asked waits; it cannot fill our memory."""
        while not self._ended.is_set():
            with contextlib.suppress(queue.Full):
                return self._incoming.put(answer, timeout=1)
        return None
