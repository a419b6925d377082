"""Changes to who may open what: pure steps from one keyring to the next. ``Vault`` writes the result."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

import pyrage

from dakaz.errors import N_, BadInput, Locked, NotAllowed, NotFound, VaultDamaged

from . import compartments, rekey, wrapping
from . import passphrase as phrases
from .kdf import derive
from .keyring import Keyring, User
from .keyring_file import STALE_KEYS
from .keys import RECOVERY, CompartmentKeys, Keys
from .opening import Holder, held, recovery_of, wrapped_identity

TAKEN = N_("There is already a user of that name in this vault. Choose another name.")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What someone will sign in with.

    Args:
        digest: of the name, see ``wrapping.name_digest``.
        key: from the passphrase.
    """

    digest: bytes
    key: bytes


def credentials(ring: Keyring, *, digest: bytes, passphrase: str) -> Credentials:
    """Derive the key of a new passphrase.

    Raises:
        BadInput: the passphrase is too easy to guess.
    """
    phrases.check(passphrase)
    return Credentials(digest, derive(passphrase, salt=digest, parameters=ring.kdf))


def digest_of(ring: Keyring, db_key: bytes, user_id: str) -> bytes:
    """Return the digest of a user's name.

    Raises:
        NotFound: no such user. VaultDamaged: it does not unwrap.
    """
    user = ring.user(user_id)
    if user is None:
        raise NotFound(N_("There is no such user in this vault."))
    digest = wrapping.unwrap(wrapping.subkey(db_key, "user-names"), user.name_digest, bound_to=user_id)
    if digest is None:
        raise VaultDamaged(
            N_("A wrapped key in keyring.json is damaged. Restore keyring.json from a backup.")
        )
    return digest


def free_name(ring: Keyring, keys: Keys, user_name: str, *, but: str = "") -> bytes:
    """Return the digest of a name that nobody (``but`` this user) has.

    Raises:
        BadInput: someone has it.
    """
    digest = wrapping.name_digest(ring.salt, user_name)
    if any(digest_of(ring, keys.db_key, user.id) == digest for user in ring.users if user.id != but):
        raise BadInput(TAKEN)
    return digest


def digest_for(ring: Keyring, keys: Keys, user_id: str, user_name: str | None) -> bytes:
    """Return the digest of a user's new name, or of the present one when None is given."""
    if user_name is None:
        return digest_of(ring, keys.db_key, user_id)
    return free_name(ring, keys, user_name, but=user_id)


def myself(ring: Keyring, keys: Keys) -> str:
    """Return whose keys these are; recovery stands in for the only administrator.

    Raises:
        BadInput: there are several.
    """
    if keys.user_id != RECOVERY:
        return keys.user_id
    admins = [user.id for user in ring.users if user.admin]
    if len(admins) != 1:
        raise BadInput(N_("Say whose passphrase it shall be: this vault has several administrators."))
    return admins[0]


def new_user(
    ring: Keyring, mine: Credentials, *, db_key: bytes, authority: bytes, user_id: str, admin: bool
) -> User:
    """Make a user's entry with a fresh age identity."""
    pair = pyrage.x25519.Identity.generate()
    holder = Holder(user_id, str(pair), authority)
    return User(
        id=user_id,
        admin=admin,
        recipient=str(pair.to_public()),
        identity=wrapped_identity(ring, holder, mine.key),
        name_digest=wrapping.wrap(wrapping.subkey(db_key, "user-names"), mine.digest, bound_to=user_id),
    )


def resealed(ring: Keyring, keys: Keys) -> Keyring:
    """Seal the database key, and every compartment these keys hold, to the recipients of today."""
    everyone = tuple(user.id for user in ring.users)
    sealed = rekey.sealed_database_key(
        ring, keys.db_key, generation=ring.database.generation, members=everyone
    )
    following = replace(ring, database=sealed)
    for entry in ring.compartments:
        held = keys.compartments.get(entry.id)
        if held is not None:
            following = following.with_compartment(
                compartments.sealed(held, ring=following, members=entry.members)
            )
    return following


def added(
    ring: Keyring, keys: Keys, mine: Credentials, *, user_id: str, admin: bool, grants: tuple[str, ...]
) -> Keyring:
    """Return the keyring with one more user, who may open ``grants``."""
    administrator(keys)
    if any(digest_of(ring, keys.db_key, user.id) == mine.digest for user in ring.users):
        raise BadInput(TAKEN)
    following = ring.with_user(
        new_user(ring, mine, db_key=keys.db_key, authority=keys.authority, user_id=user_id, admin=admin)
    )
    for compartment_id in grants:
        following = granted(following, keys, user_id, compartment_id)
    return resealed(following, keys)


def granted(ring: Keyring, keys: Keys, user_id: str, compartment_id: str) -> Keyring:
    """Return the keyring in which a user may open a compartment, past content included."""
    held = holding(keys, compartment_id)
    entry = ring.compartment(compartment_id)
    if entry is None or ring.user(user_id) is None:
        raise NotFound(N_("There is no such user or compartment in this vault."))
    members = {*entry.members, user_id}
    return ring.with_compartment(compartments.sealed(held, ring=ring, members=tuple(members)))


def revoked(ring: Keyring, keys: Keys, user_id: str, compartment_id: str) -> Keyring:
    """Return the keyring in which a user may no longer open a compartment; those who stay get new keys."""
    held = holding(keys, compartment_id)
    entry = ring.compartment(compartment_id)
    if entry is None or user_id not in entry.members:
        raise NotFound(N_("This user has no access to this compartment."))
    return ring.with_compartment(compartments.without(entry, user_id, ring=ring, keys=held))


def rephrased(ring: Keyring, keys: Keys, mine: Credentials, *, user_id: str) -> Keyring:
    """Return the keyring in which a user signs in with new credentials and a fresh identity."""
    user = ring.user(user_id)
    if user is None:
        raise NotFound(N_("There is no such user in this vault."))
    for entry in ring.compartments:
        if user_id in entry.members:
            holding(keys, entry.id)
    fresh = new_user(
        ring, mine, db_key=keys.db_key, authority=keys.authority, user_id=user_id, admin=user.admin
    )
    return resealed(ring.with_user(fresh), keys)


def just_set(ring: Keyring, user_id: str, mine: Credentials) -> Holder:
    """Return the holder of an entry that was just written with these credentials.

    Raises:
        Locked: someone else changed it in between.
    """
    user = ring.user(user_id)
    holder = held(ring, user, mine.key) if user else None
    if holder is None:
        raise Locked(STALE_KEYS)
    return holder


def with_recovery(ring: Keyring, keys: Keys, identity: str) -> Keyring:
    """Return the keyring with a new recovery key, not yet confirmed; former shares open nothing new."""
    administrator(keys)
    for entry in ring.compartments:
        holding(keys, entry.id)
    recovery = recovery_of(ring.vault_id, identity, keys.authority)
    return resealed(replace(ring, recovery=recovery), keys)


def administrator(keys: Keys) -> None:
    """Refuse anyone else.

    Raises:
        NotAllowed: these keys are not an administrator's.
    """
    if not keys.is_admin:
        raise NotAllowed(N_("Only an administrator of this vault can do that."))


def holding(keys: Keys, compartment_id: str) -> CompartmentKeys:
    """Return the keys of a compartment.

    Raises:
        NotAllowed: they were not granted: what one cannot open one cannot hand on.
    """
    held = keys.compartments.get(compartment_id)
    if held is None:
        raise NotAllowed(
            N_("This needs the keys of a part of the vault you have no access to. Ask someone who has it.")
        )
    return held


def removable(ring: Keyring, keys: Keys, user_id: str) -> None:
    """Refuse a removal that would leave nobody in charge.

    Raises:
        NotFound: no such user. BadInput: oneself, or the last administrator.
    """
    administrator(keys)
    if ring.user(user_id) is None:
        raise NotFound(N_("There is no such user in this vault."))
    if user_id == keys.user_id:
        raise BadInput(N_("You cannot remove yourself. Ask another administrator."))
    if not any(user.admin for user in ring.users if user.id != user_id):
        raise BadInput(N_("This is the last administrator. Make someone else an administrator first."))


@dataclass(frozen=True, slots=True)
class VaultUser:
    """Who can sign in, as far as the folder tells: no name."""

    id: str
    is_admin: bool
    compartments: tuple[str, ...]


def listed(ring: Keyring) -> tuple[VaultUser, ...]:
    """Return everyone who can sign in."""
    return tuple(
        VaultUser(user.id, user.admin, tuple(one.id for one in ring.compartments if user.id in one.members))
        for user in ring.users
    )


def new_id() -> str:
    """Return a random id for a user."""
    return secrets.token_hex(8)
