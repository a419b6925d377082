"""What was acknowledged is there after any kill; what was not may be missing, but nothing is half."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import time

import pytest


def _papers(folder, count):
    folder.mkdir()
    for number in range(count):
        (folder / f"paper-{number:04d}.txt").write_text(
            f"Paper number {number}. {'words ' * (number % 400)}\n"
        )
    return folder


def _add_and_kill(program, papers, *, after: float) -> list[str]:
    """Add the papers, kill the program without warning, return the items it had answered for."""
    process = subprocess.Popen(
        program.command("add", papers, "--json", "--no-ocr"),
        env=program.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    out, _ = process.communicate()
    complete = out.decode().rpartition("\n")[0].splitlines()
    return [json.loads(line)["item"] for line in complete]


def _killed_again_and_again(program, papers, tmp_path, *, kills, seed):
    rng = random.Random(seed)
    acknowledged: set[str] = set()
    fresh = tmp_path / "fresh"
    shutil.copytree(program.folder, fresh)
    for kill in range(kills):
        acknowledged |= set(_add_and_kill(program, papers, after=rng.uniform(0.3, 4.0)))
        if kill % 10 == 9 or kill == kills - 1:
            verified = program("verify", "--json")
            assert verified.status == 0, verified.out + verified.err
            present = _items(program)
            assert acknowledged <= present
            if len(present) == len(list(papers.iterdir())):
                shutil.rmtree(program.folder)
                shutil.copytree(fresh, program.folder)
                acknowledged.clear()


def _items(program) -> set[str]:
    answers = program("add", program.passphrase_file.parent / "papers", "--json", "--no-ocr").answers
    return {one["item"] for one in answers if one["state"] == "known"}


@pytest.mark.skipif(os.name != "posix", reason="kills a process group")
def test_a_few_kills_during_an_import_lose_nothing_acknowledged(program, tmp_path):
    _killed_again_and_again(program, _papers(tmp_path / "papers", 400), tmp_path, kills=4, seed=1)


@pytest.mark.soak
@pytest.mark.skipif(os.name != "posix", reason="kills a process group")
def test_two_hundred_kills_during_an_import_lose_nothing_acknowledged(program, tmp_path):
    _killed_again_and_again(program, _papers(tmp_path / "papers", 1500), tmp_path, kills=200, seed=2)
