"""One thread that works through imports, one after another, with the keys of those signed in."""

from __future__ import annotations

import logging
import threading
import uuid
from collections import deque
from copy import copy
from itertools import count
from typing import TYPE_CHECKING

from django.db import DatabaseError, connections

from dakaz.errors import N_, DakazError, Locked, NoRoom, Unavailable, VaultBusy

from .progress import Progress
from .tidying import Tidying, wall_clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from dakaz.outside.parsing import Readers
    from dakaz.records.actions.acting import Acting
    from dakaz.records.models import ImportRun

LOG = logging.getLogger(__name__)
PATIENCE = 30.0
OUR_MISTAKE = N_(
    "Dakaz made a mistake while taking these files in. What is in stays in; the rest waits sealed."
)
NOT_WRITTEN = N_("The vault's files could not be read or written just now. Nothing half-done was kept.")


class Worker:
    """Takes in what people sent, and reads pictures, while their pages stay quick.

    It holds someone's keys only while it has work of theirs. What is left when they lock stays sealed
    in the vault and goes on after their next ``wake``; so does what a restart has cut off.

    Args:
        readers: the children that parse; also drawn on by pages that show pictures.
        clock: says what moment it is, as the times of files do; never a sample's.
    """

    def __init__(self, readers: Readers, *, clock: Callable[[], datetime] = wall_clock) -> None:
        self.readers = readers
        self._tidying = Tidying(clock)
        self._change = threading.Condition()
        self._acting: dict[str, Acting] = {}
        self._to_read: deque[tuple[str, uuid.UUID]] = deque()
        self._held_up: dict[uuid.UUID, DakazError] = {}
        self._given_up: set[uuid.UUID] = set()
        self._stopping: set[uuid.UUID] = set()
        self._now: Progress | None = None
        self._reading: uuid.UUID | None = None
        self._closing = False
        self._woken = 0
        self._thread = threading.Thread(target=self._work, name="worker", daemon=True)
        self._thread.start()

    def wake(self, acting: Acting) -> None:
        """Work for someone: after sign-in, after files were sent, after *Resume*. Cheap to call again."""
        with self._change:
            self._acting[acting.seen_by.user_id] = acting
            self._woken += 1
            self._change.notify_all()

    def read(self, acting: Acting, item: uuid.UUID) -> None:
        """Read one item's letters as soon as nothing else is under way."""
        with self._change:
            if not self.is_to_read(item):
                self._to_read.append((acting.seen_by.user_id, item))
        self.wake(acting)

    def is_to_read(self, item: uuid.UUID) -> bool:
        """Say whether an item waits to be read, or is being read."""
        return item == self._reading or any(item == waiting for _, waiting in list(self._to_read))

    def progress(self, run: uuid.UUID) -> Progress | None:
        """Return how far an import is, if it is the one at work now."""
        now = self._now
        return now if now and now.run == run else None

    def held_up(self, run: uuid.UUID) -> DakazError | None:
        """Return what an import was stopped by, if it did not stop because someone said so."""
        return self._held_up.get(run)

    def stop_run(self, acting: Acting, run: uuid.UUID, *, patience: float = PATIENCE) -> bool:
        """Stop an import and wait until its last files are down.

        Args:
            patience: seconds to wait for the batch under way.

        Returns:
            Whether it rests now; if not, it will as soon as that batch is done.
        """
        from dakaz.records.actions import uploads  # noqa: PLC0415 - tables load after the settings

        self._stopping.add(run)  # heard at once: the word in the vault has to wait for its turn to write
        try:
            uploads.stop(acting, run)
            with self._change:
                return self._change.wait_for(lambda: self.progress(run) is None, timeout=patience)
        finally:
            self._stopping.discard(run)

    def forget(self, user_id: str) -> None:
        """Let go of someone's keys: they have locked. The batch under way is finished or dropped whole."""
        with self._change:
            self._acting.pop(user_id, None)
            self._to_read = deque(waiting for waiting in self._to_read if waiting[0] != user_id)
            self._change.notify_all()

    def forget_all(self) -> None:
        """Let go of everyone's keys: nobody is signed in."""
        with self._change:
            self._acting.clear()
            self._to_read.clear()
            self._change.notify_all()

    def close(self) -> None:
        """End the thread after the batch under way; what is left goes on after the next start."""
        with self._change:
            self._closing = True
            self._acting.clear()
            self._change.notify_all()
        self._thread.join()

    def _work(self) -> None:
        while (acting := self._next()) is not None:
            try:
                self._serve(acting)
            except Locked:
                # the store has dropped its key, perhaps to change it: nobody's keys are good any more
                with self._change:
                    self._acting.clear()
            except BaseException:  # a fault of ours ends this turn, not the thread that others wait for
                LOG.exception("a piece of work was given up")
                self.forget(acting.seen_by.user_id)
            finally:
                del acting  # else the last one's keys would stay while there is nothing to do
                self._now = self._reading = None
                connections.close_all()
                with self._change:
                    self._change.notify_all()

    def _next(self) -> Acting | None:
        """Wait for someone with work; None at the end."""
        with self._change:
            self._change.wait_for(lambda: self._closing or self._acting)
            return None if self._closing else next(iter(self._acting.values()))

    def _serve(self, acting: Acting) -> None:
        """Do the next piece of work for someone, or let go of their keys when there is none."""
        from dakaz.records import database  # noqa: PLC0415 - tables load after the settings
        from dakaz.records.actions import taking_in, uploads  # noqa: PLC0415

        woken = self._woken
        database.look_with(acting.keys)
        item = self._next_to_read(acting)
        runs = [] if item else uploads.unfinished(acting)
        if item:
            self._read(acting, item)
        elif runs:
            self._import(acting, runs[0])
        elif tables := taking_in.unfinished(acting):
            self._take_table(acting, tables[0])
        elif not self._read_papers(acting) and self._reseal(acting):
            self._tidying.tidy(acting, may_go_on=lambda: self._is_idle(acting))
            self._let_go(acting, woken)

    def _read_papers(self, acting: Acting) -> bool:
        """Put papers that a restart has left unread in line, each once; say whether there are any."""
        from dakaz.records.actions import rereading  # noqa: PLC0415 - tables load after the settings

        unread = [paper for paper in rereading.papers_not_read_yet(acting) if paper not in self._given_up]
        with self._change:
            self._to_read.extend((acting.seen_by.user_id, paper) for paper in unread)
        self._given_up.update(unread)
        return bool(unread)

    def _reseal(self, acting: Acting) -> bool:
        """Seal files anew after someone was removed, until the worker is needed; say whether none is left.

        What keeps one person's files from it, such as a full disk, is tried again at their next ``wake``.
        """
        from dakaz.records.actions import resealing  # noqa: PLC0415 - tables load after the settings
        from dakaz.records.queries.resealing import progress  # noqa: PLC0415

        resealing.note(acting)
        try:
            resealing.reseal(acting, may_go_on=self._until_wanted(acting))
        except (NoRoom, OSError) as problem:
            LOG.warning("files wait to be sealed anew: %s", type(problem).__name__)
            return True
        if progress(acting.seen_by) is None:
            return True
        with self._change:  # others first, then on from here
            user = acting.seen_by.user_id
            if self._acting.get(user) is acting:
                self._acting[user] = self._acting.pop(user)
        return False

    def _until_wanted(self, acting: Acting) -> Callable[[], bool]:
        """Return what lets long work go on until somebody brings work; with others waiting, one piece."""
        woken, pieces = self._woken, count()

        def may_go_on() -> bool:
            with self._change:
                here = not self._closing and self._acting.get(acting.seen_by.user_id) is acting
                free = not self._to_read and woken == self._woken
                return here and free and (len(self._acting) == 1 or next(pieces) == 0)

        return may_go_on

    def _next_to_read(self, acting: Acting) -> uuid.UUID | None:
        with self._change:
            waiting = [one for one in self._to_read if one[0] == acting.seen_by.user_id]
            if not waiting:
                return None
            self._to_read.remove(waiting[0])
            self._reading = waiting[0][1]
            return self._reading

    def _read(self, acting: Acting, item: uuid.UUID) -> None:
        from .importing import read_one  # noqa: PLC0415 - tables load after the settings

        try:
            read_one(acting, self.readers, item)
        except Unavailable:
            LOG.info("a picture waits: there is no program to read it")

    def _import(self, acting: Acting, run: ImportRun) -> None:
        from .importing import carry_on  # noqa: PLC0415 - tables load after the settings

        def work() -> None:
            carry_on(acting, self.readers, run, may_go_on=self._may_go_on(acting, run), tell=self._tell)

        self._held(acting, run, work)

    def _take_table(self, acting: Acting, run: ImportRun) -> None:
        from dakaz.records.actions import taking_in  # noqa: PLC0415 - tables load after the settings

        def work() -> None:
            self._tell(Progress(run.pk, "taking in"))
            taking_in.carry_on(acting, self.readers, run, may_go_on=self._may_go_on(acting, run))

        self._held(acting, run, work)

    def _held(self, acting: Acting, run: ImportRun, work: Callable[[], None]) -> None:
        """Do a piece of work; what keeps it from going on is remembered, and it rests."""
        from dakaz.records.actions import uploads  # noqa: PLC0415 - tables load after the settings

        self._held_up.pop(run.pk, None)
        try:
            work()
        except Locked:
            raise
        except (DakazError, OSError, DatabaseError) as problem:
            self._held_up[run.pk] = _without_traces(problem)
            uploads.stop(acting, run.pk)
        except BaseException:
            self._held_up[run.pk] = VaultBusy(OUR_MISTAKE)
            uploads.stop(acting, run.pk)
            raise

    def _tell(self, progress: Progress) -> None:
        self._now = progress

    def _may_go_on(self, acting: Acting, run: ImportRun) -> Callable[[], bool]:
        def may_go_on() -> bool:
            here = not self._closing and acting.seen_by.user_id in self._acting
            return here and run.pk not in self._stopping

        return may_go_on

    def _is_idle(self, acting: Acting) -> bool:
        """Say whether these keys are still lent to us, and nobody has brought work since."""
        with self._change:
            return not self._closing and list(self._acting.values()) == [acting] and not self._to_read

    def _let_go(self, acting: Acting, woken: int) -> None:
        """Drop keys there is no work for, unless someone brought work while we looked."""
        with self._change:
            user = acting.seen_by.user_id
            more = any(owner == user for owner, _ in self._to_read)
            if self._acting.get(user) is acting and not more and woken == self._woken:
                del self._acting[user]


def _without_traces(problem: Exception) -> DakazError:
    """Return what to say about a problem, without the frames it came through: those hold keys."""
    if not isinstance(problem, DakazError):
        return VaultBusy(NOT_WRITTEN)
    return copy(problem)
