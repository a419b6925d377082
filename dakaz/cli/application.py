"""Putting the app together: children that parse, the worker, the door, the vault's own clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from dakaz.outside.parsing import Readers
from dakaz.vault import self_test
from dakaz.web.look import Banner
from dakaz.web.server import Wishes, serve
from dakaz.web.store import Records
from dakaz.worker import Worker, put_to_work

from .opening import now, start_django

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.vault import Keys, Vault


@dataclass
class Store(Records):
    """The records behind the door: also wakes the worker, and knows a sample's day.

    Args:
        worker: works for whoever signs in.
        sample_today: the day on which a sample vault's clock stands; None in a real one.
    """

    worker: Worker
    sample_today: date | None = None

    def enter(self, vault: Vault, keys: Keys) -> SeenBy:
        """Open the database, look at its clock, and go on with what waits."""
        from dakaz.records.queries.archive import vault_state  # noqa: PLC0415 - needs Django

        seen_by = super().enter(vault, keys)
        self.sample_today = vault_state().sample_today
        self._begin_work(seen_by, vault, keys)
        return seen_by

    def begin(self, vault: Vault, keys: Keys, *, user_name: str, now: datetime) -> SeenBy:
        """Write the first rows of a new vault."""
        seen_by = super().begin(vault, keys, user_name=user_name, now=now)
        self._begin_work(seen_by, vault, keys)
        return seen_by

    def _begin_work(self, seen_by: SeenBy, vault: Vault, keys: Keys) -> None:
        from dakaz.records.actions.acting import Acting  # noqa: PLC0415 - needs Django
        from dakaz.records.actions.checkpoints import checkpoint_if_due  # noqa: PLC0415

        acting = Acting(seen_by, vault, keys, self.clock)
        checkpoint_if_due(acting)
        self.worker.wake(acting)

    def gone(self, user_id: str) -> None:
        """Let the worker go of someone's keys; their work goes on after their next sign-in."""
        self.worker.forget(user_id)

    def leave(self) -> None:
        """Let the worker go of all keys, also of a sign-in that failed half-way, then take the key away."""
        self.worker.forget_all()
        super().leave()

    def clock(self) -> datetime:
        """Return the present moment; in a sample vault, the present time on the sample's day."""
        return now() if self.sample_today is None else on_the_day(now(), self.sample_today)

    def banners(self, _user: SeenBy) -> list[Banner]:
        """Say above every page that a sample is a sample."""
        if self.sample_today is None:
            return []
        return [Banner(gettext("Sample: people invented, public sources real."), "amber", on_paper=True)]


def on_the_day(moment: datetime, day: date) -> datetime:
    """Return a moment's time of day on another day, both as clocks of the app's time zone show them."""
    local = timezone.localtime(moment).replace(year=day.year, month=day.month, day=day.day)
    return local.astimezone(moment.tzinfo)


def open_app(
    folder: Path, *, port: int, on_ready: Callable[[str], None], wishes: Wishes | None = None
) -> None:
    """Serve a vault until the process is ended.

    Args:
        port: the first to try.
        on_ready: told the address once the app listens.
        wishes: host and names, when they are not this machine's own.
    """
    self_test()
    start_django()
    # The children start here, before anyone can sign in: they never see a key.
    with Readers() as readers:
        worker = Worker(readers)
        put_to_work(worker)
        store = Store(worker)
        try:
            serve(
                folder,
                wishes=wishes or Wishes(port=port),
                clock=store.clock,
                store=store,
                banners=store.banners,
                on_ready=on_ready,
            )
        finally:
            worker.close()
