"""Files that people send from a browser: sealed on arrival, then waiting in an import to be taken in."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import transaction

from dakaz.errors import N_, BadInput
from dakaz.records import guard
from dakaz.records.models import FileState, ImportFile, ImportRun, ImportState, Item
from dakaz.records.queries.unused_objects import NEEDED
from dakaz.vault import Stored

from .acting import Acting
from .imports import Incoming, start
from .items import home_of
from .logged import Act, append

UPLOAD = "upload"
PHOTOS = "photos"
AT_ONCE = 500
A_MOMENT = timedelta(milliseconds=1)  # finer than that the times of files are not


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that lies sealed in the vault already.

    Args:
        name: path or name as the browser gave it; shown, never used to write a file.
        stored: where its bytes are.
    """

    name: str
    stored: Stored


def receive(
    acting: Acting, arrived: Sequence[Arrived], *, one_paper: bool = False, case: uuid.UUID | None = None
) -> ImportRun:
    """Put files that arrived into a new import; the worker takes them in.

    Args:
        one_paper: the files are photos of one paper; they are read once they are in order.
        case: the case they belong to.

    Raises:
        BadInput: no file arrived.
        NotFound: the case is not there for this person.
    """
    if not arrived:
        raise BadInput(N_("No file was chosen. Choose files or a folder, or drop them on the page."))
    came = [file.stored.name for file in arrived]
    arrived = [_at_home(acting, file, home_of(acting, case)) for file in arrived]
    with transaction.atomic():
        run = start(acting, how=PHOTOS if one_paper else UPLOAD, case=case)
        ImportFile.objects.bulk_create(
            ImportFile(
                run=run,
                position=position,
                name=file.name[-1000:],
                state=FileState.WAITING,
                staged=file.stored.name,
                sha256=file.stored.sha256,
                size=file.stored.size,
            )
            for position, file in enumerate(arrived)
        )
    discard_unused(acting, set(came) - {file.stored.name for file in arrived})
    return run


def _at_home(acting: Acting, file: Arrived, compartment: str) -> Arrived:
    """Seal a file under the key of the case it is for: it arrived before anyone knew which that is."""
    if compartment == acting.seen_by.office:
        return file
    objects = acting.vault.objects
    with objects.open(file.stored.name, acting.keys_of(acting.seen_by.office)) as stream:
        return Arrived(file.name, objects.put(stream, acting.keys_of(compartment)))


def unfinished(acting: Acting) -> list[ImportRun]:
    """Return this person's running imports of sent files, the oldest first."""
    rows = ImportRun.objects.filter(
        state=ImportState.RUNNING, by=acting.seen_by.user_id, how__in=(UPLOAD, PHOTOS)
    )
    return list(guard.visible(rows, acting.seen_by).order_by("started"))


def goes_on(run_id: uuid.UUID) -> bool:
    """Say whether an import is still wanted; asks the database, so a locked vault is noticed too.

    Raises:
        Locked: the vault was locked meanwhile.
    """
    return ImportRun.objects.filter(pk=run_id, state=ImportState.RUNNING).exists()


def waiting(acting: Acting, run: ImportRun) -> Iterator[Incoming]:
    """Yield the files of an import that wait, in order, a few hundred rows in memory at a time."""
    keys, objects, after = acting.keys_of(run.compartment), acting.vault.objects, -1
    rows = ImportFile.objects.filter(run=run, state=FileState.WAITING).order_by("position")
    while chunk := list(rows.filter(position__gt=after)[:AT_ONCE]):
        for file in chunk:
            after, size = file.position, file.size or 0
            yield Incoming(
                file.name,
                size,
                partial(objects.open, file.staged, keys),
                Stored(file.staged, file.sha256, size),
                file.position,
            )


def stop(acting: Acting, run_id: uuid.UUID | str) -> ImportRun:
    """Let an import rest; what waits stays sealed where it is."""
    return _turned(acting, run_id, ImportState.RUNNING, ImportState.STOPPED)


def resume(acting: Acting, run_id: uuid.UUID | str) -> ImportRun:
    """Let a stopped import go on; it goes on in the name of who resumes it."""
    run = _turned(acting, run_id, ImportState.STOPPED, ImportState.RUNNING)
    if run.by != acting.seen_by.user_id and run.state == ImportState.RUNNING:
        ImportRun.objects.filter(pk=run.pk).update(by=acting.seen_by.user_id)
    return run


def _turned(acting: Acting, run_id: uuid.UUID | str, before: str, after: str) -> ImportRun:
    run = guard.one(ImportRun.objects.all(), acting.seen_by, run_id)
    with transaction.atomic():
        turned = ImportRun.objects.filter(pk=run.pk, state=before).update(state=after)
        if turned:
            append(acting, [Act(f"import.{after}", run.compartment, run.pk)])
    run.refresh_from_db()
    return run


def drop_waiting(acting: Acting, run_id: uuid.UUID | str) -> int:
    """Drop the files of an import that were never taken in, with their sealed bytes.

    Returns:
        How many files that were.
    """
    run = guard.one(ImportRun.objects.all(), acting.seen_by, run_id)
    with transaction.atomic():
        rows = ImportFile.objects.filter(run=run, state=FileState.WAITING)
        names = set(rows.values_list("staged", flat=True))
        dropped = rows.update(state=FileState.UNDONE)
        transaction.on_commit(lambda: discard_unused(acting, names))
    return dropped


def discard_unused(acting: Acting, names: Iterable[str]) -> None:
    """Delete those of these objects that no item needs, and no file of an import that is not in yet.

    Asked of everything in the vault and not only of what this person sees: an object is named by its
    content, so someone else's item may be the same bytes. Nobody records anything meanwhile, and what
    somebody has sealed (again) in between stays.
    """
    put = {name: acting.vault.objects.last_put(name) for name in set(names) - {""}}
    with transaction.atomic():
        items = Item.objects.filter(object_name__in=put).values_list("object_name", flat=True)
        waiting = ImportFile.objects.filter(staged__in=put, state__in=NEEDED).values_list("staged", flat=True)
        for name in put.keys() - {*items, *waiting}:
            if (moment := put[name]) is not None:
                acting.vault.objects.discard_untouched(name, since=moment + A_MOMENT)


def given_out(acting: Acting, item_id: uuid.UUID | str) -> Item:
    """Write that someone saved the original of an item outside the vault, and return the item."""
    item = guard.one(Item.objects.all(), acting.seen_by, item_id)
    with transaction.atomic():
        append(acting, [Act("item.given_out", item.compartment, item.pk, {"sha256": item.sha256})])
    return item
