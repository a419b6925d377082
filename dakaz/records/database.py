"""Opening and closing the encrypted database for this process."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TypeVar

from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from sqlcipher3 import dbapi2 as sqlcipher

from dakaz.errors import N_, VaultTooNew
from dakaz.names.fold import forget
from dakaz.vault import Keys, Vault, connect

from .sqlcipher import eyes
from .sqlcipher.keyholder import HOLDER
from .sqlcipher.ready import READY

Kept = TypeVar("Kept")


def nothing() -> None:
    """Do nothing before an upgrade."""


def unlock(vault: Vault, keys: Keys, *, before_upgrade: Callable[[], None] = nothing) -> None:
    """Give Django's connection the key, and bring an older schema up to this program's.

    Args:
        before_upgrade: called when the schema is older, before anything is changed and while nobody else
            can write; makes the backup.

    Raises:
        VaultTooNew: a newer program wrote this vault; the key is dropped again.
    """
    look_with(None)
    HOLDER.put(vault.db_path, keys.db_key)
    try:
        _bring_up(vault, before_upgrade)
        look_with(keys)
    except BaseException:
        lock()
        raise


def look_with(keys: Keys | None) -> None:
    """Let this thread see what these keys open besides the office; with None, nothing of it.

    Every door says so before it asks anything: rows of a sealed compartment are not there for a thread
    that has not said with whose keys it looks.
    """
    opened_in = getattr(connection, "opened_in", HOLDER.generation)
    if eyes.look_with(keys) or opened_in != HOLDER.generation:
        connection.close()


def let_go(user_id: str) -> None:
    """Take what someone's keys had opened out of memory: their last session has ended."""
    eyes.let_go(user_id)


def keep_up() -> None:
    """Take into memory what was sealed meanwhile, or within this transaction; needs a transaction."""
    overlay = getattr(connection, "overlay", None)
    if overlay is not None:
        overlay.sync()


def damaged_here() -> dict[str, list[str]]:
    """Return, by compartment, the names of sealed rows this thread holds the key to and cannot open."""
    connection.ensure_connection()
    overlay = getattr(connection, "overlay", None)
    return overlay.damaged if overlay is not None else {}


def kept_in_memory(name: str, make: Callable[[], Kept]) -> Kept | None:
    """Return what is made from sealed rows and kept while their keys are; None when none are held here."""
    whose = eyes.here()
    return whose.keep(name, make) if whose else None


def sealed_here() -> frozenset[str]:
    """Return the sealed compartments whose rows this thread sees."""
    whose = eyes.here()
    return frozenset(whose.compartments) if whose else frozenset()


def written_anew() -> bool:
    """Write every page of the database anew and empty its write-ahead file; outside any transaction.

    On a connection of its own: where sealed rows show, their views stand in the way of it.

    Returns:
        False when others are at work in it.
    """
    opened = HOLDER.opened()
    own = connect(opened.path, opened.key)
    try:
        own.execute("VACUUM")
        return not own.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlcipher.OperationalError as problem:
        if "locked" in str(problem) or "busy" in str(problem):
            return False
        raise
    finally:
        own.close()


def lock() -> None:
    """Drop the key; every connection stops working, also those in the middle of something."""
    HOLDER.drop()
    eyes.let_all_go()
    forget()  # words of texts, remembered to fold them faster
    connections.close_all()


def rest() -> None:
    """Close the connections nobody has used since the last call: others can then be alone with the vault."""
    READY.rest()


def is_open() -> bool:
    """Say whether a key is held."""
    return HOLDER.is_open


def _bring_up(vault: Vault, before_upgrade: Callable[[], None]) -> None:
    if not _missing():
        return
    connection.close()
    READY.close()  # a connection of our own would be in the way of being alone
    with vault.alone():
        applied, missing = _applied(), _missing()  # someone else may have been quicker
        if missing and applied:
            before_upgrade()
        if missing:
            call_command("migrate", verbosity=0, interactive=False, stdout=io.StringIO())
        connection.close()


def _missing() -> set[tuple[str, str]]:
    """Return the steps this program knows that were not taken here."""
    known = {name for name in MigrationLoader(connection).disk_migrations if name[0] == "records"}
    applied = _applied()
    if applied - known:
        raise VaultTooNew(
            N_("A newer version of Dakaz wrote this vault. Install that version; nothing was changed here.")
        )
    return known - applied


def _applied() -> set[tuple[str, str]]:
    return {name for name in MigrationRecorder(connection).applied_migrations() if name[0] == "records"}
