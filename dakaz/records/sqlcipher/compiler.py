"""How Django's statements are written for this backend: new rows go where their compartment lies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models.sql import compiler as stock

from dakaz.errors import Locked
from dakaz.vault.compartments import FIRST

from .overlay import NOT_HELD, is_sealed
from .sealed_tables import LOG, sealed_tables

if TYPE_CHECKING:
    from .base import DatabaseWrapper

SQLCompiler = stock.SQLCompiler
SQLDeleteCompiler = stock.SQLDeleteCompiler
SQLUpdateCompiler = stock.SQLUpdateCompiler
SQLAggregateCompiler = stock.SQLAggregateCompiler


class SQLInsertCompiler(stock.SQLInsertCompiler):
    """Writes rows of sealed compartments into memory, where triggers seal them; others as they are."""

    _schema = ""

    def as_sql(self) -> Any:  # type: ignore[override]  # as Django's own
        """Return the statements, for the place the rows go to."""
        statements = super().as_sql()
        if not self._schema:
            return statements
        table = self.connection.ops.quote_name(self.query.get_meta().db_table)
        return [
            (sql.replace(f"INTO {table}", f'INTO "{self._schema}".{table}', 1), params)
            for sql, params in statements
        ]

    connection: DatabaseWrapper

    def execute_sql(self, returning_fields: Any = None) -> Any:  # type: ignore[override]  # as Django's own
        """Write the rows, each where it belongs; what is returned keeps their order."""
        table = self.query.get_meta().db_table
        if table not in sealed_tables() or self.query.raw:
            return super().execute_sql(returning_fields)
        self.connection.ensure_connection()
        objects, fields = list(self.query.objs), list(self.query.fields)
        places = [self._place(table, row) for row in objects]
        if self.connection.overlay is None and not any(places):
            return super().execute_sql(returning_fields)
        found: list[Any] = [None] * len(objects)
        for compartment in dict.fromkeys(places):
            chosen = [number for number, place in enumerate(places) if place == compartment]
            rows = self._write([objects[number] for number in chosen], fields, compartment, returning_fields)
            for number, row in zip(chosen, rows, strict=False):
                found[number] = row
        self.query.objs, self.query.fields = objects, fields
        return found if returning_fields else []

    def _place(self, table: str, row: Any) -> str | None:
        overlay = self.connection.overlay
        known = sealed_tables()[table]
        said = None if known.parent else row.compartment
        if overlay is None:
            if said not in (None, FIRST) and is_sealed(self.connection.connection, said):
                raise Locked(NOT_HELD)
            return None
        parent = self._key_of_parent(row, known.link) if known.parent else None
        place: str | None = overlay.place_of(table, said, parent)
        return place

    def _key_of_parent(self, row: Any, column: str) -> Any:
        field = next(one for one in row._meta.concrete_fields if one.column == column)
        return field.get_db_prep_save(row.__dict__.get(field.attname), self.connection)

    def _write(
        self, rows: list[Any], fields: list[Any], compartment: str | None, returning: Any
    ) -> Iterable[Any]:
        self.query.objs, self.query.fields = rows, fields
        if compartment is None:
            self._schema = "main" if self.connection.overlay else ""
            return super().execute_sql(returning)
        table = self.query.get_meta().db_table
        if table == LOG:
            self._leave_the_leaves(rows, fields)
        self.query.objs = rows
        self._number(table, rows, compartment)
        self._schema = "sealed"
        return super().execute_sql(returning)

    def _number(self, table: str, rows: list[Any], compartment: str) -> None:
        """Give rows whose keys are numbers the next ones of their compartment."""
        key = self.query.get_meta().pk
        if key in self.query.fields or key is not self.query.get_meta().auto_field:
            return
        if self.connection.overlay is None:
            raise Locked(NOT_HELD)
        first = self.connection.overlay.next_key(table, compartment)
        for number, row in enumerate(rows, start=first):
            setattr(row, key.attname, number)
        self.query.fields = [key, *self.query.fields]

    def _leave_the_leaves(self, rows: list[Any], fields: list[Any]) -> None:
        """Everybody's tree needs every leaf; who, what and whom it was about goes nowhere but into memory."""
        kind = self.query.get_meta().model
        leaves = ("seq", "day", "action", "commitment", "compartment")
        self.query.objs = [kind(**{name: getattr(row, name) for name in leaves}) for row in rows]
        self.query.fields, self._schema = fields, "main"
        super().execute_sql(None)
