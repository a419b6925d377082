"""Column mappings that were made for files of the archive, and the files a series can be read from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from dakaz.errors import N_, BadInput
from dakaz.figures import Mapping
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Item

TABLES = (
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-excel",
    "application/vnd.oasis.opendocument.spreadsheet",
)
MOST, LONGEST_NAME = 200, 80


# How a mapping was kept before it had a column: as a note on reading the item, which a new reading took away.
READ_SO = N_("Its columns are read as a series through a mapping that is kept with it.")


@dataclass(frozen=True, slots=True)
class Kept:
    """A mapping, what it is called, and the file it was made for or read by last."""

    item: Item
    name: str
    mapping: Mapping


def tables(seen_by: SeenBy) -> list[Item]:
    """Return the tables of the archive whose text was read, the newest first."""
    rows = guard.visible(Item.objects.filter(media_type__in=TABLES, text__isnull=False), seen_by)
    return list(rows.order_by("-row")[:MOST])


def mappings(seen_by: SeenBy) -> list[Kept]:
    """Return the mappings kept with those tables, one for each name, the newest first.

    Those of sealed papers are not among them: chosen for a paper of the office, their names would go there.
    """
    found: dict[str, Kept] = {}
    for item in tables(seen_by):
        mapping = mapping_of(item) if item.compartment == seen_by.office else None
        if mapping is not None:
            name = item.mapping_name or item.title[:LONGEST_NAME]
            found.setdefault(name, Kept(item, name, mapping))
    return list(found.values())


def like(item: Item, known: Sequence[Kept]) -> Kept | None:
    """Return the newest mapping of a file of the same publisher, if any."""
    same = (one for one in known if item.source_id and one.item.source_id == item.source_id)
    return next(same, None)


def mapping_of(item: Item) -> Mapping | None:
    """Return the mapping kept with a file, if any."""
    return _mapping(json.dumps(item.mapping)) if item.mapping else mapping_in_notes(item)


def mapping_in_notes(item: Item) -> Mapping | None:
    """Return the mapping that an older release kept among the notes on reading, if any."""
    for note in item.reading_notes:
        text = (note.get("values") or {}).get("mapping")
        if isinstance(text, str):
            return _mapping(text)
    return None


def _mapping(text: str) -> Mapping | None:
    try:
        return Mapping.from_json(text)
    except BadInput:
        return None
