"""A real Chromium for the tests: what is seen in every size, how one signs in, how a page is reached."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dakaz.conftest import PASSPHRASE, USER, Clock
from dakaz.records import database
from dakaz.records.actions.access import acting_for
from dakaz.vault import Vault

CHROMIUM = os.environ.get("DAKAZ_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PICTURES = os.environ.get("DAKAZ_PICTURES")
SIZES = {"desk": (1440, 900), "phone": (390, 844), "narrow": (320, 640)}
AXE_LOOKS = {("desk", "light"), ("phone", "dark")}
IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


def sign_in(page, address):
    """Open the vault and return the beginning of all addresses inside."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("Your name here").fill(USER)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_label("Passphrase").press("Enter")
    page.get_by_role("button", name="Lock").wait_for()
    return "/".join(page.url.split("/")[:4])


def follow(page, link_or_button):
    """Press what leads to another page, and be there: a click alone does not wait for it."""
    with page.expect_navigation():
        link_or_button.click()


def looked_at(page, name):
    """Look at the page in every size, light and dark; let axe look at two of them.

    Not for a page without JavaScript: axe would never answer there.
    """
    from axe_playwright_python.sync_playwright import Axe

    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            here = f"{name}-{size}-{scheme}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, here
            if (size, scheme) in AXE_LOOKS:
                found = Axe().run(page)
                assert found.violations_count == 0, f"{here}: {found.generate_report()}"
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{here}.png", full_page=True)


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
