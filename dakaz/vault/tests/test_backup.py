from __future__ import annotations

import io
import json
import shutil
import subprocess
import tarfile
from contextlib import closing

import pyrage
import pytest

from dakaz.errors import BadInput, VaultDamaged, VaultTooNew, WrongPassphrase
from dakaz.vault import log
from dakaz.vault.age import Recipient
from dakaz.vault.backup import backup
from dakaz.vault.restore import restore
from dakaz.vault.sealed_stream import OpeningReader, SealingWriter
from dakaz.vault.tests.setting import (
    KILLED,
    NAME,
    NOW,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    everything_in,
    notes,
    run_child,
)


@pytest.fixture
def filled(opened):
    """A vault with two objects and a checkpoint."""
    opened.vault.objects.put_many([io.BytesIO(b"one" * 50_000), io.BytesIO(b"two")], opened.office)
    log.keep(opened.vault.log_folder, log.checkpoint("o", 1, b"r" * 32, opened.keys.log_key), 1)
    return opened


def objects_and_log(folder):
    return {name: content for name, content in everything_in(folder).items() if name[:3] in ("obj", "log")}


def made(opened, path, **how):
    backup(opened.vault, opened.keys, path, now=NOW, **how)
    return path


def test_a_backup_restores_to_the_same_vault_with_two_shares(filled, tmp_path):
    file = made(filled, tmp_path / "b.age")
    restored = restore(file, tmp_path / "new", shares=filled.shares[1:])
    keys = restored.unlock(user_name=NAME, passphrase=PASSPHRASE)
    assert notes(restored.db_path, keys.db_key) == ["an invented note"]
    assert objects_and_log(restored.folder) == objects_and_log(filled.vault.folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.age", "new", "vault"]
    assert not list(filled.vault.folder.glob("*.part*"))


def test_a_backup_under_a_passphrase_restores(filled, tmp_path):
    file = made(filled, tmp_path / "b.age", passphrase=OTHER_PASSPHRASE)
    restored = restore(file, tmp_path / "new", passphrase=OTHER_PASSPHRASE)
    assert restored.unlock(user_name=NAME, passphrase=PASSPHRASE).db_key == filled.keys.db_key


def test_a_backup_restores_with_the_name_and_passphrase_of_whoever_can_sign_in(filled, tmp_path):
    file = made(filled, tmp_path / "b.age")
    restored = restore(file, tmp_path / "new", user_name=NAME, passphrase=PASSPHRASE)
    assert restored.unlock(user_name=NAME, passphrase=PASSPHRASE).db_key == filled.keys.db_key


@pytest.mark.parametrize(("name", "passphrase"), [(NAME, OTHER_PASSPHRASE), ("Somebody", PASSPHRASE)])
def test_a_wrong_name_or_passphrase_restores_nothing(filled, tmp_path, name, passphrase):
    file = made(filled, tmp_path / "b.age")
    with pytest.raises(WrongPassphrase):
        restore(file, tmp_path / "new", user_name=name, passphrase=passphrase)
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
def test_the_stock_age_program_opens_a_backup(filled, tmp_path):
    key = pyrage.x25519.Identity.generate()
    file = made(filled, tmp_path / "b.age", recipients=[str(key.to_public())])
    (tmp_path / "key").write_text(str(key))
    command = ["age", "-d", "-i", tmp_path / "key", file]
    opened = subprocess.run(command, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(opened)) as tar:
        assert tar.getnames()[0] == "backup.json"


def test_a_backup_to_another_key_restores_with_it(filled, tmp_path):
    pair = pyrage.x25519.Identity.generate()
    file = made(filled, tmp_path / "b.age", recipients=[str(pair.to_public())])
    assert restore(file, tmp_path / "new", identity=str(pair)).vault_id == filled.vault.vault_id


def test_a_backup_goes_through_streams_too(filled, tmp_path):
    stream = io.BytesIO()
    backup(filled.vault, filled.keys, stream, now=NOW)
    restore(io.BytesIO(stream.getvalue()), tmp_path / "new", shares=filled.shares[:2])


def test_others_go_on_writing_during_a_backup(filled, tmp_path):
    with closing(filled.database()) as connection:
        connection.execute("INSERT INTO note VALUES ('not yet committed')")
        file = made(filled, tmp_path / "b.age")
        connection.commit()
    restored = restore(file, tmp_path / "new", shares=filled.shares[:2])
    assert notes(restored.db_path, filled.keys.db_key) == ["an invented note"]


def test_progress_counts_the_objects(filled, tmp_path):
    written: list[int] = []
    read: list[int] = []
    file = made(filled, tmp_path / "b.age", progress=written.append)
    restore(file, tmp_path / "new", shares=filled.shares[:2], progress=read.append)
    assert (written[-1], read[-1]) == (2, 2)


def test_nothing_of_the_vault_shows_in_a_backup(filled, tmp_path):
    content = made(filled, tmp_path / "b.age").read_bytes()
    for shown in (b"keyring.json", filled.vault.vault_id.encode(), b"an invented note", b"one" * 10):
        assert shown not in content


def test_an_existing_file_is_not_overwritten(filled, tmp_path):
    (tmp_path / "b.age").write_bytes(b"an older backup")
    with pytest.raises(BadInput, match="exists already"):
        made(filled, tmp_path / "b.age")
    assert (tmp_path / "b.age").read_bytes() == b"an older backup"


def test_a_weak_passphrase_makes_no_backup(filled, tmp_path):
    with pytest.raises(BadInput):
        made(filled, tmp_path / "b.age", passphrase="1234")
    assert not (tmp_path / "b.age").exists()


def test_a_folder_with_something_in_it_is_not_restored_into(filled, tmp_path):
    file = made(filled, tmp_path / "b.age")
    before = everything_in(filled.vault.folder)
    with pytest.raises(BadInput, match="not empty"):
        restore(file, filled.vault.folder, shares=filled.shares[:2])
    assert everything_in(filled.vault.folder) == before


@pytest.mark.parametrize(
    "how", [{"passphrase": PASSPHRASE}, {"identity": str(pyrage.x25519.Identity.generate())}]
)
def test_a_stranger_restores_nothing(filled, tmp_path, how):
    file = made(filled, tmp_path / "b.age")
    with pytest.raises(WrongPassphrase):
        restore(file, tmp_path / "new", **how)
    assert not (tmp_path / "new").exists()


def test_nothing_to_open_it_with_is_said(filled, tmp_path):
    with pytest.raises(BadInput):
        restore(made(filled, tmp_path / "b.age"), tmp_path / "new")


def test_a_backup_cut_short_or_changed_anywhere_restores_nothing(filled, tmp_path):
    content = made(filled, tmp_path / "b.age").read_bytes()
    for at in (0, 100, len(content) // 2, len(content) - 1):
        changed = bytearray(content)
        changed[at] ^= 4
        for damaged in (content[:at], bytes(changed)):
            with pytest.raises((VaultDamaged, WrongPassphrase)):
                restore(io.BytesIO(damaged), tmp_path / "new", shares=filled.shares[:2])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.age", "vault"]


def repacked(filled, tmp_path, change) -> io.BytesIO:
    """A backup as someone with its recipient could forge it."""
    from dakaz.vault import recovery
    from dakaz.vault.age import Identity

    with made(filled, tmp_path / "whole.age").open("rb") as file:
        tar = OpeningReader(file, [Identity(recovery.identity(filled.shares[:2]))]).readall()
    sink, entries = io.BytesIO(), []
    with tarfile.open(fileobj=io.BytesIO(tar)) as source:
        entries = [(entry, source.extractfile(entry).read()) for entry in source]
    sealing = SealingWriter(sink, [Recipient(filled.vault.recovery_recipient)])
    with tarfile.open(fileobj=sealing, mode="w|") as target:
        for entry, content in change(entries):
            entry.size = len(content)
            target.addfile(entry, io.BytesIO(content))
    sealing.finish()
    return io.BytesIO(sink.getvalue())


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "objects/../evil", "objects/ab/short", "other.txt"])
def test_a_forged_backup_writes_nothing_outside_its_folder(filled, tmp_path, name):
    def change(entries):
        return [*entries, (tarfile.TarInfo(name), b"evil")]

    with pytest.raises(VaultDamaged):
        restore(repacked(filled, tmp_path, change), tmp_path / "new", shares=filled.shares[:2])
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "evil").exists()


def test_a_forged_link_is_refused(filled, tmp_path):
    def change(entries):
        link = tarfile.TarInfo("log/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        return [*entries, (link, b"")]

    with pytest.raises(VaultDamaged):
        restore(repacked(filled, tmp_path, change), tmp_path / "new", shares=filled.shares[:2])


def test_a_backup_of_a_newer_program_asks_for_it(filled, tmp_path):
    def change(entries):
        facts = {**json.loads(entries[0][1]), "version": 2}
        return [(entries[0][0], json.dumps(facts).encode()), *entries[1:]]

    with pytest.raises(VaultTooNew):
        restore(repacked(filled, tmp_path, change), tmp_path / "new", shares=filled.shares[:2])


@pytest.mark.parametrize("missing", ["keyring.json", "dakaz.db", "backup.json"])
def test_a_backup_without_one_of_its_parts_is_refused(filled, tmp_path, missing):
    def change(entries):
        return [one for one in entries if one[0].name != missing]

    with pytest.raises((VaultDamaged, BadInput)):
        restore(repacked(filled, tmp_path, change), tmp_path / "new", shares=filled.shares[:2])
    assert not (tmp_path / "new").exists()


BACKUP = """
from datetime import UTC, datetime
from pathlib import Path
from dakaz.errors import NoRoom
from dakaz.vault import Vault
from dakaz.vault.backup import backup
found = Vault.open(Path(sys.argv[1]))
keys = found.unlock(user_name=sys.argv[3], passphrase=sys.argv[4])
try:
    backup(found, keys, Path(sys.argv[2]), now=datetime(2024, 10, 28, tzinfo=UTC))
except NoRoom:
    sys.exit(3)
"""


@pytest.mark.skipif(KILLED is None, reason="needs resource limits")
def test_a_full_disk_leaves_no_half_backup(filled, tmp_path):
    child = run_child(
        BACKUP, filled.vault.folder, tmp_path / "b.age", NAME, PASSPHRASE, limit_file_bytes=100_000
    )
    assert child.returncode == 3, child.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["vault"]
    assert not list(filled.vault.folder.glob("*.part*"))


def test_a_backup_with_former_keys_is_refused(filled, tmp_path):
    user_id = filled.vault.add_user(filled.keys, user_name="Cyryl", passphrase=OTHER_PASSPHRASE)
    filled.vault.remove_user(filled.keys, user_id)
    from dakaz.errors import Locked

    with pytest.raises(Locked):
        made(filled, tmp_path / "b.age")
    assert not (tmp_path / "b.age").exists()
