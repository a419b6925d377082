"""What an erasure would do, as plain values."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from dakaz.records.models import Record

from .erasing_names import label_of

Rows = dict[type[models.Model], dict[Any, models.Model]]


@dataclass(frozen=True, slots=True)
class Stays:
    """Something that stays, or stands in the way.

    Args:
        kind: name of its model, such as item.
        key: its id.
        label: what people know it by.
        why: a sentence with places for ``values``.
    """

    kind: str
    key: uuid.UUID
    label: str
    why: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """What an erasure would do.

    Args:
        root: what is to be erased.
        goes: by table and key, every row that goes.
        cut: rows of records that stay, which go because they name what goes.
        loosened: links of records that stay, which will lead nowhere: row and column.
        stays: what stays though one might think it goes, and why.
        in_the_way: why nothing can be erased as things are.
        whole: the sealed compartment that goes with all that is in it; empty for none.
    """

    root: Record
    goes: Rows = field(default_factory=dict)
    cut: list[models.Model] = field(default_factory=list)
    loosened: list[tuple[models.Model, str]] = field(default_factory=list)
    stays: list[Stays] = field(default_factory=list)
    in_the_way: list[Stays] = field(default_factory=list)
    whole: str = ""

    def has(self, row: models.Model) -> bool:
        """Say whether a row goes."""
        return row.pk in self.goes.get(type(row), {})

    def of(self, kind: type[models.Model]) -> list[Any]:
        """Return what goes of one table."""
        return list(self.goes.get(kind, {}).values())

    def counts(self) -> dict[str, int]:
        """Return how many rows of each kind go, by the name of the model; the commonest first."""
        found = Counter({str(kind._meta.model_name): len(rows) for kind, rows in self.goes.items() if rows})
        found.update(str(row._meta.model_name) for row in self.cut)
        return dict(found.most_common())

    def labels(self) -> dict[str, list[str]]:
        """Return what people know the records by that go, by the name of the model."""
        return {
            str(kind._meta.model_name): sorted(label_of(row) for row in rows.values())
            for kind, rows in self.goes.items()
            if issubclass(kind, Record) and rows
        }

    @property
    def total(self) -> int:
        """How many rows go."""
        return sum(self.counts().values())

    @property
    def seen(self) -> str:
        """A digest of what goes, as it is now: what a person saw before they said yes."""
        rows = [row for some in self.goes.values() for row in some.values()]
        parts = sorted(_mark(row) for row in [*rows, *self.cut, *(row for row, _ in self.loosened)])
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _mark(row: models.Model) -> str:
    return f"{row._meta.model_name} {row.pk} {getattr(row, 'entry', '')}"
