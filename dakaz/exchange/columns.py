"""What a column of somebody's table can be: fields of records, and what such columns are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from .grid import plain_header

GROUPS = ("person", "organisation", "case", "event", "decision", "document", "due")


@dataclass(frozen=True, slots=True)
class Target:
    """A field of a kind of record.

    Args:
        key: such as ``person.born``.
        read: how its cells are read; see ``columns.yaml``.
        of: the list of words its cells are from, for ``choice`` and ``choices``.
        most: characters that fit.
        called: what such columns are called, made plain for comparing.
    """

    key: str
    read: str
    of: str
    most: int
    called: frozenset[str]

    @property
    def group(self) -> str:
        """The kind of record it is of."""
        return self.key.partition(".")[0]

    @property
    def field(self) -> str:
        """The field."""
        return self.key.partition(".")[2]


@cache
def targets() -> Mapping[str, Target]:
    """Return every field a column can be, by its key."""
    told = yaml.safe_load(files("dakaz.exchange").joinpath("columns.yaml").read_text("utf-8"))
    return {
        f"{group}.{field}": Target(
            f"{group}.{field}",
            one["read"],
            one.get("of", ""),
            one["most"],
            frozenset(plain_header(name) for name in one["called"]),
        )
        for group, fields in told.items()
        for field, one in fields.items()
    }
