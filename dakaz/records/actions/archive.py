"""Changing what people say about an item, and undoing an import."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.db import connection, transaction

from dakaz.errors import N_, BadInput
from dakaz.records import guard
from dakaz.records.models import FileState, ImportFile, ImportRun, ImportState, Item, Within
from dakaz.records.queries import fulltext
from dakaz.records.queries.resting import is_cited

from .acting import Acting
from .logged import Act, append
from .reindexing import entry_of
from .saving import save
from .uploads import discard_unused

_CITE = re.compile(r"[\w.-]{1,60}")


def describe(acting: Acting, item_id: uuid.UUID, *, seen_entry: int | None = None, **values: Any) -> Item:
    """Change an item's title, source, date, citation key, case, tags or note; never its bytes.

    Raises:
        BadInput: the citation key has other characters than letters, digits, - _ . or is taken.
    """
    cite = values.get("cite")
    if cite:
        if not _CITE.fullmatch(cite):
            raise BadInput(
                N_("“%(cite)s” cannot be a citation key. Use letters, digits, - _ and . only."), cite=cite
            )
        if guard.visible(Item.objects.filter(cite=cite), acting.seen_by).exclude(pk=item_id).exists():
            raise BadInput(N_("“%(cite)s” already stands for another item. Choose another key."), cite=cite)
    with transaction.atomic():
        item = save(acting, Item, identifier=item_id, seen_entry=seen_entry, values=values)
        if "title" in values:
            with connection.cursor() as cursor:
                fulltext.remove(cursor, [item.row])
                if item.compartment == guard.SHARED:
                    fulltext.add(cursor, [entry_of(item)])
    return item


def undo_import(acting: Acting, run_id: uuid.UUID) -> tuple[int, int]:
    """Take back what an import added, except what something rests on by now, or what came again since.

    Returns:
        How many items were taken back, and how many stay.

    Raises:
        NotFound: there is no such import for this person.
    """
    run = guard.one(ImportRun.objects.all(), acting.seen_by, run_id)
    added = list(
        ImportFile.objects.filter(run=run, state=FileState.ADDED, item__isnull=False).order_by("-position")
    )
    gone, kept = 0, 0
    with transaction.atomic():
        names = []
        for file in added:
            item = file.item
            came_again = item is not None and item.origins.exclude(import_run=run).exists()
            if item is None or came_again or item.within_as == Within.PAGE or is_held(item):
                kept += 1
                continue
            names.append(item.object_name)
            erase(acting, item, why="import undone")
            file.item, file.state = None, FileState.UNDONE
            file.save()
            gone += 1
        run.state = ImportState.UNDONE
        run.save(update_fields=["state"])
        append(acting, [Act("import.undone", run.compartment, run.pk, {"erased": gone, "kept": kept})])
        transaction.on_commit(lambda: discard_unused(acting, names))
    with connection.cursor() as cursor:
        fulltext.optimize(cursor)
    return gone, kept


def is_held(item: Item) -> bool:
    """Say whether anything would lose its ground or its parts without this item.

    Asked of everything in the vault: what somebody may not see rests on it too.
    """
    row = Item.objects.get(pk=item.pk)
    parts = row.parts.exclude(within_as=Within.PAGE)
    rows = (row.passages, row.decisions, row.series, row.grounds, parts)
    return any(one.exists() for one in rows) or is_cited(row.cite)


def erase(acting: Acting, item: Item, *, why: str) -> None:
    """Take an item out of the archive, inside the caller's transaction; the caller discards its bytes."""
    append(acting, [Act("item.erased", item.compartment, item.pk, {"why": why})])
    with connection.cursor() as cursor:
        fulltext.remove(cursor, [item.row])
    item.delete()
