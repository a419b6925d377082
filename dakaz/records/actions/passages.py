"""Marking passages: exact words of an item's text, and where they stand."""

from __future__ import annotations

import hashlib
import re
import uuid
from typing import Any

import rfc8785
from django.db import transaction

from dakaz.errors import N_, BadInput, NotFound
from dakaz.records import guard
from dakaz.records.models import Item, ItemText, Passage

from .acting import Acting
from .logged import writing

PASSAGE_SCHEMA = "dakaz.passage/1"
CONTEXT = 60


def mark(acting: Acting, item_id: uuid.UUID | str, *, start: int, end: int, label: str = "") -> Passage:
    """Make a passage of characters ``start`` to ``end`` of an item's text.

    Args:
        label: short name used in citations, such as q1; the next free one when empty.

    Raises:
        BadInput: nothing is marked, or the label is taken.
        NotFound: the item is not there for this person, or has no text.
    """
    item = guard.one(Item.objects.all(), acting.seen_by, item_id)
    text = ItemText.objects.filter(pk=item.pk).first()
    if text is None:
        raise NotFound(N_("No text was read from this item, so nothing in it can be marked yet."))
    start, end = _trimmed(text.content, start, end)
    with transaction.atomic():
        passage = Passage(
            id=acting.fresh_id(),
            compartment=item.compartment,
            item=item,
            label=_label(item, label),
            start=start,
            end=end,
            exact=text.content[start:end],
            prefix=text.content[max(0, start - CONTEXT) : start],
            suffix=text.content[end : end + CONTEXT],
            place=_place(text, start),
        )
        passage.record = rfc8785.dumps(passage_record(passage, text))
        with writing(acting, "passage.marked", passage):
            passage.save(force_insert=True)
    return passage


def mark_words(acting: Acting, item_id: uuid.UUID | str, *, words: str, label: str = "") -> Passage:
    """Make a passage of the first place where ``words`` stand, white space and typography aside.

    Raises:
        BadInput: they stand nowhere in the item's text.
    """
    item = guard.one(Item.objects.all(), acting.seen_by, item_id)
    text = ItemText.objects.filter(pk=item.pk).first()
    found = standing(text.content, words) if text else None
    if found is None:
        raise BadInput(
            N_("These words do not stand in “%(title)s”: %(words)s. Copy them from the text."),
            title=item.title,
            words=words,
        )
    return mark(acting, item_id, start=found[0], end=found[1], label=label)


def passage_record(passage: Passage, text: ItemText) -> dict[str, Any]:
    """Return what never changes about a passage, for its canonical bytes."""
    return {
        "schema": PASSAGE_SCHEMA,
        "id": str(passage.id),
        "item": str(passage.item_id),
        "item_sha256": passage.item.sha256,
        "text_sha256": hashlib.sha256(text.content.encode()).hexdigest(),
        "extractor": text.extractor,
        "exact": passage.exact,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
        "start": passage.start,
        "end": passage.end,
    }


def standing(content: str, words: str) -> tuple[int, int] | None:
    """Return where ``words`` stand in ``content``, whatever white space and marks are between them."""
    wanted = re.findall(r"\w+", words)
    found = re.search(r"[\W_]+".join(map(re.escape, wanted)), content) if wanted else None
    if found is None:
        return None
    tail = re.search(r"\W*$", words.rstrip())
    marks = tail.group() if tail else ""
    end = found.end() + len(marks) if content.startswith(marks, found.end()) else found.end()
    return found.start(), end


def _trimmed(content: str, start: int, end: int) -> tuple[int, int]:
    start, end = max(0, start), min(len(content), end)
    chosen = content[start:end]
    start += len(chosen) - len(chosen.lstrip())
    end -= len(chosen) - len(chosen.rstrip())
    if start >= end:
        raise BadInput(N_("Nothing is marked. Mark some words in the text first."))
    return start, end


def _label(item: Item, wanted: str) -> str:
    taken = set(item.passages.values_list("label", flat=True))
    if wanted and wanted in taken:
        raise BadInput(
            N_("“%(label)s” names another passage of this item. Choose another name."), label=wanted
        )
    return wanted or next(f"q{n}" for n in range(1, len(taken) + 2) if f"q{n}" not in taken)


def _place(text: ItemText, start: int) -> str:
    """Return where in the item a character stands, as ``kind label`` of the anchor before it."""
    before = [anchor for anchor in text.anchors if anchor[0] <= start]
    return f"{before[-1][1]} {before[-1][2]}"[:80] if before else ""
