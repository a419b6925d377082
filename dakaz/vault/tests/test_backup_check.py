"""A backup one relies on is read back whole: cut, foreign or poorer ones are refused."""

from __future__ import annotations

import io

import pytest

from dakaz.errors import VaultDamaged
from dakaz.vault.backup import backup
from dakaz.vault.backup_check import check
from dakaz.vault.tests.setting import NOW


@pytest.fixture
def filled(opened):
    opened.vault.objects.put_many([io.BytesIO(b"one" * 50_000), io.BytesIO(b"two")], opened.office)
    return opened


@pytest.fixture
def made(filled, tmp_path):
    backup(filled.vault, filled.keys, tmp_path / "b.age", now=NOW)
    return tmp_path / "b.age"


def test_a_sound_backup_passes_and_leaves_nothing_behind(filled, made):
    before = sorted(filled.vault.folder.rglob("*"))
    check(filled.vault, filled.keys, made)
    assert sorted(filled.vault.folder.rglob("*")) == before


@pytest.mark.parametrize("end", [-1, -70_000, 3000])
def test_a_cut_backup_is_refused(filled, made, end):
    made.write_bytes(made.read_bytes()[:end])
    with pytest.raises(VaultDamaged):
        check(filled.vault, filled.keys, made)


def test_a_backup_that_lacks_an_object_is_refused(filled, made):
    filled.vault.objects.put(io.BytesIO(b"three"), filled.office)
    with pytest.raises(VaultDamaged, match="objects/"):
        check(filled.vault, filled.keys, made)


def test_a_backup_whose_object_is_another_is_refused(filled, made):
    name = next(filled.vault.objects.names())
    path = filled.vault.objects.path(name)
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with pytest.raises(VaultDamaged, match="objects/"):
        check(filled.vault, filled.keys, made)


def test_a_backup_is_written_beside_no_guessable_name_and_follows_no_link(filled, tmp_path):
    target = tmp_path / "elsewhere"
    target.write_bytes(b"untouched")
    (tmp_path / "b.age.part").symlink_to(target)
    backup(filled.vault, filled.keys, tmp_path / "b.age", now=NOW)
    assert target.read_bytes() == b"untouched"
    check(filled.vault, filled.keys, tmp_path / "b.age")
