"""What one thread writes, an answer sends, with a few pieces in memory between them."""

from __future__ import annotations

import contextlib
import io
import queue
import threading
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

PIECE = 256 * 1024
BETWEEN = 16


class _GoneError(OSError):
    """Nobody reads any more: the browser went away."""


class _Pipe(io.RawIOBase):
    """The writing end."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: queue.Queue[bytes | None] = queue.Queue(BETWEEN)
        self.gone = threading.Event()

    def writable(self) -> bool:
        """It can be written to, and nothing else."""
        return True

    def write(self, data: object) -> int:
        """Pass the next bytes on, waiting while the reader is slow."""
        piece = bytes(cast(bytes, data))
        self.hand_over(piece)
        return len(piece)

    def hand_over(self, piece: bytes | None) -> None:
        """Pass a piece on, or ``None`` for the end."""
        while not self.gone.is_set():
            try:
                return self.pieces.put(piece, timeout=1)
            except queue.Full:
                continue
        raise _GoneError


def piped(write: Callable[[BinaryIO], None]) -> Iterator[bytes]:
    """Yield what ``write`` writes into the stream it is given.

    A fault while writing ends the answer without its proper end, so that the browser says the
    download failed and nobody takes half a file for a whole one.

    Args:
        write: runs in a thread of its own.
    """
    pipe = _Pipe()
    faults: list[BaseException] = []

    def run() -> None:
        try:
            with io.BufferedWriter(pipe, PIECE) as stream:
                write(cast(BinaryIO, stream))
        except BaseException as fault:  # noqa: BLE001 - raised again where the answer is sent
            faults.append(fault)
        finally:
            with contextlib.suppress(_GoneError):
                pipe.hand_over(None)

    writer = threading.Thread(target=run, daemon=True)
    writer.start()
    try:
        while (piece := pipe.pieces.get()) is not None:
            yield piece
        if faults:
            raise faults[0]
    finally:
        pipe.gone.set()
        writer.join()
