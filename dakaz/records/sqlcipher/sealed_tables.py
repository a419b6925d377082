"""Which tables can hold rows of a sealed compartment, and where such a row says whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps

# These speak of compartments and belong to none: they stay where everybody's program finds them.
_ABOUT_COMPARTMENTS = frozenset({"resealing", "sealedrow", "sealedstate"})
LOG = "records_logentry"


@dataclass(frozen=True, slots=True)
class SealedTable:
    """A table whose rows may be sealed.

    Args:
        kind: its model.
        name: in SQL.
        key: column of the primary key.
        columns: all of them.
        parent: for rows that do not say themselves whose they are: the table that does.
        link: column that leads there.
    """

    kind: Any
    name: str
    key: str
    columns: tuple[str, ...]
    parent: str = ""
    link: str = ""


@cache
def sealed_tables() -> dict[str, SealedTable]:
    """Return every such table by its name."""
    kinds = list(apps.get_app_config("records").get_models())
    found = (_table(kind) for kind in kinds if kind._meta.model_name not in _ABOUT_COMPARTMENTS)
    return {table.name: table for table in found if table}


def _table(kind: Any) -> SealedTable | None:
    meta = kind._meta
    columns = tuple(field.column for field in meta.concrete_fields)
    if "compartment" in columns and meta.pk.column != "compartment":
        return SealedTable(kind, meta.db_table, meta.pk.column, columns)
    owner = next((one for one in meta.concrete_fields if _belongs_by(one)), None)
    if owner is None:
        return None
    parent = owner.related_model._meta.db_table
    return SealedTable(kind, meta.db_table, meta.pk.column, columns, parent, owner.column)


def _belongs_by(field: Any) -> bool:
    """The first link that must not be empty, to a row that says whose it is."""
    kind = field.related_model
    return bool(
        field.many_to_one
        and not field.null
        and any(f.name == "compartment" for f in kind._meta.concrete_fields)
    )
