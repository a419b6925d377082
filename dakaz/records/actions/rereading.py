"""Reading an item once more: letters of photos and scans, or a document after a better reader came."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction

from dakaz import evidence
from dakaz.errors import N_, DakazError, Unavailable
from dakaz.outside.parsing import Readers
from dakaz.records import guard
from dakaz.records.models import ImportRun, Item, Reading

from .acting import Acting
from .logged import writing
from .reading import PAPER_TYPE, Page, join_photos, joined, keep_reading, read_picture, with_ocr

NOT_YET = N_("The letters in the photos have not been read yet.")


def read_again(acting: Acting, readers: Readers, item_id: uuid.UUID) -> None:
    """Read an item's bytes anew and keep what is found as its text; its passages stay.

    Raises:
        Unavailable: it is a picture, and no program for its letters is installed.
        Unreadable: its letters could not be read; nothing was changed.
    """
    item = guard.one(Item.objects.all(), acting.seen_by, item_id)
    if item.media_type == PAPER_TYPE:
        keep_reading(acting, item, _paper_reading(acting, readers, item))
    elif item.media_type.startswith("image/") or is_unread_scan(item):
        read_picture(acting, readers, item.pk)
    else:
        keep_reading(acting, item, readers.read(_content(acting, item), item.name))


def is_unread_scan(item: Item) -> bool:
    """Say whether an item is a PDF in which no letters were found."""
    return item.media_type == "application/pdf" and item.reading == Reading.NO_TEXT


def _paper_reading(acting: Acting, readers: Readers, paper: Item) -> evidence.Reading:
    photos = guard.visible(paper.parts.all(), acting.seen_by).order_by("position")
    return joined([_photo_reading(acting, readers, photo) for photo in photos])


def _photo_reading(acting: Acting, readers: Readers, photo: Item) -> evidence.Reading:
    return with_ocr(readers, _content(acting, photo), photo.name, turn=photo.turn)


def _content(acting: Acting, item: Item) -> bytes:
    return acting.vault.objects.read(item.object_name, acting.keys_of(item.compartment))


def note_unread(acting: Acting, item_id: uuid.UUID, problem: DakazError) -> None:
    """Write on an item why reading it once more gave nothing; what was read before stays.

    Raises:
        NotFound: it was taken back meanwhile.
    """
    note = {"message": problem.message, "values": problem.values}
    with transaction.atomic():
        item = guard.one(Item.objects.all(), acting.seen_by, item_id)
        if note not in item.reading_notes:
            item.reading_notes = [*item.reading_notes, note]
            with writing(acting, "item.read", item):
                item.save()


class _Later(Readers):
    """Reads nothing: joining photos must not keep a person waiting for a minute."""

    def __init__(self) -> None:
        """Start no children."""

    def read(self, *_args: object, **_options: object) -> evidence.Reading:
        """Put it off."""
        raise Unavailable(NOT_YET)


def join_now_read_later(acting: Acting, run: ImportRun, *, pages: Sequence[Page], title: str) -> uuid.UUID:
    """Make one paper of photos at once; its letters are read by ``read_again``.

    Raises:
        BadInput: no photo was chosen.
    """
    return join_photos(acting, _Later(), run, pages=pages, title=title)


def papers_not_read_yet(acting: Acting) -> list[uuid.UUID]:
    """Return papers whose letters wait to be read, so that a restart forgets none."""
    papers = guard.visible(Item.objects.filter(media_type=PAPER_TYPE), acting.seen_by)
    rows = papers.filter(reading=Reading.NO_TEXT).values_list("id", "reading_notes")
    return [paper for paper, notes in rows if any(note["message"] == NOT_YET for note in notes)]
