"""From keys to a store one can ask: the encrypted database behind this door."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dakaz.errors import DakazError
from dakaz.vault import Vault

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.vault import Keys

    from .session import Session

_LOG = logging.getLogger(__name__)


class Store(Protocol):
    """What sign-in, set-up and lock need of the database."""

    def enter(self, vault: Vault, keys: Keys) -> SeenBy:
        """Give the database its key and return through whose eyes queries now look."""

    def begin(self, vault: Vault, keys: Keys, *, user_name: str, now: datetime) -> SeenBy:
        """Write the first rows of a new vault and return its first user."""

    def close(self, folder: Path, keys: Keys, *, clock: Callable[[], datetime]) -> None:
        """Sign how far the log has come, while a session that ends still has its keys."""

    def look_with(self, keys: Keys | None) -> None:
        """Let this thread see what someone's keys open, until it is told otherwise; None for nobody's."""

    def read(self, folder: Path, session: Session, *, clock: Callable[[], datetime], page: str) -> None:
        """Write down what was read of sealed cases since ``look_with``."""

    def saved(self, folder: Path, session: Session, *, clock: Callable[[], datetime], page: str) -> None:
        """Write down that a file is about to leave the vault."""

    def gone(self, user_id: str) -> None:
        """Let go of the keys of someone who is signed in nowhere any more."""

    def rest(self) -> None:
        """Called every few seconds: let go of connections that nobody uses."""

    def leave(self) -> None:
        """Take the key from the database: nobody is signed in."""


class Records:
    """The encrypted database of ``dakaz.records``, imported when first needed: tables need settings."""

    def enter(self, vault: Vault, keys: Keys) -> SeenBy:
        """Give the database its key.

        Raises:
            WrongPassphrase: this person was removed.
            VaultDamaged, VaultTooNew, VaultBusy: it does not open.
        """
        from dakaz.records import database  # noqa: PLC0415
        from dakaz.records.actions import access  # noqa: PLC0415
        from dakaz.records.queries import people_names  # noqa: PLC0415

        database.unlock(
            vault,
            keys,
            before_upgrade=lambda: access.backup_before_upgrade(vault, keys, datetime.now(tz=UTC)),
        )
        seen_by = access.acting_for(vault, keys, clock=_no_clock).seen_by
        people_names.read_ahead()
        return seen_by

    def begin(self, vault: Vault, keys: Keys, *, user_name: str, now: datetime) -> SeenBy:
        """Make the tables and the first rows of a new vault."""
        from dakaz.records import database  # noqa: PLC0415
        from dakaz.records.actions import access  # noqa: PLC0415

        database.unlock(vault, keys)
        return access.found(vault, keys, user_name=user_name, clock=lambda: now).seen_by

    def close(self, folder: Path, keys: Keys, *, clock: Callable[[], datetime]) -> None:
        """Write a signed checkpoint; a full disk or a busy database does not keep a session open."""
        from django.db import DatabaseError, connection  # noqa: PLC0415

        from dakaz.records.actions import access, checkpoints  # noqa: PLC0415

        try:
            acting = access.acting_for(Vault.open(folder), keys, clock=clock)
            self.look_with(None)
            checkpoints.checkpoint(acting)
        except (DakazError, DatabaseError, OSError) as trouble:
            _LOG.warning("Locked without a new checkpoint of the log: %s", type(trouble).__name__)
        finally:
            connection.close()

    def look_with(self, keys: Keys | None) -> None:
        """Let this thread see the sealed cases these keys open, and no other."""
        from dakaz.records import database  # noqa: PLC0415
        from dakaz.records.actions import reading_log  # noqa: PLC0415

        database.look_with(keys)
        reading_log.begin()

    def read(self, folder: Path, session: Session, *, clock: Callable[[], datetime], page: str) -> None:
        """Write down what was read of sealed cases, sealed with them; without that, nothing is shown."""
        from dakaz.records.actions import reading_log  # noqa: PLC0415
        from dakaz.records.actions.acting import Acting  # noqa: PLC0415

        if not session.is_open:
            return
        reading_log.log_reads(Acting(session.user, Vault.open(folder), session.keys, clock), page=page)

    def saved(self, folder: Path, session: Session, *, clock: Callable[[], datetime], page: str) -> None:
        """Write down that a file is about to leave the vault; from which page, not what stands in it."""
        from dakaz.records.actions import reading_log  # noqa: PLC0415
        from dakaz.records.actions.acting import Acting  # noqa: PLC0415

        if session.is_open:
            acting = Acting(session.user, Vault.open(folder), session.keys, clock)
            reading_log.log_export(acting, name=page, people=None, compartments=())

    def gone(self, user_id: str) -> None:
        """Take the sealed cases they had open out of memory."""
        from dakaz.records import database  # noqa: PLC0415

        database.let_go(user_id)

    def rest(self) -> None:
        """Close connections that nobody has used for a while."""
        from dakaz.records import database  # noqa: PLC0415

        database.rest()

    def leave(self) -> None:
        """Take the key from the database."""
        from dakaz.records import database  # noqa: PLC0415

        database.lock()


def _no_clock() -> datetime:
    raise AssertionError("signing in reads no clock")
