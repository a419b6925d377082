"""One row of a sealed compartment as one sealed value: named, padded, sealed, opened."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dakaz.errors import N_, Locked, VaultDamaged
from dakaz.vault import CompartmentKeys, open_field, seal_field

PAD = 256  # bytes: that one name is longer than another does not show
_BYTES = "base64"
STALE = N_("The keys of something you keep apart were changed meanwhile. Sign in again.")
_NOT_HERE = N_("A sealed row stands where another belongs. Restore the vault from a backup.")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, by column, as SQLite holds it."""

    table: str
    key: str | int
    values: Mapping[str, Any]


def row_name(keys: CompartmentKeys, table: str, key: str | int) -> str:
    """Return under which name a row lies: says nothing without the compartment's naming key."""
    message = b"\x00".join([b"dakaz/1/row", table.encode(), str(key).encode()])
    return hmac.new(keys.naming_key, message, hashlib.sha256).hexdigest()


def seal_row(keys: CompartmentKeys, row: Row) -> bytes:
    """Return a row sealed under the compartment's newest field key, bound to its name."""
    values = {column: _written(value) for column, value in row.values.items()}
    content = json.dumps({"table": row.table, "key": row.key, "values": values}, ensure_ascii=False).encode()
    content += b" " * (-len(content) % PAD)
    return seal_field(keys, content, place=_place(row_name(keys, row.table, row.key)))


def open_row(keys: CompartmentKeys, name: str, sealed: bytes) -> Row:
    """Return the row that was sealed under this name.

    Raises:
        Locked: it was sealed under keys newer than these. VaultDamaged: changed, or another's place.
    """
    if generation_of(sealed) > keys.generation:
        raise Locked(STALE)
    content = json.loads(open_field(keys, sealed, place=_place(name)))
    row = Row(
        content["table"], content["key"], {column: _read(one) for column, one in content["values"].items()}
    )
    if row_name(keys, row.table, row.key) != name:
        raise VaultDamaged(_NOT_HERE)
    return row


def reseal_row(keys: CompartmentKeys, name: str, sealed: bytes) -> bytes:
    """Return the same content under the newest field key."""
    return seal_field(keys, open_field(keys, sealed, place=_place(name)), place=_place(name))


def generation_of(sealed: bytes) -> int:
    """Return under which generation of keys a value was sealed."""
    return int.from_bytes(sealed[:4], "big")


def _place(name: str) -> str:
    return f"row/{name}"


def _written(value: Any) -> Any:
    return {_BYTES: b64encode(value).decode()} if isinstance(value, bytes) else value


def _read(value: Any) -> Any:
    return b64decode(value[_BYTES]) if isinstance(value, dict) else value
