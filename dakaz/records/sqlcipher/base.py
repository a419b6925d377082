"""Django database backend: SQLite's, with SQLCipher's driver and a key that lives in memory only.

Django names a backend by a package with a module ``base`` and a class ``DatabaseWrapper``.
"""

from __future__ import annotations

import datetime
import decimal
import re
import weakref
from collections.abc import Iterable, Mapping
from itertools import chain, tee
from typing import Any

from django.db.backends.sqlite3 import base as stock
from django.db.backends.sqlite3._functions import register as register_functions
from django.db.backends.sqlite3.operations import DatabaseOperations
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as sqlcipher

from dakaz import vault
from dakaz.errors import N_, Locked, WrongPassphrase

from . import eyes
from .keyholder import HOLDER, Opened
from .overlay import Overlay
from .ready import READY
from .sealed_tables import sealed_tables

for _name, _convert in (
    ("bool", b"1".__eq__),
    ("date", stock.decoder(parse_date)),
    ("time", stock.decoder(parse_time)),
    ("datetime", stock.decoder(parse_datetime)),
    ("timestamp", stock.decoder(parse_datetime)),
):
    sqlcipher.register_converter(_name, _convert)
sqlcipher.register_adapter(decimal.Decimal, str)
sqlcipher.register_adapter(datetime.date, stock.adapt_date)
sqlcipher.register_adapter(datetime.datetime, stock.adapt_datetime)


LOCKED_MEANWHILE = N_("The vault was locked meanwhile. Sign in to go on; nothing half-done was kept.")


CACHE_KIB = 32 * 1024  # decrypted pages a kept connection remembers; it grows as they are read

# A change to the rows of one table, as Django writes it.
_CHANGE = re.compile(r'^(UPDATE|DELETE FROM) ("(\w+)")')


class Cursor(sqlcipher.Cursor):  # type: ignore[misc]  # the driver has no type hints
    """Turns Django's %s and %(name)s places into SQLite's ? and :name, as Django's own cursor does.

    Django's class cannot be borrowed: its ``super()`` is bound to the standard library's driver.

    Every step asks whether the vault is still open: a result half read when it locks gives no further row.
    """

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self._opened_in = -1
        self._sealed_rows_show = False
        self._changed: int | None = None

    def belonging_to(self, generation: int, *, sealed_rows_show: bool = False) -> Cursor:
        """Let this cursor work in one generation of the key and in no other."""
        self._opened_in, self._sealed_rows_show = generation, sealed_rows_show
        return self

    @property
    def rowcount(self) -> int:
        """How many rows the last statement changed, in memory and in the file together."""
        return super().rowcount if self._changed is None else self._changed

    def _still_open(self) -> None:
        if self._opened_in != HOLDER.generation:
            self.close()
            raise Locked(LOCKED_MEANWHILE)

    def __next__(self) -> Any:
        self._still_open()
        return super().__next__()

    def fetchone(self) -> Any:
        self._still_open()
        return super().fetchone()

    def fetchmany(self, *size: int) -> Any:
        self._still_open()
        return super().fetchmany(*size)

    def fetchall(self) -> Any:
        self._still_open()
        return super().fetchall()

    def execute(self, query: str, params: Any = None) -> Any:
        self._still_open()
        self._changed = None
        found = _CHANGE.match(query) if self._sealed_rows_show else None
        if not found or found[3] not in sealed_tables():
            return self._run(query, params)
        # A view takes no change: the rows in the file and those in memory are changed one after the other.
        changed = 0
        for schema in ("main", "sealed"):
            self._run(f'{found[1]} "{schema}".{found[2]}{query[found.end() :]}', params)
            changed += super().rowcount
        self._changed = changed
        return self

    def _run(self, query: str, params: Any) -> Any:
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(self._places(query, names=names), params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        self._still_open()
        peekable, param_list = tee(iter(param_list))
        first = next(peekable, None)
        names = list(first) if isinstance(first, Mapping) else None
        return super().executemany(self._places(query, names=names), param_list)

    @staticmethod
    def _places(query: str, *, names: list[str] | None) -> str:
        if names is None:
            return stock.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
        return query % {name: f":{name}" for name in chain(names)}


class Operations(DatabaseOperations):
    """Django's for SQLite, with our own way of writing new rows."""

    compiler_module = "dakaz.records.sqlcipher.compiler"


class DatabaseWrapper(stock.DatabaseWrapper):
    """A connection that exists only while the key holder holds a key, and dies with it.

    Attributes:
        overlay: the sealed rows that show on it; None for someone who holds no key to any.
    """

    Database = sqlcipher
    ops_class = Operations
    overlay: Overlay | None = None
    _eyes: eyes.Eyes | None = None
    _opened: Opened

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        opened = HOLDER.opened()

        def make() -> Any:
            try:
                connection = vault.connect(
                    opened.path,
                    opened.key,
                    detect_types=conn_params["detect_types"],
                    check_same_thread=False,  # kept ready for the next request, in whichever thread
                )
            except WrongPassphrase:  # another program has changed the key meanwhile
                raise Locked(N_("The vault's keys were changed meanwhile. Sign in again.")) from None
            register_functions(connection)
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            return connection

        self._cursors: weakref.WeakSet[Cursor] = weakref.WeakSet()
        self._eyes, self.overlay = eyes.here(), None
        self._opened, self.opened_in = opened, opened.generation
        if self._eyes is None:
            return READY.take(opened) or make()
        connection, self.overlay = self._eyes.take(opened.generation, make)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        self._still_open()
        cursor = self.connection.cursor(factory=Cursor)
        self._cursors.add(cursor)
        return cursor.belonging_to(self.opened_in, sealed_rows_show=self.overlay is not None)

    def _start_transaction_under_autocommit(self) -> None:
        super()._start_transaction_under_autocommit()  # type: ignore[misc]  # as above
        if self.overlay is not None:
            self.overlay.sync()  # what others wrote since; from here on nobody else can write

    def _close(self) -> None:
        """Keep the connection for the next request: of the same person, where sealed rows show on it."""
        connection, overlay, whose = self.connection, self.overlay, self._eyes
        self.overlay = self._eyes = None
        if connection is None or self.opened_in != HOLDER.generation:
            super()._close()  # type: ignore[misc]  # the stubs leave it out
            return
        for cursor in list(self._cursors):
            cursor.close()
        connection.rollback()
        if overlay is None or whose is None:
            READY.give_back(connection, self._opened)
        else:
            whose.give_back(connection, overlay, self.opened_in)

    def _commit(self) -> Any:
        if self.connection is not None and self.opened_in != HOLDER.generation:
            self.connection.rollback()  # not closed: Django still sets it back to its usual mode
            raise Locked(LOCKED_MEANWHILE)
        return super()._commit()  # type: ignore[misc]  # the stubs leave it out

    def _still_open(self) -> None:
        """Refuse to go on with a connection from before a lock; closing rolls back what it had begun.

        Raises:
            Locked: the key has been dropped or changed since.
        """
        if self.opened_in != HOLDER.generation:
            self.connection.close()
            raise Locked(LOCKED_MEANWHILE)

    def is_in_memory_db(self) -> bool:
        return False
