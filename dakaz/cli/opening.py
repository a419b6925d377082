"""Opening a vault for one command: parsing children first, keys second, database third."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import django

from dakaz.vault import Keys, Vault, self_test

from .options import passphrase
from .roles import allowed

if TYPE_CHECKING:
    from dakaz.records.actions.acting import Acting
    from dakaz.web.capabilities import May


# What a program that was killed left half-written is cleared away once nobody can still be writing it.
UNFINISHED = timedelta(days=1)


def now() -> datetime:
    """Return the present moment; only doors ask for it."""
    return datetime.now(UTC)


def start_django() -> None:
    """Make the tables known; needs no key."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dakaz.web.settings")
    django.setup()


@contextmanager
def opened(
    folder: Path, *, user_name: str, passphrase_file: Path | None, needs: May | None = None
) -> Iterator[Acting]:
    """Open a vault for the length of a ``with`` block.

    Args:
        needs: what one of the user's roles must let them do, as on the pages; None for what anybody may.

    Raises:
        DakazError: whatever keeps it shut. NotAllowed: their work here does not include it.
    """
    vault = Vault.open(folder)
    keys = vault.unlock(user_name=user_name, passphrase=passphrase(passphrase_file))
    with at_work(vault, keys) as acting:
        if needs is not None:
            allowed(acting, needs)
        yield acting


@contextmanager
def at_work(vault: Vault, keys: Keys, *, clock: Callable[[], datetime] = now) -> Iterator[Acting]:
    """Give the database its key, act, and take the key away again."""
    self_test()
    start_django()
    from dakaz.records import database  # noqa: PLC0415 - needs Django
    from dakaz.records.actions import reading_log  # noqa: PLC0415
    from dakaz.records.actions.access import acting_for, backup_before_upgrade  # noqa: PLC0415

    database.unlock(vault, keys, before_upgrade=lambda: backup_before_upgrade(vault, keys, now()))
    try:
        vault.discard_unfinished(before=now() - UNFINISHED)
        reading_log.begin()
        acting = acting_for(vault, keys, clock=clock)
        try:
            yield acting
        finally:
            reading_log.log_reads(acting, page="command")
    finally:
        database.lock()
