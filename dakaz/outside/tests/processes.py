"""Which processes the readers have started, asked of the machine itself."""

from __future__ import annotations

import subprocess


def family(pids: list[int]) -> set[int]:
    """These processes and all below them that are still there."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split() for line in listed.splitlines()]
    alive = {int(pid): int(parent) for pid, parent, state in rows if not state.startswith("Z")}
    found = set(pids) & set(alive)
    while more := {pid for pid, parent in alive.items() if parent in found} - found:
        found |= more
    return found
