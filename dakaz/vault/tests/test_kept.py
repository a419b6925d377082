"""A vault and a backup of each format version are kept here and must open for ever.

``kept/1`` was made by version 0.1.0: one user removed (so two generations), two objects, one checkpoint.
Its people and letters are invented, and so are its shares: nothing in it is secret.
"""

from __future__ import annotations

import shutil
from base64 import b64decode
from pathlib import Path

import pytest

from dakaz.vault import Vault, log
from dakaz.vault.restore import restore
from dakaz.vault.tests.setting import NAME, PASSPHRASE, notes

KEPT = sorted(path for path in Path(__file__).with_name("kept").iterdir() if path.is_dir())
LETTERS = {b"Another invented letter.", "An invented letter. Выдуманы ліст.".encode()}


def look_through(vault: Vault) -> None:
    keys = vault.unlock(user_name=NAME, passphrase=PASSPHRASE)
    office = keys.compartments["office"]
    assert notes(vault.db_path, keys.db_key) == ["an invented note"]
    assert {vault.objects.read(name, office) for name in vault.objects.names()} == LETTERS
    (kept,) = log.kept(vault.log_folder)
    signed_by = b64decode(vault.log_public_keys[0])
    assert log.read_checkpoint(kept.read_text(), signed_by).size == 1


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_a_vault_of_every_version_opens(kept, tmp_path):
    look_through(Vault.open(Path(shutil.copytree(kept / "vault", tmp_path / "vault"))))


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_a_backup_of_every_version_restores_with_two_shares(kept, tmp_path):
    shares = (kept / "shares.txt").read_text().splitlines()
    look_through(restore(kept / "backup.age", tmp_path / "new", shares=shares[:2]))
