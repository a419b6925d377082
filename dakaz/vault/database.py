"""The encrypted database: SQLCipher 4 with a raw key. No key, no cipher, wrong key: nothing is opened."""

from __future__ import annotations

import sqlite3  # only for its names of result codes, which the driver does not give
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from dakaz.errors import N_, BadInput, NoRoom, Unavailable, VaultBusy, VaultDamaged, WrongPassphrase

from .generation import shared

PAGE = 4096
_PLAIN = b"SQLite format 3\x00"
BUSY_MILLISECONDS = 10_000


def connect(path: Path, key: bytes, *, read_only: bool = False, **options: Any) -> Any:
    """Open a vault's database.

    Args:
        path: the database file; it must exist.
        key: 32 bytes.
        read_only: refuse every write on this connection.
        options: handed to ``sqlcipher3.connect`` (``detect_types``, ``check_same_thread``, …).

    Returns:
        A connection of ``sqlcipher3``: WAL, full sync, foreign keys on, deleted content overwritten,
        temporary tables in memory.

    Raises:
        BadInput: there is no file.
        VaultDamaged: it is empty, cut short, or not encrypted.
        WrongPassphrase: it does not open with this key; nothing was written.
        VaultBusy: a re-key or an upgrade is under way.
        Unavailable: the driver has no SQLCipher in it.
    """
    _look_at(path)
    with shared(path.parent):
        connection = _keyed(path, key, options)
        try:
            _prepare(connection, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def connect_alone(path: Path, key: bytes) -> Any:
    """Open a database file nobody else knows of, without WAL; for moving it to another key."""
    _look_at(path)
    connection = _keyed(path, key, {})
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def create_database(path: Path, key: bytes) -> None:
    """Make an empty encrypted database.

    Raises:
        BadInput: the file is already there.
    """
    if path.exists():
        raise BadInput(N_("There is already a database in this folder. Choose an empty folder."))
    connection = _keyed(path, key, {}, mode="rwc")
    try:
        _prepare(connection, read_only=False)
        write_sequence(connection, 0)
    finally:
        connection.close()


def _look_at(path: Path) -> None:
    if not path.is_file():
        raise BadInput(N_("There is no database (dakaz.db) in this folder. Choose the folder of a vault."))
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(len(_PLAIN))
    if start == _PLAIN:
        raise VaultDamaged(N_("The database is not encrypted; it is not the one this vault was made with."))
    if size == 0 or size % PAGE:
        raise VaultDamaged(
            N_("The database is cut short (%(size)d bytes). Nothing was opened. Restore it from a backup."),
            size=size,
        )


def _keyed(path: Path, key: bytes, options: dict[str, Any], *, mode: str = "rw") -> Any:
    """Open with the key first: any statement before it would read the file as plain."""
    if len(key) != 32:
        raise WrongPassphrase(N_("The database does not open with this key; nothing was changed."))
    connection = sqlcipher.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, **options)
    try:
        # Our errors say it; SQLCipher's own lines on the terminal would come twice and frighten.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        refuse_without_cipher(connection)
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.Error as problem:
        connection.close()
        raise meant(problem, writing=False) from None
    except BaseException:
        connection.close()
        raise
    return connection


def refuse_without_cipher(connection: Any) -> None:
    """Refuse a driver that would silently write plain text.

    Raises:
        Unavailable: ``PRAGMA cipher_version`` is empty.
    """
    row = connection.execute("PRAGMA cipher_version").fetchone()
    if not row or not row[0]:
        raise Unavailable(
            N_(
                "The database driver on this machine has no encryption (SQLCipher) in it. "
                "Install sqlcipher3 again."
            )
        )


def meant(problem: Exception, *, writing: bool) -> Exception:
    """Return our error for one of the driver's.

    Args:
        problem: what the driver raised.
        writing: whether it was asked to write: a quota or full disk then also shows as an input/output error,
            and the driver does not give the extended code that would say which.
    """
    kind = (getattr(problem, "sqlite_errorcode", None) or 0) & 0xFF
    if kind == sqlite3.SQLITE_FULL or (writing and kind == sqlite3.SQLITE_IOERR):
        return NoRoom(
            N_(
                "The disk is full or does not take what is written. Free some space and try again; "
                "nothing that was there has changed."
            )
        )
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return VaultBusy(N_("Another program is using the database. Close it, then try again."))
    if kind == sqlite3.SQLITE_NOTADB:
        return WrongPassphrase(
            N_(
                "The database does not open with this key: the key is another one, or the file is damaged. "
                "Nothing was changed."
            )
        )
    return VaultDamaged(
        N_("The database is damaged or cannot be read. Nothing was changed. Restore it from a backup.")
    )


def _prepare(connection: Any, *, read_only: bool) -> None:
    try:
        for pragma in (
            "temp_store = MEMORY",
            "secure_delete = ON",
            "synchronous = FULL",
            "foreign_keys = ON",
            "query_only = ON" if read_only else "journal_mode = WAL",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except sqlcipher.Error as problem:
        raise meant(problem, writing=True) from None


def read_sequence(connection: Any) -> int:
    """Return the keyring's sequence number the database last saw (kept in ``user_version``)."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def write_sequence(connection: Any, sequence: int) -> None:
    """Remember the keyring's sequence number, so that an older keyring put back is noticed."""
    try:
        connection.execute(f"PRAGMA user_version = {int(sequence)}")
        connection.commit()
    except sqlcipher.Error as problem:
        raise meant(problem, writing=True) from None


@contextmanager
def next_sequence(connection: Any, sequence: int) -> Iterator[None]:
    """Remember the keyring's next number if the block, which writes that keyring, succeeds.

    Raises:
        VaultBusy, NoRoom: the database cannot be written; the block has not run.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version = {int(sequence)}")
    except sqlcipher.Error as problem:
        raise meant(problem, writing=True) from None
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    try:
        connection.commit()
    except sqlcipher.Error as problem:
        raise meant(problem, writing=True) from None


def problems(connection: Any) -> tuple[str, ...]:
    """Return what is wrong with the file: pages whose check fails, then SQLite's own findings."""
    sealed = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    if sealed:
        return tuple(sealed)
    found = [str(row[0]) for row in connection.execute("PRAGMA quick_check")]
    return () if found == ["ok"] else tuple(found)
