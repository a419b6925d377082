"""Sealed rows beside the others: in memory, on a connection of someone who holds their key.

A database in memory of the connection's own is attached as ``sealed``, with the same tables and indexes.
Temporary views, named like the tables, show both; triggers on the tables in memory seal what is written
there and put it into ``records_sealedrow`` in the same transaction. A connection of somebody who holds no
such key has none of this: there is nothing to leave out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from dakaz.errors import N_, Locked, VaultDamaged
from dakaz.vault import CompartmentKeys
from dakaz.vault.compartments import FIRST

from .sealed_rows import Row, open_row, row_name, seal_row
from .sealed_tables import LOG, SealedTable, sealed_tables

Compartments = Mapping[str, CompartmentKeys]
_REFERENCES = re.compile(r'\s+REFERENCES\s+"\w+"\s*\("\w+"\)(\s+DEFERRABLE INITIALLY DEFERRED)?')
_CREATE = re.compile(r'^(CREATE (?:UNIQUE )?(?:TABLE|INDEX))\s+"', re.IGNORECASE)
# ``seen`` says which changes of which compartment are in memory, ``held`` which rows.
_OWN_TABLES = (
    "CREATE TABLE sealed.dakaz_seen (compartment TEXT PRIMARY KEY, change INTEGER NOT NULL)",
    "CREATE TABLE sealed.dakaz_held (tbl TEXT, pk, compartment TEXT NOT NULL, name TEXT NOT NULL,"
    " change INTEGER NOT NULL, PRIMARY KEY (tbl, pk))",
    "CREATE INDEX sealed.dakaz_held_by_name ON dakaz_held (name)",
)
_EVENTS = ("INSERT", "UPDATE", "DELETE")
# Rows with numbers for keys: each compartment counts in a range of its own, so that numbers given by
# people who do not see each other's rows do not meet.
RANGE = 1 << 30


class Overlay:
    """The sealed rows of one connection.

    Args:
        connection: of the driver, freshly opened, nothing temporary on it.
        compartments: keys of the compartments its user holds, the office not among them.
    """

    def __init__(self, connection: Any, compartments: Compartments) -> None:
        self._connection = connection
        self._keys = dict(compartments)
        self._damaged: dict[str, set[str]] = {}
        self._lay_out()
        connection.execute("BEGIN")
        try:
            self.sync()
        finally:
            connection.execute("COMMIT")

    @property
    def compartments(self) -> Compartments:
        """The keys of the compartments whose rows show here."""
        return self._keys

    @property
    def damaged(self) -> dict[str, list[str]]:
        """By compartment, the names of rows that cannot be opened: they are left out, the others show."""
        return {whose: sorted(names) for whose, names in self._damaged.items() if names}

    # Making

    def _lay_out(self) -> None:
        run = self._connection.execute
        run("ATTACH DATABASE ':memory:' AS sealed KEY ''")
        for sql in _OWN_TABLES:
            run(sql)
        self._connection.create_function("dakaz_name", 3, self._name)
        self._connection.create_function("dakaz_seal", -1, self._seal)
        tables = sealed_tables()
        for sql in self._statements(tables):
            run(_CREATE.sub(r'\1 sealed."', _REFERENCES.sub("", sql), count=1))
        for table in tables.values():
            run(_view(table))
            for sql in _triggers(table):
                run(sql)

    def _statements(self, tables: Mapping[str, SealedTable]) -> list[str]:
        rows = self._connection.execute(
            "SELECT tbl_name, sql FROM main.sqlite_master"
            " WHERE sql IS NOT NULL AND type IN ('table', 'index') ORDER BY type DESC"
        )
        return [sql for name, sql in rows.fetchall() if name in tables]

    # What the triggers call

    def _name(self, table: str, compartment: str, key: str | int) -> str:
        return row_name(self._keys[compartment], table, key)

    def _seal(self, table: str, compartment: str, key: str | int, *values: Any) -> bytes:
        columns = sealed_tables()[table].columns
        return seal_row(self._keys[compartment], Row(table, key, dict(zip(columns, values, strict=True))))

    # Keeping up with what others have written

    def sync(self) -> None:
        """Take in what has changed since; inside a transaction.

        Raises:
            Locked: something is sealed under keys this session does not have yet, or no longer.
        """
        here = dict(self._connection.execute("SELECT compartment, change FROM sealed.dakaz_seen").fetchall())
        there = self._states()
        if here == there:
            return
        for compartment in {*here, *there}:
            if here.get(compartment) != there.get(compartment):
                self._take_in(compartment, there.get(compartment))

    def _states(self) -> dict[str, int]:
        rows = self._connection.execute("SELECT compartment, change FROM main.records_sealedstate").fetchall()
        return {compartment: change for compartment, change in rows if compartment in self._keys}

    def _take_in(self, compartment: str, change: int | None) -> None:
        run = self._connection.execute
        gone = run(
            "SELECT tbl, pk FROM sealed.dakaz_held h WHERE compartment = ? AND NOT EXISTS ("
            "SELECT 1 FROM main.records_sealedrow r WHERE r.name = h.name AND r.compartment = h.compartment)",
            (compartment,),
        ).fetchall()
        fresh = run(
            "SELECT r.name, r.change, r.content FROM main.records_sealedrow r"
            " LEFT JOIN sealed.dakaz_held h ON h.name = r.name"
            " WHERE r.compartment = ? AND (h.change IS NULL OR h.change <> r.change)",
            (compartment,),
        ).fetchall()
        rows = self._opened(compartment, fresh)
        with self._unwatched({table for table, _ in gone} | {row.table for row, _, _ in rows}):
            for table, key in gone:
                self._forget(table, key)
            for row, name, changed in rows:
                self._put(compartment, row, name, changed)
        if change is None:
            run("DELETE FROM sealed.dakaz_seen WHERE compartment = ?", (compartment,))
        else:
            run("INSERT OR REPLACE INTO sealed.dakaz_seen VALUES (?, ?)", (compartment, change))

    def _opened(self, compartment: str, fresh: list[tuple[str, int, bytes]]) -> list[tuple[Row, str, int]]:
        """Open rows; one that is damaged is noted for ``verify`` and keeps nobody from the others.

        What stood in it before it was damaged does not show any more: it is not what lies in the file.
        """
        keys, found, damaged = self._keys[compartment], [], set[str]()
        for name, changed, content in fresh:
            try:
                found.append((open_row(keys, name, bytes(content)), name, changed))
            except VaultDamaged:
                damaged.add(name)
                self._forget_named(name)
        sound = {row[1] for row in found}
        still = {one for one in self._damaged.get(compartment, ()) if one not in sound and self._lies(one)}
        self._damaged[compartment] = still | damaged
        return found

    def _lies(self, name: str) -> bool:
        sql = "SELECT 1 FROM main.records_sealedrow WHERE name = ?"
        return self._connection.execute(sql, (name,)).fetchone() is not None

    def _forget_named(self, name: str) -> None:
        sql = "SELECT tbl, pk FROM sealed.dakaz_held WHERE name = ?"
        for table, key in self._connection.execute(sql, (name,)).fetchall():
            with self._unwatched({table}):
                self._forget(table, key)

    @contextmanager
    def _unwatched(self, names: set[str]) -> Iterator[None]:
        """Take the triggers off some tables: what is only read must not ask for the right to write.

        A statement whose triggers might write into the file waits for everybody who writes, or is refused.
        """
        for name in names:
            for event in _EVENTS:
                self._connection.execute(f'DROP TRIGGER "{_trigger(name, event)}"')
        yield
        for name in names:
            for sql in _triggers(sealed_tables()[name]):
                self._connection.execute(sql)

    def _forget(self, table: str, key: str | int) -> None:
        known = sealed_tables()[table]
        self._connection.execute(f'DELETE FROM sealed."{table}" WHERE "{known.key}" = ?', (key,))  # noqa: S608
        self._connection.execute("DELETE FROM sealed.dakaz_held WHERE tbl = ? AND pk = ?", (table, key))

    def _put(self, compartment: str, row: Row, name: str, change: int) -> None:
        table = sealed_tables()[row.table]
        values = [row.values[one] if one in row.values else _default(table, one) for one in table.columns]
        places, columns = ", ".join("?" * len(values)), ", ".join(f'"{one}"' for one in table.columns)
        self._connection.execute(
            f'INSERT OR REPLACE INTO sealed."{row.table}" ({columns}) VALUES ({places})',  # noqa: S608
            values,
        )
        self._connection.execute(
            "INSERT OR REPLACE INTO sealed.dakaz_held VALUES (?, ?, ?, ?, ?)",
            (row.table, row.key, compartment, name, change),
        )

    # Where a new row belongs

    def place_of(self, table: str, compartment: str | None, parent: str | None) -> str | None:
        """Return the sealed compartment a new row belongs to; None for the others.

        Args:
            compartment: what the row says itself.
            parent: for a row that says nothing: the key of the row it belongs to.

        Raises:
            Locked: it belongs to a sealed compartment whose key is not held here.
        """
        if compartment is None:
            known = self._connection.execute(
                "SELECT compartment FROM sealed.dakaz_held WHERE tbl = ? AND pk = ?",
                (sealed_tables()[table].parent, parent),
            ).fetchone()
            return str(known[0]) if known else None
        if compartment == FIRST or not is_sealed(self._connection, compartment):
            return None
        if compartment not in self._keys:
            raise Locked(NOT_HELD)
        return compartment

    def next_key(self, table: str, compartment: str) -> int:
        """Return the number a new row of a compartment gets, in a table whose keys are numbers."""
        first = (int(row_name(self._keys[compartment], table, 0)[:8], 16) + 1) * RANGE
        column = sealed_tables()[table].key
        last = self._connection.execute(
            f'SELECT max("{column}") FROM sealed."{table}" WHERE "{column}" >= ? AND "{column}" < ?',  # noqa: S608
            (first, first + RANGE),
        ).fetchone()[0]
        return first if last is None else int(last) + 1


NOT_HELD = N_("This belongs to a sealed case whose key is not open here. Sign in again to go on.")


def is_sealed(connection: Any, compartment: str) -> bool:
    """Say whether a compartment's rows are sealed."""
    sql = "SELECT 1 FROM main.records_sealedstate WHERE compartment = ?"
    return connection.execute(sql, (compartment,)).fetchone() is not None


def _default(table: SealedTable, column: str) -> Any:
    """What a column that came with a later release holds in a row sealed before."""
    from django.db import connection  # noqa: PLC0415 - the connection this module is a part of

    field = next(one for one in table.kind._meta.concrete_fields if one.column == column)
    return field.get_db_prep_save(field.get_default(), connection)


def _view(table: SealedTable) -> str:
    columns = ", ".join(f'"{column}"' for column in table.columns)
    # An entry of the log leaves its leaf with everybody: who holds the key sees the whole entry in its place,
    # or, when that is damaged, the leaf.
    shells = f' WHERE "{table.key}" NOT IN (SELECT "{table.key}" FROM sealed."{table.name}")'  # noqa: S608
    return (
        f'CREATE TEMP VIEW "{table.name}" AS SELECT {columns} FROM main."{table.name}"'  # noqa: S608
        f'{shells if table.name == LOG else ""} UNION ALL SELECT {columns} FROM sealed."{table.name}"'
    )


def _triggers(table: SealedTable) -> list[str]:
    name, key = table.name, table.key
    whose = (
        f"(SELECT compartment FROM dakaz_held WHERE tbl = '{table.parent}' AND pk = NEW.\"{table.link}\")"  # noqa: S608
        if table.parent
        else 'NEW."compartment"'
    )
    before = f"(SELECT compartment FROM dakaz_held WHERE tbl = '{name}' AND pk = OLD.\"{key}\")"  # noqa: S608
    columns = ", ".join(f'NEW."{column}"' for column in table.columns)
    change = f"(SELECT change FROM records_sealedstate WHERE compartment = {whose})"  # noqa: S608
    lies_under = f"dakaz_name('{name}', {whose}, NEW.\"{key}\")"
    sealed = f"dakaz_seal('{name}', {whose}, NEW.\"{key}\", {columns})"
    keep = (
        f"{_count(whose)} INSERT OR REPLACE INTO records_sealedrow (name, compartment, change, content) "  # noqa: S608
        f"VALUES ({lies_under}, {whose}, {change}, {sealed}); "
        f"INSERT OR REPLACE INTO dakaz_held VALUES "
        f"('{name}', NEW.\"{key}\", {whose}, {lies_under}, {change});"
    )
    drop = (
        f"{_count(before)} DELETE FROM records_sealedrow WHERE name = "  # noqa: S608
        f"(SELECT name FROM dakaz_held WHERE tbl = '{name}' AND pk = OLD.\"{key}\"); "
        f"DELETE FROM dakaz_held WHERE tbl = '{name}' AND pk = OLD.\"{key}\";"
    )
    return [
        f'CREATE TEMP TRIGGER "{_trigger(name, event)}" AFTER {event} ON sealed."{name}" BEGIN {body} END'
        for event, body in zip(_EVENTS, (keep, keep, drop), strict=True)
    ]


def _trigger(table: str, event: str) -> str:
    return f"{table}_sealed_{event.lower()}"


def _count(whose: str) -> str:
    return (
        f"UPDATE records_sealedstate SET change = change + 1 WHERE compartment = {whose}; "  # noqa: S608
        f"UPDATE dakaz_seen SET change = change + 1 WHERE compartment = {whose};"
    )
