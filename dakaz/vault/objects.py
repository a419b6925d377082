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
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from dakaz.errors import N_, NotFound, VaultDamaged, WrongPassphrase

from .age import Identity
from .durable import PART, room_needed, sync_directory
from .keys import CompartmentKeys
from .object_writer import ObjectWriter
from .sealed_stream import OpeningReader
from .stored import CheckedReader, Stored

_CHUNK = 1024 * 1024
_NAME = re.compile("[0-9a-f]{64}")


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
        self.root.mkdir(mode=0o700, exist_ok=True)
        return ObjectWriter(self.root, keys, self.settle)

    def put(self, reader: BinaryIO, keys: CompartmentKeys) -> Stored:
        """Seal all that ``reader`` gives, in constant memory, and return when it is safe on disk.

        Raises:
            NoRoom: the disk is full; nothing of this object stays.
        """
        return self.put_many([reader], keys)[0]

    def put_many(self, readers: Iterable[BinaryIO], keys: CompartmentKeys) -> list[Stored]:
        """Seal several contents and make them durable together: all of them, or none new.

        Args:
            readers: open for reading; each part stays open until all are on disk, so some hundred at most.
            keys: of the compartment.

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
        if path.is_file() and path.stat().st_size == writer.part.stat().st_size and _touched(path):
            writer.part.unlink()
        else:
            if not path.parent.is_dir():  # a copy of a vault made by a tool that drops empty folders
                self.lay_out()
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
            opened = CheckedReader(OpeningReader(source, openers), name, keys.naming_key)
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

    def opens(self, name: str, keys: CompartmentKeys) -> bool:
        """Say whether an object is here and was sealed to a compartment's keys, of whichever generation."""
        with suppress(VaultDamaged), self.open(name, keys):
            return True
        return False

    def reseal(self, name: str, keys: CompartmentKeys) -> bool:
        """Seal an object anew when it is still sealed to a former generation of its compartment.

        Returns:
            Whether it was rewritten.
        """
        newest = replace(keys, older_identities=(), older_field_keys=())
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

    def last_put(self, name: str) -> datetime | None:
        """Return when an object was put last, by the machine's clock; None when it is not here."""
        try:
            return datetime.fromtimestamp(self.path(name).stat().st_mtime, UTC)
        except FileNotFoundError:
            return None

    def untouched(self, name: str, *, since: datetime) -> bool:
        """Say whether an object is here and nobody has put it again since a moment of the machine's clock."""
        try:
            return self.path(name).stat().st_mtime < since.timestamp()
        except FileNotFoundError:
            return False

    def discard_untouched(self, name: str, *, since: datetime) -> bool:
        """Remove an object unless someone has put it (again) since a moment of the machine's clock.

        Returns:
            Whether it was removed.
        """
        if not self.untouched(name, since=since):
            return False
        path, aside = self.path(name), self.root / f"{secrets.token_hex(12)}{PART}"
        # Out of the way first: who puts the same content from here on finds nothing and places their own,
        # and who did so a moment ago has left the new time on what now lies aside.
        try:
            path.replace(aside)
        except (FileNotFoundError, PermissionError):  # gone, or being read where open files stay in place
            return False
        if aside.stat().st_mtime >= since.timestamp():
            aside.replace(path)
            return False
        aside.unlink()
        return True

    def names(self) -> Iterator[str]:
        """Yield the name of every object, sorted."""
        for folder in sorted(self.root.iterdir()) if self.root.is_dir() else ():
            if folder.is_dir():
                yield from sorted(
                    folder.name + path.name
                    for path in folder.iterdir()
                    if _NAME.fullmatch(folder.name + path.name)
                )

    def discard_unfinished(self, *, before: datetime) -> int:
        """Remove (sealed) parts that a killed program left before a moment; return how many."""
        left = [path for path in self.root.glob(f"*{PART}") if path.stat().st_mtime < before.timestamp()]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)


def _touched(path: Path) -> bool:
    """Note that an object is wanted again, so that it is not cleared away as old; false when it just was."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True
