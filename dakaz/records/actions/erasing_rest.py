"""What is to be done once rows are erased: originals, a key, free room; also after a kill."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.db import connection, transaction

from dakaz.names import fold
from dakaz.records import database, guard
from dakaz.records.models import Compartment, Erasure, Item, reads
from dakaz.records.queries import people_names
from dakaz.records.queries.erasing import Plan
from dakaz.records.queries.sealed_texts import SealedTexts
from dakaz.vault.shredding import shred

from .acting import Acting
from .logged import writing
from .settling import settle
from .uploads import discard_unused

LEFT = "left"  # in a certificate: what is still to be done


def nothing(_step: str) -> None:
    """Do nothing between steps."""


def forget_words(found: Plan) -> None:
    """Let go of words that are kept in memory to find things faster."""
    fold.forget()
    people_names.forget()
    reads.taken()  # that it was looked at just now is not written into the log any more
    texts = database.kept_in_memory("texts", SealedTexts) if found.of(Item) else None
    if texts is not None:
        texts.keep_up(database.sealed_here())


def finish(acting: Acting) -> Acting:
    """Finish every erasure that was cut off, and set right what others have erased; cheap when all is done.

    Returns:
        The acting person, with the keys they hold now.
    """
    rows = guard.visible(Erasure.objects.filter(what__has_key=LEFT), acting.seen_by)
    for key in list(rows.values_list("pk", flat=True)):
        acting, _ = finish_one(acting, key)
    settle(acting)
    return acting


def finish_one(
    acting: Acting, erasure_id: uuid.UUID, *, at: Callable[[str], None] = nothing
) -> tuple[Acting, bool]:
    """Unlink originals, throw a key away, wipe free room; note that it is done.

    Returns:
        The acting person with the keys they hold now, and whether all is done.
    """
    left: dict[str, Any] = Erasure.objects.get(pk=erasure_id).what[LEFT]
    at("files")
    discard_unused(acting, left["objects"])
    at("key")
    if compartment := left.get("compartment"):
        acting = _key_gone(acting, compartment)
    at("leftovers")
    if not wiped() or _still_there(acting, left["objects"]):
        return acting, False
    at("done")
    with transaction.atomic():
        erasure = Erasure.objects.get(pk=erasure_id)
        with writing(acting, "erasure.finished", erasure):
            erasure.what = {kind: many for kind, many in erasure.what.items() if kind != LEFT}
            erasure.save()
    return acting, True


def _key_gone(acting: Acting, compartment: str) -> Acting:
    """Take the key of a compartment that is no more out of the keyring and out of memory."""
    if Compartment.objects.filter(pk=compartment).exists():
        return acting
    connection.close()  # the keyring's number is written through a connection of its own
    database.let_go(acting.seen_by.user_id)
    database.look_with(None)
    keys = shred(acting.vault, acting.keys, compartment)
    database.look_with(keys)
    mine = tuple(one for one in acting.seen_by.compartments if one != compartment)
    return replace(acting, keys=keys, seen_by=replace(acting.seen_by, compartments=mine))


def _still_there(acting: Acting, names: Sequence[str]) -> bool:
    """Say whether an original that nothing needs is still in the folder: somebody is reading it."""
    needed = set(Item.objects.filter(object_name__in=names).values_list("object_name", flat=True))
    return any(acting.vault.objects.last_put(name) for name in {*names} - needed)


def wiped() -> bool:
    """Write the database anew and empty its write-ahead file; false when others are at work in it.

    Deleted rows are overwritten where they lay, but a row that was moved from page to page before may have
    left a copy in the free room of a page. Only writing all pages anew leaves none. It takes as much memory
    as the database is large.
    """
    return database.written_anew()
