"""Whole records as plain values: what leaves in one piece and comes back without loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FORMAT = "dakaz.tables/1"


@dataclass(frozen=True, slots=True)
class Shape:
    """A table.

    Args:
        name: of the kind of record.
        columns: what each column holds: id, text, json, yes, day, moment, number or exact.
        owned: the same for each table of rows that belong to it.
    """

    name: str
    columns: Mapping[str, str]
    owned: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Whole:
    """A record.

    Args:
        kind: its table's name.
        columns: its values; JSON values only.
        owned: rows that belong to it, in order, by the name of their table.
    """

    kind: str
    columns: Mapping[str, Any]
    owned: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
