"""What tests share: a real vault, made once and copied for each test."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dakaz.web.settings")
django.setup()

USER = "office"
PASSPHRASE = "gravel-umbrella-twelve-orchid-lantern-moss"
START = datetime(2024, 10, 28, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that moves a second each time it is asked."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(scope="session")
def new_vault(tmp_path_factory) -> Path:
    """A vault as ``init`` leaves it; copy it, do not write to it."""
    from dakaz import vault
    from dakaz.records import database
    from dakaz.records.actions.access import found

    folder = tmp_path_factory.mktemp("made") / "vault"
    created = vault.create(folder, user_name=USER, passphrase=PASSPHRASE, now=START, kdf=vault.FLOOR)
    database.unlock(created.vault, created.keys)
    found(created.vault, created.keys, user_name=USER, clock=Clock())
    database.lock()
    (folder.parent / "shares.txt").write_text("\n".join(created.shares))
    return folder


@pytest.fixture
def vault_folder(new_vault, tmp_path) -> Path:
    """A fresh vault of this test's own."""
    return Path(shutil.copytree(new_vault, tmp_path / "vault"))


@pytest.fixture
def acting(vault_folder):
    """Someone signed in to a fresh vault, the office's only user."""
    from dakaz.records import database
    from dakaz.records.actions.access import acting_for
    from dakaz.vault import Vault

    vault = Vault.open(vault_folder)
    keys = vault.unlock(user_name=USER, passphrase=PASSPHRASE)
    database.unlock(vault, keys)
    yield acting_for(vault, keys, clock=Clock())
    database.lock()


@pytest.fixture(scope="session")
def readers():
    """Children that parse, shared by all tests."""
    from dakaz.outside.parsing import Readers

    with Readers(1) as pool:
        yield pool
