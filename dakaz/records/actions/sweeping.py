"""Removing sealed objects that belong to nothing, while others go on working."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import connection, transaction

from dakaz.records.queries.unused_objects import is_rolled_back, needed_since, ours, referred, unused

from .acting import Acting
from .logged import Act, append, next_number
from .wiping import wipe_what_waits

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Swept:
    """How many objects were removed, and whether all were looked at."""

    removed: int
    finished: bool


def always() -> bool:
    """Go on to the end."""
    return True


def sweep(acting: Acting, *, before: datetime, may_go_on: Callable[[], bool] = always) -> Swept:
    """Remove every object that no item and no file of an import refers to; log once how many.

    Nothing goes that is about to be recorded: sealing gives an object the present time, also one that
    was here, and what became needed meanwhile is asked while nobody else can write. Killed, it has
    removed some and goes on the next time. A database older than its checkpoints is left alone.

    Args:
        before: what was sealed since then stays; by the machine's own clock, as the times of files are.
        may_go_on: asked before each few hundred removals.
    """
    if is_rolled_back(acting.vault, next_number()):
        return Swept(0, finished=True)
    known, removed, finished = referred(), 0, True
    is_ours = ours(acting.vault, acting.keys)
    found = (name for name in unused(acting.vault, known, before=before) if is_ours(name))
    while names := list(islice(found, AT_ONCE)):
        if not may_go_on():
            finished = False
            break
        with transaction.atomic():
            going = set(names) - needed_since(known, names)
            removed += sum(acting.vault.objects.discard_untouched(name, since=before) for name in going)
    if removed:
        with transaction.atomic():
            append(acting, [Act("objects.swept", acting.seen_by.office, None, {"removed": removed})])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA main.wal_checkpoint(TRUNCATE)")  # what a killed sealing left there
    wipe_what_waits()
    return Swept(removed, finished)
