"""The main job, as its user does it, in a real browser: this paper came; what does it say, by when must we
do what, and does it count in our report? Follows ``samples/walk.md``."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from dakaz.cli.demonstration import PASSPHRASE
from dakaz.cli.tests.conftest import ROOT
from dakaz.conftest import CHROMIUM, CHROMIUM_SAYS_NOTHING

ARGUMENTS = [*CHROMIUM_SAYS_NOTHING, "--disable-quic", "--no-first-run"]
WALK = ROOT / "samples" / "files" / "walk"
DIGIT = "The service found that the applicant was fined 1 time in Belarus and was not persecuted further."
REASON = "The service therefore considers that return is safe for the applicant."
NEW_LINE = f"A second one says: “{DIGIT}”[@refusal-umouny#q1]"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not on this machine"),
    pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not on this machine"),
]


def dakaz(*words: object, **options: object) -> subprocess.Popen:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("environment", {})}
    return subprocess.Popen(
        [sys.executable, "-m", "dakaz", *map(str, words)], env=environment, text=True, **options
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    """What ``make demo SERVE=0`` leaves."""
    folder = tmp_path_factory.mktemp("demo")
    made = dakaz("demo", folder, "--no-serve", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    out, _ = made.communicate(timeout=300)
    assert made.returncode == 0, out
    return folder


@pytest.fixture
def served(demo, tmp_path):
    """The app on a copy of the demo's vault: its address, its vault, and the only places it may write."""
    vault, temporary = tmp_path / "vault", tmp_path / "temporary"
    shutil.copytree(demo / "vault", vault)
    temporary.mkdir()
    environment = {"TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}
    command = ["serve", "--vault", vault, "--port", "8600"]
    with (
        (tmp_path / "log").open("w") as log,
        dakaz(*command, stdout=subprocess.PIPE, stderr=log, environment=environment) as process,
    ):
        yield re.search(r"http://\S+", process.stdout.readline()).group(), vault
        process.terminate()


@pytest.fixture
def page(served, tmp_path):
    """A browser with a profile of its own, signed in."""
    address, _ = served
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=CHROMIUM, args=ARGUMENTS, accept_downloads=True
        )
        page = context.pages[0]
        page.set_default_timeout(30_000)
        page.goto(address)
        page.get_by_label("Your name here").fill("office")
        page.get_by_label("Passphrase").fill(PASSPHRASE)
        page.locator("main button[type=submit]").click()
        expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()
        yield page
        context.close()


def press(page: Page, role: str, name: str, *, exact: bool = True) -> None:
    page.get_by_role(role, name=name, exact=exact).first.click()
    page.wait_for_load_state()


def add_the_paper(page: Page) -> None:
    press(page, "link", "Archive")
    page.locator("summary", has_text="Add files").click()
    page.locator("#add_files").set_input_files([WALK / "refusal-umouny-1.jpg", WALK / "refusal-umouny-2.jpg"])
    page.get_by_label("These photos are pages of one paper").check()
    press(page, "button", "Add to archive")
    patiently(page, lambda: page.get_by_role("link", name="Put 2 photos in order").count())
    press(page, "link", "Put 2 photos in order")
    page.get_by_label("What is this paper?").fill("Refusal of asylum PVZ-24-121")
    press(page, "button", "Make one paper of 2 photos")
    patiently(page, lambda: not page.locator("[data-read-yet]").count())


def patiently(page: Page, met) -> None:
    """Look again until it is so, as a person would; reading two photographs takes some seconds."""
    for _ in range(60):
        if met():
            return
        time.sleep(1)
        page.reload()
    raise AssertionError(page.locator("main").inner_text())


def describe_it(page: Page) -> None:
    page.locator("main").get_by_role("link", name="Change", exact=True).click()
    page.get_by_label("Dated").fill("2024-10-23")
    page.get_by_label("Cited as").fill("refusal-umouny")
    page.locator("main form button.main").click()
    expect(page.get_by_text("Wed 23 October 2024").first).to_be_visible()


def search(page: Page, words: str) -> str:
    page.locator("#search").fill(words)
    page.locator("header form.search button").click()
    page.wait_for_load_state()
    assert words not in page.url and words not in page.title()
    return page.locator("main").inner_text()


def mark(page: Page, words: str, label: str) -> None:
    page.locator("#marking summary").click()
    page.get_by_label("Exact words").fill(words)
    page.get_by_label("Its name in citations").fill(label)
    press(page, "button", "Mark these words", exact=False)


def make_it_a_decision(page: Page) -> None:
    item = page.url.split("#")[0]
    press(page, "link", "People and cases")
    press(page, "link", "Add a case")
    page.get_by_label("Code").fill("C-2024-12")
    page.locator("main form button.main").click()
    page.goto(item)
    row = page.locator(".passage-row", has_text=REASON)
    row.get_by_role("link", name="Use as the reason of a decision").click()
    page.locator("[name=case_id]").fill("C-2024-12")
    page.get_by_label("Sample Migration Service").check()
    page.locator("[name=kind]").select_option(label="asylum refused")
    page.locator("[name=dated]").fill("2024-10-23")
    page.locator("[name=served]").fill("2024-10-25")
    page.locator("[name=served_how]").select_option(label="handed over")
    page.locator("#rows-reasons").get_by_label("Kind of reason").first.select_option(label="safe to return")
    page.locator("main form button.main").click()
    expect(page.get_by_text(REASON).first).to_be_visible()


def confirm_the_day(page: Page) -> None:
    """Tell what the law asks, check the day it counts, and confirm it: a refusal waits for a second look."""
    page.get_by_label("How the asylum application was examined").select_option(label="Ordinary procedure")
    press(page, "button", "Keep and count again")
    expect(page.locator(".counted-days .first dd")).to_have_text("Fri 8 November 2024")
    press(page, "button", "I checked it: confirm", exact=False)
    press(page, "link", "Today", exact=False)  # the number beside it is part of its name
    expect(page.locator(".due-group.second").get_by_text("Fri 8 November 2024")).to_be_visible()


def test_a_paper_becomes_a_decision_is_due_counts_and_is_proven(served, page, demo, tmp_path):
    _, vault = served
    add_the_paper(page)
    describe_it(page)
    item = page.url
    assert "Refusal of asylum PVZ-24-121" in search(page, "безопасно")
    assert "Refusal of asylum PVZ-24-121" in search(page, "prieglobstį")
    assert "PVZ-24-121" in search(page, "Umovny")

    page.goto(item)
    mark(page, DIGIT, "q1")
    mark(page, REASON, "q2")
    make_it_a_decision(page)
    confirm_the_day(page)

    press(page, "link", "Reports")
    page.locator("tbody a").first.click()
    expect(page.get_by_text("14 when approved, 15 now").first).to_be_visible()
    press(page, "button", "Approve", exact=False)
    report = page.url
    press(page, "link", "Change the outline")
    outline = page.locator("textarea[name=outline]")
    outline.fill(outline.input_value().rstrip() + f"\n\n{NEW_LINE}\n")
    page.locator("main form button.main").click()
    page.goto(report)
    built = build(page)
    (name,) = (name for name in built.namelist() if name.endswith("report.html"))
    text = built.read(name).decode()
    assert "fined 1 time in Belarus" in text

    press(page, "button", "Change one digit")
    refused = page.locator("main").inner_text()
    assert re.search(r"Line \d+: the quotation is not in", refused)
    press(page, "button", "Put it back")

    check_with_stock_tools(built, tmp_path / "checked")
    page.get_by_role("button", name="Lock").click()
    nothing_readable_at_rest(tmp_path, vault)


def build(page: Page) -> zipfile.ZipFile:
    with page.expect_download() as download:
        page.get_by_role("button", name="Build the report").click()
    return zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))


def check_with_stock_tools(built: zipfile.ZipFile, folder: Path) -> None:
    built.extractall(folder)
    (root,) = {path.parent for path in folder.rglob("SHA256SUMS")}
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=root, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    shutil.rmtree(folder)


def nothing_readable_at_rest(folder: Path, vault: Path) -> None:
    """Canaries from the paper, the searches, names and the passphrase stand nowhere outside ciphertext.

    The browser's own file of the download is the one exception: the person asked for it.
    """
    canaries = ["umouny", "fined 1 time", "безопасно", "Umovny", "C-2024-12", PASSPHRASE, "Prydumany"]
    forms = [form for text in canaries for form in (text.encode(), text.encode("utf-16-le"))]
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            found = [form.decode("utf-8", "replace") for form in forms if form in content]
            assert not found, (path.relative_to(folder), found)
    assert vault.is_dir()


def test_the_demos_report_says_what_it_says_on_five_pages_before_its_sources(demo):
    pages = pypdfium2.PdfDocument(demo / "out" / "report" / "report.pdf")
    words = [page.get_textpage().get_text_range().splitlines() for page in pages]
    assert [number for number, lines in enumerate(words, 1) if "Sources" in lines] == [6]


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
def test_the_demos_report_is_checked_with_sha256sum_and_age_alone(demo):
    report = demo / "out" / "report"
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=report, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    sealed = sorted((report / "sources").glob("*.age"))
    assert sealed
    for path in sealed:
        command = ["age", "-d", "-i", demo / "out" / "reader-key.txt", path]
        opened = subprocess.run(command, capture_output=True, check=True).stdout
        assert hashlib.sha256(opened).hexdigest() == path.stem


def test_the_demo_again_keeps_the_vault_and_builds_the_same_report(demo):
    before = (demo / "out" / "report" / "report.pdf").read_bytes()
    keyring = (demo / "vault" / "keyring.json").read_bytes()
    again = dakaz("demo", demo, "--no-serve", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    out, _ = again.communicate(timeout=120)
    assert again.returncode == 0, out
    assert (demo / "out" / "report" / "report.pdf").read_bytes() == before
    assert (demo / "vault" / "keyring.json").read_bytes() == keyring
