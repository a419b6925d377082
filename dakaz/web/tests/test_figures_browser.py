"""Figures, claims, checks, series from files and breaks in a real Chromium, with and without a script."""

from __future__ import annotations

import pytest

from dakaz.records.actions import casebook
from dakaz.web.tests import observatory_material as material
from dakaz.web.tests.browsing import filled, follow, looked_at, sign_in
from dakaz.web.tests.test_breaks_page import MONTHS

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("worker")]
FIRST = (
    "SAMPLE, invented. The invented office refused 300 applications in 2023, said its invented speaker.\n\n"
    "In 2022 it had refused 120 of 1,644 applications, about 7 %.\n"
)
SECOND = "SAMPLE, invented. An invented newspaper counted 397 applications refused in 2023.\n"


@pytest.fixture
def written(vault_folder, readers):
    """Two texts and a table."""
    return filled(vault_folder, lambda acting: _written(acting, readers))


def _written(acting, readers):
    casebook.save_event(acting, kind="law", title="Invented law", date="2023-07-15", country="LT")
    texts = (("first.txt", FIRST), ("second.txt", SECOND), ("months.csv", MONTHS.read_text()))
    return [
        str(material.taken(acting, readers, name, text, cite=name.partition(".")[0]).pk)
        for name, text in texts
    ]


def nothing(_page, _name):
    """Look at nothing: axe hangs where no script runs."""


def answered(page, *, keys):
    """Accept the first figure with what it is about, correct the second, drop the third, accept the rest."""
    page.get_by_role("heading", name="Figure 1 of").wait_for()
    page.get_by_label("A figure of what, in our words").first.fill("refusals (invented)")
    if keys:
        page.get_by_label("A figure of what, in our words").first.blur()
    press(page, "Accept", "a", keys=keys)
    page.get_by_role("heading", name="Figure 2 of").wait_for()
    press(page, "Correct", "e", keys=keys)
    page.locator("#id_value").fill("121")
    page.get_by_label("A figure of what, in our words").first.fill("refusals (invented)")
    page.get_by_role("button", name="Keep it so").click()
    page.get_by_role("heading", name="Figure 3 of").wait_for()
    press(page, "Drop", "d", keys=keys)
    page.get_by_role("heading", name="Figure 4 of").wait_for()


def press(page, name, key, *, keys):
    if keys:
        page.wait_for_load_state()  # a key pressed before the script has come goes nowhere
        page.keyboard.press(key)
    else:
        page.get_by_role("button", name=name).click()


def walk(page, inside, papers, *, look, keys):
    """From two texts to a claim side by side, a check, a series and its break."""
    first, second, months = papers
    page.goto(f"{inside}/archive/items/{first}/")
    follow(page, page.get_by_role("link", name="Figures in this text"))
    look(page, "figures-in-text")
    answered(page, keys=keys)
    look(page, "figures-answered")
    page.goto(f"{inside}/archive/items/{second}/figures")
    page.get_by_label("A figure of what, in our words").first.fill("refusals (invented)")
    page.get_by_role("button", name="Accept").click()
    follow(page, page.get_by_role("link", name="To the claim"))
    look(page, "claim")
    page.goto(f"{inside}/observatory/claims/")
    look(page, "claims")
    page.goto(f"{inside}/observatory/figures/")
    follow(page, page.get_by_role("link", name="refusals (invented)"))
    page.get_by_text("An invented newspaper: 397; Source of first: 300").wait_for()
    look(page, "figure-matter")
    checked(page, look)
    series_read(page, inside, months, look)


def checked(page, look):
    for box in page.locator("input[name=claim]").all()[1:]:
        box.check()
    follow(page, page.get_by_role("button", name="Check those ticked"))
    look(page, "check-kinds")
    follow(page, page.get_by_role("link", name="A figure against published ones"))
    assert page.locator("#id_value").input_value() == "397"
    look(page, "check-form")
    page.get_by_role("button", name="Add a check").last.click()
    page.get_by_text("With these numbers the claim is not right.").wait_for()
    look(page, "check")
    page.get_by_role("button", name="Recompute it").click()
    page.get_by_text("Recomputed: nothing changed.").wait_for()


def series_read(page, inside, months, look):
    page.goto(f"{inside}/observatory/series/from-file")
    look(page, "series-file")
    page.get_by_label("File in the archive").select_option(months)
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("heading", name="Which column holds what?").wait_for()
    look(page, "series-columns")
    page.get_by_label("Column of the period, or of the year").fill("month")
    page.get_by_label("Columns of numbers").fill("positive\nnegative")
    page.get_by_role("button", name="Read it so").click()
    page.get_by_label("positive").check()
    page.get_by_label("negative").check()
    look(page, "series-part")
    page.get_by_role("button", name="Look at the series").click()
    page.locator("#id_title").fill("Decisions (invented)")
    page.locator("#id_key").fill("months")
    page.locator("#id_unit").fill("decision")
    page.get_by_label("The numbers are invented").check()
    page.get_by_role("button", name="Add a series").last.click()
    follow(page, page.get_by_role("link", name="Look for breaks"))
    page.get_by_role("group", name="Counts as success").get_by_label("positive").check()
    page.get_by_role("group", name="Out of").get_by_label("negative").check()
    look(page, "breaks-form")
    page.get_by_role("button", name="Look for a change").click()
    page.get_by_role("heading", name="What may be said").wait_for()
    look(page, "breaks")


@pytest.mark.soak
def test_from_a_text_to_a_break_with_keys_and_looked_at(chromium, address, written):
    context = chromium.new_context()
    faults, elsewhere = [], []
    page = context.new_page()
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("request", lambda request: request.url.startswith(address) or elsewhere.append(request.url))
    inside = sign_in(page, address)
    walk(page, inside, written, look=looked_at, keys=True)
    for place in ("", "laws/", "counts/?table=events&by=kind&threshold=10", "checks/"):
        page.goto(f"{inside}/observatory/{place}")
        looked_at(page, f"observatory-{place.split('/')[0] or 'home'}")
    assert faults == []
    assert elsewhere == []
    context.close()


def test_from_a_text_to_a_break_without_a_script(chromium, address, written):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    inside = sign_in(page, address)
    walk(page, inside, written, look=nothing, keys=False)
    context.close()
