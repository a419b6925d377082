"""The panel of a decision in a real Chromium: told, confirmed, asked what if, set by a court, printed."""

from __future__ import annotations

import io

import pytest

from dakaz.web.tests.browsing import PICTURES, follow, looked_at, sign_in

pypdf = pytest.importorskip("pypdf")

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_a_day_is_counted_told_confirmed_turned_and_set_by_a_court(chromium, address, written, script):
    context = chromium.new_context(java_script_enabled=script)
    page = context.new_page()
    inside = sign_in(page, address)
    decision = f"{inside}/people/decisions/{written.decision.pk}/"
    page.goto(decision)
    page.get_by_label("How the asylum application was examined").select_option("ordinary")
    follow(page, page.get_by_role("button", name="Keep and count again"))
    assert page.get_by_text("Only if").count() == 0

    page.get_by_role("button", name="I checked it: confirm").click()
    page.get_by_text("confirmed by office").wait_for()

    page.get_by_label("Handed over on", exact=True).fill("2024-10-21")
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_role("heading", name="What if it was handed over on Mon 21 October 2024?").wait_for()
    page.get_by_text("then: Safe day: Mon 4 November 2024").first.wait_for()
    follow(page, page.get_by_role("link", name="To the decision"))

    page.get_by_text("A court or a lawyer named another day").click()
    page.get_by_label("Their day").fill("2024-11-12")
    page.get_by_label("Where it stands").fill("Order of 25 October 2024, point 3")
    page.get_by_role("button", name="Put this day first").click()
    page.get_by_text("set by a court: Order of 25 October 2024, point 3").wait_for()
    page.goto(f"{inside}/today/")
    page.get_by_text("day set by a court").wait_for()
    context.close()


def test_every_page_of_counted_days_is_seen_in_every_size(chromium, address, written):
    context = chromium.new_context()
    page = context.new_page()
    inside = sign_in(page, address)
    decision = f"/people/decisions/{written.decision.pk}/"
    page.goto(inside + decision)
    looked_at(page, "days-decision")
    for summary in page.locator(".law-panel summary").all():
        summary.click()
    looked_at(page, "days-decision-open")
    follow(page, page.get_by_role("link", name="Open").first)
    looked_at(page, "days-deadline")
    shown = {"lawyer": f"{decision}lawyer?lang=be", "week": "/people/week/", "list": "/people/deadlines/"}
    for name, path in {**shown, "today": "/today/"}.items():
        page.goto(inside + path)
        looked_at(page, f"days-{name}")
        for personal in ("Uzor", "PVZ", "Complaint"):
            assert personal not in page.title()
    page.goto(inside + decision)
    page.get_by_label("Handed over on", exact=True).fill("2024-10-21")
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_role("heading", name="What if it was handed over on Mon 21 October 2024?").wait_for()
    looked_at(page, "days-what-if")
    context.close()


@pytest.mark.parametrize("language", ["be", "ru", "en"])
def test_the_lawyers_sheet_prints_on_one_page(chromium, address, written, language):
    context = chromium.new_context()
    page = context.new_page()
    inside = sign_in(page, address)
    page.goto(f"{inside}/people/decisions/{written.decision.pk}/lawyer?lang={language}")
    printed = page.pdf(format="A4", prefer_css_page_size=False)
    if PICTURES:
        page.pdf(path=f"{PICTURES}/days-lawyer-{language}.pdf", format="A4")
    pages = pypdf.PdfReader(io.BytesIO(printed)).pages
    assert len(pages) == 1
    assert "Saugi diena" in pages[0].extract_text()
    context.close()
