"""What becomes of a row when what it leads to is erased: it goes too, loses the link, or holds it here.

The rule is read off the tables, so that a kind of record that is new falls under it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from dakaz.records.models import (
    Deadline,
    DueDate,
    Ground,
    ImportFile,
    ImportRun,
    Item,
    ItemText,
    Origin,
    Passage,
    Recommendation,
    Record,
    Statement,
    Testimony,
)


class Fate(Enum):
    """What becomes of a row that leads to something erased."""

    GOES = "goes"  # it is a part of it, or says nothing without it
    CUT = "cut"  # a row of another record: that record stays without it
    LOOSENED = "loosened"  # it stays, and leads nowhere
    RESTS = "rests"  # it would lose its ground: what it rests on stays
    HOLDS = "holds"  # it cannot be without it: nothing is erased


# A row whose link of this name leads to another is a part of it.
_PART_OF = frozenset({"case", "within", "merged_into", "superseded_by"})
# What somebody said or asked for is theirs; days counted from a decision go with it.
_THEIRS = frozenset(
    {
        (Testimony, "speaker"),
        (Statement, "speaker"),
        (Recommendation, "made_by"),
        (Deadline, "decision"),
        (Deadline, "application"),
        (DueDate, "decision"),
    }
)
_OF_AN_ITEM = (Passage, Item, Origin, ItemText, ImportFile)
# Imports are looked after by themselves: their lines name files.
_APART = (ImportRun, ImportFile, Ground)


def leading_to(kind: type[models.Model]) -> Iterator[tuple[Any, Any, Fate]]:
    """Yield each table and column that leads to rows of a kind, with what becomes of such a row."""
    return iter(_leading_to(kind))


@cache
def _leading_to(kind: type[models.Model]) -> list[tuple[Any, Any, Fate]]:
    return [
        (other, column, _fate(other, column))
        for other in apps.get_app_config("records").get_models()
        if other not in _APART
        for column in other._meta.concrete_fields
        if column.is_relation and column.related_model is kind
    ]


def owner_link(kind: type[models.Model]) -> Any:
    """Return the column that says which record a row belongs to; None for records."""
    if issubclass(kind, Record):
        return None
    needed = [one for one in kind._meta.concrete_fields if one.is_relation and not one.null]
    return needed[0] if needed else None


def _fate(kind: Any, link: Any) -> Fate:
    if link.related_model in (Item, Passage) and kind not in _OF_AN_ITEM:
        return Fate.RESTS
    if not issubclass(kind, Record):
        if link is owner_link(kind):
            return Fate.GOES
        return Fate.LOOSENED if link.null else Fate.CUT
    if link.name in _PART_OF or link.name in kind.kept_with or (kind, link.name) in _THEIRS:
        return Fate.GOES
    if kind is Passage:
        return Fate.GOES
    return Fate.LOOSENED if link.null else Fate.HOLDS
