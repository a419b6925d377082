"""What every row that people write has in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models.lookups import In

COMPARTMENT_LENGTH = 36


class CompartmentField(models.CharField):  # type: ignore[type-arg]  # django-stubs: generic only for checkers
    """Whose a row is: the id of the compartment whose key holders may see it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": COMPARTMENT_LENGTH, **options})


@CompartmentField.register_lookup
class Among(In):
    """``compartment__among=[…]``: filters rows, and never finds them.

    Nearly every row is of one's compartments, so an index on them finds nothing; the plus sign tells
    SQLite's planner to look for rows by key or by the order of the list instead.
    """

    lookup_name = "among"

    def process_lhs(self, *args: Any, **options: Any) -> tuple[str, Any]:
        """Return the column with a plus sign before it."""
        column, params = super().process_lhs(*args, **options)
        return f"+{column}", params


def _values(row: models.Model, *, without: tuple[str, ...], later: frozenset[str]) -> dict[str, Any]:
    return {
        field.attname: None if getattr(row, field.attname) is None else field.value_to_string(row)
        for field in row._meta.concrete_fields
        if field.attname not in without and (field.attname not in later or getattr(row, field.attname))
    }


class Record(models.Model):
    """A row that an action wrote: it knows its compartment and the log entry that covers it.

    ``entry`` is the number of the log entry of the last action that wrote this row; that entry
    holds a digest of the row, so a row changed behind the program's back no longer agrees with it.
    It is also what a form shows back, so that two people who edit one record notice each other.
    """

    # Reverse names of rows that belong to this one and are written with it.
    owned: ClassVar[tuple[str, ...]] = ()
    # Columns and owned rows that came with a later release: while empty they are left out of the digest,
    # so that rows written before they were there still agree with theirs.
    later: ClassVar[frozenset[str]] = frozenset()
    # Links to what a record belongs with: it lives in their compartment, not in the writer's office.
    kept_with: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, editable=False)
    compartment = CompartmentField()
    entry = models.BigIntegerField(db_index=True)

    class Meta:
        abstract = True

    def covered_values(self, at_hand: Mapping[str, Sequence[models.Model]] | None = None) -> dict[str, Any]:
        """Return what the log's digest covers: every column but ``entry``, and the rows it owns.

        Args:
            at_hand: rows it owns, in the order they are written in, by name; None to read them all.
        """
        values = _values(self, without=("entry",), later=self.later)
        for name in self.owned:
            rows = getattr(self, name).order_by("pk") if at_hand is None else at_hand.get(name, ())
            owned = [_values(row, without=("id",), later=getattr(row, "later", frozenset())) for row in rows]
            if owned or name not in self.later:
                values[name] = owned
        return values
