"""A backup: keyring, database, objects and checkpoints as one tar inside one age stream.

Nothing in the tar is plain: the database copy and the objects are ciphertext already. The age layer hides how
many objects there are and how large, and makes a cut or changed file noticed as a whole.
"""

from __future__ import annotations

import io
import json
import os
import secrets
import tarfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from sqlcipher3 import dbapi2 as sqlcipher

from dakaz.errors import N_, BadInput

from . import database, keyring_file, rekey
from . import passphrase as phrases
from .age import Lock, Note, Passphrase, Recipient
from .durable import PART, room_needed, sync_directory
from .generation import shared
from .keyring import render
from .keys import Keys
from .sealed_stream import SealingWriter
from .vault import Vault

FORMAT = "dakaz-backup"
VERSION = 1
FACTS_NAME = "backup.json"
KEYRING_NOTE = "dakaz.org/keyring"

Progress = Callable[[int], None]


def nobody(done: int) -> None:
    """Tell nobody how many objects are done."""


def backup(
    vault: Vault,
    keys: Keys,
    target: BinaryIO | Path,
    *,
    now: datetime,
    recipients: Sequence[str] = (),
    passphrase: str | None = None,
    progress: Progress = nobody,
) -> None:
    """Write a backup while others go on working.

    Args:
        vault: what to back up.
        keys: of anyone who may open it.
        target: a stream, or a file that must not exist yet and appears only when complete.
        now: aware; noted inside.
        recipients: age recipients besides those who can always open it: everyone who can sign in here,
            with name and passphrase, and the holders of two recovery shares.
        passphrase: seal it to this alone instead (age allows no mixture).
        progress: called with the number of objects written.

    Raises:
        BadInput: the file exists, the passphrase is too weak, or both it and recipients are given.
        NoRoom: the disk is full; no part of a backup stays.
    """
    locks = _locks(vault, recipients, passphrase)
    if not isinstance(target, Path):
        _write(vault, keys, target, locks=locks, now=now, progress=progress)
        return
    with _appearing(target) as stream:
        _write(vault, keys, stream, locks=locks, now=now, progress=progress)


def _locks(vault: Vault, recipients: Sequence[str], passphrase: str | None) -> list[Lock]:
    if passphrase is None:
        # The keyring stands readable in front, as it does in the vault's folder: from it a name and a
        # passphrase find the key this file is sealed to, when nothing but this file is left.
        ring = keyring_file.read(vault.folder)
        everyone = [ring.recovery.recipient, *(user.recipient for user in ring.users), *recipients]
        return [Note(KEYRING_NOTE, render(ring)), *map(Recipient, dict.fromkeys(everyone))]
    if recipients:
        raise BadInput(N_("A backup is sealed either to keys or to a passphrase, not to both."))
    phrases.check(passphrase)
    return [Passphrase(passphrase)]


@contextmanager
def _appearing(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose content stands at ``path`` only when all of it is on disk."""
    if path.exists():
        raise BadInput(N_("“%(name)s” exists already. Choose another name for the backup."), name=path.name)
    part = path.with_name(f"{path.name}.{secrets.token_hex(6)}{PART}")
    try:
        with room_needed(), part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    sync_directory(path.parent)


def _write(
    vault: Vault, keys: Keys, stream: BinaryIO, *, locks: Sequence[Lock], now: datetime, progress: Progress
) -> None:
    copy = vault.folder / f"{secrets.token_hex(12)}.db{PART}"
    try:
        with room_needed():
            keyring = _copied(vault, keys, copy)
            sealing = SealingWriter(stream, locks)
            # A stream-mode tar only writes; it needs nothing else of a file.
            with tarfile.open(fileobj=cast(BinaryIO, sealing), mode="w|", format=tarfile.PAX_FORMAT) as tar:
                facts = {
                    "format": FORMAT,
                    "version": VERSION,
                    "vault": vault.vault_id,
                    "made": now.isoformat(),
                }
                _add_bytes(tar, FACTS_NAME, json.dumps(facts).encode(), now)
                _add_bytes(tar, keyring_file.NAME, keyring, now)
                _add_file(tar, keyring_file.DATABASE_NAME, copy, now)
                for path in sorted(one for one in vault.log_folder.glob("*") if one.suffix != PART):
                    _add_file(tar, f"log/{path.name}", path, now)
                for done, name in enumerate(vault.objects.names(), start=1):
                    with suppress(FileNotFoundError):  # taken back or swept since its folder was listed
                        _add_file(tar, f"objects/{name[:2]}/{name[2:]}", vault.objects.path(name), now)
                    # It would remember a million objects.
                    tar.members.clear()  # type: ignore[attr-defined]
                    progress(done)
            sealing.finish()
    finally:
        rekey.discard(copy)


def _copied(vault: Vault, keys: Keys, copy: Path) -> bytes:
    """Copy the database with SQLite's online backup (page by page, still encrypted); return its keyring."""
    with shared(vault.folder):
        keyring_file.current(vault.folder, keys)
        content = (vault.folder / keyring_file.NAME).read_bytes()
        database.create_database(copy, keys.db_key)
        with (
            closing(database.connect(vault.db_path, keys.db_key, read_only=True)) as source,
            closing(database.connect_alone(copy, keys.db_key)) as target,
        ):
            try:
                source.backup(target)
            except sqlcipher.Error as problem:
                raise database.meant(problem, writing=True) from None
    return content


def _entry(name: str, size: int, now: datetime) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = size, int(now.timestamp()), 0o600
    return entry


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes, now: datetime) -> None:
    tar.addfile(_entry(name, len(content), now), io.BytesIO(content))


def _add_file(tar: tarfile.TarFile, name: str, path: Path, now: datetime) -> None:
    with path.open("rb") as file:
        tar.addfile(_entry(name, os.fstat(file.fileno()).st_size, now), file)
