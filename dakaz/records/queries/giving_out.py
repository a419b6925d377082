"""Everything one may take along: every kind of record with the rows it owns, as plain values.

Sealed cases stay: what leaves here would come back open. They travel in a backup, or one by one as a dossier.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import models

from dakaz.exchange.whole import Shape, Whole
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Record

from .named_people import Named, kinds_naming_people, named_in

# In an order in which what is pointed to comes first.
CARRIED = (
    "party",
    "case",
    "casetie",
    "tie",
    "document",
    "consent",
    "need",
    "offer",
    "decision",
    "namedtie",
    "event",
    "testimony",
    "duedate",
    "deadline",
    "merge",
    "source",
    "series",
    "statement",
    "recommendation",
    "takenin",
)
# Why others stay where they are.
STAYS: Mapping[str, str] = {
    "item": "papers travel with their bytes, in a backup",
    "passage": "a passage is nothing without its paper",
    "report": "a report rests on papers; it travels as its bundle",
    "release": "what was published is kept by its bundle",
    "claim": "a claim is nothing without the passage it stands in",
    "check": "a check recomputes claims",
    "countsrelease": "says what this office published of its own counts",
    "erasure": "says of this vault what was erased here",
    "keepingtime": "says of this office how long it keeps what",
    "absence": "says of this office who is away",
    "savedsearch": "is one colleague's own",
}
# Papers are not carried: these links come back only where the same paper lies there too.
PAPERS = frozenset({"item", "passage"})
AT_ONCE = 500


def shapes(kinds: Collection[str] = CARRIED) -> list[Shape]:
    """Return the tables that are carried: their columns, what these hold, and the tables they own."""
    return [shape_of(name) for name in CARRIED if name in kinds]


def shape_of(name: str) -> Shape:
    """Return one table's shape."""
    kind: Any = apps.get_model("records", name)
    owned = {reverse: _columns(_owned_kind(kind, reverse), own=False) for reverse in kind.owned}
    return Shape(name, _columns(kind, own=True), owned)


def _owned_kind(kind: Any, reverse: str) -> Any:
    return getattr(kind, reverse).rel.related_model


def _columns(kind: Any, *, own: bool) -> dict[str, str]:
    without = {"compartment", "entry"} if own else {"id", _way_back(kind)}
    fields = kind._meta.concrete_fields
    return {field.attname: _holds(field) for field in fields if field.attname not in without}


def _way_back(kind: Any) -> str:
    """Return the column by which an owned row knows whose it is: its first link."""
    return str(next(field.attname for field in kind._meta.concrete_fields if field.is_relation))


def _holds(field: Any) -> str:
    if field.is_relation or isinstance(field, models.UUIDField):
        return "id"
    if isinstance(field, models.JSONField):
        return "json"
    plain: Sequence[tuple[Any, str]] = (
        (models.BooleanField, "yes"),
        (models.DateTimeField, "moment"),
        (models.DateField, "day"),
        (models.IntegerField, "number"),
        (models.DecimalField, "exact"),
        (models.FloatField, "number"),
    )
    return next((name for kind, name in plain if isinstance(field, kind)), "text")


def rows(seen_by: SeenBy, name: str, *, only: Collection[uuid.UUID] | None = None) -> Iterator[Any]:
    """Yield the records of a kind that this person sees in the office, the oldest first."""
    kind: Any = apps.get_model("records", name)
    found = guard.visible(kind._default_manager.filter(compartment=seen_by.office), seen_by)
    found = found.filter(pk__in=only) if only is not None else found
    found = found.order_by("pk").prefetch_related(*_ahead(kind))
    yield from found.iterator(chunk_size=AT_ONCE)


def _ahead(kind: Any) -> list[str]:
    """Return what is fetched with many rows at once: whom they lead to, rows they own, whom these lead to."""
    found = [one.name for one in kind._meta.concrete_fields if one.is_relation] + list(kind.owned)
    for reverse in kind.owned:
        other = _owned_kind(kind, reverse)
        links = [
            one for one in other._meta.concrete_fields if one.is_relation and one.attname != _way_back(other)
        ]
        found += [f"{reverse}__{one.name}" for one in links]
    return found


def values(seen_by: SeenBy, kinds: Collection[str] = CARRIED) -> Iterator[Whole]:
    """Yield every record of these kinds as plain values with the rows it owns."""
    for name in CARRIED:
        if name not in kinds:
            continue
        shape = shape_of(name)
        for row in rows(seen_by, name):
            yield whole_of(shape, row)


def whole_of(shape: Shape, row: Record) -> Whole:
    """Return one record as plain values."""
    owned = {
        reverse: [_plain(one, columns) for one in sorted(getattr(row, reverse).all(), key=_key)]
        for reverse, columns in shape.owned.items()
    }
    return Whole(shape.name, _plain(row, shape.columns), owned)


def _key(row: models.Model) -> Any:
    return row.pk


def _plain(row: models.Model, columns: Mapping[str, str]) -> dict[str, Any]:
    # The row itself is asked: it says nothing of a link that leads to what its reader may not see.
    return {name: _said(getattr(row, name), holds) for name, holds in columns.items()}


def _said(value: Any, holds: str) -> Any:
    if value is None or holds in ("json", "yes"):
        return value
    if holds in ("day", "moment"):
        return value.isoformat()
    return value if holds == "number" else str(value)


def named(seen_by: SeenBy, kinds: Collection[str] = CARRIED) -> Named:
    """Return how many people these kinds name, all lists together."""
    speaking = kinds_naming_people() & set(kinds)
    return named_in(seen_by, (row for name in CARRIED if name in speaking for row in rows(seen_by, name)))
