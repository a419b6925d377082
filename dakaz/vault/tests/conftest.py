"""A real vault with the lowest allowed passphrase work, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dakaz import vault
from dakaz.vault import Vault
from dakaz.vault.tests.setting import NAME, NOW, PASSPHRASE, Made, Opened


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory) -> Made:
    """A vault with one note in its database; copy it, do not write to it."""
    folder = tmp_path_factory.mktemp("vault-room") / "vault"
    created = vault.create(folder, user_name=NAME, passphrase=PASSPHRASE, now=NOW, kdf=vault.FLOOR)
    connection = vault.connect(created.vault.db_path, created.keys.db_key)
    connection.execute("CREATE TABLE note (text TEXT)")
    connection.execute("INSERT INTO note VALUES ('an invented note')")
    connection.commit()
    connection.close()
    return Made(folder, created.shares)


@pytest.fixture
def folder(made_vault, tmp_path) -> Path:
    """A fresh copy of the vault, locked."""
    return Path(shutil.copytree(made_vault.folder, tmp_path / "vault"))


@pytest.fixture
def opened(folder, made_vault) -> Opened:
    """A fresh copy of the vault, with its first user's keys."""
    found = Vault.open(folder)
    return Opened(found, found.unlock(user_name=NAME, passphrase=PASSPHRASE), made_vault.shares)
