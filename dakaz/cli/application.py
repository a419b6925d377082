"""Putting the app together: children that parse, the door, the background worker, the vault's own clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dakaz.outside.parsing import Readers
from dakaz.web.server import Wishes, serve
from dakaz.web.store import Records

from .opening import now, start_django

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.vault import Keys, Vault


class Store(Records):
    """The records, which also say on which day a sample vault's clock stands."""

    def __init__(self) -> None:
        self.sample_today: date | None = None

    def enter(self, vault: Vault, keys: Keys) -> SeenBy:
        """Open the database and look at its clock."""
        from dakaz.records.queries.archive import vault_state  # noqa: PLC0415 - needs Django

        seen_by = super().enter(vault, keys)
        self.sample_today = vault_state().sample_today
        return seen_by

    def clock(self) -> datetime:
        """Return the present moment; in a sample vault, the present time on the sample's day."""
        moment = now()
        if self.sample_today is None:
            return moment
        day = self.sample_today
        return moment.replace(year=day.year, month=day.month, day=day.day)


def open_app(
    folder: Path, *, port: int, on_ready: Callable[[str], None], wishes: Wishes | None = None
) -> None:
    """Serve a vault until the process is ended.

    Args:
        port: the first to try.
        on_ready: told the address once the app listens.
        wishes: host and names, when they are not this machine's own.
    """
    start_django()
    store = Store()
    with Readers() as readers:
        serve(
            folder,
            wishes=wishes or Wishes(port=port),
            clock=store.clock,
            store=store,
            on_ready=on_ready,
        )
        del readers
