"""The archive in a real Chromium: adding, marking, finding, photos of a paper; with a script and without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dakaz.conftest import PASSPHRASE, USER
from dakaz.web.tests.browsing import follow, looked_at
from dakaz.web.tests.running import running
from dakaz.web.tests.test_archive.conftest import LETTER
from dakaz.web.tests.test_archive.test_item_page import EMOJI, jpeg

pytestmark = pytest.mark.browser


@pytest.fixture
def address(serving, worker):
    with running(serving) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def opened(chromium, address):
    """Opens a browser, signs in and shows the archive."""
    contexts = []

    def open_archive(*, scripts: bool = True):
        context = chromium.new_context(java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
        page.goto(f"{address}/sign-in")
        page.get_by_label("Your name here").fill(USER)
        page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
        page.locator("main button[type=submit]").click()
        page.wait_for_url(re.compile("/~"))
        page.get_by_role("link", name="Archive").first.click()
        page.get_by_role("heading", name="Archive", exact=True).wait_for()
        page.wait_for_load_state()  # its scripts listen from then on
        return page

    yield open_archive
    for context in contexts:
        context.close()


def choose(page, *files, button="Add to archive"):
    if not page.locator("#add_files").is_visible():
        page.get_by_text("Add files", exact=True).click()
    page.locator("#add_files").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files]
    )
    page.get_by_role("button", name=button).click()
    page.wait_for_url(re.compile("/imports/"))


def open_first(page):
    page.locator("table.list tbody td:first-child a").first.click()
    page.wait_for_url(re.compile("/items/"))


def select(page, words):
    """Mark words with the mouse, as far as the page can tell."""
    page.evaluate(
        """words => {
            const reader = document.querySelector("[data-reader]");
            const walker = document.createTreeWalker(reader, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                window.getSelection().removeAllRanges();
                window.getSelection().addRange(range);
                return;
            }
            throw new Error("these words are not in the text");
        }""",
        words,
    )


def test_a_letter_is_added_read_marked_and_found(opened):
    page = opened()
    looked_at(page, "archive-empty")
    choose(page, ("letter.txt", LETTER))
    page.get_by_text("1 file was added.").wait_for()
    looked_at(page, "archive-report")
    open_first(page)
    select(page, "Спадар Лукашэнка")
    page.get_by_role("button", name="Mark as passage").click()
    page.get_by_text("Marked as q1.").wait_for()
    assert page.locator("#mark-q1").inner_text() == "Спадар Лукашэнка"
    looked_at(page, "archive-item")
    page.get_by_label("Search everything").fill("Lukashenka")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="letter").wait_for()
    assert page.locator(".snippet mark").inner_text() == "Лукашэнка"
    looked_at(page, "archive-found")
    page.locator(".snippet a").first.click()
    page.locator("mark.found").first.wait_for()
    assert page.faults == []


def test_signs_beyond_two_bytes_do_not_move_what_is_marked(opened):
    page = opened()
    choose(page, ("signs.txt", EMOJI))
    page.get_by_text("1 file was added.").wait_for()
    open_first(page)
    for words in ("👩‍👧 стаіць", "𝔘", "Лукашэнка"):
        select(page, words)
        page.keyboard.press("m")
        page.get_by_text("Marked as").wait_for()
        assert words in page.locator(".passage-row blockquote").all_inner_texts()


def test_everything_goes_without_a_script(opened):
    page = opened(scripts=False)
    choose(page, ("letter.txt", LETTER), ("other.txt", b"another text"))
    page.get_by_role("link", name="Look again").or_(page.get_by_text("2 files were added.")).first.wait_for()
    page.wait_for_timeout(1000)
    page.goto(page.url)
    open_first(page)
    page.get_by_text("Mark words as a passage").click()
    page.get_by_label("Exact words").fill("Спадар Лукашэнка")
    page.get_by_role("button", name="Mark these words").click()
    page.get_by_text("Marked as q1.").wait_for()
    follow(page, page.get_by_role("link", name="Change", exact=True))
    page.get_by_label("Title").fill("A letter of support")
    page.get_by_role("button", name="Save the change").click()
    page.get_by_role("heading", name="A letter of support").wait_for()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save the original").click()
        page.get_by_role("button", name="Save the original").click()
    assert Path(saved.value.path()).read_bytes() == LETTER
    assert re.fullmatch(r"[0-9a-f]{16}\.txt", saved.value.suggested_filename)


def test_photos_are_put_in_order_by_keyboard_alone(opened):
    page = opened()
    page.get_by_label("These photos are pages of one paper").check()
    choose(page, ("1.jpg", jpeg(colour="red")), ("2.jpg", jpeg(colour="blue")))
    follow(page, page.get_by_role("link", name="Put 2 photos in order"))
    looked_at(page, "archive-paper")
    page.get_by_role("button", name="Down").first.focus()
    page.keyboard.press("Enter")
    page.locator(".sheets li").first.get_by_text("2.jpg").wait_for()
    page.get_by_label("What is this paper?").fill("An invented paper")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="An invented paper").wait_for()
    assert page.locator(".parts li").all_inner_texts()[0].startswith("2")
    page.locator("[data-read-yet]").wait_for(state="detached", timeout=60_000)
    looked_at(page, "archive-paper-item")


def test_files_dropped_on_the_page_are_counted_and_sent(opened):
    page = opened()
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["first"], "first.txt"));
            data.items.add(new File(["second"], "second.txt"));
            const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
            document.querySelector("details.add-files").open = false;
            document.querySelector("h1").dispatchEvent(drop);
        }"""
    )
    page.get_by_text("2 files chosen").wait_for()
    page.get_by_role("button", name="Add to archive").click()
    page.get_by_text("2 files were added.").wait_for()
    assert page.faults == []


def test_adding_takes_one_line_until_it_is_asked_for(opened):
    page = opened()
    choose(page, ("first.txt", b"An invented paper.\n"))
    page.get_by_text("1 file was added.").wait_for()
    page.get_by_role("link", name="Archive").first.click()
    page.locator("table.list").wait_for()
    page.locator("#add_files").wait_for(state="hidden")
    looked_at(page, "archive-list-folded")
    page.locator("summary", has_text="Add files").press("Enter")
    page.locator("#add_files").wait_for()
    looked_at(page, "archive-list-adding")


def test_a_bar_is_seen_only_while_something_is_sent(opened):
    page = opened()
    bar = page.locator(".adding progress")
    assert bar.count() == 1
    assert not bar.is_visible()
