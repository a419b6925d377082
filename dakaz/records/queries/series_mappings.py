"""Column mappings that were made for files of the archive, and the files a series can be read from."""

from __future__ import annotations

from dataclasses import dataclass

from dakaz.errors import BadInput
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
MOST = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A mapping and the file it was made for."""

    item: Item
    mapping: Mapping


def tables(seen_by: SeenBy) -> list[Item]:
    """Return the tables of the archive whose text was read, the newest first."""
    rows = guard.visible(Item.objects.filter(media_type__in=TABLES, text__isnull=False), seen_by)
    return list(rows.order_by("-row")[:MOST])


def mappings(seen_by: SeenBy) -> list[Kept]:
    """Return the mappings kept with those tables, the newest first."""
    return [Kept(item, found) for item in tables(seen_by) if (found := mapping_of(item)) is not None]


def mapping_of(item: Item) -> Mapping | None:
    """Return the mapping kept with a file, if any."""
    for note in item.reading_notes:
        text = (note.get("values") or {}).get("mapping")
        if isinstance(text, str):
            try:
                return Mapping.from_json(text)
            except BadInput:
                return None
    return None
