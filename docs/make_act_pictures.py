"""Makes the small pictures of docs/how-to/ten-acts.md: `python docs/make_act_pictures.py` (needs Chromium).

Opens the sample and stands before each act's first click or key, with a frame round it. That the acts take
three clicks or keys at most is counted by dakaz/web/tests/test_ten_acts_browser.py.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from make_pictures import ARGUMENTS, CHROMIUM, PICTURES, ROOT, served, take
from playwright.sync_api import Locator, Page, sync_playwright

WIDTH, HEIGHT = 1100, 460
FRAME = "element => { element.style.outline = '3px solid #9a2b1f'; element.style.outlineOffset = '3px'; }"


def link(name: str | re.Pattern[str]) -> Callable[[Page], Locator]:
    """Return how a link is found."""
    return lambda page: page.locator("main").get_by_role("link", name=name, exact=isinstance(name, str)).first


def code(page: Page) -> Locator:
    """Return the code of the first line's case."""
    return page.locator(".due-what .provenance a").first


# For each act: its picture, what is framed on the start page.
ACTS: tuple[tuple[str, Callable[[Page], Locator]], ...] = (
    ("urgent", code),
    ("week", link("The week, to print")),
    ("confirm", link(re.compile("^Look "))),
    ("done", lambda page: page.get_by_role("button", name=re.compile("^Done ")).first),
    ("task", lambda page: page.get_by_role("form", name="A task in one line")),
    ("find", lambda page: page.get_by_role("link", name="People and cases").last),
    ("paper", link("Paper")),
    ("person", link("Person")),
    ("case", link("Case")),
    ("decision", code),
)


def picture(page: Page, start: str, name: str, framed: Callable[[Page], Locator]) -> None:
    """Frame what is clicked first, and take it with what stands round it."""
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.goto(start)
    target = framed(page)
    target.evaluate(FRAME)
    target.evaluate("element => element.scrollIntoView({block: 'center'})")
    take(page, f"act-{name}", width=WIDTH, height=HEIGHT)


def main() -> None:
    """Take all ten."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="dakaz-") as folder, sync_playwright() as playwright:
        sample = Path(folder) / "sample"
        command = [sys.executable, "-m", "dakaz", "demo", str(sample), "--no-serve", "--json"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
        with served(sample / "vault") as address:
            page.goto(address)
            page.get_by_label("Your name here").fill("office")
            page.get_by_label("Passphrase").fill((sample / "passphrase.txt").read_text().strip())
            page.get_by_label("Passphrase").press("Enter")
            page.get_by_role("heading", name="Today").first.wait_for()
            for name, framed in ACTS:
                picture(page, page.url.split("#")[0], name, framed)
        browser.close()


if __name__ == "__main__":
    main()
