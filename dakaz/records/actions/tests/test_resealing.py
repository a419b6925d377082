"""After someone was removed every file is sealed to today's keys: in pieces, whatever interrupts it."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest
from django.db import connection

from dakaz.conftest import PASSPHRASE, USER, Clock
from dakaz.errors import VaultDamaged
from dakaz.records import database
from dakaz.records.actions import resealing
from dakaz.records.actions.access import acting_for, add_user, remove_user
from dakaz.records.actions.imports import Incoming, finish, start, take_in
from dakaz.records.actions.resealing import AT_ONCE, note, reseal
from dakaz.records.actions.uploads import Arrived, receive
from dakaz.records.models import LogEntry, Resealing, User
from dakaz.records.queries import people_at_work
from dakaz.records.queries.resealing import progress
from dakaz.records.queries.verify import verify

LEAVER = "Alena (invented)"
WORDS = "violin-kettle-meadow-sparrow-eleven"
FILES = AT_ONCE * 2 + 5


@pytest.fixture
def full(acting, readers):
    """A vault with more files than one piece holds, and one that waits."""
    run = start(acting, how="files")
    files = [_file(number) for number in range(FILES - 1)]
    list(take_in(acting, readers, run, files))
    finish(run)
    stored = acting.vault.objects.put(io.BytesIO(b"waits"), acting.keys_of(acting.seen_by.office))
    receive(acting, [Arrived("waits.txt", stored)])
    return acting


def _file(number):
    content = f"Paper {number} (invented).".encode()
    return Incoming(f"{number}.txt", len(content), lambda: io.BytesIO(content))


def removed(acting):
    leaver = add_user(acting, name=LEAVER, passphrase=WORDS)
    return remove_user(acting, leaver.pk)


def sealed_to_today(acting):
    """How many objects open with the newest keys alone."""
    keys = acting.keys_of(acting.seen_by.office)
    newest = replace(keys, older_identities=(), older_field_keys=())
    found = 0
    for name in acting.vault.objects.names():
        try:
            acting.vault.objects.read(name, newest)
        except VaultDamaged:
            continue
        found += 1
    return found


def test_removing_waits_for_no_file_and_says_how_many_are_left(full):
    assert progress(full.seen_by) is None
    now = removed(full)
    assert sealed_to_today(now) == 0
    left = progress(now.seen_by)
    assert (left.done, left.of, left.failed) == (0, FILES, 0)
    assert LEAVER not in [user.name for user in people_at_work.users()]


def test_every_file_is_sealed_anew_those_that_wait_too_and_it_is_told_how_far_it_is(full):
    now, told = removed(full), []
    assert reseal(now, tell=told.append).moved == FILES
    assert [(one.done, one.of) for one in told] == [(AT_ONCE, FILES), (AT_ONCE * 2, FILES), (FILES, FILES)]
    assert sealed_to_today(now) == FILES
    assert progress(now.seen_by) is None
    assert LogEntry.objects.filter(action="objects.resealed").count() == 1
    assert verify(now.vault, now.keys).clean


def test_a_second_call_does_nothing(full):
    now = removed(full)
    reseal(now)
    note(now)
    assert progress(now.seen_by) is None
    assert reseal(now).moved == 0


def test_stopped_it_goes_on_where_it_was(full):
    now, pieces = removed(full), iter([True, False])
    assert reseal(now, may_go_on=lambda: next(pieces)).moved == AT_ONCE
    assert progress(now.seen_by).done == AT_ONCE
    assert reseal(now).moved == FILES - AT_ONCE


def test_a_lost_file_is_counted_and_stops_nothing(full):
    names = list(full.vault.objects.names())
    full.vault.objects.path(names[3]).unlink()
    full.vault.objects.path(names[40]).write_bytes(b"damaged")
    found = reseal(removed(full))
    assert (found.moved, found.failed) == (FILES - 2, 2)
    assert progress(full.seen_by) is None


def test_a_second_removal_in_between_begins_anew(full):
    now, pieces = removed(full), iter([True, False])
    reseal(now, may_go_on=lambda: next(pieces))
    again = removed(now)
    assert progress(again.seen_by).done == 0
    assert reseal(again).moved == FILES
    assert sealed_to_today(again) == FILES


def test_whoever_holds_former_keys_moves_nothing(full):
    removed(full)
    assert reseal(full).moved == 0


def test_while_files_are_sealed_nobody_holds_the_database(full, monkeypatch):
    now, seen = removed(full), []
    real = type(now.vault.objects).reseal

    def watched(store, name, keys):
        seen.append(connection.connection)
        return real(store, name, keys)

    monkeypatch.setattr(type(now.vault.objects), "reseal", watched)
    reseal(now)
    assert set(seen) == {None}


def test_a_removal_killed_before_it_was_noted_is_noted_at_the_next_sign_in(full):
    leaver = add_user(full, name=LEAVER, passphrase=WORDS)
    database.lock()
    full.vault.remove_user(full.keys, leaver.pk)  # all that had happened when the program was killed
    keys = full.vault.unlock(user_name=USER, passphrase=PASSPHRASE)
    database.unlock(full.vault, keys)
    now = acting_for(full.vault, keys, clock=Clock())
    assert User.objects.get(pk=leaver.pk).removed is False
    assert progress(now.seen_by) is None
    note(now)
    assert User.objects.get(pk=leaver.pk).removed is True
    assert LogEntry.objects.filter(action="user.removed").count() == 1
    assert progress(now.seen_by).of == FILES
    note(now)
    assert LogEntry.objects.filter(action="user.removed").count() == 1
    assert reseal(now).moved == FILES


KILLED_IN = """
import os, signal, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "dakaz.web.settings"
import django
django.setup()
from pathlib import Path
from dakaz.conftest import PASSPHRASE, USER, Clock
from dakaz.records import database
from dakaz.records.actions import resealing
from dakaz.records.actions.access import acting_for
from dakaz.vault import Vault
from dakaz.vault.objects import ObjectStore

folder, where, after = sys.argv[1:]
vault = Vault.open(Path(folder))
keys = vault.unlock(user_name=USER, passphrase=PASSPHRASE)
database.unlock(vault, keys)
acting = acting_for(vault, keys, clock=Clock())
left = [int(after)]

def die():
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)

def before(function):
    def killed(*given, **named):
        die()
        return function(*given, **named)
    return killed

if where == "file":
    ObjectStore.reseal = before(ObjectStore.reseal)
elif where == "rename":
    Path.replace = before(Path.replace)
elif where == "note":
    resealing.append = before(resealing.append)
resealing.reseal(acting, tell=lambda _: die() if where == "piece" else None)
"""


STEPS = [("file", 0), ("file", AT_ONCE + 3), ("rename", 2), ("piece", 0), ("piece", 1), ("note", 0)]


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize(("where", "after"), STEPS)
def test_killed_at_any_step_it_ends_whole(full, where, after):
    now = removed(full)
    database.lock()
    arguments = [sys.executable, "-c", KILLED_IN, str(full.vault.folder), where, str(after)]
    child = subprocess.run(arguments, capture_output=True, text=True, timeout=120, check=False)
    assert child.returncode == -signal.SIGKILL, child.stderr
    database.unlock(now.vault, now.keys)
    note(now)
    reseal(now)
    assert progress(now.seen_by) is None
    assert sealed_to_today(now) == FILES
    assert Resealing.objects.get().failed == 0
    assert verify(now.vault, now.keys).clean
    assert resealing.reseal(now).moved == 0
