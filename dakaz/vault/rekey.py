"""Removing a user: everyone who stays gets new keys. Killed at any step, it is finished at the next sign-in.

1. The keyring names the next database key, sealed to those who stay; the leaver's entry is gone.
2. A copy of the database is re-keyed and checked beside the old one.
3. The copy takes the old one's place (one rename).
4. The keyring makes the next key the present one, with a new key for the log.

Until 4 the keyring holds both keys (for those who stay), so whichever the database has, it opens.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlcipher3 import dbapi2 as sqlcipher

from dakaz.errors import N_, NoRoom, VaultBusy, VaultDamaged, WrongPassphrase

from . import compartments, database, keyring_file, wrapping
from .durable import room_needed, sync_directory
from .generation import alone
from .keyring import Keyring, LogKeys, Sealed, User
from .keys import Keys

Step = Callable[[str], None]
_NEXT = ".next"
_TRIES, _PAUSE = 12, 0.25  # seconds between them


def nothing(step: str) -> None:
    """Do nothing at a step (the default of ``at``)."""


def without_user(folder: Path, keys: Keys, user_id: str, *, at: Step = nothing) -> Keyring:
    """Remove a user and re-key everything they could open.

    Args:
        folder: the vault.
        keys: of an administrator.
        user_id: who leaves.
        at: called with the name of each step just done; tests kill the process in it.

    Raises:
        VaultBusy: another connection is open; nothing was changed.
        NoRoom: the disk cannot hold a second copy of the database; nothing was changed.
    """
    with alone(folder):
        ring = keyring_file.current(folder, keys)
        keyring_file.refuse_stale(ring, keys)
        path = folder / keyring_file.DATABASE_NAME
        _ready_to_move(path, keys.db_key)
        at("ready")
        new_key = secrets.token_bytes(32)
        pending = _pending(ring, keys, user_id, new_key)
        mark_key = wrapping.mark_key(new_key, keys.authority)
        pending = keyring_file.write(folder, pending, mark_key=mark_key)
        at("keyring names next key")
        return finish(folder, pending, old_key=keys.db_key, new_key=new_key, mark_key=mark_key, at=at)


def _pending(ring: Keyring, keys: Keys, user_id: str, new_key: bytes) -> Keyring:
    stay = replace(ring, users=tuple(user for user in ring.users if user.id != user_id))
    number = ring.database.generation + 1
    following = stay
    for entry in ring.compartments:
        if user_id in entry.members:
            held = keys.compartments.get(entry.id)
            following = following.with_compartment(compartments.without(entry, user_id, ring=stay, keys=held))
    everyone = tuple(user.id for user in stay.users)
    return replace(
        following,
        sequence=ring.sequence + 1,
        next_database=sealed_database_key(stay, new_key, generation=number, members=everyone),
    )


def sealed_database_key(ring: Keyring, key: bytes, *, generation: int, members: tuple[str, ...]) -> Sealed:
    """Seal a database key to these users and to recovery."""
    secret = {"vault": ring.vault_id, "generation": generation, "database_key": key.hex()}
    return Sealed(generation=generation, age=wrapping.seal(secret, ring.recipients_of(members)))


def finish(
    folder: Path, pending: Keyring, *, old_key: bytes, new_key: bytes, mark_key: bytes, at: Step = nothing
) -> Keyring:
    """Bring a removal to its end from wherever it stopped.

    Raises:
        VaultBusy: another program has the database open.
        VaultDamaged: the database opens with neither key.
        NoRoom: the disk is full; the old database stands and the removal goes on at the next sign-in.
    """
    with alone(folder):
        path = folder / keyring_file.DATABASE_NAME
        if not _opens(path, new_key):
            _move(path, old_key, new_key, at)
        final = _final(pending, old_key, new_key)
        final = keyring_file.write(folder, final, mark_key=mark_key)
        at("keyring final")
        keyring_file.remember_sequence(folder, final, new_key)
        at("done")
    return final


def _final(pending: Keyring, old_key: bytes, new_key: bytes) -> Keyring:
    if pending.next_database is None:
        raise VaultDamaged(N_("The keyring names no key to move to. Restore keyring.json from a backup."))
    users = tuple(_renamed(user, old_key, new_key) for user in pending.users)
    return replace(
        pending,
        sequence=pending.sequence + 1,
        users=users,
        database=pending.next_database,
        next_database=None,
        log=new_log_keys(pending.vault_id, new_key, older=pending.log.public),
    )


def new_log_keys(vault_id: str, db_key: bytes, *, older: tuple[str, ...] = ()) -> LogKeys:
    """Make a key for signing checkpoints; whoever left knows the former one."""
    key = Ed25519PrivateKey.generate()
    public = b64encode(key.public_key().public_bytes_raw()).decode()
    wrapped = wrapping.wrap(wrapping.subkey(db_key, "log-key"), key.private_bytes_raw(), bound_to=vault_id)
    return LogKeys(public=(*older, public), sealed=wrapped)


def _renamed(user: User, old_key: bytes, new_key: bytes) -> User:
    digest = wrapping.unwrap(wrapping.subkey(old_key, "user-names"), user.name_digest, bound_to=user.id)
    if digest is None:
        raise VaultDamaged(
            N_("A wrapped key in keyring.json is damaged. Restore keyring.json from a backup.")
        )
    wrapped = wrapping.wrap(wrapping.subkey(new_key, "user-names"), digest, bound_to=user.id)
    return replace(user, name_digest=wrapped)


def _opens(path: Path, key: bytes) -> bool:
    try:
        database.connect(path, key, read_only=True).close()
    except WrongPassphrase:
        return False
    return True


def _ready_to_move(path: Path, key: bytes) -> None:
    """Bring all content into the one file, which also proves that nobody else has it open."""
    with closing(database.connect(path, key)) as connection:
        if not _alone_in_time(connection):
            raise VaultBusy(
                N_("Another program or window has this vault open. Close it there, then try again.")
            )
    if shutil.disk_usage(path.parent).free < path.stat().st_size * 2:
        raise NoRoom(
            N_("Changing the keys needs %(megabytes)d MB free on the disk. Free some space and try again."),
            megabytes=path.stat().st_size * 2 // 1_000_000 + 1,
        )


def _alone_in_time(connection: sqlcipher.Connection) -> bool:
    """Leave the journal; who has the vault open for a moment, as the worker after a file, is waited for."""
    connection.execute("PRAGMA busy_timeout = 250")
    for _ in range(_TRIES):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        with suppress(sqlcipher.OperationalError):
            if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete":
                return True
        time.sleep(_PAUSE)
    return False


def _move(path: Path, old_key: bytes, new_key: bytes, at: Step) -> None:
    fresh = path.with_name(path.name + _NEXT)
    discard(fresh)
    try:
        _ready_to_move(path, old_key)
        with room_needed():
            shutil.copyfile(path, fresh)
            at("database copied")
            _rekey(fresh, old_key, new_key)
    except BaseException:
        discard(fresh)
        raise
    at("copy re-keyed")
    fresh.replace(path)
    sync_directory(path.parent)
    at("database swapped")


def _rekey(path: Path, old_key: bytes, new_key: bytes) -> None:
    with closing(database.connect_alone(path, old_key)) as connection:
        try:
            connection.execute(f"PRAGMA rekey = \"x'{new_key.hex()}'\"")
        except sqlcipher.Error as problem:
            raise database.meant(problem, writing=True) from None
    with closing(database.connect_alone(path, new_key)) as connection:
        found = database.problems(connection)
    if found:
        raise VaultDamaged(
            N_("The re-keyed copy of the database is not sound (%(what)s). The old one stands."),
            what=found[0],
        )
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def discard(path: Path) -> None:
    """Remove a half-made database and its journals."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).unlink()
