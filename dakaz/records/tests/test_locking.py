"""Without a key nothing is read; what was open when the vault locks reads and writes nothing any more."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from sqlcipher3 import dbapi2 as sqlcipher

from dakaz.conftest import Clock
from dakaz.errors import BadInput, Locked
from dakaz.records import database
from dakaz.records.actions.access import acting_for
from dakaz.records.actions.casebook import save_case, save_event
from dakaz.records.models import Case, Compartment, User
from dakaz.records.queries import casebook
from dakaz.records.sqlcipher.keyholder import HOLDER


@pytest.fixture
def cases(acting):
    return [save_case(acting) for _ in range(5)]


@pytest.fixture
def elsewhere():
    """Another thread, with a connection of its own, that keeps it between calls."""
    with ThreadPoolExecutor(1) as thread:
        yield lambda work: thread.submit(work).result(30)
        thread.submit(connections.close_all).result(30)


def test_without_a_key_every_way_to_ask_is_refused(acting):
    database.lock()
    ways = (
        User.objects.count,
        connection.cursor,
        connection.ensure_connection,
        lambda: transaction.atomic().__enter__(),
        lambda: list(Case.objects.raw("SELECT * FROM records_case")),
        lambda: casebook.cases(acting.seen_by),
    )
    for way in ways:
        with pytest.raises(Locked):
            way()
    assert not database.is_open()


def test_a_connection_from_before_the_lock_refuses_in_another_thread(acting, cases, elsewhere):
    assert elsewhere(Case.objects.count) == 5
    database.lock()
    for _ in range(2):
        with pytest.raises(Locked):
            elsewhere(Case.objects.count)


def test_it_refuses_also_when_the_vault_was_unlocked_again_meanwhile(acting, cases, elsewhere):
    assert elsewhere(Case.objects.count) == 5
    database.lock()
    database.unlock(acting.vault, acting.keys)
    with pytest.raises(Locked):
        elsewhere(Case.objects.count)
    elsewhere(connections.close_all)
    assert elsewhere(Case.objects.count) == 5


@pytest.mark.parametrize("read", ["fetchone", "fetchmany", "fetchall", "__next__"])
def test_a_result_half_read_gives_no_further_row(acting, cases, elsewhere, read):
    def begin():
        cursor = connection.cursor()
        cursor.execute("SELECT code FROM records_case")
        assert cursor.fetchone()
        return cursor

    cursor = elsewhere(begin)
    database.lock()
    with pytest.raises(Locked):
        elsewhere(getattr(cursor.cursor, read))
    with pytest.raises(sqlcipher.ProgrammingError):
        elsewhere(lambda: sqlcipher.Cursor.fetchone(cursor.cursor))


def test_rows_read_in_pieces_end_with_the_lock(acting, cases, elsewhere):
    def read():
        for row in Case.objects.order_by("code").iterator(chunk_size=2):
            read_so_far.append(row.code)
            if len(read_so_far) == 2:
                arrived.set()
                locked.wait(30)

    read_so_far, arrived, locked = [], threading.Event(), threading.Event()
    with ThreadPoolExecutor(1) as reader:
        reading = reader.submit(read)
        assert arrived.wait(30)
        database.lock()
        locked.set()
        with pytest.raises(Locked):
            reading.result(30)
        reader.submit(connections.close_all).result(30)
    assert read_so_far == ["C-2024-001", "C-2024-002"]


def test_what_was_being_written_when_the_vault_locked_is_not_kept(acting, cases, elsewhere):
    def write():
        with transaction.atomic():
            Case.objects.filter(code="C-2024-001").update(summary="half done")
            HOLDER.drop()

    with pytest.raises(Locked):
        elsewhere(write)
    elsewhere(connections.close_all)
    connections.close_all()
    database.unlock(acting.vault, acting.keys)
    assert set(Case.objects.values_list("summary", flat=True)) == {""}


def test_no_raw_connection_of_the_thread_that_locks_stays_usable(acting, cases):
    connection.ensure_connection()
    raw = connection.connection
    assert raw.execute("SELECT count(*) FROM records_case").fetchone() == (5,)
    database.lock()
    with pytest.raises(sqlcipher.ProgrammingError):
        raw.execute("SELECT count(*) FROM records_case")
    assert connection.connection is None


def test_a_key_that_was_put_during_a_lock_is_not_used_by_older_connections(acting, cases, elsewhere):
    before = HOLDER.generation
    elsewhere(Case.objects.count)
    database.lock()
    HOLDER.put(acting.vault.db_path, bytes(32))
    assert HOLDER.generation > before
    with pytest.raises(Locked):
        elsewhere(Case.objects.count)
    with pytest.raises(Locked):  # a key that is not this database's opens nothing
        Case.objects.count()
    database.lock()


def test_a_record_is_not_hung_on_a_case_of_another_circle(acting):
    sealed, keys = acting.vault.add_compartment(acting.keys)
    Compartment.objects.create(id=sealed.id, name="sealed")
    both = acting_for(acting.vault, keys, clock=Clock())
    case = save_case(both)
    Case.objects.filter(pk=case.pk).update(compartment=sealed.id)
    inside = save_event(both, kind="threat", title="Inside", case_id=case.pk)
    assert inside.compartment == sealed.id
    outside = save_event(both, kind="threat", title="Outside")
    with pytest.raises(BadInput, match="another circle"):
        save_event(both, identifier=outside.pk, case_id=case.pk)
    assert casebook.event(acting.seen_by, outside.pk).case is None
