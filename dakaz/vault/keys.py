"""What unlocking gives. None of these values shows a secret when printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

RECOVERY = "recovery"
"""The ``user_id`` of keys opened with recovery shares instead of a passphrase."""


@dataclass(frozen=True, slots=True)
class CompartmentKeys:
    """The keys of one compartment, for someone it was granted to.

    Args:
        id: the compartment's id.
        identity: age secret key (``AGE-SECRET-KEY-1…``) of the present generation.
        recipient: its public half (``age1…``); new objects are sealed to it.
        naming_key: 32 bytes; names objects, the same in every generation.
        field_key: 32 bytes; seals single fields, present generation.
        generation: counts from 1; rises whenever someone loses access.
        older_identities: age secret keys of former generations, newest first; for reading only.
        older_field_keys: likewise, newest first.
    """

    id: str
    identity: str = field(repr=False)
    recipient: str
    naming_key: bytes = field(repr=False)
    field_key: bytes = field(repr=False)
    generation: int
    older_identities: tuple[str, ...] = field(default=(), repr=False)
    older_field_keys: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def identities(self) -> tuple[str, ...]:
        """Every identity that may open an object of this compartment, newest first."""
        return (self.identity, *self.older_identities)


@dataclass(frozen=True, slots=True)
class Keys:
    """Everything one person's passphrase (or two recovery shares) opens.

    Args:
        user_id: random id; the name belongs to the encrypted database. ``RECOVERY`` after ``recover``.
        is_admin: may add and remove users.
        identity: the age secret key everything else was sealed to.
        authority: 32 bytes everyone of this vault holds and nobody else; marks the keyring.
        db_key: 32 bytes, SQLCipher's raw key.
        generation: of ``db_key``; rises when a user is removed.
        compartments: by id, only those granted to this user.
        log_key: signs checkpoints.
    """

    user_id: str
    is_admin: bool
    generation: int
    identity: str = field(repr=False)
    authority: bytes = field(repr=False)
    db_key: bytes = field(repr=False)
    compartments: Mapping[str, CompartmentKeys] = field(repr=False)
    log_key: Ed25519PrivateKey = field(repr=False)
