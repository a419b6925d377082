"""Asking for a tag: a whole one, not letters of another."""

from __future__ import annotations

from typing import Any

from django.db.models import JSONField, Lookup


@JSONField.register_lookup
class Holds(Lookup):
    """``tags__holds="appeal"``: the list in the column has exactly this text among its members."""

    lookup_name = "holds"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        """Pass the text as it is: it is compared with members, not with the column's JSON."""
        return "%s", [str(value)]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Return the condition."""
        column, params = self.process_lhs(compiler, connection)
        value, others = self.process_rhs(compiler, connection)
        among = f"EXISTS (SELECT 1 FROM json_each({column}) WHERE value = {value})"  # noqa: S608 - our names
        return f"({column} <> '[]' AND {among})", [*params, *params, *others]
