"""What tests share: a real vault, made once and copied for each test; a real browser."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import django
import pytest

from dakaz.vault import kdf

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dakaz.web.settings")
django.setup()

USER = "office"
PASSPHRASE = "gravel-umbrella-twelve-orchid-lantern-moss"
START = datetime(2024, 10, 28, 9, 0, tzinfo=UTC)
CHROMIUM = os.environ.get("DAKAZ_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_SAYS_NOTHING = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a browser first: they are long, and at the end one worker would wait for another."""
    slow = {item.path for item in items if "chromium" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: item.path not in slow)


class Clock:
    """A clock that moves a second each time it is asked."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


derived = cache(kdf.derive)


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
    for empty in (folder / "objects").iterdir():
        empty.rmdir()  # 256 folders to copy for each test; who stores something makes them again
    return folder


@pytest.fixture(autouse=True)
def same_passphrase_same_key(request, monkeypatch):
    """The key of a passphrase is derived once outside the vault's own tests: it takes a quarter second."""
    if Path(__file__).parent / "vault" not in request.path.parents:
        monkeypatch.setattr("dakaz.vault.opening.derive", derived)
        monkeypatch.setattr("dakaz.vault.members.derive", derived)


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


@pytest.fixture(scope="module")
def chromium():
    """A real browser. Not for the whole session: its loop would stand in the way of tests that ask Django."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_SAYS_NOTHING)
        yield browser
        browser.close()
