"""Which rows a reader may see, once as SQL and once for rows at hand; ``guard`` is who asks.

1. A row of a compartment is for those who hold the compartment's key.
2. A row whose link must not be empty is only for those who may see where the link leads: a decision
   behaves as if it did not exist to those for whom its authority does not exist.
3. A link that may be empty is empty to those who may not see where it leads (``link``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connections, models
from django.db.models import BooleanField, F
from django.db.models.expressions import Col, Expression
from django.db.models.query import ModelIterable

from . import reads

Row = TypeVar("Row", bound=models.Model)

# The ids of the compartments whose keys somebody holds.
Reader = tuple[str, ...]


def reader_of(row: models.Model) -> Reader | None:
    """Return for whom a row was read; None when for nobody."""
    reader: Reader | None = getattr(row._state, "reader", None)
    return reader


def shown_to(row: Row, reader: Reader) -> Row:
    """Note for whom a row was read."""
    row._state.reader = reader  # type: ignore[attr-defined]
    return row


def has_compartment(kind: type[models.Model]) -> bool:
    """Say whether rows of this kind say themselves whose they are."""
    return any(field.name == "compartment" for field in kind._meta.concrete_fields)


def needed_links(kind: type[models.Model]) -> list[Any]:
    """Return the links of a kind that cannot be empty."""
    fields = kind._meta.concrete_fields
    return [field for field in fields if field.many_to_one and not field.null]


def may_see(row: models.Model, reader: Reader) -> bool:
    """Say whether a reader may see a row at hand."""
    if has_compartment(type(row)) and row.compartment not in reader:  # type: ignore[attr-defined]
        return False
    return all(may_see(getattr(row, link.name), reader) for link in needed_links(type(row)))


class SeenRows(ModelIterable):  # type: ignore[type-arg]
    """Gives each row the knowledge of who reads it."""

    def __iter__(self) -> Iterator[Any]:
        reader, beside = self.queryset.query.reader, self._beside()  # type: ignore[attr-defined]
        rows = super().__iter__()
        while some := [shown_to(row, reader) for row in islice(rows, AT_ONCE)]:
            _fetch(some, beside, reader)
            for row in some:
                reads.note(row)
                yield row

    def _beside(self) -> Mapping[str, Any]:
        """Take the links out of the query that are fetched after it; return them by name.

        Where sealed rows show beside the others a table is a view of two, and for a join SQLite would
        build the whole of it in memory.
        """
        wanted = self.queryset.query.select_related
        connection = connections[self.queryset.db]
        connection.ensure_connection()
        if not isinstance(wanted, dict) or getattr(connection, "overlay", None) is None:
            return {}
        self.queryset = self.queryset.select_related(None)
        return wanted


AT_ONCE = 500  # rows whose links are fetched together


def _fetch(rows: Sequence[models.Model], names: Mapping[str, Any], reader: Reader) -> None:
    """Fetch what rows lead to by these links, as a join would: nothing where the reader may not see it."""
    for name, more in names.items() if rows else ():
        link: Any = rows[0]._meta.get_field(name)
        values = {row.__dict__.get(link.attname) for row in rows} - {None}
        found = {one.pk: one for one in _targets(link.related_model, values, reader)} if values else {}
        for row in rows:
            link.set_cached_value(row, found.get(row.__dict__.get(link.attname)))
        _fetch(list(found.values()), more, reader)


def fetch_links(rows: Sequence[models.Model], *links: str) -> None:
    """Fetch what rows lead to, once for all of them, as ``select_related`` does for the rows of a query.

    Args:
        rows: of any kinds, all read for one reader.
        links: their names, ``decision__authority`` for what a decision leads to; of each kind those it has.
    """
    kinds = {type(row): [one for one in rows if type(one) is type(row)] for row in rows}
    for kind, same in kinds.items():
        names = {field.name for field in kind._meta.concrete_fields}
        wanted: dict[str, Any] = {}
        for first, *more in (link.split("__") for link in links):
            inner = wanted.setdefault(first, {}) if first in names else {}
            for name in more:
                inner = inner.setdefault(name, {})
        _fetch(same, wanted, reader_of(same[0]) or ())


def _targets(kind: Any, keys: Iterable[Any], reader: Reader) -> Iterator[Any]:
    """Yield the rows with these keys that a reader may see; nobody asked for them, so they are not noted."""
    rows = kind._base_manager.filter(Seen(F("pk"), reader=reader), pk__in=keys)
    rows.query.reader = reader
    for row in rows:
        yield shown_to(row, reader)


def through(rows: models.QuerySet[Row], reader: Reader) -> models.QuerySet[Row]:
    """Return those of ``rows`` that a reader may see, each knowing its reader; joins see no more."""
    seen = rows.filter(Seen(F("pk"), reader=reader))
    seen.query.reader = reader  # type: ignore[attr-defined]
    if seen._iterable_class is ModelIterable:
        seen._iterable_class = SeenRows
    return seen


class Seen(Expression):
    """True for rows that a reader may see.

    Args:
        key: primary key of the row in question.
        reader: whose eyes; None for the reader of the query it stands in, and for a query that has
            none everything may be seen.
    """

    output_field = BooleanField()

    def __init__(self, key: Any, reader: Reader | None = None) -> None:
        super().__init__()
        self._key = key
        self._reader = reader

    @classmethod
    def of_alias(cls, kind: Any, alias: str | None) -> Seen:
        """Return the condition that rows under this alias may be seen by the query's reader."""
        return cls(Col(str(alias), kind._meta.pk))

    @staticmethod
    def behind_column(compiler: Any, connection: Any, kind: Any, column: str) -> tuple[str, list[Any]]:
        """Return the SQL that the row of ``kind`` whose key stands in ``column`` may be seen."""
        return _exists(connection, kind, column, compiler.query.reader, depth=0)

    def get_source_expressions(self) -> list[Any]:
        """Return the key."""
        return [self._key]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """Replace the key."""
        (self._key,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Return the condition."""
        reader = self._reader if self._reader is not None else getattr(compiler.query, "reader", None)
        if reader is None:
            return "1 = 1", []
        alias = compiler.quote_name_unless_alias(self._key.alias)
        return _seen(connection, self._key.target.model, alias, reader, depth=0)


def _seen(connection: Any, kind: Any, alias: str, reader: Reader, *, depth: int) -> tuple[str, list[Any]]:
    """Return the SQL for "a reader may see the row under ``alias``".

    Nearly every row is of one's compartments, so an index on them finds nothing; the plus sign tells
    SQLite's planner to look for rows by key or by the order of the list instead.
    """
    sql, params = ["1 = 1"], list[Any]()
    quote = connection.ops.quote_name
    if has_compartment(kind):
        places = ", ".join(["%s"] * len(reader)) or "NULL"
        sql.append(f"+{alias}.{quote('compartment')} IN ({places})")
        params += reader
    for link in needed_links(kind):
        column = f"{alias}.{quote(link.column)}"
        more, others = _exists(connection, link.related_model, column, reader, depth=depth)
        sql.append(more)
        params += others
    return " AND ".join(sql[1:] or sql), params


def _exists(connection: Any, kind: Any, column: str, reader: Reader, *, depth: int) -> tuple[str, list[Any]]:
    quote, alias = connection.ops.quote_name, f"seen{depth}"
    sql, params = _seen(connection, kind, alias, reader, depth=depth + 1)
    table, key = quote(kind._meta.db_table), quote(kind._meta.pk.column)
    where = f"{alias}.{key} = {column} AND {sql}"
    # names of our own tables and columns only; every value is a parameter
    return f"EXISTS (SELECT 1 FROM {table} {alias} WHERE {where})", params  # noqa: S608
