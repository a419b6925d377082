"""Django database backend: SQLite's, with SQLCipher's driver and a key that lives in memory only.

Django names a backend by a package with a module ``base`` and a class ``DatabaseWrapper``.
"""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Iterable, Mapping
from itertools import chain, tee
from typing import Any

from django.db.backends.sqlite3 import base as stock
from django.db.backends.sqlite3._functions import register as register_functions
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as sqlcipher

from dakaz import vault
from dakaz.errors import N_, Locked, WrongPassphrase

from .keyholder import HOLDER

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


class Cursor(sqlcipher.Cursor):  # type: ignore[misc]  # the driver has no type hints
    """Turns Django's %s and %(name)s places into SQLite's ? and :name, as Django's own cursor does.

    Django's class cannot be borrowed: its ``super()`` is bound to the standard library's driver.

    Every step asks whether the vault is still open: a result half read when it locks gives no further row.
    """

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        self._opened_in = -1

    def belonging_to(self, generation: int) -> Cursor:
        """Let this cursor work in one generation of the key and in no other."""
        self._opened_in = generation
        return self

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


class DatabaseWrapper(stock.DatabaseWrapper):
    """A connection that exists only while the key holder holds a key, and dies with it."""

    Database = sqlcipher

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        opened = HOLDER.opened()
        try:
            connection = vault.connect(opened.path, opened.key, detect_types=conn_params["detect_types"])
        except WrongPassphrase:  # another program has changed the key meanwhile
            raise Locked(N_("The vault's keys were changed meanwhile. Sign in again.")) from None
        self.opened_in = opened.generation
        register_functions(connection)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        self._still_open()
        return self.connection.cursor(factory=Cursor).belonging_to(self.opened_in)

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
