"""Who may touch the files at the same time: many at ordinary work, or one at re-key, upgrade or restore."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import ReadWriteLock, Timeout

from dakaz.errors import N_, VaultBusy

LOCK_NAME = "vault.lock"
WAIT_SECONDS = 10.0

# What this thread holds alone, so that its own connections do not wait for itself.
_MINE = threading.local()


def _held() -> set[Path]:
    if not hasattr(_MINE, "folders"):
        _MINE.folders = set()
    folders: set[Path] = _MINE.folders
    return folders


@contextmanager
def shared(folder: Path, *, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the vault for ordinary work.

    Args:
        folder: the vault.
        wait: seconds to wait for someone who works alone.

    Raises:
        VaultBusy: a re-key, an upgrade or a restore took longer than that.
    """
    if folder.absolute() in _held():
        yield
        return
    lock = ReadWriteLock(folder / LOCK_NAME, is_singleton=False)
    try:
        lock.acquire_read(timeout=wait)
    except Timeout as problem:
        raise VaultBusy(
            N_("The vault is being re-keyed or upgraded. Wait until that has finished, then try again.")
        ) from problem
    try:
        yield
    finally:
        lock.release()


@contextmanager
def alone(folder: Path, *, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the vault for work nobody else may see half done; may be nested in one thread.

    Raises:
        VaultBusy: someone else kept working for longer than ``wait`` seconds.
    """
    place = folder.absolute()
    if place in _held():
        yield
        return
    lock = ReadWriteLock(folder / LOCK_NAME, is_singleton=False)
    try:
        lock.acquire_write(timeout=wait)
    except Timeout as problem:
        raise VaultBusy(
            N_("Another program or window is using this vault. Close it, then try again.")
        ) from problem
    _held().add(place)
    try:
        yield
    finally:
        _held().discard(place)
        lock.release()
