"""Seconds for limits: they pass while the laptop sleeps, and nobody can set them back."""

from __future__ import annotations

import time


def seconds_awake_or_asleep() -> float:
    """Return seconds since some fixed moment.

    Linux stops ``time.monotonic`` while the machine sleeps; a closed laptop would then never lock.
    Windows and macOS count on.
    """
    boot_time = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot_time is None else time.clock_gettime(boot_time)
