"""Bringing a vault back from a backup, into a fresh folder, whole or not at all."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, BinaryIO, cast

from dakaz.errors import N_, BadInput, VaultDamaged, VaultTooNew

from . import keyring_file, opening, recovery
from .age import Identity, Opener, Passphrase, Stanza
from .backup import FACTS_NAME, FORMAT, KEYRING_NOTE, VERSION, Progress, nobody
from .durable import room_needed, sync_directory, write_atomically
from .keyring import parse
from .objects import ObjectStore
from .sealed_stream import OpeningReader
from .vault import Vault

_NAMES = re.compile(r"keyring\.json|dakaz\.db|log/[0-9A-Za-z._-]{1,80}|objects/[0-9a-f]{2}/[0-9a-f]{62}")
_CHUNK = 1024 * 1024
_FACTS_MOST = 64 * 1024
_DAMAGED = N_("This backup is damaged or is not one of Dakaz. Nothing was restored. Try an earlier backup.")


def restore(
    source: BinaryIO | Path,
    folder: Path,
    *,
    identity: str | None = None,
    shares: Sequence[str] = (),
    user_name: str | None = None,
    passphrase: str | None = None,
    progress: Progress = nobody,
) -> Vault:
    """Restore a backup; sign in and run ``verify`` afterwards.

    Args:
        source: the backup.
        folder: a new or empty folder; nothing appears there before everything has been read and checked.
        identity: an age secret key the backup was sealed to.
        shares: or two of the three paper shares.
        user_name: or the name of someone who could sign in when the backup was made, with
        passphrase: theirs; without a name, the passphrase the backup alone was sealed to.
        progress: called with the number of objects read.

    Raises:
        BadInput: the folder is not empty, or nothing to open the backup with was given.
        WrongPassphrase: it does not open with what was given.
        VaultDamaged: the backup is damaged or cut short. VaultTooNew: a newer program made it.
        NoRoom: the disk is full; nothing stays.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(
            N_("“%(folder)s” is not empty. Restore into a new or empty folder."), folder=str(folder)
        )
    openers = _openers(identity, shares, user_name, passphrase)
    stream = source.open("rb") if isinstance(source, Path) else source
    part = folder.with_name(f"{folder.name}.{secrets.token_hex(6)}.part")
    try:
        with room_needed():
            _unpack(OpeningReader(stream, openers), part, progress)
            _complete(part)
            if folder.exists():
                folder.rmdir()
            part.replace(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if isinstance(source, Path):
            stream.close()
    sync_directory(folder.parent)
    return Vault.open(folder)


class _SignedIn:
    """Opens a backup with a name and a passphrase, through the keyring that stands in its head."""

    def __init__(self, user_name: str, passphrase: str) -> None:
        self._user_name, self._passphrase = user_name, passphrase
        self._identity: Identity | None = None

    def open(self, stanza: Stanza) -> bytes | None:
        """Find one's identity in the keyring, which comes first, then open with it."""
        if stanza.arguments == (KEYRING_NOTE,):
            ring = parse(stanza.body)
            holder = opening.signed_in(ring, user_name=self._user_name, passphrase=self._passphrase)
            self._identity = Identity(holder.identity)
        return self._identity.open(stanza) if self._identity else None


def _openers(
    identity: str | None, shares: Sequence[str], user_name: str | None, passphrase: str | None
) -> list[Opener]:
    openers: list[Opener] = []
    if identity:
        openers.append(Identity(identity))
    if shares:
        openers.append(Identity(recovery.identity(shares)))
    if passphrase:
        openers.append(_SignedIn(user_name, passphrase) if user_name else Passphrase(passphrase))
    if not openers:
        raise BadInput(N_("Give two recovery shares, a name and passphrase, or an age key to open it with."))
    return openers


def _unpack(opened: OpeningReader, part: Path, progress: Progress) -> None:
    part.mkdir(mode=0o700, parents=True)
    ObjectStore(part / "objects").lay_out()
    (part / "log").mkdir(mode=0o700)
    done = 0
    for name, content in entries(opened):
        _take(content, part / name)
        done += name.startswith("objects/")
        progress(done)


def entries(opened: OpeningReader) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield name and content of every file in a backup, and read on to its end.

    Raises:
        VaultDamaged: it is cut short, or holds a name or kind that our backups never hold: that could
            point outside a folder. VaultTooNew: a newer program made it.
    """
    try:
        with tarfile.open(fileobj=cast(BinaryIO, opened), mode="r|") as tar:
            _facts(tar)
            while (entry := tar.next()) is not None:
                # It would remember a million objects.
                tar.members.clear()  # type: ignore[attr-defined]
                content = tar.extractfile(entry) if entry.isreg() and _NAMES.fullmatch(entry.name) else None
                if content is None:
                    raise VaultDamaged(_DAMAGED)
                with content:
                    yield entry.name, content
        while opened.read(_CHUNK):  # the age stream's own end is what says that nothing was cut off
            pass
    except tarfile.TarError as problem:
        raise VaultDamaged(_DAMAGED) from problem


def _facts(tar: tarfile.TarFile) -> None:
    entry = tar.next()
    file = tar.extractfile(entry) if entry is not None and entry.name == FACTS_NAME else None
    if file is None:
        raise VaultDamaged(_DAMAGED)
    try:
        facts = json.loads(file.read(_FACTS_MOST))
        kind, version = facts["format"], int(facts["version"])
    except (ValueError, KeyError, TypeError) as problem:
        raise VaultDamaged(_DAMAGED) from problem
    if kind != FORMAT:
        raise VaultDamaged(_DAMAGED)
    if version > VERSION:
        raise VaultTooNew(N_("This backup was made by a newer version of Dakaz. Update Dakaz to restore it."))


def _take(content: IO[bytes], path: Path) -> None:
    with path.open("xb") as file:
        shutil.copyfileobj(content, file, _CHUNK)
        file.flush()
        os.fsync(file.fileno())


def _complete(part: Path) -> None:
    """Check that what was unpacked is a vault, and give it the keyring's second copy."""
    if not (part / keyring_file.DATABASE_NAME).is_file():
        raise VaultDamaged(_DAMAGED)
    keyring_file.read(part)
    write_atomically(part / keyring_file.COPY_NAME, (part / keyring_file.NAME).read_bytes())
    for folder in sorted(path for path in part.rglob("*") if path.is_dir()):
        sync_directory(folder)
