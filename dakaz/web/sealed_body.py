"""A request's body on its way in: in memory while small, sealed on disk when large.

Waitress receives a whole body before the application sees it, and keeps a large one in a plain
temporary file. Here the overflow is encrypted with a key that lives as long as the request.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CTR

IN_MEMORY = 512 * 1024
_PIECE = 64 * 1024


class SealedBody:
    """Takes bytes in, then gives them back once, from the start.

    The stream cipher has no seal of its own: the file is nameless, lives for one request, and what
    is read from it goes into sealed objects that have one.

    Args:
        folder: where the overflow goes; on the vault's disk, not in a shared temporary folder.
        in_memory: bytes kept in memory before the overflow begins.
    """

    def __init__(self, *, folder: Path, in_memory: int = IN_MEMORY) -> None:
        self._folder = folder
        self._in_memory = in_memory
        self._start = bytearray()
        self._overflow: IO[bytes] | None = None
        self._key, self._nonce = secrets.token_bytes(32), secrets.token_bytes(16)
        self._seal: CipherContext | None = None
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, data: bytes) -> None:
        """Take the next bytes in."""
        self._length += len(data)
        room = max(0, self._in_memory - len(self._start)) if self._overflow is None else 0
        self._start += data[:room]
        if len(data) > room:
            self._spill(data[room:])

    def getfile(self) -> SealedBody:
        """Return the body as a file, as WSGI wants it."""
        self._seal = Cipher(AES256(self._key), CTR(self._nonce)).decryptor()
        if self._overflow is not None:
            self._overflow.seek(0)
        return self

    def read(self, size: int | None = -1) -> bytes:
        """Return up to ``size`` bytes (all that is left for a negative size)."""
        left = self._length if size is None or size < 0 else size
        taken = bytes(self._start[:left])
        del self._start[: len(taken)]
        if len(taken) < left and self._overflow is not None and self._seal is not None:
            taken += self._seal.update(self._overflow.read(left - len(taken)))
        return taken

    def readline(self, size: int | None = -1) -> bytes:
        """Return the next line, or up to ``size`` bytes of it."""
        line = bytearray()
        limit = self._length if size is None or size < 0 else size
        while len(line) < limit and not line.endswith(b"\n"):
            byte = self.read(1)
            if not byte:
                break
            line += byte
        return bytes(line)

    def readlines(self, hint: int = -1) -> list[bytes]:
        """Return the lines that are left."""
        return list(self)

    def __iter__(self) -> Iterator[bytes]:
        while line := self.readline():
            yield line

    def close(self) -> None:
        """Forget the bytes; the nameless file goes with them."""
        self._start.clear()
        if self._overflow is not None:
            self._overflow.close()

    def _spill(self, data: bytes) -> None:
        if self._overflow is None:
            self._overflow = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed in close()
            self._seal = Cipher(AES256(self._key), CTR(self._nonce)).encryptor()
        if self._seal is not None:
            self._overflow.write(self._seal.update(data))
