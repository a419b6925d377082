"""Making a vault."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from dakaz.errors import N_, BadInput

from . import compartments, database, keyring_file, members, opening, recovery, rekey, wrapping
from .durable import room_needed, sync_directory
from .kdf import DEFAULT, KdfParameters
from .keyring import Keyring, LogKeys, Recovery, Sealed
from .keys import Keys
from .objects import ObjectStore
from .vault import Vault


@dataclass(frozen=True, slots=True)
class Created:
    """A new vault, opened.

    Args:
        vault: the folder.
        keys: of its first user, an administrator.
        shares: three lists of 20 words; shown once, stored nowhere.
    """

    vault: Vault
    keys: Keys = field(repr=False)
    shares: tuple[str, ...] = field(repr=False)


def create(
    folder: Path, *, user_name: str, passphrase: str, now: datetime, kdf: KdfParameters = DEFAULT
) -> Created:
    """Make a vault in an empty or new folder.

    Args:
        folder: where; made if it is not there.
        user_name: of the first user, an administrator.
        passphrase: refused when it is too easy to guess.
        now: aware; its UTC day is noted.
        kdf: how much work a guess shall cost.

    Raises:
        BadInput: the folder is not empty, or the passphrase is too weak. NoRoom: the disk is full.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(N_("“%(folder)s” is not empty. Choose an empty or a new folder."), folder=str(folder))
    blank = _blank(now, kdf)
    mine = members.credentials(
        blank, digest=wrapping.name_digest(blank.salt, user_name), passphrase=passphrase
    )
    recovery_identity, shares = recovery.new()
    db_key, authority, user_id = secrets.token_bytes(32), secrets.token_bytes(32), members.new_id()
    recovering = opening.recovery_of(blank.vault_id, recovery_identity, authority)
    user = members.new_user(blank, mine, db_key=db_key, authority=authority, user_id=user_id, admin=True)
    ring = _filled(replace(blank, recovery=recovering).with_user(user), db_key)
    _lay_out(folder, ring, db_key=db_key, mark_key=wrapping.mark_key(db_key, authority))
    holder = members.just_set(ring, user_id, mine)
    keys = opening.open_keys(folder, keyring_file.read(folder), holder)
    return Created(Vault.open(folder), keys, shares)


def _blank(now: datetime, kdf: KdfParameters) -> Keyring:
    kdf.check()
    return Keyring(
        vault_id=secrets.token_hex(16),
        sequence=1,
        created=now.date().isoformat(),
        kdf=kdf,
        salt=secrets.token_hex(16),
        users=(),
        recovery=Recovery(recipient="", confirmed=False, authority=""),
        database=Sealed(generation=1, age=""),
        next_database=None,
        compartments=(),
        log=LogKeys(public=(), sealed=""),
    )


def _filled(ring: Keyring, db_key: bytes) -> Keyring:
    """Return the keyring of one user with its first compartment and everything sealed."""
    members_ = tuple(user.id for user in ring.users)
    first = compartments.sealed(compartments.fresh(compartments.FIRST), ring=ring, members=members_)
    sealed = rekey.sealed_database_key(ring, db_key, generation=1, members=members_)
    log = rekey.new_log_keys(ring.vault_id, db_key)
    return replace(ring, database=sealed, log=log).with_compartment(first)


def _lay_out(folder: Path, ring: Keyring, *, db_key: bytes, mark_key: bytes) -> None:
    """Make everything beside the place where it shall stand, and move it there in one step."""
    part = folder.with_name(f"{folder.name}.{secrets.token_hex(6)}.part")
    try:
        with room_needed():
            part.mkdir(mode=0o700, parents=True)
            ObjectStore(part / "objects").lay_out()
            (part / "log").mkdir(mode=0o700)
        database.create_database(part / keyring_file.DATABASE_NAME, db_key)
        keyring_file.write(part, ring, mark_key=mark_key)
        if folder.exists():
            folder.rmdir()
        part.replace(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    sync_directory(folder.parent)
