"""Keys in this process's memory are written to no core file and shown to no other program of the user."""

from __future__ import annotations

import contextlib
import ctypes
import sys

if sys.platform != "win32":
    import resource

_PR_SET_DUMPABLE = 4


def keep_memory() -> None:
    """Forbid core dumps and, on Linux, reading this process's memory; children that exec start afresh.

    Where a system has no such limit, or forbids setting it, the process goes on without it: the threat
    model says so.
    """
    if sys.platform != "win32":
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
