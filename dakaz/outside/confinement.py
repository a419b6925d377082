"""What the operating system takes away from a child before it meets hostile bytes."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import threading

if sys.platform != "win32":
    import resource

MEMORY = 2 * 1024**3
SECONDS = 120
PROCESSES = 64
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_SIGKILL = 9


def confine() -> None:
    """Limit this process for good; where a system has no such limit it stays without it."""
    if sys.platform.startswith("linux"):
        _linux()
    if sys.platform != "win32":
        _limits()


def _linux() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _limits() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),  # no file can be written: no temporary file either
        (resource.RLIMIT_NOFILE, 64),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))
    _limit_processes()


def _limit_processes() -> None:
    """Keep this limit only where we can still start a thread: outside a sandbox all of the user's count."""
    if not hasattr(resource, "RLIMIT_NPROC"):
        return
    before = resource.getrlimit(resource.RLIMIT_NPROC)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NPROC, (PROCESSES, before[1]))
        try:
            trial = threading.Thread(target=os.getpid)
            trial.start()
            trial.join()
        except RuntimeError:
            resource.setrlimit(resource.RLIMIT_NPROC, before)
            return
        resource.setrlimit(resource.RLIMIT_NPROC, (PROCESSES, PROCESSES))


def allow_seconds(seconds: int = SECONDS) -> None:
    """Give the next task this much processor time; the system ends the child when it uses more."""
    if sys.platform == "win32":
        return
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds + 1, hard))
