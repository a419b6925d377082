"""The keys that docs/commands.md names are the keys that scripts get."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dakaz.cli.tests.conftest import program
from dakaz.conftest import new_vault, vault_folder

__all__ = ["new_vault", "program", "vault_folder"]  # fixtures of the program's own tests, used here too

PAGE = Path(__file__).with_name("commands.md")
OUTLINE = """---
title: One letter
language: en
---
“This letter is invented”[@letter#q1] and says 5 things. We hold {{ count(decisions) }} decisions.
"""


def documented(command: str) -> set[str]:
    """The keys in the --json row of a command; what stands in brackets explains them."""
    section = PAGE.read_text("utf-8").split(f"### `dakaz {command}`")[1].split("\n### ")[0]
    (row,) = re.findall(r"^\| `--json` \|(.*)\|$", section, flags=re.MULTILINE)
    while re.search(r"\([^()]*\)", row):
        row = re.sub(r"\([^()]*\)", "", row)
    return set(re.findall(r"`(\w+)`", row))


def keys_of(answer) -> set[str]:
    assert answer.status == 0, answer.err
    return {key for line in answer.answers for key in line}


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("This letter is invented. It says little.\n")
    return path


def test_a_vault_that_is_made(program, tmp_path):
    assert keys_of(program("init", tmp_path / "new", "--json")) == documented("init")


def test_the_archive(program, letter):
    added = program("add", letter, "--json")
    assert keys_of(added) == documented("add")
    assert keys_of(program("search", "letter", "--json")) == documented("search")
    item = added.answers[0]["item"]
    assert keys_of(program("show", item, "--json")) == documented("show")


def test_the_vault_itself(program, tmp_path):
    assert keys_of(program("verify", "--quick", "--json")) == documented("verify")
    assert keys_of(program("backup", tmp_path / "backup.age", "--json")) == documented("backup")
    assert keys_of(program("user", "list", "--json")) == documented("user list")
    assert keys_of(program("lock", "--json")) == documented("lock")


def test_a_report_that_is_refused(program, tmp_path):
    outline = tmp_path / "outline.md"
    outline.write_text(OUTLINE)
    assert keys_of(program("report", "save", "one", outline, "--json")) == documented("report save")
    checked = program("report", "check", "one", "--json")
    assert checked.status == 1
    assert {key for line in checked.answers for key in line} <= documented("report check")
    assert set(json.loads(checked.err)) == {"error", "message", "findings"}
