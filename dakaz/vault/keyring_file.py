"""keyring.json on disk: read strictly, replaced in one step, with a second copy of the same content.

The second copy guards against a bad sector, so it always holds what keyring.json holds. A copy of the
*previous* keyring would be a way back in for someone who was removed, or for a weaker passphrase check.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from dakaz.errors import N_, BadInput, Locked, VaultDamaged, VaultTooNew

from . import database, wrapping
from .durable import write_atomically
from .generation import alone
from .keyring import Keyring, parse, render
from .keys import RECOVERY, Keys

NAME = "keyring.json"
COPY_NAME = "keyring.copy.json"
DATABASE_NAME = "dakaz.db"
_MOST_BYTES = 16 * 1024 * 1024

STALE_KEYS = N_("The keys of this vault have changed meanwhile. Sign in again.")


def read(folder: Path, *, name: str = NAME) -> Keyring:
    """Read a vault's keyring; nothing secret is needed, and only damage is noticed, not forgery.

    Raises:
        BadInput: there is none: this is no vault.
        VaultDamaged, VaultTooNew: see ``keyring.parse``.
    """
    path = folder / name
    if not path.is_file():
        raise BadInput(
            N_("There is no vault in “%(folder)s”: %(name)s is missing."), folder=str(folder), name=name
        )
    with path.open("rb") as file:
        return parse(file.read(_MOST_BYTES))


def can_be_mended(folder: Path) -> bool:
    """Say whether keyring.json is damaged or gone while its second copy can be read."""
    try:
        return not _reads(folder, NAME) and _reads(folder, COPY_NAME)
    except VaultTooNew:
        return False


def _reads(folder: Path, name: str) -> bool:
    try:
        read(folder, name=name)
    except (BadInput, VaultDamaged):
        return False
    return True


def write(folder: Path, keyring: Keyring, *, mark_key: bytes) -> Keyring:
    """Mark ``keyring`` and put it, then its second copy, on disk."""
    marked = replace(keyring, mac=wrapping.mac(keyring, mark_key))
    content = render(marked)
    write_atomically(folder / NAME, content)
    write_atomically(folder / COPY_NAME, content)
    return marked


def check(keyring: Keyring, mark_key: bytes) -> None:
    """Refuse a keyring that someone who never opened this vault has changed or made.

    Raises:
        VaultDamaged: its mark does not fit.
    """
    if not hmac.compare_digest(keyring.mac, wrapping.mac(keyring, mark_key)):
        raise VaultDamaged(
            N_("The keyring was changed by something other than Dakaz. Restore keyring.json from a backup.")
        )


def change(folder: Path, keys: Keys, step: Callable[[Keyring], Keyring]) -> Keyring:
    """Replace the keyring by what ``step`` makes of it, with nobody else at it.

    Raises:
        Locked: the keys changed since this session was opened.
        VaultBusy: see ``generation.alone``.
        NoRoom: the disk is full; the old keyring stands.
    """
    with alone(folder):
        present = current(folder, keys)
        refuse_stale(present, keys)
        following = replace(step(present), sequence=present.sequence + 1)
        # A busy database refuses before the keyring is written; a crash between the two leaves the
        # database one number behind, which the next sign-in makes up for.
        with (
            closing(database.connect(folder / DATABASE_NAME, keys.db_key)) as connection,
            database.next_sequence(connection, following.sequence),
        ):
            return write(folder, following, mark_key=wrapping.mark_key(keys.db_key, keys.authority))


def current(folder: Path, keys: Keys) -> Keyring:
    """Read the keyring and make sure that ``keys`` are those of today."""
    present = read(folder)
    if present.next_database or present.database.generation != keys.generation:
        raise Locked(STALE_KEYS)
    check(present, wrapping.mark_key(keys.db_key, keys.authority))
    return present


def is_stale(ring: Keyring, keys: Keys) -> bool:
    """Say whether these are no longer the keys of this person: re-keyed, granted more, or granted less."""
    if ring.next_database or ring.database.generation != keys.generation:
        return True
    granted = {
        one.id: len(one.secrets)
        for one in ring.compartments
        if keys.user_id == RECOVERY or keys.user_id in one.members
    }
    return granted != {one.id: one.generation for one in keys.compartments.values()}


def refuse_stale(ring: Keyring, keys: Keys) -> None:
    """Refuse to write with old keys: sealing a compartment with them would lose its newer generations.

    Raises:
        Locked: sign in again, or ``Vault.refresh``.
    """
    if is_stale(ring, keys):
        raise Locked(STALE_KEYS)


def remember_sequence(folder: Path, keyring: Keyring, db_key: bytes) -> None:
    """Let the database remember the keyring's number."""
    with closing(database.connect(folder / DATABASE_NAME, db_key)) as connection:
        database.write_sequence(connection, keyring.sequence)


def refuse_older(folder: Path, keyring: Keyring, db_key: bytes) -> None:
    """Refuse a keyring older than the one the database last saw; mend a missing or stale second copy.

    Raises:
        VaultDamaged: an old keyring was put back: it could let a removed user or an old passphrase in.
    """
    with closing(database.connect(folder / DATABASE_NAME, db_key)) as connection:
        seen = database.read_sequence(connection)
        if seen > keyring.sequence:
            raise VaultDamaged(
                N_(
                    "keyring.json is older than the database (change %(old)d, the database knows %(seen)d). "
                    "Put back the newest keyring.json, or restore a whole backup."
                ),
                old=keyring.sequence,
                seen=seen,
            )
        if seen < keyring.sequence:
            database.write_sequence(connection, keyring.sequence)
    if not _copy_holds(folder, keyring):
        with alone(folder):
            present = read(folder)
            if not _copy_holds(folder, present):
                write_atomically(folder / COPY_NAME, render(present))


def _copy_holds(folder: Path, keyring: Keyring) -> bool:
    copy = folder / COPY_NAME
    return copy.is_file() and copy.read_bytes() == render(keyring)
