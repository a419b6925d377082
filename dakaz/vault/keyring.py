"""The keyring as a value: who may open what, with every key wrapped. ``docs/vault-format.md`` describes it.

The file has exactly one spelling for each value: a changed byte anywhere is noticed before a key is derived.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields, replace
from functools import lru_cache
from typing import Any, TypeVar

from dakaz.errors import N_, VaultDamaged, VaultTooNew

from .kdf import KdfParameters

FORMAT = "dakaz-keyring"
VERSION = 1
_DAMAGED = N_(
    "The keyring (keyring.json) is damaged: cut short, overwritten or changed. "
    "Nothing was opened or written. Bring it back from its second copy (Dakaz in the browser offers it "
    "at sign-in) or from a backup."
)


@dataclass(frozen=True, slots=True)
class User:
    """One person who can sign in.

    Args:
        id: random; the name is in the database only.
        admin: may add and remove users.
        recipient: the person's age key; what they may open is sealed to it.
        identity: its secret half and the vault's authority, wrapped under the passphrase's key.
        name_digest: base64 of the digest of the name, sealed under the database key, so that a new
            passphrase can be set without asking for the name.
    """

    id: str
    admin: bool
    recipient: str
    identity: str
    name_digest: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A secret in an age file (base64), and which generation of the secret it is."""

    generation: int
    age: str


@dataclass(frozen=True, slots=True)
class Compartment:
    """A group of records with keys of its own; ``secrets`` newest last, the first holds the naming key."""

    id: str
    members: tuple[str, ...]
    secrets: tuple[Sealed, ...]


@dataclass(frozen=True, slots=True)
class Recovery:
    """What two paper shares open.

    Args:
        recipient: the age key whose secret half the shares give.
        confirmed: whether two were typed back.
        authority: the vault's authority, wrapped under a key from that secret half.
    """

    recipient: str
    confirmed: bool
    authority: str


@dataclass(frozen=True, slots=True)
class LogKeys:
    """Public halves (base64) of every key that signed checkpoints, newest last; the newest secret half."""

    public: tuple[str, ...]
    sealed: str


@dataclass(frozen=True, slots=True)
class Keyring:
    """Everything in keyring.json but its two checks.

    Args:
        vault_id: 32 hex digits; binds every wrapped key to this vault.
        sequence: rises with every change; the database remembers the last one it saw.
        created: ISO date.
        salt: 32 hex digits; with the user's name it salts the passphrase.
        database: the present database key.
        next_database: set while a removal is under way: the key the database is moving to.
    """

    vault_id: str
    sequence: int
    created: str
    kdf: KdfParameters
    salt: str
    users: tuple[User, ...]
    recovery: Recovery
    database: Sealed
    next_database: Sealed | None
    compartments: tuple[Compartment, ...]
    log: LogKeys
    mac: str = field(default="", compare=False)

    def user(self, user_id: str) -> User | None:
        """Return the user of that id."""
        return next((user for user in self.users if user.id == user_id), None)

    def compartment(self, compartment_id: str) -> Compartment | None:
        """Return the compartment of that id."""
        return next((one for one in self.compartments if one.id == compartment_id), None)

    def with_user(self, user: User) -> Keyring:
        """Return a copy in which ``user`` replaces the one of the same id, or is added."""
        others = [one for one in self.users if one.id != user.id]
        return replace(self, users=tuple(sorted([*others, user], key=lambda one: one.id)))

    def with_compartment(self, compartment: Compartment) -> Keyring:
        """Return a copy in which ``compartment`` replaces the one of the same id, or is added last."""
        if self.compartment(compartment.id) is None:
            return replace(self, compartments=(*self.compartments, compartment))
        swapped = (compartment if one.id == compartment.id else one for one in self.compartments)
        return replace(self, compartments=tuple(swapped))

    def recipients_of(self, members: tuple[str, ...]) -> tuple[str, ...]:
        """Return the age keys of these users and of recovery."""
        return (*(user.recipient for user in self.users if user.id in members), self.recovery.recipient)

    def body(self) -> dict[str, Any]:
        """Return the JSON object without its checks."""
        content = asdict(self)
        del content["mac"]
        return {"format": FORMAT, "version": VERSION, **content}


def canonical(body: dict[str, Any]) -> bytes:
    """Return the bytes that the checks cover."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def render(keyring: Keyring) -> bytes:
    """Return the file: indented for people, sorted, with the SHA-256 of its canonical form."""
    body = {**keyring.body(), "mac": keyring.mac}
    body["checksum"] = hashlib.sha256(canonical(body)).hexdigest()
    return json.dumps(body, sort_keys=True, indent=1, ensure_ascii=True).encode() + b"\n"


@lru_cache(maxsize=2)  # each page asks several times for what changes a few times a year
def parse(content: bytes) -> Keyring:
    """Read a keyring file.

    Raises:
        VaultTooNew: a newer program wrote it.
        VaultDamaged: it is cut short or changed, or asks for a passphrase check outside the allowed range.
    """
    body = _object(content)
    if body.get("format") != FORMAT or not isinstance(body.get("version"), int):
        raise VaultDamaged(_DAMAGED)
    if body["version"] > VERSION:
        raise VaultTooNew(
            N_(
                "This vault was made by a newer version of Dakaz (keyring %(version)d). "
                "Update Dakaz to open it."
            ),
            version=body["version"],
        )
    try:
        keyring = _keyring(body)
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise VaultDamaged(_DAMAGED) from problem
    if render(keyring) != content:
        raise VaultDamaged(_DAMAGED)
    keyring.kdf.check()
    return keyring


def _object(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise VaultDamaged(_DAMAGED) from problem
    if not isinstance(body, dict):
        raise VaultDamaged(_DAMAGED)
    return body


def _keyring(body: dict[str, Any]) -> Keyring:
    following = body["next_database"]
    return Keyring(
        vault_id=_hex(body["vault_id"]),
        sequence=_typed(int, body["sequence"]),
        created=_typed(str, body["created"]),
        kdf=_made(KdfParameters, body["kdf"]),
        salt=_hex(body["salt"]),
        users=tuple(_made(User, one) for one in body["users"]),
        recovery=_made(Recovery, body["recovery"]),
        database=_made(Sealed, body["database"]),
        next_database=None if following is None else _made(Sealed, following),
        compartments=tuple(_compartment(one) for one in body["compartments"]),
        log=LogKeys(_texts(body["log"]["public"]), _typed(str, body["log"]["sealed"])),
        mac=_typed(str, body["mac"]),
    )


def _compartment(one: dict[str, Any]) -> Compartment:
    secrets = tuple(_made(Sealed, each) for each in one["secrets"])
    return Compartment(id=_typed(str, one["id"]), members=_texts(one["members"]), secrets=secrets)


_KINDS = {"str": str, "int": int, "bool": bool}
_Made = TypeVar("_Made", User, Recovery, Sealed, KdfParameters)
_Typed = TypeVar("_Typed")


def _made(kind: type[_Made], values: dict[str, Any]) -> _Made:
    """Build one of the flat parts, whose fields are all text, whole numbers or yes-or-no."""
    for each in fields(kind):
        _typed(_KINDS[str(each.type)], values[each.name])
    return kind(**values)


def _typed(kind: type[_Typed], value: object) -> _Typed:
    if type(value) is not kind:  # a bool is an int to isinstance
        raise TypeError(value)
    return value


def _texts(values: list[object]) -> tuple[str, ...]:
    return tuple(_typed(str, value) for value in values)


def _hex(value: object) -> str:
    text = _typed(str, value)
    bytes.fromhex(text)
    return text
