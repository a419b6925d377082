"""Runs the real program in a process of its own, as a script would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from dakaz.conftest import PASSPHRASE

ROOT = Path(__file__).parents[3]


@dataclass
class Ran:
    status: int
    out: str
    err: str

    @property
    def answers(self) -> list[dict]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Program:
    """``dakaz`` with a vault and a passphrase file given as a script gives them."""

    folder: Path
    passphrase_file: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DAKAZ_VAULT": str(self.folder),
            "DAKAZ_PASSPHRASE_FILE": str(self.passphrase_file),
        }

    def command(self, *words: object) -> list[str]:
        return [sys.executable, "-m", "dakaz", *map(str, words)]

    def __call__(self, *words: object, stdin: str = "") -> Ran:
        done = subprocess.run(
            self.command(*words),
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def program(vault_folder, tmp_path) -> Program:
    """The program, ready to be called on a fresh vault."""
    passphrase_file = tmp_path / "passphrase"
    passphrase_file.write_text(PASSPHRASE + "\n")
    return Program(vault_folder, passphrase_file)
