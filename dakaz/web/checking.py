"""A check of the vault under way: in a thread of its own, its progress in memory and nowhere else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dakaz.errors import N_, DakazError

if TYPE_CHECKING:
    from datetime import datetime

    from dakaz.records.actions.acting import Acting
    from dakaz.records.queries.verify import Verified

NOT_READ = N_(
    "The vault's files could not be read to the end. Look whether the disk is there and has room, then "
    "check again."
)
OUR_MISTAKE = N_(
    "Dakaz made a mistake while checking. Nothing was changed; the vault was not checked to the end."
)


class _StoppedError(Exception):
    """Someone stopped the check, or locked."""


@dataclass(slots=True)
class Check:
    """One check.

    Args:
        by: id of the user who began it; its findings are theirs to read.
        whole: whether every stored file is opened too.
        what, done, of: what is being checked, how many are, of how many; ``None`` before it is known.
        ended: when; ``None`` while it goes on.
        result: what was found; ``None`` when it did not come to its end.
        trouble: why it did not; ``None`` also when it was stopped.
    """

    by: str
    whole: bool
    what: str = "database"
    done: int = 0
    of: int | None = None
    ended: datetime | None = None
    result: Verified | None = None
    trouble: DakazError | None = None
    stopping: threading.Event = field(default_factory=threading.Event, repr=False)


@dataclass(slots=True)
class Checks:
    """The last check of the vault that is being served; there is one at a time."""

    last: Check | None = None
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def start(self, acting: Acting, *, whole: bool, going_on: Callable[[], bool]) -> None:
        """Begin a check, unless one is under way.

        Args:
            acting: with whose keys.
            going_on: asked again and again; the check ends, and lets go of the keys, once it is false.
        """
        with self._guard:
            if self.last and self.last.ended is None:
                return
            self.last = Check(by=acting.seen_by.user_id, whole=whole)
            work = threading.Thread(
                target=_run, args=(self.last, acting, going_on), name="check", daemon=True
            )
            work.start()

    def stop(self) -> None:
        """Let the check end at its next step."""
        if self.last:
            self.last.stopping.set()


def _run(check: Check, acting: Acting, going_on: Callable[[], bool]) -> None:
    from django.db import DatabaseError, connections  # noqa: PLC0415 - tables load after the settings

    from dakaz.records.actions.verifying import verify  # noqa: PLC0415 - as above

    def tell(what: str, done: int, of: int) -> None:
        check.what, check.done, check.of = what, done, of
        if not going_on() or check.stopping.is_set():
            raise _StoppedError

    trouble: DakazError | None = DakazError(OUR_MISTAKE)
    try:
        check.result = verify(acting, objects=check.whole, progress=tell)
        trouble = None
    except _StoppedError:
        trouble = None
    except DakazError as problem:
        trouble = problem
    except (DatabaseError, OSError):
        trouble = DakazError(NOT_READ)
    finally:
        connections.close_all()
        check.trouble, check.ended = trouble, acting.clock()
