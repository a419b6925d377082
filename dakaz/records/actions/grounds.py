"""Saying what a record rests on: a passage, or an item as a whole."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction

from dakaz.errors import N_, BadInput
from dakaz.records import guard
from dakaz.records.models import Ground, Item, Passage, Record

from .acting import Acting
from .logged import Act, append


def rest_on(
    acting: Acting,
    record: Record,
    *,
    passage: Passage | None = None,
    item: Item | None = None,
    field: str = "",
) -> None:
    """Note that ``record`` (or one field of it) rests on a passage or on a whole item."""
    whole = passage.item if passage else item
    if whole is None:
        raise TypeError("rest_on needs a passage or an item")
    columns = {"compartment": record.compartment, "kind": record._meta.model_name, "subject": record.pk}
    ground = Ground(**columns, field=field, passage=passage, item=whole)
    guard.may_lead_to(guard.links_of(ground), acting.seen_by, compartment=record.compartment)
    with transaction.atomic():
        _, new = Ground.objects.get_or_create(**columns, field=field, passage=passage, item=whole)
        if new:
            details = {"item": str(whole.pk), "passage": str(passage.pk) if passage else None}
            append(acting, [Act("ground.added", record.compartment, record.pk, details)])


def rest_exactly_on(acting: Acting, record: Record, *, field: str, places: Sequence[Passage | Item]) -> None:
    """Let one field of ``record`` rest on these passages and items, and on nothing it rested on before."""
    passages = {place.pk for place in places if isinstance(place, Passage)}
    items = {place.pk for place in places if isinstance(place, Item)}
    for ground in guard.visible(Ground.objects.filter(subject=record.pk, field=field), acting.seen_by):
        if (ground.passage_id or ground.item_id) not in (passages if ground.passage_id else items):
            rest_no_longer(acting, ground.pk)
    for place in places:
        if isinstance(place, Passage):
            rest_on(acting, record, passage=place, field=field)
        else:
            rest_on(acting, record, item=place, field=field)


def rest_on_ids(acting: Acting, record: Record, *, passages: list[uuid.UUID], items: list[uuid.UUID]) -> None:
    """Note several passages and items by their ids; each must be visible to the person."""
    for identifier in passages:
        rest_on(acting, record, passage=guard.one(Passage.objects.all(), acting.seen_by, identifier))
    for identifier in items:
        rest_on(acting, record, item=guard.one(Item.objects.all(), acting.seen_by, identifier))


def rest_no_longer(acting: Acting, ground_id: int) -> None:
    """Take a link away again."""
    with transaction.atomic():
        ground = guard.visible(Ground.objects.filter(pk=ground_id), acting.seen_by).first()
        if ground:
            details = {"item": str(ground.item_id), "passage": str(ground.passage_id or "")}
            append(acting, [Act("ground.removed", ground.compartment, ground.subject, details)])
            ground.delete()


def rest_on_cited(acting: Acting, record: Record, place: str) -> None:
    """Note what a record rests on, named as a report cites it: ``key`` or ``key#label``.

    Raises:
        BadInput: no item or passage one may see is called so.
    """
    key, _, label = place.strip().removeprefix("@").partition("#")
    item = guard.visible(Item.objects.filter(cite=key), acting.seen_by).first()
    passage = item.passages.filter(label=label).first() if item and label else None
    if item is None or (label and passage is None):
        raise BadInput(
            N_("Nothing is cited as “%(place)s”. Look at the item's page for its key and its passages."),
            place=place.strip(),
        )
    rest_on(acting, record, passage=passage, item=None if passage else item)
