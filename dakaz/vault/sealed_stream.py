"""The body of an age v1 file: pieces of 64 KiB, each authenticated, written and read as they come."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from dakaz.errors import N_, VaultDamaged

from . import age

PIECE = 64 * 1024
_TAG = 16


def _exactly(source: BinaryIO, size: int) -> bytes:
    """Read ``size`` bytes or all that is left: pipes and uploads give less at a time."""
    parts: list[bytes] = []
    while size > 0 and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class SealingWriter:
    """Seals what is written to it into ``sink``; the file is complete only after ``finish``.

    Args:
        sink: open for writing; not closed here.
        locks: recipients, or one passphrase.
    """

    def __init__(self, sink: BinaryIO, locks: Sequence[age.Lock]) -> None:
        file_key, nonce = os.urandom(16), os.urandom(16)
        sink.write(age.head(locks, file_key) + nonce)
        self._sink = sink
        self._cipher = ChaCha20Poly1305(age.payload_key(file_key, nonce))
        self._waiting = bytearray()
        self._count = 0

    def write(self, content: bytes | bytearray | memoryview) -> int:
        """Take more plaintext; at most one piece of it stays in memory."""
        self._waiting += content
        # A full piece may be the last one, and only the last is marked so: it waits for more or for finish.
        whole = (len(self._waiting) - 1) // PIECE
        if whole > 0:
            with memoryview(self._waiting) as waiting:
                sealed = [
                    self._sealed(waiting[at * PIECE : (at + 1) * PIECE], last=False) for at in range(whole)
                ]
            self._sink.write(b"".join(sealed))
            del self._waiting[: whole * PIECE]
        return len(content)

    def finish(self) -> None:
        """Write the last piece. Without it readers refuse the file as cut short."""
        self._sink.write(self._sealed(self._waiting, last=True))
        self._waiting = bytearray()

    def _sealed(self, piece: bytearray | memoryview, *, last: bool) -> bytes:
        sealed = self._cipher.encrypt(self._count.to_bytes(11, "big") + bytes([last]), piece, None)
        self._count += 1
        return sealed


class OpeningReader(io.RawIOBase):
    """Reads the plaintext of an age file, piece by piece; closes ``source`` when closed.

    Args:
        source: open for reading, at the start of the age file.
        openers: identities, or a passphrase.

    Raises:
        VaultDamaged: on opening or while reading, when bytes are not what was sealed.
        WrongPassphrase: nothing given opens it.
    """

    def __init__(self, source: BinaryIO, openers: Sequence[age.Opener]) -> None:
        self._source = source  # first: a reader that failed to open still closes it when dropped
        file_key = age.read_head(source, openers)
        self._cipher = ChaCha20Poly1305(age.payload_key(file_key, _exactly(source, 16)))
        self._ahead = _exactly(source, PIECE + _TAG)
        self._piece = memoryview(b"")
        self._count = 0
        self._ended = False

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer`` with the next plaintext; 0 at the end."""
        if not self._piece and not self._ended:
            self._next_piece()
        taken = min(len(buffer), len(self._piece))
        buffer[:taken] = self._piece[:taken]
        self._piece = self._piece[taken:]
        return taken

    def _next_piece(self) -> None:
        sealed = self._ahead
        self._ahead = _exactly(self._source, PIECE + _TAG) if len(sealed) == PIECE + _TAG else b""
        last = not self._ahead
        try:
            piece = self._cipher.decrypt(self._count.to_bytes(11, "big") + bytes([last]), sealed, None)
        except InvalidTag as problem:
            raise VaultDamaged(
                N_("A sealed file is damaged or cut short. Restore it from a backup.")
            ) from problem
        if not piece and self._count:
            raise VaultDamaged(N_("A sealed file is damaged or cut short. Restore it from a backup."))
        self._count += 1
        self._piece, self._ended = memoryview(piece), last

    def close(self) -> None:
        """Close this and the file below."""
        if not self.closed:
            self._source.close()
        super().close()
