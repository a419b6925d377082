"""From an identity (a user's or recovery's) to the keys it may hold."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dakaz.errors import N_, VaultDamaged, WrongPassphrase

from . import compartments, keyring_file, rekey, wrapping
from .kdf import derive
from .keyring import Keyring, Sealed, User
from .keys import RECOVERY, Keys

WRONG = N_("This name and passphrase do not open this vault. Check both and type them again.")


def identity_of(ring: Keyring, *, user_name: str, passphrase: str) -> tuple[User, str]:
    """Return the user and the age identity that a name and a passphrase open.

    One derivation, then a try at every entry: an unknown name costs and says the same as a wrong passphrase,
    and the file holds nothing by which a name could be guessed without the passphrase.

    Raises:
        WrongPassphrase: it opens no entry.
    """
    salt = wrapping.name_digest(ring.salt, user_name)
    key = derive(passphrase, salt=salt, parameters=ring.kdf)
    found: list[tuple[User, str]] = []
    for user in ring.users:
        secret = wrapping.unwrap(key, user.identity, bound_to=bound(ring, user.id))
        if secret is not None:
            found.append((user, secret.decode()))
    if not found:
        raise WrongPassphrase(WRONG)
    return found[0]


def unwrapped_identity(ring: Keyring, user_id: str, key: bytes) -> str:
    """Return a user's age identity with the key that was just derived for them.

    Raises:
        WrongPassphrase: it is not their key.
    """
    user = ring.user(user_id)
    secret = wrapping.unwrap(key, user.identity, bound_to=bound(ring, user_id)) if user else None
    if secret is None:
        raise WrongPassphrase(WRONG)
    return secret.decode()


def bound(ring: Keyring, user_id: str) -> str:
    """Return what a user's wrapped identity is bound to."""
    return f"dakaz/1/user/{ring.vault_id}/{user_id}"


def database_key(ring: Keyring, sealed: Sealed, identity: str) -> bytes:
    """Open one generation of the database key.

    Raises:
        VaultDamaged: it does not open, or is of another vault or generation.
    """
    secret = wrapping.unseal(sealed.age, identity)
    if (secret["vault"], secret["generation"]) != (ring.vault_id, sealed.generation):
        raise VaultDamaged(
            N_("A wrapped key in keyring.json belongs somewhere else. Restore it from a backup.")
        )
    return bytes.fromhex(str(secret["database_key"]))


def open_keys(folder: Path, ring: Keyring, *, identity: str, user_id: str) -> Keys:
    """Return everything ``identity`` may hold, after finishing a removal that was interrupted.

    Raises:
        VaultDamaged: a mark or a wrapped key does not fit, or the database does not open.
    """
    db_key = database_key(ring, ring.database, identity)
    if ring.next_database:
        next_key = database_key(ring, ring.next_database, identity)
        keyring_file.check(ring, next_key)
        ring, db_key = rekey.finish(folder, ring, old_key=db_key, new_key=next_key), next_key
    keyring_file.check(ring, db_key)
    try:
        keyring_file.refuse_older(folder, ring, db_key)
    except WrongPassphrase as problem:
        raise VaultDamaged(
            N_(
                "The passphrase is right, but the database does not open: it is damaged, or it and "
                "keyring.json are of different dates. Nothing was changed. Restore both from one backup."
            )
        ) from problem
    return _keys(ring, db_key, identity=identity, user_id=user_id)


def _keys(ring: Keyring, db_key: bytes, *, identity: str, user_id: str) -> Keys:
    user = ring.user(user_id)
    mine = [one for one in ring.compartments if user_id == RECOVERY or user_id in one.members]
    return Keys(
        user_id=user_id,
        is_admin=user is None or user.admin,
        generation=ring.database.generation,
        identity=identity,
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
