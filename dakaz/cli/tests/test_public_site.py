"""``dakaz law site``, ``sheet`` and ``serve`` as they are typed."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def law(folder, *words):
    command = [sys.executable, "-m", "dakaz", "law", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder, env={"PYTHONPATH": str(ROOT)}
    )


def test_a_draft_is_refused_and_written_with_draft(tmp_path):
    refused = law(tmp_path, "site", "--out", "pages", "--no-sheets", "--days", "1")
    assert refused.returncode == 1
    assert "No named lawyer has reviewed this pack" in refused.stderr
    assert list(tmp_path.iterdir()) == []
    done = law(
        tmp_path,
        "site",
        "--out",
        "pages",
        "--draft",
        "--no-sheets",
        "--days",
        "1",
        "--on",
        "2024-10-28",
        "--json",
    )
    told = json.loads(done.stdout)
    assert (told["folder"], told["day"]) == ("pages", "2024-10-28")
    assert told["files"] == sum(1 for one in (tmp_path / "pages").rglob("*") if one.is_file())


def test_a_sheet_is_written_once(tmp_path):
    assert law(tmp_path, "sheet", "C01", "--out", "c01.pdf", "--on", "2024-10-28").returncode == 0
    assert (tmp_path / "c01.pdf").read_bytes().startswith(b"%PDF")
    again = law(tmp_path, "sheet", "C01", "--out", "c01.pdf")
    assert again.returncode == 1
    assert "c01.pdf exists" in again.stderr


@pytest.mark.parametrize("rule", ["C99", "E01"])
def test_a_rule_that_has_no_sheet_is_said(tmp_path, rule):
    done = law(tmp_path, "sheet", rule, "--out", "x.pdf")
    assert done.returncode == 1
    assert rule in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "x.pdf").exists()


def test_the_pages_are_served_alone_without_a_vault(tmp_path):
    command = [sys.executable, "-m", "dakaz", "law", "serve", "--port", "0", "--on", "2024-10-28", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}
    ) as server:
        try:
            address = json.loads(server.stdout.readline())["address"]
            with urllib.request.urlopen(f"{address}be/") as answer:
                assert answer.headers["Cache-Control"] == "no-store"
                assert "28 кастрычніка 2024" in answer.read().decode()
        finally:
            server.terminate()
    assert list(tmp_path.iterdir()) == []
