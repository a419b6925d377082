import io
import os
import time
from datetime import UTC, datetime, timedelta

import pytest

from dakaz.records import database
from dakaz.records.actions import imports, uploads
from dakaz.records.actions.access import acting_for
from dakaz.records.actions.archive import undo_import
from dakaz.records.queries import archive
from dakaz.records.queries.verify import verify
from dakaz.worker.importing import carry_on


def until(condition, seconds=90.0):
    ending = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ending, "it did not come about"
        time.sleep(0.01)


def state_of(acting, run):
    return archive.import_report(acting.seen_by, run.pk).run.state


def counts_of(acting, run):
    return dict(archive.import_report(acting.seen_by, run.pk).counts)


def objects_of(acting):
    return sorted(acting.vault.objects.names())


def test_what_was_sent_is_taken_in(acting, worker, sent):
    run = sent(b"one", b"two", b"three")
    worker.wake(acting)
    until(lambda: state_of(acting, run) == "done")
    assert counts_of(acting, run) == {"added": 3}
    assert archive.items(acting.seen_by).total == 3
    assert verify(acting.vault, acting.keys).clean


def test_the_same_bytes_are_known_and_leave_no_second_object(acting, worker, sent):
    first = sent(b"the same")
    worker.wake(acting)
    until(lambda: state_of(acting, first) == "done")
    second = sent(b"the same")
    worker.wake(acting)
    until(lambda: state_of(acting, second) == "done")
    assert counts_of(acting, second) == {"known": 1}
    assert len(objects_of(acting)) == 1


def test_what_was_left_out_at_a_stop_that_is_refused_waits_and_is_not_taken_for_done(acting, readers, sent):
    run = sent(b"one", b"two", b"three")
    answers = iter([True, False])
    carry_on(acting, readers, run, may_go_on=lambda: next(answers, True), tell=lambda _: None)
    assert state_of(acting, run) == "running"
    assert counts_of(acting, run) == {"added": 1, "waiting": 2}
    carry_on(acting, readers, run, may_go_on=lambda: True, tell=lambda _: None)
    assert state_of(acting, run) == "done" and counts_of(acting, run) == {"added": 3}


def test_keys_are_let_go_when_there_is_no_work_left(acting, worker, sent):
    run = sent(b"one")
    worker.wake(acting)
    until(lambda: state_of(acting, run) == "done")
    until(lambda: not worker._acting)


def test_imports_are_taken_one_after_another_the_oldest_first(acting, worker, sent):
    runs = [sent(f"text of {number}".encode()) for number in range(3)]
    worker.wake(acting)
    until(lambda: all(state_of(acting, run) == "done" for run in runs))
    rows = [archive.import_report(acting.seen_by, run.pk).files[0].item.row for run in runs]
    assert rows == sorted(rows)


def test_a_stopped_import_rests_between_two_batches_and_goes_on_when_resumed(acting, worker, sent):
    run = sent(*(f"text number {number}".encode() for number in range(300)))
    worker.wake(acting)
    until(lambda: counts_of(acting, run).get("added", 0) > 0)
    assert worker.stop_run(acting, run.pk)
    resting = counts_of(acting, run)
    assert state_of(acting, run) == "stopped"
    assert 0 < resting["added"] < 300
    worker.wake(acting)
    time.sleep(0.1)
    assert counts_of(acting, run) == resting
    uploads.resume(acting, run.pk)
    worker.wake(acting)
    until(lambda: state_of(acting, run) == "done")
    assert counts_of(acting, run) == {"added": 300}
    assert verify(acting.vault, acting.keys).clean


def test_a_worker_that_is_closed_leaves_the_rest_to_the_next(acting, readers, sent):
    from dakaz.worker import Worker

    run = sent(*(f"text number {number}".encode() for number in range(200)))
    first = Worker(readers)
    first.wake(acting)
    until(lambda: counts_of(acting, run).get("added", 0) > 0)
    first.close()
    assert state_of(acting, run) == "running"
    second = Worker(readers)
    second.wake(acting)
    until(lambda: state_of(acting, run) == "done")
    second.close()
    assert counts_of(acting, run) == {"added": 200}


def test_who_locks_leaves_work_that_waits_for_their_next_sign_in(acting, worker, sent):
    run = sent(*(f"text number {number}".encode() for number in range(300)))
    worker.wake(acting)
    until(lambda: counts_of(acting, run).get("added", 0) > 0)
    worker.forget(acting.seen_by.user_id)
    database.lock()
    time.sleep(0.3)
    database.unlock(acting.vault, acting.keys)
    assert state_of(acting, run) == "running"
    assert counts_of(acting, run)["waiting"] > 0
    worker.wake(acting_for(acting.vault, acting.keys, clock=acting.clock))
    until(lambda: state_of(acting, run) == "done")
    assert counts_of(acting, run) == {"added": 300}
    assert verify(acting.vault, acting.keys).clean


def test_locking_without_a_word_stops_the_worker_too(acting, worker, sent):
    run = sent(*(f"text number {number}".encode() for number in range(300)))
    worker.wake(acting)
    until(lambda: counts_of(acting, run).get("added", 0) > 0)
    database.lock()
    until(lambda: not worker._acting)
    database.unlock(acting.vault, acting.keys)
    assert counts_of(acting, run)["waiting"] > 0


def test_a_file_whose_sealed_bytes_are_gone_fails_alone_and_says_so(acting, worker, sent):
    run = sent(b"here", b"gone")
    lost = archive.import_report(acting.seen_by, run.pk).files[1]
    acting.vault.objects.delete(lost.staged)
    worker.wake(acting)
    until(lambda: state_of(acting, run) == "done")
    here, gone = archive.import_report(acting.seen_by, run.pk).files
    assert (here.state, gone.state) == ("added", "failed")
    assert "missing" in gone.problem[0]["message"]


def test_undoing_an_import_leaves_nothing_of_what_still_waited(acting, worker, sent):
    run = sent(*(f"text number {number}".encode() for number in range(200)))
    worker.wake(acting)
    until(lambda: counts_of(acting, run).get("added", 0) > 0)
    assert worker.stop_run(acting, run.pk)
    undo_import(acting, run.pk)
    uploads.drop_waiting(acting, run.pk)
    assert counts_of(acting, run) == {"undone": 200}
    assert objects_of(acting) == []
    assert verify(acting.vault, acting.keys).clean


def test_undoing_keeps_bytes_that_another_import_still_needs(acting, sent):
    first, second = sent(b"the same"), sent(b"the same")
    assert uploads.drop_waiting(acting, first.pk) == 1
    assert len(objects_of(acting)) == 1
    assert uploads.drop_waiting(acting, second.pk) == 1
    assert objects_of(acting) == []


def test_an_import_of_the_command_line_is_left_alone(acting, worker, sent):
    foreign = imports.start(acting, how="files")
    mine = sent(b"mine")
    worker.wake(acting)
    until(lambda: state_of(acting, mine) == "done")
    assert state_of(acting, foreign) == "running"


def test_sending_nothing_is_refused(acting):
    from dakaz.errors import BadInput

    with pytest.raises(BadInput):
        uploads.receive(acting, [])


def test_in_its_idle_time_it_clears_away_what_killed_programs_left_once_a_day(acting, readers):
    from dakaz.worker import Worker

    def left(content):
        keys = acting.keys_of(acting.seen_by.office)
        stored = acting.vault.objects.put(io.BytesIO(content), keys)
        os.utime(acting.vault.objects.path(stored.name), (0, 0))
        return stored

    half_written = acting.vault.folder / "objects" / "0123.part"
    half_written.write_bytes(b"sealed")
    os.utime(half_written, (0, 0))
    left(b"sealed, and never recorded")
    moments = [datetime(2024, 10, 28, 9, tzinfo=UTC)]
    at_work = Worker(readers, clock=lambda: moments[-1])
    at_work.wake(acting)
    until(lambda: not at_work._acting)
    assert objects_of(acting) == []
    assert not half_written.exists()
    left(b"left an hour later")
    at_work.wake(acting)
    until(lambda: not at_work._acting)
    assert len(objects_of(acting)) == 1
    moments.append(moments[-1] + timedelta(days=1))
    at_work.wake(acting)
    until(lambda: objects_of(acting) == [])
    at_work.close()


def test_after_a_removal_files_are_sealed_anew_beside_other_work(acting, worker, sent):
    from dakaz.records.actions.access import add_user, remove_user
    from dakaz.records.queries.resealing import progress

    first = sent(*(f"paper {number}".encode() for number in range(80)))
    worker.wake(acting)
    until(lambda: state_of(acting, first) == "done")
    until(lambda: not worker._acting)
    colleague = add_user(acting, name="Alena", passphrase="violin-kettle-meadow-sparrow-eleven")
    now = remove_user(acting, colleague.pk)
    assert progress(now.seen_by).of == 80
    second = uploads.receive(now, [uploads.Arrived("more.txt", _sealed(now, b"more"))])
    worker.wake(now)
    until(lambda: progress(now.seen_by) is None)
    until(lambda: state_of(now, second) == "done")
    until(lambda: not worker._acting)
    assert verify(now.vault, now.keys).clean


def _sealed(acting, content):
    return acting.vault.objects.put(io.BytesIO(content), acting.keys_of(acting.seen_by.office))


def test_two_people_at_once_both_get_their_turn_while_files_are_sealed(acting, worker, sent):
    from dataclasses import replace

    from dakaz.records.actions.access import add_user, remove_user
    from dakaz.records.queries.resealing import progress

    first = sent(*(f"paper {number}".encode() for number in range(80)))
    worker.wake(acting)
    until(lambda: state_of(acting, first) == "done")
    colleague = add_user(acting, name="Alena", passphrase="violin-kettle-meadow-sparrow-eleven")
    now = remove_user(acting, colleague.pk)
    other = replace(now, seen_by=replace(now.seen_by, user_id="another"))
    worker.wake(now)
    worker.wake(other)
    until(lambda: progress(now.seen_by) is None)
    until(lambda: not worker._acting)
