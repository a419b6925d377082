"""A vault opens with stock tools: the keys come from the printed script, everything else from others."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from dakaz import vault
from dakaz.vault import recovery
from dakaz.vault.backup import backup

SCRIPT = Path(__file__).with_name("open_without_dakaz.py")
SHARES_SCRIPT = SCRIPT.with_name("identity_from_shares.py")
NOW = datetime(2024, 10, 28, tzinfo=UTC)
PASSPHRASE = "gravel-umbrella-twelve-orchid-lantern-moss"
CONTENT = "Invented letter. Выдуманае пісьмо.".encode()

pytestmark = pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stock") / "vault"
    created = vault.create(folder, user_name="Alesia", passphrase=PASSPHRASE, now=NOW, kdf=vault.FLOOR)
    connection = vault.connect(created.vault.db_path, created.keys.db_key)
    connection.execute("CREATE TABLE note (text TEXT)")
    connection.execute("INSERT INTO note VALUES ('an invented note')")
    connection.commit()
    connection.close()
    return created


@pytest.fixture(scope="module")
def stored(made):
    return made.vault.objects.put(io.BytesIO(CONTENT), made.keys.compartments["office"])


@pytest.fixture(scope="module")
def keys(made, tmp_path_factory):
    passphrase = tmp_path_factory.mktemp("typed") / "passphrase"
    passphrase.write_text(PASSPHRASE + "\n")
    return run(made.vault.folder, " ALESIA ", passphrase)


def run(*arguments) -> dict:
    done = subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, check=True, timeout=60)
    assert not done.stderr
    return json.loads(done.stdout)


def age(file: Path, identity: str) -> bytes:
    command = ["age", "-d", "-i", "-", file]
    return subprocess.run(command, input=identity.encode(), capture_output=True, check=True).stdout


def test_sqlcipher_opens_the_database_with_the_raw_key(made, keys):
    connection = sqlcipher.connect(made.vault.db_path)
    connection.execute(f"PRAGMA key = \"x'{keys['database_key']}'\"")
    assert connection.execute("SELECT text FROM note").fetchall() == [("an invented note",)]
    connection.close()


def test_another_implementation_opens_the_database_with_the_raw_key(made, keys):
    connection = apsw.Connection(str(made.vault.db_path))
    connection.pragma("cipher", "sqlcipher")
    connection.pragma("legacy", 4)
    connection.pragma("key", f"x'{keys['database_key']}'")
    assert connection.execute("SELECT text FROM note").fetchall() == [("an invented note",)]
    connection.close()


def test_stock_age_opens_an_object_and_its_name_can_be_recomputed(made, keys, stored):
    office = keys["compartments"]["office"]
    assert age(made.vault.objects.path(stored.name), office["identities"][0]) == CONTENT
    digest = hashlib.sha256(CONTENT).digest()
    assert hmac.digest(bytes.fromhex(office["naming_key"]), digest, "sha256").hex() == stored.name


def test_two_paper_shares_give_the_same_keys(made, keys, tmp_path):
    identity = tmp_path / "identity"
    identity.write_text(recovery.identity(made.shares[:2]))
    by_shares = run(made.vault.folder, "--recovery", identity)
    assert by_shares.pop("identity") == identity.read_text()
    assert by_shares == {name: value for name, value in keys.items() if name != "identity"}


def test_two_paper_shares_give_recoverys_identity(made, tmp_path):
    typed = tmp_path / "shares"
    typed.write_text(f"  {made.shares[2].upper()}\n\n{made.shares[0]}\n")
    done = subprocess.run([sys.executable, SHARES_SCRIPT, typed], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == recovery.identity((made.shares[0], made.shares[2]))


def test_two_other_shares_give_none(made, tmp_path):
    typed = tmp_path / "shares"
    typed.write_text(made.shares[0])
    done = subprocess.run([sys.executable, SHARES_SCRIPT, typed], capture_output=True, check=False)
    assert done.returncode != 0
    assert not done.stdout


def test_stock_age_and_tar_open_a_backup(made, stored, tmp_path):
    file = tmp_path / "backup.age"
    backup(made.vault, made.keys, file, now=NOW)
    tar = age(file, recovery.identity(made.shares[1:]))
    listed = subprocess.run(["tar", "-t"], input=tar, capture_output=True, check=True).stdout.decode().split()
    assert {"keyring.json", "dakaz.db", f"objects/{stored.name[:2]}/{stored.name[2:]}"} <= set(listed)


@pytest.fixture(scope="module")
def backup_alone(made, stored, tmp_path_factory):
    """A backup on a machine that has nothing else of the vault, and someone's passphrase."""
    folder = tmp_path_factory.mktemp("alone")
    backup(made.vault, made.keys, folder / "dakaz.age", now=NOW)
    (folder / "passphrase").write_text(PASSPHRASE + "\n")
    return folder


def test_a_backup_and_a_passphrase_open_with_stock_age_tar_and_sqlcipher(backup_alone, keys, stored):
    file, passphrase = backup_alone / "dakaz.age", backup_alone / "passphrase"
    assert run(file, "Alesia", passphrase) == keys
    out = backup_alone / "out"
    out.mkdir()
    subprocess.run(["tar", "-x", "-C", out], input=age(file, keys["identity"]), check=True)
    connection = sqlcipher.connect(out / "dakaz.db")
    connection.execute(f"PRAGMA key = \"x'{keys['database_key']}'\"")
    assert connection.execute("SELECT text FROM note").fetchall() == [("an invented note",)]
    connection.close()
    office = keys["compartments"]["office"]
    assert age(out / "objects" / stored.name[:2] / stored.name[2:], office["identities"][0]) == CONTENT
    assert run(out, "Alesia", passphrase) == keys


def test_a_file_that_is_no_backup_opens_nothing(backup_alone):
    (backup_alone / "other").write_bytes(b"age-encryption.org/v1\n-> X25519 abc\nabc\n--- abc\n")
    done = subprocess.run(
        [sys.executable, SCRIPT, backup_alone / "other", "Alesia", backup_alone / "passphrase"],
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    assert b"no keyring in this file" in done.stderr


def test_a_wrong_passphrase_opens_nothing(made, tmp_path):
    wrong = tmp_path / "passphrase"
    wrong.write_text("something else")
    done = subprocess.run(
        [sys.executable, SCRIPT, made.vault.folder, "Alesia", wrong], capture_output=True, check=False
    )
    assert done.returncode != 0
    assert not done.stdout


@pytest.mark.parametrize("script", [SCRIPT, SHARES_SCRIPT])
def test_the_scripts_are_short_and_need_nothing_of_ours(script):
    text = script.read_text()
    assert len(text.splitlines()) <= 100
    assert "import dakaz" not in text
    assert "from dakaz" not in text
