"""The worker of this process; set once by who serves, before anyone signs in."""

from __future__ import annotations

from .worker import Worker


class _Place:
    current: Worker | None = None


def put_to_work(worker: Worker) -> None:
    """Make ``worker`` the one that pages of this process turn to."""
    _Place.current = worker


def current() -> Worker:
    """Return this process's worker.

    Raises:
        RuntimeError: whoever serves did not start one.
    """
    if _Place.current is None:
        raise RuntimeError("no worker was started: call worker.put_to_work first")
    return _Place.current
