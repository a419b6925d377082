"""Single values sealed under a compartment's field key, for what the database key alone must not open."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from dakaz.errors import N_, VaultDamaged

from .keys import CompartmentKeys
from .wrapping import subkey

_HEAD = 4
_NONCE = 12


def seal_field(keys: CompartmentKeys, value: bytes, *, place: str) -> bytes:
    """Return generation (4 bytes, big-endian), nonce (12 bytes) and ChaCha20-Poly1305 of ``value``.

    Args:
        keys: of the compartment.
        value: plaintext.
        place: which field of which row; never changes, so that no value can be moved to another place.
    """
    nonce = os.urandom(_NONCE)
    head = keys.generation.to_bytes(_HEAD, "big")
    cipher = ChaCha20Poly1305(subkey(keys.field_key, "field"))
    return head + nonce + cipher.encrypt(nonce, value, head + place.encode())


def open_field(keys: CompartmentKeys, sealed: bytes, *, place: str) -> bytes:
    """Return the value, also when it was sealed in a former generation.

    Raises:
        VaultDamaged: changed, moved from another place, or of a generation that is not held.
    """
    head, nonce, rest = sealed[:_HEAD], sealed[_HEAD : _HEAD + _NONCE], sealed[_HEAD + _NONCE :]
    age = keys.generation - int.from_bytes(head, "big")
    field_keys = (keys.field_key, *keys.older_field_keys)
    try:
        if not 0 <= age < len(field_keys):
            raise ValueError(age)
        cipher = ChaCha20Poly1305(subkey(field_keys[age], "field"))
        return cipher.decrypt(nonce, rest, head + place.encode())
    except (InvalidTag, ValueError) as problem:
        raise VaultDamaged(N_("A sealed field is damaged. Restore the vault from a backup.")) from problem
