"""Reading a backup back before one relies on it: all of it opens, and holds what the vault holds."""

from __future__ import annotations

import secrets
import shutil
from contextlib import closing, suppress
from pathlib import Path
from typing import IO

from dakaz.errors import N_, VaultDamaged

from . import database, keyring_file, rekey
from .age import Identity
from .durable import PART, room_needed
from .keys import Keys
from .restore import entries
from .sealed_stream import OpeningReader
from .vault import Vault

_CHUNK = 1024 * 1024
_UNSOUND = N_("The backup that was just written cannot be relied on (%(what)s). Try again, on another disk.")


def check(vault: Vault, keys: Keys, source: Path) -> None:
    """Read a fresh backup of this vault to its end; nobody may write to the vault meanwhile.

    Args:
        keys: of anyone it is sealed to.

    Raises:
        VaultDamaged: it does not open, is cut short, lacks an object, or its database is not sound.
    """
    missing = {f"objects/{name[:2]}/{name[2:]}" for name in vault.objects.names()}
    missing.add(keyring_file.DATABASE_NAME)
    with source.open("rb") as stream:
        for name, content in entries(OpeningReader(stream, [Identity(keys.identity)])):
            missing.discard(name)
            if name == keyring_file.DATABASE_NAME:
                _sound(vault, keys, content)
            elif name.startswith("objects/") and not _same(content, vault.folder / name):
                raise VaultDamaged(_UNSOUND, what=name)
    if missing:
        raise VaultDamaged(_UNSOUND, what=min(missing))


def _sound(vault: Vault, keys: Keys, content: IO[bytes]) -> None:
    """Open the copy of the database with today's key and look at all its pages."""
    copy = vault.folder / f"{secrets.token_hex(12)}.db{PART}"
    try:
        with room_needed(), copy.open("xb") as file:
            shutil.copyfileobj(content, file, _CHUNK)
        with closing(database.connect_alone(copy, keys.db_key)) as connection:
            found = database.problems(connection)
        if found:
            raise VaultDamaged(_UNSOUND, what=found[0])
    finally:
        rekey.discard(copy)


def _same(content: IO[bytes], path: Path) -> bool:
    """Say whether both are the same bytes; what was taken back meanwhile needs no copy."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        while chunk := content.read(_CHUNK):
            if file.read(len(chunk)) != chunk:
                return False
        return not file.read(1)
    return True
