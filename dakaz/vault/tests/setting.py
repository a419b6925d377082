"""Who is in the vault of these tests, and what tests do with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from dakaz import vault
from dakaz.vault import Keys, Vault

NAME = "Alesia"
PASSPHRASE = "gravel-umbrella-twelve-orchid-lantern-moss"
OTHER_NAME = "Bronius"
OTHER_PASSPHRASE = "pepper-lighthouse-nineteen-walnut-drizzle-oar"
NOW = datetime(2024, 10, 28, 9, 0, tzinfo=UTC)


class Made(NamedTuple):
    folder: Path
    shares: tuple[str, ...]


class Opened(NamedTuple):
    vault: Vault
    keys: Keys
    shares: tuple[str, ...]

    @property
    def office(self):
        return self.keys.compartments["office"]

    def database(self):
        return vault.connect(self.vault.db_path, self.keys.db_key)


def notes(path: Path, key: bytes) -> list[str]:
    connection = vault.connect(path, key)
    try:
        return [row[0] for row in connection.execute("SELECT text FROM note")]
    finally:
        connection.close()


def everything_in(folder: Path) -> dict[str, bytes]:
    """The bytes of every file, to show that nothing was written."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "vault.lock"
    }


def run_child(
    program: str, *arguments: object, limit_file_bytes: int | None = None
) -> subprocess.CompletedProcess:
    """Run a program of ours in a process of its own, which may kill itself or meet a full disk."""
    head = "import os, signal, sys\n"
    if limit_file_bytes is not None:
        head += f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({limit_file_bytes},) * 2)\n"
    root = Path(vault.__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-c", head + program, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


KILLED = -signal.SIGKILL if hasattr(signal, "SIGKILL") else None
