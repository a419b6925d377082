"""From an identity (a user's or recovery's) to the keys it may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dakaz.errors import N_, VaultDamaged, WrongPassphrase

from . import compartments, keyring_file, rekey, wrapping
from .age import Identity
from .kdf import derive
from .keyring import Keyring, Recovery, Sealed, User
from .keys import RECOVERY, Keys

WRONG = N_("This name and passphrase do not open this vault. Check both and type them again.")


@dataclass(frozen=True, slots=True)
class Holder:
    """What a passphrase, or two shares, open by themselves.

    Args:
        user_id: whose; ``RECOVERY`` for shares.
        identity: age secret key.
        authority: of the vault, see ``wrapping.mark_key``.
    """

    user_id: str
    identity: str = field(repr=False)
    authority: bytes = field(repr=False)


def signed_in(ring: Keyring, *, user_name: str, passphrase: str) -> Holder:
    """Return who a name and a passphrase open.

    One derivation, then a try at every entry: an unknown name costs and says the same as a wrong passphrase,
    and the file holds nothing by which a name could be guessed without the passphrase.

    Raises:
        WrongPassphrase: it opens no entry.
    """
    salt = wrapping.name_digest(ring.salt, user_name)
    key = derive(passphrase, salt=salt, parameters=ring.kdf)
    found = [holder for user in ring.users if (holder := held(ring, user, key))]
    if not found:
        raise WrongPassphrase(WRONG)
    return found[0]


def held(ring: Keyring, user: User, key: bytes) -> Holder | None:
    """Open a user's entry with the key of a passphrase, or return None when it is another's."""
    secret = wrapping.unwrap(key, user.identity, bound_to=bound(ring, user.id))
    if secret is None:
        return None
    identity, authority = secret.decode().split(" ")
    return Holder(user.id, identity, bytes.fromhex(authority))


def wrapped_identity(ring: Keyring, holder: Holder, key: bytes) -> str:
    """Return a user's entry for the key of a passphrase."""
    secret = f"{holder.identity} {holder.authority.hex()}"
    return wrapping.wrap(key, secret.encode(), bound_to=bound(ring, holder.user_id))


def recovery_of(ring_id: str, identity: str, authority: bytes) -> Recovery:
    """Return the keyring's entry for a recovery identity, not yet confirmed."""
    wrapped = wrapping.wrap(_recovery_key(identity), authority, bound_to=ring_id)
    return Recovery(recipient=Identity(identity).recipient(), confirmed=False, authority=wrapped)


def recovered(ring: Keyring, identity: str) -> Holder:
    """Return the holder of two shares.

    Raises:
        WrongPassphrase: the shares are of another vault, or were replaced. VaultDamaged.
    """
    if Identity(identity).recipient() != ring.recovery.recipient:
        raise WrongPassphrase(
            N_(
                "These shares belong to another vault, or newer ones were made since. "
                "Look for the newest set."
            )
        )
    authority = wrapping.unwrap(_recovery_key(identity), ring.recovery.authority, bound_to=ring.vault_id)
    if authority is None:
        raise VaultDamaged(
            N_("A wrapped key in keyring.json is damaged. Restore keyring.json from a backup.")
        )
    return Holder(RECOVERY, identity, authority)


def _recovery_key(identity: str) -> bytes:
    return wrapping.subkey(identity.encode(), "recovery-authority")


def bound(ring: Keyring, user_id: str) -> str:
    """Return what a user's wrapped identity is bound to."""
    return f"dakaz/1/user/{ring.vault_id}/{user_id}"


def database_key(ring: Keyring, sealed: Sealed, identity: str) -> bytes:
    """Open one generation of the database key.

    Raises:
        VaultDamaged: it does not open, or is of another vault or generation.
    """
    secret = wrapping.unseal(sealed.age, identity)
    key = str(secret.get("database_key"))
    placed = (secret.get("vault"), secret.get("generation")) == (ring.vault_id, sealed.generation)
    if not placed or not re.fullmatch("[0-9a-f]{64}", key):
        raise VaultDamaged(
            N_("A wrapped key in keyring.json belongs somewhere else. Restore it from a backup.")
        )
    return bytes.fromhex(key)


def open_keys(folder: Path, ring: Keyring, holder: Holder) -> Keys:
    """Return everything ``holder`` may hold, after finishing a removal that was interrupted.

    Raises:
        VaultDamaged: a mark or a wrapped key does not fit, or the database does not open.
    """
    db_key = database_key(ring, ring.database, holder.identity)
    if ring.next_database:
        next_key = database_key(ring, ring.next_database, holder.identity)
        mark_key = wrapping.mark_key(next_key, holder.authority)
        keyring_file.check(ring, mark_key)
        ring = rekey.finish(folder, ring, old_key=db_key, new_key=next_key, mark_key=mark_key)
        db_key = next_key
    keyring_file.check(ring, wrapping.mark_key(db_key, holder.authority))
    try:
        keyring_file.refuse_older(folder, ring, db_key)
    except WrongPassphrase as problem:
        raise VaultDamaged(
            N_(
                "The passphrase is right, but the database does not open: it is damaged, or it and "
                "keyring.json are of different dates. Nothing was changed. Restore both from one backup."
            )
        ) from problem
    return _keys(ring, db_key, holder)


def _keys(ring: Keyring, db_key: bytes, holder: Holder) -> Keys:
    user_id, identity = holder.user_id, holder.identity
    user = ring.user(user_id)
    mine = [one for one in ring.compartments if user_id == RECOVERY or user_id in one.members]
    return Keys(
        user_id=user_id,
        is_admin=user is None or user.admin,
        generation=ring.database.generation,
        identity=identity,
        authority=holder.authority,
        db_key=db_key,
        compartments={one.id: compartments.opened(one, ring=ring, identity=identity) for one in mine},
        log_key=log_key(ring, db_key),
    )


def log_key(ring: Keyring, db_key: bytes) -> Ed25519PrivateKey:
    """Unwrap the key that signs checkpoints.

    Raises:
        VaultDamaged: it does not unwrap.
    """
    secret = wrapping.unwrap(wrapping.subkey(db_key, "log-key"), ring.log.sealed, bound_to=ring.vault_id)
    if secret is None:
        raise VaultDamaged(
            N_("The log's key in keyring.json is damaged. Restore keyring.json from a backup.")
        )
    return Ed25519PrivateKey.from_private_bytes(secret)
