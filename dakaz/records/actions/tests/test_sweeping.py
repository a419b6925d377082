"""What is cleared away, and what never is."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime, timedelta

import pytest

from dakaz.records.actions.imports import Incoming, finish, start, take_in
from dakaz.records.actions.sweeping import AT_ONCE, sweep
from dakaz.records.actions.uploads import Arrived, receive
from dakaz.records.models import FileState, ImportFile, LogEntry
from dakaz.records.queries import unused_objects
from dakaz.records.queries.verify import verify

NOW = datetime.now(UTC)
BEFORE = NOW - unused_objects.LONG_ENOUGH


@pytest.fixture
def sealed(acting):
    """Seals bytes and makes them two days old, as if a program had been killed then."""

    def seal(content: bytes, *, old: bool = True):
        stored = acting.vault.objects.put(io.BytesIO(content), acting.keys_of(acting.seen_by.office))
        if old:
            made_old(acting, stored.name)
        return stored

    return seal


def made_old(acting, name):
    when = (NOW - timedelta(days=2)).timestamp()
    os.utime(acting.vault.objects.path(name), (when, when))


def names(acting):
    return list(acting.vault.objects.names())


def swept_in_log():
    return LogEntry.objects.filter(action="objects.swept").count()


def test_objects_left_by_a_killed_program_are_removed_and_their_number_is_logged(acting, sealed):
    for number in range(3):
        sealed(f"left {number}".encode())
    assert unused_objects.how_many(acting.vault, acting.keys, before=BEFORE) == 3
    assert sweep(acting, before=BEFORE).removed == 3
    assert names(acting) == []
    assert b'"removed":3' in bytes(LogEntry.objects.get(action="objects.swept").payload)
    assert verify(acting.vault, acting.keys).clean


def test_a_sweep_that_finds_nothing_writes_nothing(acting):
    assert sweep(acting, before=BEFORE).removed == 0
    assert swept_in_log() == 0


def test_items_and_files_that_wait_or_failed_keep_their_bytes(acting, readers, sealed):
    run = start(acting, how="files")
    list(take_in(acting, readers, run, [Incoming("a.txt", 3, lambda: io.BytesIO(b"one"))]))
    finish(run)
    receive(acting, [Arrived("b.txt", sealed(b"waits")), Arrived("c.txt", sealed(b"failed"))])
    ImportFile.objects.filter(name="c.txt").update(state=FileState.FAILED)
    before = names(acting)
    for name in before:
        made_old(acting, name)
    sealed(b"belongs to nothing")
    assert sweep(acting, before=BEFORE).removed == 1
    assert names(acting) == before
    assert verify(acting.vault, acting.keys).clean


def test_what_was_sealed_today_stays(acting, sealed):
    sealed(b"about to be recorded", old=False)
    assert unused_objects.how_many(acting.vault, acting.keys, before=BEFORE) == 0
    assert sweep(acting, before=BEFORE).removed == 0
    assert len(names(acting)) == 1


def test_sealing_the_same_bytes_again_makes_an_old_object_young(acting, sealed):
    sealed(b"left by a killed import, then sent again")
    sealed(b"left by a killed import, then sent again", old=False)
    assert sweep(acting, before=BEFORE).removed == 0


def test_what_is_needed_since_the_sweep_began_stays(acting, sealed):
    """The names were read when nobody referred to the object; then an import waits for it."""
    stored, other = sealed(b"old, and needed again"), sealed(b"old")

    def meanwhile() -> bool:
        receive(acting, [Arrived("a.txt", stored)])
        return True

    assert sweep(acting, before=BEFORE, may_go_on=meanwhile).removed == 1
    assert names(acting) == [stored.name]
    assert other.name != stored.name


def test_an_object_put_again_at_the_last_moment_is_not_removed(acting, sealed):
    name = sealed(b"wanted again").name
    found = list(unused_objects.unused(acting.vault, unused_objects.referred(), before=BEFORE))
    sealed(b"wanted again", old=False)
    assert found == [name]
    assert not acting.vault.objects.discard_untouched(name, since=BEFORE)
    assert names(acting) == [name]


def test_a_sweep_that_is_interrupted_goes_on_the_next_time(acting, sealed):
    for number in range(AT_ONCE + 5):
        sealed(f"left {number}".encode())
    answers = iter((True, False))
    first = sweep(acting, before=BEFORE, may_go_on=lambda: next(answers))
    assert (first.removed, first.finished) == (AT_ONCE, False)
    assert sweep(acting, before=BEFORE).removed == 5
    assert swept_in_log() == 2


def test_nothing_is_removed_beside_a_database_older_than_its_checkpoints(acting, sealed):
    sealed(b"perhaps the only copy")
    (acting.vault.log_folder / "000000009999.checkpoint").write_text("of a later day")
    assert sweep(acting, before=BEFORE).removed == 0
    assert len(names(acting)) == 1
