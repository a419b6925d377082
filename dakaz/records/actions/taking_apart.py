"""Taking a paper made of photos apart again: the photos stand by themselves, as they came."""

from __future__ import annotations

import uuid

from django.db import connection, transaction

from dakaz.errors import N_, BadInput
from dakaz.records import guard
from dakaz.records.models import Item, Within
from dakaz.records.queries import fulltext

from .acting import Acting
from .archive import erase, is_held
from .logged import writing
from .reading import PAPER_TYPE
from .uploads import discard_unused

HELD = N_(
    "Something rests on this paper: passages, decisions, a series, or sentences of a report. Taken apart, "
    "they would lose their ground, so it stays as it is. Nothing was changed."
)
NO_PAPER = N_("This was not put together from photos, so there is nothing to take apart.")


def why_not(item: Item) -> BadInput | None:
    """Return what keeps a paper from being taken apart; None when nothing does."""
    if item.media_type != PAPER_TYPE:
        return BadInput(NO_PAPER)
    return BadInput(HELD) if is_held(item) else None


def take_apart(acting: Acting, paper_id: uuid.UUID | str) -> list[uuid.UUID]:
    """Let the photos of a paper stand by themselves again, in their order; the paper goes.

    Their bytes, how they came and what was read from them stay as they were. What people wrote on the
    paper and not on a photo (source, date, case, tags, note) goes to each photo. The log keeps that
    there was a paper, of which photos, and who took it apart.

    Raises:
        NotFound: there is no such paper for this person.
        BadInput: it is no paper, or something rests on it.
    """
    with transaction.atomic():
        paper = guard.one(Item.objects.all(), acting.seen_by, paper_id)
        if (reason := why_not(paper)) is not None:
            raise reason
        photos = guard.visible(Item.objects.filter(within=paper, within_as=Within.PAGE), acting.seen_by)
        pages = list(photos.order_by("position"))
        for photo in pages:
            _stand_alone(acting, photo, paper)
        erase(acting, paper, why="taken apart")
        transaction.on_commit(lambda: discard_unused(acting, [paper.object_name]))
    with connection.cursor() as cursor:
        fulltext.optimize(cursor)
    return [photo.pk for photo in pages]


def _stand_alone(acting: Acting, photo: Item, paper: Item) -> None:
    photo.within_id, photo.within_as, photo.position = None, "", 0
    photo.source_id = photo.source_id or paper.source_id
    photo.case_id = photo.case_id or paper.case_id
    photo.dated, photo.note = photo.dated or paper.dated, photo.note or paper.note
    photo.tags = [*photo.tags, *(tag for tag in paper.tags if tag not in photo.tags)]
    with writing(acting, "item.parted", photo, paper=str(paper.pk)):
        photo.save()
