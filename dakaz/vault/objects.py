"""Evidence objects at rest: one age file per content, under a name only a key holder can compute.

Name = hex HMAC-SHA256(naming key of the compartment, SHA-256 of the content): the same bytes are kept once
within a compartment, and nobody without the key can tell whether a known file is here.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from dakaz.errors import N_, NotFound, VaultDamaged, WrongPassphrase

from .age import Identity, Recipient
from .durable import room_needed, sync_directory
from .keys import CompartmentKeys
from .sealed_stream import OpeningReader, SealingWriter

_CHUNK = 1024 * 1024
_NAME = re.compile("[0-9a-f]{64}")
_PART = ".part"


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


class ObjectWriter:
    """Takes an object piece by piece; it exists only after ``close``. Leaving the block before drops it."""

    def __init__(self, store: ObjectStore, keys: CompartmentKeys) -> None:
        self._store = store
        self._keys = keys
        self._digest = hashlib.sha256()
        self._size = 0
        self.part = store.root / f"{secrets.token_hex(12)}{_PART}"
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
        return self._store.settle([self])[0]

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


class ObjectStore:
    """The folder ``objects`` of a vault.

    Args:
        root: that folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def lay_out(self) -> None:
        """Make the folders, so that storing an object never has to make (and sync) one."""
        self.root.mkdir(mode=0o700, exist_ok=True)
        for number in range(256):
            (self.root / f"{number:02x}").mkdir(mode=0o700, exist_ok=True)
        sync_directory(self.root)

    def path(self, name: str) -> Path:
        """Return where an object lies.

        Raises:
            NotFound: that is no object's name.
        """
        if not _NAME.fullmatch(name):
            raise NotFound(N_("There is no such object in this vault."))
        return self.root / name[:2] / name[2:]

    def writer(self, keys: CompartmentKeys) -> ObjectWriter:
        """Start an object that arrives in pieces: ``with store.writer(keys) as w: w.write(…); w.close()``."""
        return ObjectWriter(self, keys)

    def put(self, reader: BinaryIO, keys: CompartmentKeys) -> Stored:
        """Seal all that ``reader`` gives, in constant memory, and return when it is safe on disk.

        Raises:
            NoRoom: the disk is full; nothing of this object stays.
        """
        return self.put_many([reader], keys)[0]

    def put_many(self, readers: Iterable[BinaryIO], keys: CompartmentKeys) -> list[Stored]:
        """Seal several contents and make them durable together: all of them, or none new.

        Raises:
            NoRoom: the disk is full; none of these objects stays (those that were here before do).
        """
        writers: list[ObjectWriter] = []
        try:
            for reader in readers:
                writers.append(self.writer(keys))
                while chunk := reader.read(_CHUNK):
                    writers[-1].write(chunk)
            return self.settle(writers)
        finally:
            for writer in writers:
                writer.discard()

    def settle(self, writers: Sequence[ObjectWriter]) -> list[Stored]:
        """Make writers permanent: content to disk, then names, then the folders that hold the names."""
        try:
            stored = [writer.finish() for writer in writers]
            with room_needed():
                for writer in writers:
                    os.fsync(writer.file.fileno())
                    writer.file.close()
                folders = {self._place(writer, one) for writer, one in zip(writers, stored, strict=True)}
                for folder in folders:
                    sync_directory(folder)
        except BaseException:
            for writer in writers:
                writer.discard()
            raise
        return stored

    def _place(self, writer: ObjectWriter, stored: Stored) -> Path:
        path = self.path(stored.name)
        # Sealed sizes follow from content sizes: another size means that what lies there is cut short.
        if path.is_file() and path.stat().st_size == writer.part.stat().st_size:
            writer.part.unlink()
        else:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            writer.part.replace(path)
        return path.parent

    def open(self, name: str, keys: CompartmentKeys) -> BinaryIO:
        """Return the content as a stream; every 64 KiB are checked before they are given out.

        At its end the whole content is compared with the object's name, so that one object put in the place
        of another is noticed.

        Raises:
            VaultDamaged: on opening or while reading: missing, damaged, swapped, or not of this compartment.
        """
        try:
            source = self.path(name).open("rb")
        except FileNotFoundError as problem:
            raise VaultDamaged(
                N_("An object is missing in the vault's folder. Restore it from a backup.")
            ) from problem
        try:
            openers = [Identity(identity) for identity in keys.identities]
            opened = _CheckedReader(OpeningReader(source, openers), name, keys.naming_key)
        except WrongPassphrase as problem:
            source.close()
            raise VaultDamaged(
                N_("An object does not open with the keys of its compartment. Restore it from a backup.")
            ) from problem
        except BaseException:
            source.close()
            raise
        return cast(BinaryIO, io.BufferedReader(opened, buffer_size=_CHUNK))

    def read(self, name: str, keys: CompartmentKeys) -> bytes:
        """Return the whole content, checked.

        Raises:
            VaultDamaged: as ``open``.
        """
        with self.open(name, keys) as stream:
            return stream.read()

    def verify(self, name: str, keys: CompartmentKeys, sha256: str) -> None:
        """Read an object from end to end in constant memory.

        Raises:
            VaultDamaged: as ``open``, or its content has another SHA-256 (hex) than expected.
        """
        digest = hashlib.sha256()
        with self.open(name, keys) as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
        if not hmac.compare_digest(digest.hexdigest(), sha256):
            raise VaultDamaged(N_("An object is not the one that was recorded. Restore it from a backup."))

    def reseal(self, name: str, keys: CompartmentKeys) -> bool:
        """Seal an object anew when it is still sealed to a former generation of its compartment.

        Returns:
            Whether it was rewritten.
        """
        newest = CompartmentKeys(
            id=keys.id,
            identity=keys.identity,
            recipient=keys.recipient,
            naming_key=keys.naming_key,
            field_key=keys.field_key,
            generation=keys.generation,
        )
        with suppress(VaultDamaged), self.open(name, newest):
            return False
        with self.open(name, keys) as stream, self.writer(keys) as writer:
            while chunk := stream.read(_CHUNK):
                writer.write(chunk)
            writer.finish()
            with room_needed():
                os.fsync(writer.file.fileno())
                writer.file.close()
                writer.part.replace(self.path(name))
        sync_directory(self.path(name).parent)
        return True

    def delete(self, name: str) -> None:
        """Remove an object; removing one that is not there is no error."""
        path = self.path(name)
        with suppress(FileNotFoundError):
            path.unlink()
            sync_directory(path.parent)

    def names(self) -> Iterator[str]:
        """Yield the name of every object, sorted."""
        for folder in sorted(self.root.iterdir()):
            if folder.is_dir():
                yield from sorted(
                    folder.name + path.name
                    for path in folder.iterdir()
                    if _NAME.fullmatch(folder.name + path.name)
                )

    def discard_unfinished(self, *, before: datetime) -> int:
        """Remove (sealed) parts that a killed program left before a moment; return how many."""
        left = [path for path in self.root.glob(f"*{_PART}") if path.stat().st_mtime < before.timestamp()]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)


class _CheckedReader(io.RawIOBase):
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
