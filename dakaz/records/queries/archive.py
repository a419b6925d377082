"""What the archive holds, as one person may see it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import (
    ImportFile,
    ImportRun,
    Item,
    ItemText,
    LogEntry,
    Origin,
    Passage,
    Source,
    VaultState,
)

from .listing import Listing, listed

ITEM_COLUMNS = {
    "added": "row",
    "title": "title",
    "dated": "dated",
    "kind": "media_type",
    "size": "size",
    "source": "source__title",
}
SOURCE_COLUMNS = {"title": "title", "publisher": "publisher", "kind": "kind"}


def items(
    seen_by: SeenBy,
    *,
    sort: str = "-added",
    page: int = 1,
    filters: Mapping[str, str] | None = None,
    size: int = 50,
) -> Listing[Item]:
    """Return items that stand for themselves (not the photos of a paper), newest first."""
    rows = matching(seen_by, filters or {}).exclude(within_as="page")
    return listed(
        rows.select_related("source", "case"), columns=ITEM_COLUMNS, sort=sort, page=page, size=size
    )


def matching(seen_by: SeenBy, filters: Mapping[str, str]) -> QuerySet[Item]:
    """Return the items that fit every filter given: kind, language, source, case, tag, from, to, reading."""
    rows = guard.visible(Item.objects.all(), seen_by)
    columns = {
        "kind": "media_type__startswith",
        "language": "language",
        "source": "source",
        "case": "case",
        "from": "dated__gte",
        "to": "dated__lte",
        "reading": "reading",
        "run": "origins__import_run",
    }
    given = {columns[name]: value for name, value in filters.items() if name in columns and value}
    if filters.get("tag"):
        given["tags__holds"] = filters["tag"]
    return rows.filter(**given)


def item(seen_by: SeenBy, identifier: uuid.UUID | str) -> Item:
    """Return one item with its source and case."""
    return guard.one(Item.objects.select_related("source", "case", "within"), seen_by, identifier)


def item_by_cite(seen_by: SeenBy, cite: str) -> Item | None:
    """Return the item with this citation key, if there is one to see."""
    return guard.visible(Item.objects.filter(cite=cite), seen_by).first()


def text_of(found: Item) -> ItemText | None:
    """Return the text read from an item, if any."""
    return ItemText.objects.filter(pk=found.pk).first()


def parts_of(seen_by: SeenBy, found: Item) -> list[Item]:
    """Return the pages, members or attachments of an item, in order."""
    return list(guard.visible(found.parts.all(), seen_by).order_by("position"))


def passages_of(seen_by: SeenBy, found: Item) -> list[Passage]:
    """Return an item's passages in the order they stand in the text."""
    return list(guard.visible(found.passages.all(), seen_by).order_by("start"))


def passage(seen_by: SeenBy, identifier: uuid.UUID | str) -> Passage:
    """Return one passage with its item."""
    return guard.one(Passage.objects.select_related("item", "item__source"), seen_by, identifier)


@dataclass(frozen=True, slots=True)
class Custody:
    """An item's way: how it came, and every act on it since."""

    origins: Sequence[Origin]
    acts: Sequence[LogEntry]


def custody_of(found: Item) -> Custody:
    """Return how an item came to us and what was done to it, oldest first."""
    acts = LogEntry.objects.filter(subject=found.pk).order_by("seq")
    return Custody(list(found.origins.order_by("entry")), list(acts))


def sources(seen_by: SeenBy, *, sort: str = "title", page: int = 1) -> Listing[Source]:
    """Return sources with the number of their items."""
    rows = guard.visible(Source.objects.annotate(held=Count("items")), seen_by)
    return listed(rows, columns=SOURCE_COLUMNS, sort=sort, page=page)


def source(seen_by: SeenBy, identifier: uuid.UUID | str) -> Source:
    """Return one source."""
    return guard.one(Source.objects.all(), seen_by, identifier)


def all_sources(seen_by: SeenBy) -> list[Source]:
    """Return every source, for choosing one."""
    return list(guard.visible(Source.objects.all(), seen_by).order_by("title"))


def import_runs(seen_by: SeenBy, *, page: int = 1) -> Listing[ImportRun]:
    """Return imports, newest first."""
    rows = guard.visible(ImportRun.objects.all(), seen_by)
    return listed(rows, columns={"started": "started"}, sort="-started", page=page)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How far an import is: counts by state, and its files."""

    run: ImportRun
    counts: Mapping[str, int]
    files: Sequence[ImportFile]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.total - self.counts.get("waiting", 0)


def import_report(seen_by: SeenBy, identifier: uuid.UUID | str) -> ImportReport:
    """Return one import with everything that came of it."""
    run = guard.one(ImportRun.objects.all(), seen_by, identifier)
    files = list(run.files.select_related("item").order_by("position"))
    counts: dict[str, int] = {}
    for file in files:
        counts[file.state] = counts.get(file.state, 0) + 1
    return ImportReport(run, counts, files)


def vault_state() -> VaultState:
    """Return what pages say about the vault itself."""
    return VaultState.objects.get(pk=1)
