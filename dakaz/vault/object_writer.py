"""Sealing one object as it arrives, into a part nobody sees before it is whole."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from .age import Recipient
from .durable import PART, room_needed
from .keys import CompartmentKeys
from .sealed_stream import SealingWriter
from .stored import Stored, object_name


class ObjectWriter:
    """Takes an object piece by piece; it exists only after ``close``. Leaving the block before drops it."""

    def __init__(
        self, root: Path, keys: CompartmentKeys, settle: Callable[[list[ObjectWriter]], list[Stored]]
    ) -> None:
        self._settle = settle
        self._keys = keys
        self._digest = hashlib.sha256()
        self._size = 0
        self.part = root / f"{secrets.token_hex(12)}{PART}"
        self.file = self.part.open("xb")
        try:
            with room_needed():
                self._sealing = SealingWriter(self.file, [Recipient(keys.recipient)])
        except BaseException:
            self.discard()
            raise

    def write(self, content: bytes | bytearray | memoryview) -> int:
        """Take more content.

        Raises:
            NoRoom: the disk is full; nothing of this object stays.
        """
        self._digest.update(content)
        self._size += len(content)
        try:
            with room_needed():
                return self._sealing.write(content)
        except BaseException:
            self.discard()
            raise

    def finish(self) -> Stored:
        """Write the last piece and say what it is; ``ObjectStore.settle`` then makes it permanent."""
        with room_needed():
            self._sealing.finish()
            self.file.flush()
        name = object_name(self._keys.naming_key, self._digest.digest())
        return Stored(name=name, sha256=self._digest.hexdigest(), size=self._size)

    def close(self) -> Stored:
        """Put the object in its place, durably.

        Raises:
            NoRoom: the disk is full; nothing of this object stays.
        """
        return self._settle([self])[0]

    def discard(self) -> None:
        """Drop what was written so far."""
        with suppress(OSError):  # closing flushes, and the disk may be full
            self.file.close()
        with suppress(FileNotFoundError):
            self.part.unlink()

    def __enter__(self) -> ObjectWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()
