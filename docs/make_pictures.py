"""Makes the pictures of README and tutorial: `python docs/make_pictures.py` (needs Chromium).

Opens the sample in a real browser and, in a vault of its own, does what the tutorial says. So a step of the
tutorial that no longer works stops here.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent
PICTURES = HERE / "pictures"
CHROMIUM = os.environ.get("DAKAZ_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
COLOURS = 96
NAME = "Alena (invented)"
PASSPHRASE = "rumor hesitate grownup impact worthy advocate harvest"
REASON = "The service therefore considers that return is safe for the applicant."
OUTLINE = re.compile(r"```outline\n(.*?)```", re.DOTALL)


def take(page: Page, name: str, *, width: int = 1180, height: int = 760) -> None:
    """Save what is on the screen, with few colours."""
    page.set_viewport_size({"width": width, "height": height})
    page.mouse.move(0, 0)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)  # scrolling has come to rest
    picture = Image.open(io.BytesIO(page.screenshot()))
    path = PICTURES / f"{name}.png"
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


@contextmanager
def served(vault: Path) -> Iterator[str]:
    """Serve a vault on a free port and give the address."""
    command = [sys.executable, "-m", "dakaz", "serve", "--vault", str(vault), "--port", "0", "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield json.loads(server.stdout.readline())["address"]
        finally:
            server.terminate()


def sample(page: Page, folder: Path) -> None:
    """The sample: Today, a photographed paper beside its text, a report that refuses."""
    command = [sys.executable, "-m", "dakaz", "demo", str(folder), "--no-serve", "--json"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    passphrase = (folder / "passphrase.txt").read_text().strip()
    with served(folder / "vault") as address:
        page.goto(address)
        page.get_by_label("Your name here").fill("office")
        page.get_by_label("Passphrase").fill(passphrase)
        page.get_by_label("Passphrase").press("Enter")
        page.get_by_role("heading", name="Today").first.wait_for()
        take(page, "today", width=1440, height=820)
        page.get_by_role("link", name="Reports").first.click()
        page.locator("tbody a").first.click()
        page.get_by_role("button", name="Change one digit").click()
        page.get_by_role("button", name="Put it back").wait_for()
        page.evaluate("scrollTo(0, 0)")
        take(page, "refusal")
        page.get_by_role("button", name="Put it back").click()
        page.get_by_role("button", name="Change one digit").wait_for()


def tutorial(page: Page, folder: Path) -> None:
    """A vault of one's own, step by step as docs/tutorial.md says."""
    with served(folder / "office") as address:
        set_up(page, address)
        add_the_paper(page)
        decide(page)
        report(page)


def set_up(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Your name here").fill(NAME)
    page.get_by_label("New passphrase").fill(PASSPHRASE)
    page.get_by_label("The same again").fill(PASSPHRASE)
    take(page, "set-up")
    page.get_by_role("button", name="Make the vault").click()
    page.get_by_role("heading", name="Share 3 of 3").wait_for()
    shares = [" ".join(one.locator("li").all_inner_texts()) for one in page.locator(".share").all()]
    page.get_by_label("One share").fill(shares[0])
    page.get_by_label("Another share").fill(shares[2])
    page.get_by_role("button", name="Confirm recovery").click()
    page.get_by_text("Recovery is confirmed").wait_for()


def add_the_paper(page: Page) -> None:
    photos = [ROOT / "samples" / "files" / "walk" / f"refusal-umouny-{number}.jpg" for number in (1, 2)]
    page.get_by_role("link", name="Archive").first.click()
    if not page.get_by_label("Files", exact=True).is_visible():
        page.get_by_text("Add files", exact=True).click()
    page.get_by_label("Files", exact=True).set_input_files(photos)
    page.get_by_label("These photos are pages of one paper").check()
    page.get_by_role("button", name="Add to archive").click()
    page.get_by_role("link", name="Put 2 photos in order").click(timeout=120_000)
    page.get_by_label("What is this paper?").fill("Refusal of asylum")
    page.get_by_role("button", name="Make one paper of 2 photos").click()
    page.get_by_text("The letters are being read.").wait_for(state="detached", timeout=120_000)
    page.locator("article.text").wait_for(timeout=120_000)
    page.get_by_role("link", name="Change", exact=True).click()
    page.get_by_label("Dated").fill("2024-10-23")
    page.get_by_label("Cited as").fill("refusal")
    page.get_by_role("button", name="Save the change").click()
    page.get_by_role("link", name="Next page").first.click()
    take(page, "item")
    paper = page.url
    page.get_by_role("searchbox").first.fill("безопасно")
    page.get_by_role("searchbox").first.press("Enter")
    page.get_by_role("link", name="Refusal of asylum").first.wait_for()
    page.goto(paper)


def decide(page: Page) -> None:
    """A case, a reason marked in the paper, the decision, and the day by which something must be done."""
    paper = page.url
    page.get_by_role("link", name="People and cases").first.click()
    page.get_by_role("link", name="Add a case").first.click()
    page.get_by_label("In a few words").fill("refusal of asylum")
    page.get_by_role("button", name="Add a case").last.click()
    page.get_by_role("heading", name="Case C-").wait_for()
    code = page.get_by_role("heading", level=1).inner_text().removeprefix("Case ")
    page.goto(paper)
    page.get_by_text("Mark words as a passage").click()
    page.get_by_label("Exact words").fill(REASON)
    page.get_by_role("button", name="Mark, and use as the reason of a decision").click()
    page.get_by_role("heading", name="Add a decision").wait_for()
    page.get_by_label("Case", exact=True).fill(code)
    page.get_by_label("Part of a name, in any script").first.fill("Sample Migration Service")
    page.get_by_role("button", name="Find").first.click()
    page.get_by_label("New organisation: Sample Migration Service").check()
    page.get_by_label("Kind", exact=True).select_option("asylum_refusal")
    page.get_by_label("Reached the person on").fill("2024-10-25")
    page.get_by_label("Kind of reason").first.select_option("safe_to_return")
    page.get_by_text("Its reasons").first.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#rows-reasons').scrollIntoView()")
    take(page, "decision")
    page.get_by_role("button", name="Add a decision").last.click()
    page.get_by_role("link", name="Add a due date").first.click()
    page.get_by_label("Day", exact=True).fill("2024-11-07")
    page.get_by_label("safe day").check()
    page.get_by_label("What must be done").fill("File the complaint")
    page.get_by_role("button", name="Add a due date").last.click()
    page.get_by_text("typed by").first.wait_for()


def report(page: Page) -> None:
    """The outline as the tutorial prints it: built; and refused with one word changed."""
    outline = OUTLINE.findall((HERE / "tutorial.md").read_text("utf-8"))[0]
    page.get_by_role("link", name="Reports").first.click()
    page.get_by_role("link", name="Write a report").first.click()
    page.get_by_label("Key").fill("one-refusal")
    page.get_by_label("Outline, in Markdown").fill(outline)
    page.get_by_role("button", name="Save and check").click()
    page.get_by_role("button", name="Approve: decisions (asylum refused): 1").click()
    page.get_by_text("1 count approved.").wait_for()
    for text, answer in ((outline.replace("is safe", "was safe"), "The source has"), (outline, "The check")):
        page.get_by_role("link", name="Change the outline").click()
        page.get_by_label("Outline, in Markdown").fill(text)
        page.get_by_role("button", name="Save and check").click()
        page.get_by_text(answer).first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Build the report").click()
    assert download.value.suggested_filename.endswith(".zip")


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="dakaz-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1180, "height": 760}, locale="en-GB")
        page.set_default_timeout(30_000)
        tutorial(page, Path(folder))
        sample(page, Path(folder) / "sample")
        browser.close()


if __name__ == "__main__":
    main()
