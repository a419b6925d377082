"""One import from where it stands to its end: what waits is taken in, then pictures are read."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from dakaz.errors import DakazError, Locked, NotFound, Unavailable
from dakaz.records.actions import imports, reading, rereading, uploads

from .progress import Progress

if TYPE_CHECKING:
    from dakaz.outside.parsing import Readers
    from dakaz.records.actions.acting import Acting
    from dakaz.records.models import ImportRun

Piece = TypeVar("Piece")
MayGoOn = Callable[[], bool]
Tell = Callable[[Progress], None]


def carry_on(acting: Acting, readers: Readers, run: ImportRun, *, may_go_on: MayGoOn, tell: Tell) -> None:
    """Work on an import until it is done, stopped, or the worker is wanted no longer.

    What was taken in stays in; calling this again goes on from there.

    Args:
        may_go_on: asked between any two files; false when the person has locked or the process ends.
        tell: told how far it is.

    Raises:
        Locked: the vault was locked meanwhile.
        DakazError: something keeps the whole import from going on, such as a full disk.
    """

    wanted = _for_good(lambda: may_go_on() and uploads.goes_on(run.pk))
    tell(Progress(run.pk, "taking in"))
    for _ in imports.take_in(acting, readers, run, _while(wanted, uploads.waiting(acting, run))):
        pass
    if run.how != uploads.PHOTOS:
        _read_pictures(acting, readers, run, wanted=wanted, tell=tell)
    if wanted():
        imports.finish(run)


def _for_good(asked: MayGoOn) -> MayGoOn:
    """Return what stays false once it was: should the stop be refused, what was left out is not done yet."""
    refused = False

    def wanted() -> bool:
        nonlocal refused
        refused = refused or not asked()
        return not refused

    return wanted


def _read_pictures(acting: Acting, readers: Readers, run: ImportRun, *, wanted: MayGoOn, tell: Tell) -> None:
    pictures = reading.waiting_pictures(acting, run=run) if wanted() else []
    for done, picture in enumerate(_while(wanted, iter(pictures))):
        tell(Progress(run.pk, "reading pictures", done, len(pictures)))
        try:
            read_one(acting, readers, picture)
        except Unavailable:
            return  # no OCR on this machine: pictures are kept, and can be read once there is


def read_one(acting: Acting, readers: Readers, item: uuid.UUID) -> None:
    """Read one item's letters; a picture that cannot be read is kept unread and stops nothing.

    Raises:
        Unavailable: no program for it is installed.
        Locked: the vault was locked meanwhile.
    """
    try:
        rereading.read_again(acting, readers, item)
    except (Locked, Unavailable):
        raise
    except NotFound:
        return  # taken back, or taken apart, while it was being read
    except DakazError as problem:
        with suppress(NotFound):
            rereading.note_unread(acting, item, problem)


def _while(wanted: MayGoOn, pieces: Iterator[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if not wanted():
            return
        yield piece
