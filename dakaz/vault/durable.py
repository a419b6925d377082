"""Writing files so that a power cut leaves either the old bytes or the new, never half of them."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dakaz.errors import N_, NoRoom

PART = ".part"
"""Ending of what is not whole yet; a killed program may leave it, and it is always ciphertext or public."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) if hasattr(errno, "EDQUOT") else (errno.ENOSPC, errno.EFBIG)


@contextmanager
def room_needed() -> Iterator[None]:
    """Turn "disk full" from the operating system into ``NoRoom``."""
    try:
        yield
    except OSError as problem:
        if problem.errno not in _FULL:
            raise
        raise NoRoom(
            N_("The disk is full. Free some space and try again; nothing that was there has changed.")
        ) from problem


def sync_directory(folder: Path) -> None:
    """Make a rename inside ``folder`` survive a power cut, where the system can do that."""
    if os.name == "nt":  # a directory cannot be opened there; NTFS journals the rename itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_atomically(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content`` in one step that survives a power cut.

    Raises:
        NoRoom: the disk is full; ``path`` is as it was.
    """
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(6)}{PART}")
    try:
        with room_needed(), fresh.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise
    sync_directory(path.parent)
