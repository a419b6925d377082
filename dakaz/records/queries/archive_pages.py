"""What the archive's pages ask besides the archive itself: choices for filters, imports with their counts."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import (
    FileState,
    ImportFile,
    ImportRun,
    Item,
    Reading,
    Source,
    SourceKind,
    User,
)

from .archive import ITEM_COLUMNS, SOURCE_COLUMNS, matching
from .listing import Listing, listed
from .taking_in import TABLE

RUN_COLUMNS = {"started": "started", "how": "how", "state": "state"}
FILE_COLUMNS = {"position": "position", "name": "name", "state": "state", "size": "size"}
EXPORT_AT_ONCE = 500
TAGS_OFFERED = 300


def languages(seen_by: SeenBy) -> list[str]:
    """Return the languages of items one may see, as ISO codes."""
    rows = guard.visible(Item.objects.exclude(language=""), seen_by)
    return sorted(set(rows.values_list("language", flat=True).distinct()))


def tags(seen_by: SeenBy) -> list[str]:
    """Return the tags of items one may see, in alphabetical order."""
    rows = guard.visible(Item.objects.exclude(tags=[]), seen_by).values_list("tags", flat=True).distinct()
    found = {tag for row in rows for tag in row}
    return sorted(found, key=str.casefold)[:TAGS_OFFERED]


def reading_states() -> Sequence[tuple[str, str]]:
    """Return how far reading can have come, each with its words."""
    return [(str(value), str(words)) for value, words in Reading.choices]


def source_kinds() -> Sequence[tuple[str, str]]:
    """Return kinds of source, each with its words."""
    return [(str(value), str(words)) for value, words in SourceKind.choices]


def items_of_source(seen_by: SeenBy, source: Source, *, sort: str, page: int) -> Listing[Item]:
    """Return the items a source gave."""
    rows = guard.visible(source.items.all(), seen_by).exclude(within_as="page")
    return listed(rows.select_related("source", "case"), columns=ITEM_COLUMNS, sort=sort, page=page)


def every_item(seen_by: SeenBy, *, sort: str, filters: Mapping[str, str]) -> Iterator[Item]:
    """Yield all items that fit, a few hundred in memory at a time; for writing the list to a file."""
    rows = matching(seen_by, filters).exclude(within_as="page").select_related("source", "case")
    page, pages = 1, 1
    while page <= pages:
        found = listed(rows, columns=ITEM_COLUMNS, sort=sort, page=page, size=EXPORT_AT_ONCE)
        yield from found.rows
        page, pages = page + 1, found.pages


@dataclass(frozen=True, slots=True)
class ImportState:
    """How far an import is.

    Args:
        run: the import.
        counts: files by state.
        names: who started it.
        size: bytes of all files together.
    """

    run: ImportRun
    counts: Mapping[str, int]
    by: str
    size: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def waiting(self) -> int:
        return self.counts.get(FileState.WAITING, 0)

    @property
    def done(self) -> int:
        return self.total - self.waiting


def import_state(seen_by: SeenBy, identifier: uuid.UUID | str) -> ImportState:
    """Return how far one import is, without its files."""
    runs = ImportRun.objects.exclude(how=TABLE).select_related("case")  # tables have pages of their own
    run = guard.one(runs, seen_by, identifier)
    return _states([run])[0]


def import_states(seen_by: SeenBy, *, sort: str, page: int) -> tuple[Listing[ImportRun], list[ImportState]]:
    """Return a page of imports and how far each is."""
    runs = guard.visible(ImportRun.objects.exclude(how=TABLE), seen_by)
    found = listed(runs, columns=RUN_COLUMNS, sort=sort, page=page)
    return found, _states(found.rows)


def unfinished_imports(seen_by: SeenBy) -> list[ImportState]:
    """Return the imports that are under way or rest, the newest first."""
    under_way = ImportRun.objects.filter(state__in=("running", "stopped")).exclude(how=TABLE)
    runs = guard.visible(under_way, seen_by)
    return _states(list(runs.order_by("-started")[:5]))


def _states(runs: Sequence[ImportRun]) -> list[ImportState]:
    counted = ImportFile.objects.filter(run__in=[run.pk for run in runs]).values("run", "state")
    counts: dict[uuid.UUID, dict[str, int]] = {run.pk: {} for run in runs}
    sizes: dict[uuid.UUID, int] = {}
    for row in counted.annotate(files=Count("pk"), bytes=Sum("size")).order_by():
        counts[row["run"]][row["state"]] = row["files"]
        sizes[row["run"]] = sizes.get(row["run"], 0) + (row["bytes"] or 0)
    names = dict(User.objects.values_list("id", "name"))
    return [ImportState(run, counts[run.pk], names.get(run.by, ""), sizes.get(run.pk, 0)) for run in runs]


def import_files(
    run: ImportRun, *, sort: str = "position", page: int = 1, state: str = "", size: int = 50
) -> Listing[ImportFile]:
    """Return a page of an import's files; the caller has got ``run`` through ``import_state``."""
    rows = run.files.select_related("item")
    return listed(
        rows.filter(state=state) if state else rows, columns=FILE_COLUMNS, sort=sort, page=page, size=size
    )


def every_file(run: ImportRun) -> Iterator[ImportFile]:
    """Yield all files of an import, in order."""
    page, pages = 1, 1
    while page <= pages:
        found = import_files(run, page=page, size=EXPORT_AT_ONCE)
        yield from found.rows
        page, pages = page + 1, found.pages


def photos_of(seen_by: SeenBy, run: ImportRun) -> list[Item]:
    """Return the photos of an import that stand in no paper yet, in the order they came."""
    rows = guard.visible(Item.objects.filter(origins__import_run=run, within=None), seen_by)
    photos = rows.filter(media_type__startswith="image/")
    places = dict(
        ImportFile.objects.filter(run=run, item__isnull=False)
        .order_by("-position")
        .values_list("item", "position")
    )
    return sorted(photos.distinct(), key=lambda photo: places.get(photo.pk, 0))


def pages_of_papers(seen_by: SeenBy, run: ImportRun) -> int:
    """Return how many photos of an import have become pages of a paper."""
    pages = ImportFile.objects.filter(run=run, item__within_as="page", state=FileState.ADDED)
    return guard.visible(Item.objects.filter(pk__in=pages.values("item")), seen_by).count()


def user_names() -> Mapping[str, str]:
    """Return the names of everyone who works or worked here, by id."""
    return dict(User.objects.values_list("id", "name"))


def sources(seen_by: SeenBy, *, sort: str = "title", page: int = 1, size: int = 50) -> Listing[Source]:
    """Return sources, each with ``held``: how many of its items one may see."""
    seen = Count("items", filter=Q(items__compartment__in=seen_by.compartments) & ~Q(items__within_as="page"))
    rows = guard.visible(Source.objects.annotate(held=seen), seen_by)
    return listed(rows, columns=SOURCE_COLUMNS, sort=sort, page=page, size=size)
