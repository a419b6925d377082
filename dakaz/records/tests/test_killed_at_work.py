"""Killed at any moment of casebook work: what was said to be done is there, and nothing is half done."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from dakaz.conftest import PASSPHRASE, USER
from dakaz.records import database
from dakaz.records.models import Case, Event, Merge, Party, SealedRow
from dakaz.records.models import Testimony as Told
from dakaz.records.queries.verify import verify
from dakaz.vault import Vault

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills a process group")
PROGRAM = (sys.executable, "-m", "dakaz.records.tests.casebook_at_work")


def killed(folder, *, seed, after):
    """Let somebody work, kill them ``after`` so many seconds of work, return what they said."""
    process = subprocess.Popen(
        [*PROGRAM, str(folder), str(seed)], stdout=subprocess.PIPE, start_new_session=True
    )
    first = process.stdout.readline()  # they are signed in and have begun
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    rest, _ = process.communicate()
    whole = (first + rest).decode().rpartition("\n")[0].splitlines()
    return [json.loads(line) for line in whole]


def check(folder, said):
    """Open the vault as the same person; everything acknowledged is there, the log and every record agree."""
    vault = Vault.open(folder)
    keys = vault.unlock(user_name=USER, passphrase=PASSPHRASE)
    database.unlock(vault, keys)
    try:
        done = [one for one in said if one["state"] == "done"]
        assert said[-1]["state"] == "begun" or done
        _titles(said)
        _sealed(said)
        for act, known in (
            ("event", set(Event.objects.values_list("title", flat=True))),
            ("told", set(Told.objects.values_list("text", flat=True))),
            ("case", set(Party.objects.values_list("label", flat=True))),
        ):
            assert {one["word"] for one in done if one["act"] == act} <= known, act
        merged = {str(one) for one in Merge.objects.values_list("pk", flat=True)}
        assert {one["merge"] for one in done if one["act"] == "merge"} <= merged
        assert Party.objects.exclude(merged_into=None).count() == len(merged)
        assert verify(vault, keys, objects=False).problems == []
    finally:
        database.lock()


def _titles(said):
    """Each case is called as somebody was last told it is, or as they were just about to call it."""
    now = {str(key): title for key, title in Case.objects.values_list("pk", "title")}
    last, begun = {}, {}
    for one in said:
        if one["act"] in ("case", "title") and "case" in one:
            (last if one["state"] == "done" else begun)[one["case"]] = one["word"]
    for case, title in last.items():
        assert now.get(case) in (title, begun.get(case, title)), case


def _sealed(said):
    """A case lies under its own key if somebody was told so, unless they had just begun to change that."""
    lies = {str(key): home != "office" for key, home in Case.objects.values_list("pk", "compartment")}
    for case, sealed in lies.items():
        acts = [one for one in said if one.get("case") == case and one["act"] in ("seal", "unseal")]
        if acts and acts[-1]["state"] == "done":
            assert sealed == (acts[-1]["act"] == "seal")
    assert any(lies.values()) or not SealedRow.objects.exists()


def again_and_again(folder, *, kills, seed):
    dice, said = random.Random(seed), []
    for kill in range(kills):
        said += killed(folder, seed=seed * 1000 + kill, after=dice.uniform(0.0, 1.5))
        check(folder, said)


def test_a_few_kills_lose_nothing_that_was_said_to_be_done(vault_folder):
    again_and_again(vault_folder, kills=3, seed=1)


@pytest.mark.soak
def test_many_kills_lose_nothing_that_was_said_to_be_done(vault_folder):
    again_and_again(vault_folder, kills=40, seed=2)
