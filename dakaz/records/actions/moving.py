"""Moving rows from one compartment to another, inside the caller's transaction: each is in one place only."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models

from dakaz.records.models import Item, LogEntry, Record
from dakaz.records.sqlcipher.overlay import RANGE
from dakaz.records.sqlcipher.sealed_tables import LOG, sealed_tables

from .acting import Acting
from .logged import Act, append, digest, next_number

Rows = Mapping[type[models.Model], Sequence[Any]]
AT_ONCE = 500
_ENTRY = LogEntry._meta.db_table


def sealed_rows(compartment: str) -> dict[type[models.Model], list[Any]]:
    """Return every row of a sealed compartment, but the log's."""
    found = {}
    for table in sealed_tables().values():
        keys = _held(table.name, compartment) if table.name != LOG else []
        if keys:
            found[table.kind] = _read(table.kind, keys)
    return found


def _held(table: str, compartment: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pk FROM sealed.dakaz_held WHERE tbl = %s AND compartment = %s ORDER BY pk",
            [table, compartment],
        )
        return [row[0] for row in cursor.fetchall()]


def _read(kind: Any, keys: Sequence[Any]) -> list[Any]:
    found: list[Any] = []
    for start in range(0, len(keys), AT_ONCE):
        found += kind._base_manager.filter(pk__in=keys[start : start + AT_ONCE]).order_by("pk")
    return found


def move(rows: Rows, *, compartment: str, entry: int, schema: str) -> None:
    """Take rows from where they lie (``main`` or ``sealed``) and write them into another compartment.

    Args:
        entry: number of the log entry that covers them from now on.
        schema: where they lie now.
    """
    for kind, some in rows.items():
        _remove(kind, [row.pk for row in some], schema)
    for kind in sorted(rows, key=_says_nothing_itself):
        for row in rows[kind]:
            _prepare(row, compartment=compartment, entry=entry, to_sealed=schema == "main")
        kind._base_manager.bulk_create(rows[kind])


def _says_nothing_itself(kind: type[models.Model]) -> bool:
    return bool(sealed_tables()[kind._meta.db_table].parent)


def _remove(kind: type[models.Model], keys: Sequence[Any], schema: str) -> None:
    column = kind._meta.pk
    with connection.cursor() as cursor:
        cursor.executemany(
            f'DELETE FROM "{schema}"."{kind._meta.db_table}" WHERE "{column.column}" = %s',  # noqa: S608
            [[column.get_db_prep_value(key, connection)] for key in keys],
        )


def _prepare(row: Any, *, compartment: str, entry: int, to_sealed: bool) -> None:
    row._state.adding = True
    if hasattr(row, "compartment"):
        row.compartment = compartment
    if isinstance(row, Record):
        row.entry = entry
    if not to_sealed and isinstance(row.pk, int) and row.pk >= RANGE:
        row.pk = None  # numbers of a sealed compartment's own range mean nothing outside


def covers(rows: Rows) -> dict[str, str]:
    """Return the digest of each record as it now stands, for the entry that covers them."""
    found = {}
    for kind, some in rows.items():
        if issubclass(kind, Record):
            for row in _read(kind, [row.pk for row in some]):
                found[str(row.pk)] = digest(row)
    return found


def hide_entries(subjects: Sequence[uuid.UUID], *, compartment: str) -> list[int]:
    """Take what the log says about records out of the file; the leaves of its tree stay.

    Returns:
        The numbers of these entries.
    """
    hidden: list[int] = []
    for start in range(0, len(subjects), AT_ONCE):
        some = subjects[start : start + AT_ONCE]
        entries = list(LogEntry.objects.filter(subject__in=some).exclude(compartment=compartment))
        _remove(LogEntry, [entry.seq for entry in entries], "main")
        hidden += [entry.seq for entry in entries]
        for entry in entries:
            entry.compartment, entry._state.adding = compartment, True
        LogEntry.objects.bulk_create(entries)
    return hidden


def cover_what_stays(acting: Acting, hidden: Sequence[int], *, office: str) -> None:
    """Give records of the office an entry of their own where the one that covered them was hidden.

    One act can write several records, as making two people of one does: sealed with one of them, its entry
    would leave the others without.
    """
    number, covered = next_number(), dict[str, str]()
    for kind in sealed_kinds():
        for start in range(0, len(hidden), AT_ONCE):
            rows = kind._base_manager.filter(entry__in=hidden[start : start + AT_ONCE], compartment=office)
            for row in rows:
                kind._base_manager.filter(pk=row.pk).update(entry=number)
                covered[str(row.pk)] = digest(row)
    if covered:
        append(acting, [Act("log.covered", office, None, {"covers": covered})])


def sealed_kinds() -> list[type[Record]]:
    """Return the kinds of records that may be sealed."""
    return [table.kind for table in sealed_tables().values() if issubclass(table.kind, Record)]


def show_entries(*, compartment: str, office: str) -> None:
    """Give the log back what it says about a compartment."""
    entries = _read(LogEntry, _held(LOG, compartment))
    for schema in ("main", "sealed"):
        _remove(LogEntry, [entry.seq for entry in entries], schema)
    for entry in entries:
        entry.compartment, entry._state.adding = office, True
    LogEntry.objects.bulk_create(entries)


def index_numbers(rows: Rows) -> list[int]:
    """Return the numbers of the items among rows, as the full-text index knows them."""
    return [item.row for item in rows.get(Item, ())]
