"""Connections are kept for the next question, and never longer than they may be."""

from __future__ import annotations

import shutil
from contextlib import closing

import pytest
from django.db import connection
from sqlcipher3 import dbapi2 as sqlcipher

from dakaz.conftest import USER
from dakaz.errors import Locked
from dakaz.records import database
from dakaz.records.models import User
from dakaz.records.sqlcipher.ready import READY
from dakaz.vault.database import connect


def asked():
    """Ask something as a request does, and return the driver's connection it was asked through."""
    assert User.objects.count() == 1
    driver = connection.connection
    connection.close()
    return driver


def is_closed(driver):
    try:
        driver.execute("SELECT 1")
    except Exception as problem:  # noqa: BLE001 - the driver's own error has no public name for this
        return "closed" in str(problem)
    return False


def test_the_next_question_goes_through_the_same_connection(acting):
    assert asked() is asked()


def test_what_was_begun_and_not_ended_is_taken_back_before_it_is_kept(acting):
    connection.ensure_connection()
    driver = connection.connection
    driver.execute("BEGIN IMMEDIATE")
    driver.execute("UPDATE records_user SET name = 'somebody else'")
    connection.close()
    assert asked() is driver
    assert User.objects.get().name == USER


def test_a_lock_closes_them_all(acting):
    kept = asked()
    database.lock()
    assert is_closed(kept)
    with pytest.raises(Locked):
        User.objects.count()


def test_what_nobody_used_between_two_rests_is_closed_and_what_is_used_stays(acting):
    kept = asked()
    database.rest()
    assert asked() is kept
    database.rest()
    assert asked() is kept
    database.rest()
    database.rest()
    assert is_closed(kept)
    assert asked() is not kept


def test_a_file_put_in_the_place_of_the_database_is_opened_anew(acting):
    kept = asked()
    path = acting.vault.db_path
    READY.give_back(READY.take(connection._opened), connection._opened)
    shutil.copy(path, path.with_name("other"))
    path.with_name("other").replace(path)
    assert asked() is not kept
    assert is_closed(kept)


def test_a_vault_at_rest_can_get_another_key_from_another_program(acting):
    def alone():
        with closing(connect(acting.vault.db_path, acting.keys.db_key)) as other:
            other.execute("PRAGMA busy_timeout = 1")
            try:
                return other.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
            except sqlcipher.OperationalError:
                return False

    asked()
    assert not alone()
    database.rest()
    database.rest()
    assert alone()
