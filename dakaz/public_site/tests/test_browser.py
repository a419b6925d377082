"""The four samples in a real Chromium, in each language, with and without a script; and how it looks."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from datetime import date

import pypdfium2
import pytest
from waitress import wasyncore

from dakaz.law.say import say_day
from dakaz.public_site.serving import server_for
from dakaz.public_site.site import Span, write_site
from dakaz.public_site.tests.browsing import follow, looked_at
from dakaz.public_site.tests.visiting import SAMPLES
from dakaz.public_site.words import LANGUAGES, all_words

FOUND = {"refusal": "2024-10-31", "waiting": "2024-07-29", "june": "2024-07-12", "july": "2024-07-17"}
"""A day that each sample's answer shows."""

pytestmark = pytest.mark.browser


@contextmanager
def running(pages):
    """Serve on a free port for as long as a test needs it."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = server_for(pages, listening)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.task_dispatcher.shutdown()
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
        thread.join(timeout=5)


@pytest.fixture
def address(pages):
    with running(pages) as at:
        yield at


def fill(page, one):
    """Answer one question as a person does."""
    for name, value in one.items():
        if name == "steps":
            continue
        if name.endswith("_m"):
            page.locator(f"[name={name}]").select_option(value)
        elif name.endswith(("_d", "_y")):
            page.locator(f"[name={name}]").fill(value)
        else:
            page.locator(f"input[name={name}][value={value}]").check()
    follow(page, page.locator("main button.main-act").first)


def seen(page, language, name):
    """Look at a page of one language: all of it in Belarusian, once more in the others."""
    looked_at(page, f"{language}-{name}", axe=("desk", "phone") if language == "be" else ("desk",))


def walk(page, address, language, sample, *, axe):
    page.goto(f"{address}/{language}/")
    follow(page, page.locator("main a.main-act"))
    for n, one in enumerate(SAMPLES[sample]):
        if sample == "refusal" and axe:
            seen(page, language, f"{sample}-{n}")
        fill(page, one)
    assert f"/{language}/answer/" in page.url


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_samples_are_walked(chromium, address, knowledge, language, script):
    context = chromium.new_context(java_script_enabled=script)
    page = context.new_page()
    elsewhere, faults = [], []
    page.on("request", lambda request: request.url.startswith(address) or elsewhere.append(request.url))
    page.on("console", lambda said: faults.append(said.text))
    for sample in SAMPLES:
        walk(page, address, language, sample, axe=script)
        day = say_day(date.fromisoformat(FOUND[sample]), language, knowledge.pack.zone)
        page.get_by_text(day).first.wait_for()
        page.get_by_text(all_words()["do_ask"][language]).wait_for()
        if script:
            seen(page, language, f"{sample}-answer")
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            seen(page, language, f"{sample}-unfolded")
            page.reload()
    page.locator("[name=turn_d]").wait_for(state="hidden")
    page.locator("#turn summary").focus()
    page.keyboard.press("Enter")
    page.locator("[name=turn_d]").fill("28")
    page.locator("[name=turn_m]").select_option("6")
    page.locator("[name=turn_y]").fill("2024")
    follow(page, page.get_by_role("button", name=all_words()["turn_button"][language]))
    assert page.locator("mark").count() > 0
    if script:
        seen(page, language, "turned")
    follow(page, page.get_by_role("button", name=all_words()["leave"][language]))
    assert page.url == f"{address}/leave/"
    assert (elsewhere, faults, context.cookies()) == ([], [], [])
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_to_look_things_up_are_clean(chromium, address, language):
    page = chromium.new_page()
    names = (
        "",
        "today",
        "rules",
        "rules/C01",
        "rules/E01",
        "statuses",
        "statuses/refugee",
        "ways",
        "countries",
    )
    for name in (*names, "about", "rules/lt.path.humanitarian.mfa"):
        page.goto(f"{address}/{language}/{name}/".replace("//", "/").replace(":/", "://"))
        seen(page, language, name.replace("/", "-") or "home")
    page.goto(address)
    looked_at(page, "languages")
    page.close()


def test_the_first_screen_of_an_old_phone_says_the_day_and_what_to_do(chromium, address, knowledge):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    for language in ("be", "ru"):
        walk(page, address, language, "refusal", axe=False)
        act = say_day(date(2024, 10, 31), language, knowledge.pack.zone)
        for words in (act, all_words()["do_ask"][language]):
            box = page.get_by_text(words).first.bounding_box()
            assert box["y"] + box["height"] <= 844, words
    context.close()


def test_what_is_folded_is_printed(chromium, address):
    page = chromium.new_page()
    walk(page, address, "en", "refusal", axe=False)
    printed = pypdfium2.PdfDocument(page.pdf())
    sheets = list(printed)
    words = [one.get_textpage() for one in sheets]  # each is held until it was read
    text = "".join(one.get_text_bounded() for one in words)
    for one in (*words, *sheets, printed):
        one.close()
    assert "It happened on Fri 18 October 2024" in text
    assert "Begin again" not in text
    page.close()


def test_a_question_is_answered_by_keyboard_alone(chromium, address):
    page = chromium.new_page()
    page.goto(f"{address}/be/ask/")
    page.locator("input[name=how]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask/*/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.close()


def test_files_work_from_a_stick_without_a_server(chromium, knowledge, tmp_path):
    folder = tmp_path / "site"
    write_site(knowledge, folder, draft=True, span=Span(20, 5), sheets=False)
    page = chromium.new_page()
    page.goto((folder / "index.html").as_uri())
    looked_at(page, "files-languages")
    follow(page, page.get_by_role("link", name="Беларуская"))
    looked_at(page, "files-home")
    follow(page, page.locator("main a.main-act"))
    looked_at(page, "files-how")
    follow(page, page.locator("main .links a").first)
    looked_at(page, "files-what")
    follow(page, page.locator('main .links a[href$="tables/C01.html"]').first)
    looked_at(page, "files-table")
    row = page.locator("tr", has_text="18 кастрычніка 2024").first
    assert "31 кастрычніка 2024" in row.inner_text()
    assert "4 лістапада 2024" in row.inner_text()
    follow(page, page.get_by_role("link", name=all_words()["countries_link"]["be"]).last)
    follow(page, page.get_by_role("link", name="Польшча"))
    looked_at(page, "files-country")
    assert page.url.endswith("countries/PL.html")
    follow(page, page.get_by_role("link", name=all_words()["leave"]["be"]))
    assert page.url.endswith("leave.html")
    page.close()
