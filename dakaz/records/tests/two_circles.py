"""Rows of two compartments that point at one another in every way the tables allow; past the actions."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.apps import apps
from django.db import models

from dakaz.records.models import Compartment, Item, SealedRow, SealedState

WHEN = datetime(2024, 10, 1, tzinfo=UTC)
# Columns whose content the program reads.
REAL = {
    ("Ground", "kind"): "case",
    ("Release", "record"): b'{"built_on": "2024-10-01", "version": "1", "files": {}, "outline_sha256": ""}',
    ("Approval", "value"): "3",
}
_numbers = count(1_000_000)


def kinds() -> list[Any]:
    """Return every table of ours, but those of ciphertext: there is nothing to read in them."""
    models_ = apps.get_app_config("records").get_models()
    return [kind for kind in models_ if kind not in (SealedRow, SealedState)]


def links() -> list[tuple[Any, Any]]:
    """Return every foreign key to something that belongs to a compartment."""
    return [
        (kind, field)
        for kind in kinds()
        for field in kind._meta.concrete_fields
        if field.many_to_one and hasattr(field.related_model, "compartment")
    ]


def plant(kind: Any, compartment: str, words: str, **given: Any) -> Any:
    """Write one row past the actions, each column that must be filled with something that fits it."""
    values = {
        field.attname: _value(field, compartment, words)
        for field in kind._meta.concrete_fields
        if field.name not in given and field.attname not in given and not _left_out(field)
    }
    row = kind(**values, **given)
    row.save(force_insert=True)
    return row


def _left_out(field: Any) -> bool:
    known = isinstance(field, models.AutoField | models.BooleanField)
    return field.null or known or (isinstance(field, models.JSONField) and field.has_default())


def _value(field: Any, compartment: str, words: str) -> Any:
    number = next(_numbers)
    if field.is_relation:
        return plant(field.related_model, compartment, words).pk
    if field.name == "compartment":
        return compartment
    if (field.model.__name__, field.name) in REAL:
        return REAL[field.model.__name__, field.name]
    if field.choices:
        return "" if field.blank else field.choices[0][0]
    if field.max_length == 64 and field.name in ("sha256", "object_name", "staged"):
        return f"{number:064x}"
    found = {
        models.UUIDField: uuid.UUID(int=number),
        models.BigIntegerField: number,
        models.IntegerField: 0,
        models.DateField: date(2024, 10, 30),
        models.DateTimeField: WHEN,
        models.BinaryField: b"{}",
        models.TextField: f"{words} {number}",
        models.JSONField: [],
    }.get(type(field))
    if found is None:
        found = "2024-10-16" if field.name in ("date", "dated", "opened") else f"{words}{number}"
    return found


def link_everything(here: str, elsewhere: str, words: str) -> list[tuple[Any, Any]]:
    """For each foreign key write a row of ``here`` that leads to a row of ``elsewhere``.

    Returns:
        Each row of ``here`` with the foreign key that leads away.
    """
    found = []
    for kind, field in links():
        target = plant(field.related_model, elsewhere, words)
        found.append((plant(kind, here, "open", **{field.attname: target.pk}), field))
    return found


def sealed(name: str = "a case kept apart") -> str:
    """Make one more compartment, as the tables know it."""
    return str(Compartment.objects.create(id=uuid.uuid4().hex[:16], name=name).pk)


def rows_of(compartment: str) -> set[str]:
    """Return the ids of everything a compartment holds, as text."""
    held = [kind for kind in kinds() if hasattr(kind, "compartment")]
    keys = [key for kind in held for key in kind.objects.filter(compartment=compartment).values_list("pk")]
    names = Item.objects.filter(compartment=compartment).values_list("object_name")
    return {str(value) for (value,) in [*keys, *names] if len(str(value)) > 30}
