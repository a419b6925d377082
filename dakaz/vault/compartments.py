"""The secrets of a compartment: made, sealed, opened, renewed when someone leaves."""

from __future__ import annotations

import secrets as randomness
from collections.abc import Sequence
from dataclasses import replace

import pyrage

from dakaz.errors import N_, VaultDamaged

from . import wrapping
from .age import Identity
from .keyring import Compartment, Keyring, Sealed
from .keys import CompartmentKeys

FIRST = "office"
_OTHER = N_("A wrapped key in keyring.json belongs somewhere else. Restore keyring.json from a backup.")


def fresh(compartment_id: str) -> CompartmentKeys:
    """Return the keys of a new compartment."""
    pair = pyrage.x25519.Identity.generate()
    return CompartmentKeys(
        id=compartment_id,
        identity=str(pair),
        recipient=str(pair.to_public()),
        naming_key=randomness.token_bytes(32),
        field_key=randomness.token_bytes(32),
        generation=1,
    )


def sealed(keys: CompartmentKeys, *, ring: Keyring, members: Sequence[str]) -> Compartment:
    """Return the keyring's entry: every generation sealed to the members and to recovery."""
    to = ring.recipients_of(tuple(members))
    pairs = zip(keys.identities, (keys.field_key, *keys.older_field_keys), strict=True)
    newest_first = [
        _sealed_generation(
            ring, keys, number=keys.generation - age, identity=pair[0], field_key=pair[1], to=to
        )
        for age, pair in enumerate(pairs)
    ]
    return Compartment(id=keys.id, members=tuple(sorted(members)), secrets=tuple(reversed(newest_first)))


def _sealed_generation(
    ring: Keyring, keys: CompartmentKeys, *, number: int, identity: str, field_key: bytes, to: Sequence[str]
) -> Sealed:
    secret = {
        "vault": ring.vault_id,
        "compartment": keys.id,
        "generation": number,
        "identity": identity,
        "field_key": field_key.hex(),
    }
    if number == 1:
        secret["naming_key"] = keys.naming_key.hex()
    return Sealed(generation=number, age=wrapping.seal(secret, to))


def opened(entry: Compartment, *, ring: Keyring, identity: str) -> CompartmentKeys:
    """Open every generation of a compartment with a member's (or recovery's) identity.

    Raises:
        VaultDamaged: a generation does not open, or belongs to another vault or compartment.
    """
    secrets = [wrapping.unseal(one.age, identity) for one in entry.secrets]
    for number, secret in enumerate(secrets, start=1):
        if (secret["vault"], secret["compartment"], secret["generation"]) != (
            ring.vault_id,
            entry.id,
            number,
        ):
            raise VaultDamaged(_OTHER)
    newest, *older = reversed(secrets)
    return CompartmentKeys(
        id=entry.id,
        identity=str(newest["identity"]),
        recipient=Identity(str(newest["identity"])).recipient(),
        naming_key=bytes.fromhex(str(secrets[0]["naming_key"])),
        field_key=bytes.fromhex(str(newest["field_key"])),
        generation=len(secrets),
        older_identities=tuple(str(one["identity"]) for one in older),
        older_field_keys=tuple(bytes.fromhex(str(one["field_key"])) for one in older),
    )


def renewed(keys: CompartmentKeys) -> CompartmentKeys:
    """Return the keys of the next generation: new objects and fields are sealed to these only."""
    following = fresh(keys.id)
    return replace(
        following,
        naming_key=keys.naming_key,
        generation=keys.generation + 1,
        older_identities=keys.identities,
        older_field_keys=(keys.field_key, *keys.older_field_keys),
    )


def without(entry: Compartment, user_id: str, *, ring: Keyring, keys: CompartmentKeys | None) -> Compartment:
    """Return the entry after a member has left: a new generation for those who stay.

    Args:
        entry: of the keyring.
        user_id: who leaves.
        ring: names the recipients of those who stay.
        keys: of whoever does this; None when this compartment was never granted to them. Then the older
            generations stay sealed as they are, which gives the leaver nothing they did not have.
    """
    stay = tuple(member for member in entry.members if member != user_id)
    if keys is not None:
        return sealed(renewed(keys), ring=ring, members=stay)
    following = replace(fresh(entry.id), generation=len(entry.secrets) + 1)
    newest = sealed(following, ring=ring, members=stay).secrets[-1]
    return Compartment(id=entry.id, members=stay, secrets=(*entry.secrets, newest))
