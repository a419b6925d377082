"""What is being served: one vault, its clock and its limits, set in this process by who starts it.

There is one at a time. It is a value in memory, not an environment variable and not a setting,
because sessions with keys hang on it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .attempts import Attempts
from .checking import Checks
from .store import Records, Store
from .ticks import seconds_awake_or_asleep
from .wanted import Wanted

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy

    from .look import Banner
    from .session import Sessions


def wall_clock() -> datetime:
    """Return the present moment, with its zone."""
    return datetime.now(tz=UTC)


def no_banners(_user: SeenBy) -> list[Banner]:
    """Return no banner: what is served says nothing beyond the frame's own."""
    return []


@dataclass(slots=True)
class Serving:
    """One vault being served.

    Args:
        folder: the vault; need not exist yet, then the set-up page opens.
        sessions: who is signed in.
        store: the database the keys open.
        clock: says what moment it is; the sample dossier's clock stands still.
        ticks: seconds that pass also while the machine sleeps; for limits, not for dates.
        names: host names beyond loopback under which a TLS proxy offers this server.
        behind_tls_proxy: whether such a proxy on this machine was announced.
        banners: what else to say above every page to this user.
        checks: the check of the vault that is under way, or was the last.
        restored: whether the vault has just come out of a backup and nobody has signed in since.
        visitor_token: proves that a form came from our own page where nobody is signed in.
    """

    folder: Path
    sessions: Sessions
    store: Store = field(default_factory=Records)
    clock: Callable[[], datetime] = wall_clock
    ticks: Callable[[], float] = seconds_awake_or_asleep
    names: frozenset[str] = frozenset()
    behind_tls_proxy: bool = False
    banners: Callable[[SeenBy], list[Banner]] = no_banners
    attempts: Attempts = field(default_factory=Attempts)
    wanted: Wanted = field(default_factory=Wanted)
    checks: Checks = field(default_factory=Checks)
    restored: bool = False
    visitor_token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)


class _Place:
    current: Serving | None = None


def serve_this(serving: Serving) -> None:
    """Make ``serving`` what this process serves."""
    _Place.current = serving


def current() -> Serving:
    """Return what this process serves.

    Raises:
        RuntimeError: the door was opened before anything was given to serve.
    """
    if _Place.current is None:
        raise RuntimeError("nothing is being served: call serving.serve_this first")
    return _Place.current
