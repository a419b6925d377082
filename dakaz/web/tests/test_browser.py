"""The door in a real Chromium: what is seen, what axe says, by keyboard, with and without a script."""

from __future__ import annotations

import socket
import threading

import pytest

from dakaz.conftest import PASSPHRASE, START, USER
from dakaz.vault import Vault
from dakaz.vault.backup import backup
from dakaz.web.tests.browsing import follow, looked_at
from dakaz.web.tests.running import locked_from_outside, running

STRONG = "rumor hesitate grownup impact worthy advocate harvest"
NAME = "Alena (invented)"

pytestmark = pytest.mark.browser


@pytest.fixture
def address(serving, tmp_path):
    """A running server for a folder without a vault."""
    serving.folder = tmp_path / "mine"
    with running(serving) as port:
        yield f"http://127.0.0.1:{port}"


def walk(page, address):
    """Set up, confirm recovery, look round, lock, sign in: as someone does on the first day."""
    page.goto(address)
    looked_at(page, "set-up")
    page.get_by_label("Your name here").fill(NAME)
    page.get_by_label("New passphrase").fill("dog")
    page.get_by_label("The same again").fill("cat")
    follow(page, page.get_by_role("button", name="Make the vault"))
    looked_at(page, "set-up-to-mend")
    page.get_by_label("New passphrase").fill(STRONG)
    page.get_by_label("The same again").fill(STRONG)
    page.get_by_role("button", name="Make the vault").click()
    page.get_by_role("heading", name="Share 3 of 3").wait_for()
    looked_at(page, "shares")
    shares = [" ".join(one.locator("li").all_inner_texts()) for one in page.locator(".share").all()]
    page.get_by_label("One share").fill(shares[0])
    page.get_by_label("Another share").fill(shares[2])
    page.get_by_role("button", name="Confirm recovery").click()
    page.get_by_text("Recovery is confirmed").wait_for()
    looked_at(page, "recovery")
    inside = page.url.rsplit("/settings/", 1)[0]
    pages = ("", "users/", "passphrase", "backup", "check", "log")
    for place in (*(f"settings/{page}" for page in pages), "nothing"):
        page.goto(f"{inside}/{place}")
        looked_at(page, place.strip("/").replace("/", "-"))
        assert NAME not in page.title()
    page.get_by_role("button", name="Lock").click()
    page.get_by_text("Locked.", exact=True).wait_for()
    looked_at(page, "locked")
    page.get_by_label("Your name here").fill(NAME)
    page.get_by_label("Passphrase").fill("wrong")
    follow(page, page.get_by_role("button", name="Open the vault"))
    looked_at(page, "not-opened")
    page.get_by_label("Passphrase").fill(STRONG)
    page.get_by_label("Passphrase").press("Enter")
    page.get_by_role("button", name="Lock").wait_for()
    page.goto(f"{address}/recover")
    looked_at(page, "recover")


def test_the_first_day_with_a_script(chromium, address):
    context = chromium.new_context()
    faults = []
    page = context.new_page()
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    elsewhere = []
    page.on("request", lambda request: request.url.startswith(address) or elsewhere.append(request.url))
    walk(page, address)
    assert faults == []
    assert elsewhere == []
    context.close()


def test_the_first_day_without_a_script(chromium, address, serving):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Your name here").fill(NAME)
    page.get_by_label("New passphrase").fill(STRONG)
    page.get_by_label("The same again").fill(STRONG)
    page.get_by_role("button", name="Make the vault").click()
    page.get_by_role("heading", name="Share 1 of 3").wait_for()
    page.get_by_text("Menu").click()
    page.get_by_role("link", name="Settings").first.click()
    page.get_by_role("heading", name="Settings").wait_for()
    page.get_by_role("button", name="Lock").click()
    page.get_by_text("Locked.", exact=True).wait_for()
    assert len(serving.sessions) == 0
    context.close()


@pytest.mark.parametrize("device", ["light", "dark"])
@pytest.mark.parametrize("theme", ["", "light", "dark"])
def test_paper_is_white_and_its_ink_black_on_every_device(chromium, address, device, theme):
    context = chromium.new_context(color_scheme=device)
    page = context.new_page()
    page.goto(address)
    page.evaluate("theme => theme && document.documentElement.setAttribute('data-theme', theme)", theme)
    page.emulate_media(media="print", color_scheme=device)
    shown = "name => getComputedStyle(document.querySelector(name))"
    assert page.evaluate(f"({shown})('h1').color") == "rgb(0, 0, 0)"
    assert page.evaluate(f"({shown})('body').backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(f"({shown})(':root').colorScheme") == "light"
    assert page.evaluate(f"({shown})(':root').getPropertyValue('--soft')").strip() == "#333333"
    context.close()


def test_the_vault_is_checked_without_a_script(chromium, address, serving):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Your name here").fill(NAME)
    page.get_by_label("New passphrase").fill(STRONG)
    page.get_by_label("The same again").fill(STRONG)
    page.get_by_role("button", name="Make the vault").click()
    page.get_by_role("heading", name="Share 1 of 3").wait_for()
    page.goto(page.url.replace("recovery", "check"))
    follow(page, page.get_by_role("button", name="Check now"))
    for _ in range(100):
        if page.get_by_text("Everything agrees.").count():
            break
        follow(page, page.get_by_role("link", name="See how far it is"))
    page.get_by_text("Everything agrees.").wait_for()
    context.close()
    # the same page as eyes see it, and the one of a damaged keyring
    locked_from_outside(serving)
    keyring = serving.folder / "keyring.json"
    keyring.write_bytes(keyring.read_bytes()[:-9])
    page = chromium.new_page()
    page.goto(f"{address}/sign-in")
    looked_at(page, "mend")
    page.get_by_role("button", name="Put the second copy in its place").click()
    page.get_by_text("whole again").wait_for()
    page.close()


def test_no_other_port_gets_the_cookie(chromium, address):
    """Another program of this machine, on another port, is visited with the same browser."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Your name here").fill(NAME)
    page.get_by_label("New passphrase").fill(STRONG)
    page.get_by_label("The same again").fill(STRONG)
    page.get_by_role("button", name="Make the vault").click()
    page.get_by_role("heading", name="Share 1 of 3").wait_for()
    other = socket.create_server(("127.0.0.1", 0))
    got = []

    def listen():
        peer, _ = other.accept()
        with peer:
            got.append(peer.recv(65536))
            peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")

    thread = threading.Thread(target=listen)
    thread.start()
    second = context.new_page()
    second.goto(f"http://127.0.0.1:{other.getsockname()[1]}/")
    thread.join()
    other.close()
    assert b"cookie:" not in got[0].lower()
    context.close()


def test_a_locked_session_leaves_the_screen_and_keeps_what_was_typed(chromium, address, serving):
    context = chromium.new_context()
    page = context.new_page()
    page.clock.install()
    page.goto(address)
    page.get_by_label("Your name here").fill(NAME)
    page.get_by_label("New passphrase").fill(STRONG)
    page.get_by_label("The same again").fill(STRONG)
    page.get_by_role("button", name="Make the vault").click()
    page.get_by_role("heading", name="Share 1 of 3").wait_for()
    page.goto(page.url.replace("recovery", "users/"))
    page.get_by_label("Name").fill("Barys (invented)")
    locked_from_outside(serving)
    page.clock.run_for(20_000)
    page.get_by_text("sealed for you").wait_for()
    page.get_by_label("Your name here").fill(NAME)
    page.get_by_label("Passphrase").fill(STRONG)
    page.get_by_role("button", name="Open the vault").click()
    page.get_by_text("Barys (invented)").wait_for()
    looked_at(page, "kept")
    context.close()


def test_a_backup_is_restored_with_a_script_that_shows_how_far_it_is(
    chromium, address, serving, vault_folder, new_vault, tmp_path
):
    keys = Vault.open(vault_folder).unlock(user_name=USER, passphrase=PASSPHRASE)
    backup(Vault.open(vault_folder), keys, tmp_path / "dakaz.age", now=START)
    shares = (new_vault.parent / "shares.txt").read_text().splitlines()
    context = chromium.new_context()
    page = context.new_page()
    page.goto(address)
    follow(page, page.get_by_role("link", name="I have a backup to restore"))
    looked_at(page, "restore")
    page.get_by_label("One share").fill(shares[0])
    page.get_by_label("Another share").fill(shares[0])
    page.get_by_label("The backup file").set_input_files(tmp_path / "dakaz.age")
    page.get_by_role("button", name="Restore the vault").click()
    page.get_by_text("2 different shares are needed").wait_for()
    assert page.get_by_label("One share").input_value() == shares[0]  # nothing typed was lost
    page.get_by_label("Another share").fill(shares[1])
    page.get_by_role("button", name="Restore the vault").click()
    page.get_by_text("The vault is back.").wait_for()
    assert Vault.open(serving.folder).vault_id == Vault.open(vault_folder).vault_id
    context.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_backup_is_restored_with_a_name_and_passphrase_alone(
    chromium, address, serving, vault_folder, tmp_path, script
):
    keys = Vault.open(vault_folder).unlock(user_name=USER, passphrase=PASSPHRASE)
    backup(Vault.open(vault_folder), keys, tmp_path / "dakaz.age", now=START)
    context = chromium.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{address}/restore")
    page.get_by_label("The backup file").set_input_files(tmp_path / "dakaz.age")
    page.get_by_label("Your name there").fill(USER)
    page.get_by_label("Your passphrase there").fill("not the passphrase")
    page.get_by_role("button", name="Restore the vault").click()
    page.get_by_text("Nothing was written").wait_for()
    assert not serving.folder.exists()
    page.get_by_label("The backup file").set_input_files(tmp_path / "dakaz.age")
    page.get_by_label("Your passphrase there").fill(PASSPHRASE)
    page.get_by_role("button", name="Restore the vault").click()
    page.get_by_text("The vault is back.").wait_for()
    page.get_by_label("Your name here").fill(USER)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Open the vault").click()
    page.get_by_role("button", name="Lock").wait_for()
    context.close()
