"""Reading again: pictures by OCR, photos joined into one paper, texts after a better program came."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import rfc8785
from django.db import connection, transaction

from dakaz import evidence
from dakaz.errors import N_, BadInput, Unavailable, Unreadable
from dakaz.outside.parsing import Readers
from dakaz.outside.recognised import pages_without_text, with_letters
from dakaz.records import guard
from dakaz.records.models import ImportRun, Item, ItemText, Reading, Within
from dakaz.records.queries import fulltext
from dakaz.records.queries.series_mappings import LONGEST_NAME, mapping_in_notes

from .acting import Acting
from .items import NewItem, record_items
from .logged import writing

PAPER_TYPE = "application/vnd.dakaz.paper+json"
PAPER_SCHEMA = "dakaz.paper/1"


def waiting_pictures(acting: Acting, *, run: ImportRun | None = None) -> list[uuid.UUID]:
    """Return ids of pictures and scanned papers nobody has read yet."""
    pictures = guard.visible(Item.objects.filter(reading=Reading.NO_TEXT), acting.seen_by)
    pictures = pictures.filter(media_type__startswith="image/") | pictures.filter(
        media_type="application/pdf"
    )
    if run is not None:
        pictures = pictures.filter(origins__import_run=run)
    return list(pictures.order_by("row").values_list("id", flat=True))


def read_picture(acting: Acting, readers: Readers, item_id: uuid.UUID) -> bool:
    """Read a picture's text by OCR and keep it as the item's text; say whether there was any."""
    item = guard.one(Item.objects.all(), acting.seen_by, item_id)
    content = acting.vault.objects.read(item.object_name, acting.keys_of(item.compartment))
    reading = with_ocr(readers, content, item.name, turn=item.turn)
    keep_reading(acting, item, reading)
    return bool(reading.text.strip())


def with_ocr(readers: Readers, content: bytes, name: str, *, turn: int) -> evidence.Reading:
    """Read a file, and by OCR those of its pages that have no text of their own.

    Raises:
        Unavailable: Tesseract is not on this machine.
    """
    reading = readers.read(content, name)
    found = {}
    for page in pages_without_text(reading):
        try:
            found[page] = readers.ocr(content, page, turn=turn)
        except Unreadable:
            continue  # the page stays without text, as it was; the reading's own notes say why
    return with_letters(reading, found)


def keep_reading(acting: Acting, item: Item, reading: evidence.Reading) -> None:
    """Replace an item's text, its place in the index and what is said about reading it.

    Raises:
        NotFound: it was taken back meanwhile.
    """
    with transaction.atomic():
        # As it is now: reading took its time, and people may have described it meanwhile, or taken it back.
        item = guard.one(Item.objects.all(), acting.seen_by, item.pk)
        item.reading = reading.status
        item.language = reading.language or ""
        item.pages = reading.pages or item.pages
        _keep_older_mapping(item)
        item.reading_notes = [{"message": note.message, "values": note.values} for note in reading.notes]
        with writing(acting, "item.read", item, extractor=reading.extractor):
            item.save()
        ItemText.objects.filter(pk=item.pk).delete()
        if reading.text:
            ItemText.objects.create(
                item=item,
                compartment=item.compartment,
                content=reading.text,
                anchors=[[anchor.start, anchor.kind, anchor.label] for anchor in reading.anchors],
                extractor=reading.extractor,
                words_checked=False,
            )
        with connection.cursor() as cursor:
            fulltext.remove(cursor, [item.row])
            if item.compartment == guard.SHARED:
                fulltext.add(cursor, [(item.row, f"{item.title}\n{reading.text}", reading.language)])


def _keep_older_mapping(item: Item) -> None:
    """Take how columns are read out of the notes, where an older release kept it, before these go."""
    mapping = None if item.mapping else mapping_in_notes(item)
    if mapping is not None:
        item.mapping, item.mapping_name = json.loads(mapping.to_json()), item.title[:LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class Page:
    """A photo as a page of a paper: which item, turned clockwise by how many degrees."""

    item: uuid.UUID
    turn: int = 0


def join_photos(
    acting: Acting, readers: Readers, run: ImportRun, *, pages: Sequence[Page], title: str
) -> uuid.UUID:
    """Make one item of several photos of one paper, in order; the photos stay as they are.

    The new item's own bytes are a short list of the pages' hashes, so that it too has a hash.

    Raises:
        BadInput: no photo was chosen, or one is a page of a paper already.
    """
    if not pages:
        raise BadInput(N_("Choose at least one photo."))
    photos = _free(acting, pages)
    compartment = photos[0].compartment
    keys = acting.keys_of(compartment)
    manifest: dict[str, Any] = {
        "schema": PAPER_SCHEMA,
        "pages": [
            {"sha256": photo.sha256, "turn": page.turn} for photo, page in zip(photos, pages, strict=True)
        ],
    }
    with acting.vault.objects.writer(keys) as writer:
        writer.write(rfc8785.dumps(manifest))
        stored = writer.close()
    readings = [
        _ocr_or_nothing(readers, acting.vault.objects.read(photo.object_name, keys), photo, page.turn)
        for photo, page in zip(photos, pages, strict=True)
    ]
    paper = NewItem(
        acting.fresh_id(),
        compartment,
        stored,
        title,
        joined(readings),
        case=run.case_id or photos[0].case_id,
    )
    with transaction.atomic():
        photos = _free(acting, pages)
        record_items(acting, run, [paper])
        for position, (photo, page) in enumerate(zip(photos, pages, strict=True)):
            photo.within_id, photo.within_as = paper.id, Within.PAGE
            photo.position, photo.turn = position, page.turn
            with writing(acting, "item.joined", photo):
                photo.save()
    return paper.id


def _free(acting: Acting, pages: Sequence[Page]) -> list[Item]:
    """Return the photos as they are now; a photo is a page of one paper at most."""
    photos = [guard.one(Item.objects.all(), acting.seen_by, page.item) for page in pages]
    twice = len({photo.pk for photo in photos}) < len(photos)
    if twice or any(photo.within_as == Within.PAGE for photo in photos):
        raise BadInput(N_("One of these photos is a page of a paper already. Look at the import again."))
    return photos


def _ocr_or_nothing(readers: Readers, content: bytes, photo: Item, turn: int) -> evidence.Reading:
    """A paper is made of its photos also where no program can read them; it can be read later."""
    try:
        return with_ocr(readers, content, photo.name, turn=turn)
    except Unavailable as missing:
        note = evidence.Note(missing.message, missing.values)
        return evidence.Reading(photo.media_type, status="no_text", notes=(note,))


def joined(readings: Sequence[evidence.Reading]) -> evidence.Reading:
    """Return the pages' texts as one reading with a page anchor for each."""
    text, anchors = "", []
    for number, reading in enumerate(readings, start=1):
        anchors.append(evidence.Anchor(len(text), "page", str(number)))
        text += reading.text.rstrip() + "\n\n"
    return evidence.Reading(
        media_type=PAPER_TYPE,
        text=f"{text.rstrip()}\n" if text.strip() else "",
        anchors=tuple(anchors),
        language=next((reading.language for reading in readings if reading.language), None),
        pages=len(readings),
        status="read" if text.strip() else "no_text",
        notes=tuple(note for reading in readings for note in reading.notes),
        extractor=readings[0].extractor,
    )
