"""Writing items: the immutable record of bytes and origin, the text read from them, the index row."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import rfc8785
from django.db import connection

from dakaz import evidence
from dakaz.names.fold import fold_text
from dakaz.records import guard
from dakaz.records.models import Case, ImportRun, Item, ItemText, Origin
from dakaz.records.queries import fulltext
from dakaz.vault import Stored

from .acting import Acting
from .logged import Act, append, digest, next_number

ITEM_SCHEMA = "dakaz.item/1"
ORIGIN_SCHEMA = "dakaz.origin/1"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item belongs when it is part of another: in which, as what, at which position."""

    within: uuid.UUID
    as_what: str
    position: int
    turn: int = 0


@dataclass(frozen=True, slots=True)
class NewItem:
    """Bytes that are sealed already and what reading them gave, on the way to become an item."""

    id: uuid.UUID
    compartment: str
    stored: Stored
    name: str
    reading: evidence.Reading
    case: uuid.UUID | None = None
    place: Place | None = None


def home_of(acting: Acting, case: uuid.UUID | None) -> str:
    """Return the compartment that files for a case are kept in: its own, else the office's.

    Raises:
        NotFound: the case is not there for this person.
    """
    if case is None:
        return acting.seen_by.office
    return str(guard.one(Case.objects.all(), acting.seen_by, case).compartment)


def record_items(acting: Acting, run: ImportRun, new_items: Sequence[NewItem]) -> None:
    """Write items with how they came, their texts and index rows, inside the caller's transaction.

    One log entry for each item.
    """
    if not new_items:
        return
    first = next_number()
    items = [_item(new, row) for row, new in enumerate(new_items, start=first)]
    origins = [
        _origin(acting, run, item.id, new.name, item.sha256, entry=item.row)
        for item, new in zip(items, new_items, strict=True)
    ]
    Item.objects.bulk_create(items)
    Origin.objects.bulk_create(origins)
    ItemText.objects.bulk_create(_text(new) for new in new_items if new.reading.text)
    append(acting, [_added(item, origin) for item, origin in zip(items, origins, strict=True)])
    with connection.cursor() as cursor:
        fulltext.add_folded(
            cursor,
            [
                (item.row, folded(item.title, new.reading))
                for item, new in zip(items, new_items, strict=True)
                if item.compartment == guard.SHARED
            ],
        )


def _added(item: Item, origin: Origin) -> Act:
    details = {
        "digest": digest(item),
        "sha256": item.sha256,
        "size": item.size,
        "record": _sha256(bytes(origin.record)),
    }
    return Act("item.added", item.compartment, item.id, details)


def record_origins(acting: Acting, run: ImportRun, came: Sequence[tuple[uuid.UUID, str, str]]) -> None:
    """Write that bytes which are here already came again: (item, name, sha256) each."""
    first = next_number()
    origins = [
        _origin(acting, run, item, name, sha256, entry=entry)
        for entry, (item, name, sha256) in enumerate(came, start=first)
    ]
    Origin.objects.bulk_create(origins)
    append(
        acting,
        [
            Act("item.received", run.compartment, one.item_id, {"record": _sha256(bytes(one.record))})
            for one in origins
        ],
    )


def _origin(acting: Acting, run: ImportRun, item: uuid.UUID, name: str, sha256: str, *, entry: int) -> Origin:
    now = acting.clock()
    record = {
        "schema": ORIGIN_SCHEMA,
        "item": str(item),
        "sha256": sha256,
        "how": run.how,
        "name": name,
        "at": now.isoformat(timespec="milliseconds"),
        "by": acting.seen_by.user_id,
    }
    return Origin(
        item_id=item,
        entry=entry,
        import_run=run,
        how=run.how,
        name=name,
        at=now,
        by=acting.seen_by.user_id,
        record=rfc8785.dumps(record),
    )


def _item(new: NewItem, row: int) -> Item:
    reading, place = new.reading, new.place
    return Item(
        id=new.id,
        compartment=new.compartment,
        entry=row,
        row=row,
        sha256=new.stored.sha256,
        size=new.stored.size,
        media_type=reading.media_type,
        object_name=new.stored.name,
        record=rfc8785.dumps(item_record(new)),
        name=evidence.clean_name(new.name),
        within_id=place.within if place else None,
        within_as=place.as_what if place else "",
        position=place.position if place else 0,
        turn=place.turn if place else 0,
        title=(reading.title or PurePosixPath(evidence.clean_name(new.name)).stem)[:300],
        case_id=new.case,
        dated=(reading.dated or "")[:40],
        reading=reading.status,
        reading_notes=[{"message": note.message, "values": note.values} for note in reading.notes],
        language=reading.language or "",
        pages=reading.pages,
    )


def item_record(new: NewItem) -> dict[str, Any]:
    """Return what never changes about an item, for its canonical bytes."""
    return {
        "schema": ITEM_SCHEMA,
        "id": str(new.id),
        "sha256": new.stored.sha256,
        "size": new.stored.size,
        "media_type": new.reading.media_type,
        "name": new.name,
        "within": str(new.place.within) if new.place else None,
    }


def _text(new: NewItem) -> ItemText:
    return ItemText(
        item_id=new.id,
        compartment=new.compartment,
        content=new.reading.text,
        anchors=[[anchor.start, anchor.kind, anchor.label] for anchor in new.reading.anchors],
        extractor=new.reading.extractor,
    )


def folded(title: str, reading: evidence.Reading) -> str:
    """Return the tokens of an item's title and text; the text's come folded from the child that read it."""
    tokens = reading.tokens or fold_text(reading.text, reading.language)
    return f"{fold_text(title, reading.language)} {tokens}".strip()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
