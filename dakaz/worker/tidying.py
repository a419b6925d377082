"""Clearing away, once a day while nobody waits, what killed programs left."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dakaz.records.actions.acting import Acting

LOG = logging.getLogger(__name__)
AGAIN = timedelta(days=1)
SOON = timedelta(hours=1)


def wall_clock() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class Tidying:
    """Knows when it is time to look again.

    Args:
        clock: says what moment it is.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._next: datetime | None = None

    def tidy(self, acting: Acting, *, may_go_on: Callable[[], bool]) -> None:
        """Finish erasures that were cut off; remove half-written files and objects that belong to nothing.

        Args:
            may_go_on: asked again and again; when someone needs the worker, the rest is done an hour later.

        Raises:
            Locked: the vault was locked meanwhile.
        """
        from dakaz.records.actions.erasing_rest import finish  # noqa: PLC0415 - tables load after the settings
        from dakaz.records.actions.sweeping import sweep  # noqa: PLC0415
        from dakaz.records.queries.unused_objects import LONG_ENOUGH  # noqa: PLC0415

        now = self._clock()
        if self._next and now < self._next:
            return
        self._next = now + SOON
        acting = finish(acting)
        acting.vault.discard_unfinished(before=now - LONG_ENOUGH)
        swept = sweep(acting, before=now - LONG_ENOUGH, may_go_on=may_go_on)
        if swept.removed:
            LOG.info("cleared away %d objects that belonged to nothing", swept.removed)
        if swept.finished:
            self._next = now + AGAIN
