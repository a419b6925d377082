from __future__ import annotations

import sqlite3
import threading
from contextlib import closing

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from dakaz import vault
from dakaz.errors import BadInput, Unavailable, VaultBusy, VaultDamaged, WrongPassphrase
from dakaz.vault import Vault, database, generation
from dakaz.vault.tests.setting import NAME, PASSPHRASE, everything_in, notes


def test_it_opens_with_the_key_and_keeps_its_promises(opened):
    with closing(opened.database()) as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store")
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked}
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
    }


def test_another_key_opens_and_writes_nothing(folder):
    before = everything_in(folder)
    with pytest.raises(WrongPassphrase, match="does not open with this key"):
        vault.connect(folder / "dakaz.db", b"\x00" * 32)
    assert everything_in(folder) == before


@pytest.mark.parametrize("key", [b"", b"short", b"\x00" * 33])
def test_a_key_of_the_wrong_length_is_refused(folder, key):
    with pytest.raises(WrongPassphrase):
        vault.connect(folder / "dakaz.db", key)


@pytest.mark.parametrize("size", [0, 1, 4095, 4097, 8000])
def test_a_database_cut_short_is_refused_and_left_as_it_is(folder, opened, size):
    path = folder / "dakaz.db"
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(VaultDamaged, match="cut short"):
        opened.database()
    assert path.stat().st_size == size


def test_a_plain_database_in_its_place_is_refused(folder, opened):
    path = folder / "dakaz.db"
    path.unlink()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE note (text TEXT)")
        plain.commit()
    with pytest.raises(VaultDamaged, match="not encrypted"):
        opened.database()


def test_a_missing_database_is_not_made_anew(folder, opened):
    (folder / "dakaz.db").unlink()
    with pytest.raises(BadInput):
        opened.database()
    assert not (folder / "dakaz.db").exists()


@pytest.mark.parametrize("at", [0, 17, 100, 4000, 4095])
def test_a_flipped_bit_in_the_first_page_is_a_clear_error_at_sign_in(folder, opened, at):
    path = folder / "dakaz.db"
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    before = everything_in(folder)
    with pytest.raises(VaultDamaged, match="passphrase is right, but the database"):
        Vault.open(folder).unlock(user_name=NAME, passphrase=PASSPHRASE)
    assert everything_in(folder) == before


def test_a_flipped_bit_in_any_page_is_found(folder, opened):
    with closing(opened.database()) as connection:
        connection.executemany("INSERT INTO note VALUES (?)", [("an invented sentence " * 20,)] * 300)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert vault.problems(connection) == ()
    path = folder / "dakaz.db"
    whole = path.read_bytes()
    for page in range(1, len(whole) // 4096):
        content = bytearray(whole)
        content[page * 4096 + 1234] ^= 0x10
        path.write_bytes(content)
        with closing(opened.database()) as connection:
            assert vault.problems(connection)


def test_a_read_only_connection_refuses_to_write(opened):
    connection = vault.connect(opened.vault.db_path, opened.keys.db_key, read_only=True)
    with closing(connection), pytest.raises(sqlcipher.OperationalError, match="readonly"):
        connection.execute("INSERT INTO note VALUES ('x')")
    assert notes(opened.vault.db_path, opened.keys.db_key) == ["an invented note"]


def test_a_driver_without_encryption_is_refused():
    with closing(sqlite3.connect(":memory:")) as plain, pytest.raises(Unavailable, match="no encryption"):
        database.refuse_without_cipher(plain)


def test_deleted_words_are_gone_from_the_encrypted_file_too(opened):
    with closing(opened.database()) as connection:
        connection.execute("DELETE FROM note")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert connection.execute("PRAGMA secure_delete").fetchone()[0] == 1


def test_nobody_connects_while_someone_works_alone(opened):
    refused: list[Exception] = []

    def another_thread() -> None:
        try:
            with generation.shared(opened.vault.folder, wait=0.1):
                pass
        except VaultBusy as busy:
            refused.append(busy)

    with opened.vault.alone():
        opened.database().close()  # the one who works alone can
        thread = threading.Thread(target=another_thread)
        thread.start()
        thread.join()
    assert len(refused) == 1


def test_nobody_works_alone_while_another_is_at_work(opened):
    refused: list[Exception] = []

    def another_thread() -> None:
        try:
            with generation.alone(opened.vault.folder, wait=0.1):
                pass
        except VaultBusy as busy:
            refused.append(busy)

    with generation.shared(opened.vault.folder):
        thread = threading.Thread(target=another_thread)
        thread.start()
        thread.join()
    assert len(refused) == 1
