"""The app put together: whose keys the worker holds, and for how long."""

from __future__ import annotations

import gc
import time
import weakref
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from dakaz.cli.application import Store, on_the_day
from dakaz.conftest import PASSPHRASE, START, USER
from dakaz.records import database
from dakaz.records.actions import uploads
from dakaz.records.actions.access import acting_for, add_user
from dakaz.records.actions.acting import Acting
from dakaz.records.queries import archive
from dakaz.vault import Vault
from dakaz.web.session import Sessions
from dakaz.worker import Worker

COLLEAGUE = "Barys (invented)"
OTHER = "relate scared fortune retailer genuine diet elbow"


class Watched(Acting):
    """Someone at work, of whom one can ask whether they are still in memory."""

    __slots__ = ("__weakref__",)


def until(condition, seconds=90.0):
    ending = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ending, "it did not come about"
        time.sleep(0.01)


@pytest.fixture
def worker(readers):
    at_work = Worker(readers)
    yield at_work
    at_work.close()


@pytest.fixture
def sessions(worker):
    store = Store(worker)
    return Sessions(on_user_gone=store.gone, on_last_lock=store.leave)


@pytest.fixture
def signed_in(vault_folder, sessions, acting):
    """Signs someone in, as the door does."""
    add_user(acting, name=COLLEAGUE, passphrase=OTHER)
    vault = Vault.open(vault_folder)

    def sign_in(name, passphrase):
        keys = vault.unlock(user_name=name, passphrase=passphrase)
        mine = acting_for(vault, keys, clock=lambda: START)
        return sessions.open(keys=keys, user=mine.seen_by), Watched(mine.seen_by, vault, keys, mine.clock)

    return sign_in


def sent(acting, number):
    """An import that waits: ``number`` files, sealed."""
    arrived = []
    for position in range(number):
        with acting.vault.objects.writer(acting.keys_of(acting.seen_by.office)) as writer:
            writer.write(f"{acting.seen_by.name}, text {position}".encode())
            arrived.append(uploads.Arrived(f"{position}.txt", writer.close()))
    return uploads.receive(acting, arrived)


def counts(acting, run):
    return dict(archive.import_report(acting.seen_by, run.pk).counts)


def test_who_locks_takes_their_keys_from_the_worker_while_a_colleague_goes_on(signed_in, sessions, worker):
    mine, me = signed_in(USER, PASSPHRASE)
    _, colleague = signed_in(COLLEAGUE, OTHER)
    run, theirs = sent(me, 900), sent(colleague, 3)
    worker.wake(me)
    worker.wake(colleague)
    until(lambda: counts(colleague, run).get("added", 0) > 0)
    memory = weakref.ref(me)
    del me
    sessions.lock(mine)
    until(lambda: gc.collect() is not None and memory() is None)
    until(lambda: counts(colleague, theirs) == {"added": 3})
    assert counts(colleague, run)["waiting"] > 0
    assert database.is_open()


def test_the_worker_keeps_keys_while_another_browser_of_the_same_person_is_open(signed_in, sessions, worker):
    here, me = signed_in(USER, PASSPHRASE)
    _there, _ = signed_in(USER, PASSPHRASE)
    run = sent(me, 100)
    worker.wake(me)
    sessions.lock(here)
    until(lambda: counts(me, run) == {"added": 100})


def test_the_last_to_lock_takes_the_key_from_the_database(signed_in, sessions, worker):
    mine, me = signed_in(USER, PASSPHRASE)
    theirs, _ = signed_in(COLLEAGUE, OTHER)
    sessions.lock(mine)
    assert database.is_open()
    sessions.lock(theirs)
    assert not database.is_open()
    memory = weakref.ref(me)
    del me
    until(lambda: gc.collect() is not None and memory() is None)


@pytest.mark.parametrize("hour", [0, 12, 21, 22, 23])
def test_the_samples_clock_never_leaves_its_day(hour):
    moment = datetime(2026, 11, 22, hour, 30, tzinfo=UTC)
    shown = on_the_day(moment, date(2024, 10, 28))
    assert timezone.localtime(shown).date() == date(2024, 10, 28)
    assert timezone.localtime(shown).time() == timezone.localtime(moment).time()
