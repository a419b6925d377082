"""What an object on disk is called, and reading it with that name as its check."""

from __future__ import annotations

import hashlib
import hmac
import io
from dataclasses import dataclass

from dakaz.errors import N_, VaultDamaged

from .sealed_stream import OpeningReader


@dataclass(frozen=True, slots=True)
class Stored:
    """An object that is on disk and will survive a power cut.

    Args:
        name: of the object in its compartment.
        sha256: hex, of the content.
        size: of the content, bytes.
    """

    name: str
    sha256: str
    size: int


def object_name(naming_key: bytes, sha256: bytes) -> str:
    """Return the name of a content by its SHA-256 digest (32 bytes)."""
    return hmac.digest(naming_key, sha256, "sha256").hex()


class CheckedReader(io.RawIOBase):
    """Passes content on and, at its end, compares its digest with the object's name."""

    def __init__(self, below: OpeningReader, name: str, naming_key: bytes) -> None:
        self._below = below
        self._name = name
        self._naming_key = naming_key
        self._digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        count = self._below.readinto(buffer)
        self._digest.update(memoryview(buffer)[:count])
        if count == 0:
            self._compare()
        return count

    def _compare(self) -> None:
        if not hmac.compare_digest(object_name(self._naming_key, self._digest.digest()), self._name):
            raise VaultDamaged(
                N_("An object holds other content than its name says. Restore it from a backup.")
            )

    def close(self) -> None:
        if not self.closed:
            self._below.close()
        super().close()
