"""The office's pages in a real Chromium: how one signs in, what the served vault holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from dakaz.conftest import PASSPHRASE, USER, Clock
from dakaz.public_site.tests.browsing import PICTURES, follow, looked_at
from dakaz.records import database
from dakaz.records.actions.access import acting_for
from dakaz.vault import Vault

__all__ = ["PICTURES", "filled", "follow", "looked_at", "sign_in"]


def sign_in(page, address):
    """Open the vault and return the beginning of all addresses inside."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("Your name here").fill(USER)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_label("Passphrase").press("Enter")
    page.get_by_role("button", name="Lock").wait_for()
    return "/".join(page.url.split("/")[:4])


def filled(folder, fill):
    """Open the vault, let ``fill(acting)`` write into it, lock it again; what it returned.

    In a thread of its own: Playwright keeps a loop in the test's, where Django refuses to ask a database.
    """
    with ThreadPoolExecutor(1) as outside:
        return outside.submit(_filled, folder, fill).result()


def _filled(folder, fill):
    opened = Vault.open(folder)
    keys = opened.unlock(user_name=USER, passphrase=PASSPHRASE)
    database.unlock(opened, keys)
    try:
        return fill(acting_for(opened, keys, clock=Clock()))
    finally:
        database.lock()
