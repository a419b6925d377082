"""People, cases and Today in a real Chromium: seen in every size, by keyboard, with and without a script."""

from __future__ import annotations

import pytest

from dakaz.web.tests.browsing import PICTURES, follow, looked_at, sign_in

pytestmark = pytest.mark.browser


def walk(page, inside):
    """Add a case with a new person, a decision of an authority and a day; see it on Today; say it is done."""
    page.goto(f"{inside}/people/")
    follow(page, page.get_by_role("link", name="Add a case"))
    page.get_by_label("In a few words").fill("permit cancelled")
    page.get_by_label("Part of a name, in any script").fill("Ганна Прыкладовіч")
    page.get_by_role("button", name="Find").click()
    page.get_by_label("New person: Ганна Прыкладовіч").check()
    page.get_by_role("button", name="Add a case").click()
    page.get_by_role("heading", name="Case C-2024-002").wait_for()
    page.get_by_role("navigation", name="Add to this case").get_by_role("link", name="Decision").click()
    assert page.get_by_label("Case", exact=True).input_value() == "C-2024-002"
    page.get_by_label("Find someone else").fill("Sample Migration")
    page.get_by_label("Find someone else").press("Enter")
    page.get_by_label("Sample Migration Service").first.check()
    page.get_by_label("Kind", exact=True).select_option("permit_cancellation")
    page.get_by_label("Dated").fill("2024-10-24")
    page.get_by_label("Reached the person on").fill("2024-10-25")
    page.get_by_label("Kind of reason").first.select_option("other")
    page.get_by_label("Or its words, typed").first.fill("The contract ended.")
    page.get_by_role("button", name="One more reason").click()
    assert page.get_by_label("Or its words, typed").first.input_value() == "The contract ended."
    page.get_by_role("button", name="Add a decision").last.click()
    page.get_by_role("heading", name="Residence permit cancelled").wait_for()
    page.get_by_text("The contract ended.").wait_for()
    follow(page, page.get_by_role("link", name="Add a due date"))
    page.get_by_label("Day", exact=True).fill("2024-11-06")
    page.get_by_label("safe day").check()
    page.get_by_label("What must be done").fill("Complaint about the permit")
    page.get_by_role("button", name="Add a due date").last.click()
    page.get_by_text("typed by office").wait_for()
    page.goto(f"{inside}/today/")
    page.get_by_role("button", name="Done Complaint about the permit, C-2024-002").click()
    page.get_by_role("heading", name="Done today").wait_for()
    page.get_by_role("link", name="Complaint about the permit").wait_for()


@pytest.mark.parametrize("script", [True, False])
def test_a_case_is_worked_from_its_first_day_to_done(chromium, address, script):
    context = chromium.new_context(java_script_enabled=script)
    page = context.new_page()
    elsewhere = []
    page.on("request", lambda request: request.url.startswith(address) or elsewhere.append(request.url))
    walk(page, sign_in(page, address))
    assert elsewhere == []
    context.close()


def test_a_case_prints_without_frame_and_buttons(chromium, address, written):
    context = chromium.new_context()
    page = context.new_page()
    inside = sign_in(page, address)
    for name, path in (("today", "/today/"), ("case", f"/people/cases/{written.case.pk}/")):
        page.goto(inside + path)
        page.emulate_media(media="print")
        page.get_by_role("button", name="Done").first.wait_for(state="hidden")
        page.get_by_role("button", name="Lock").wait_for(state="hidden")
        page.get_by_text("Printed from Dakaz").wait_for()
        if PICTURES:
            page.pdf(path=f"{PICTURES}/casebook-{name}.pdf")
        page.emulate_media(media="screen")
    context.close()


def test_every_page_is_seen_in_every_size(chromium, address, written):
    context = chromium.new_context()
    page = context.new_page()
    inside = sign_in(page, address)
    shown = {
        "today": "/today/",
        "people": "/people/",
        "parties": "/people/parties/",
        "decisions": "/people/decisions/",
        "due-dates": "/people/due-dates/",
        "case": f"/people/cases/{written.case.pk}/",
        "case-edit": f"/people/cases/{written.case.pk}/edit",
        "party": f"/people/parties/{written.person.pk}/",
        "party-new": "/people/parties/new",
        "decision": f"/people/decisions/{written.decision.pk}/",
        "decision-edit": f"/people/decisions/{written.decision.pk}/edit",
        "decision-new": f"/people/decisions/new?passage={written.passage.pk}",
        "testimony": f"/people/testimonies/{written.testimony.pk}/",
        "testimony-new": f"/people/testimonies/new?case={written.case.pk}",
        "event": f"/people/events/{written.event.pk}/",
        "event-new": "/people/events/new",
        "due-date-new": f"/people/due-dates/new?decision={written.decision.pk}",
        "due-date": f"/people/due-dates/{written.due.pk}/",
    }
    for name, path in shown.items():
        page.goto(inside + path)
        looked_at(page, f"casebook-{name}")
        for personal in ("Uzor", "Узор", "PVZ", "Complaint"):
            assert personal not in page.title()
    context.close()


@pytest.mark.parametrize("listed", ["cases", "decisions", "events", "testimonies"])
def test_lists_are_dense_on_a_desk_and_fit_on_a_phone(chromium, address, listed):
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    inside = sign_in(page, address)
    page.goto(f"{inside}/people/{listed}/")
    days = page.locator("table.list .day")
    assert days.count() > 0
    for day in days.all():
        assert day.bounding_box()["height"] < 25  # one line
    page.set_viewport_size({"width": 390, "height": 844})
    scrolled = page.locator(".scroll")
    assert scrolled.evaluate("one => one.scrollWidth <= one.clientWidth")
    page.context.close()


def test_a_row_is_a_card_on_a_phone_with_each_value_beside_its_heading(chromium, address):
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    inside = sign_in(page, address)
    page.goto(f"{inside}/people/decisions/")
    assert page.locator(".scroll").evaluate("one => one.scrollWidth <= one.clientWidth")
    assert page.get_by_role("table", name="Decisions").is_visible()  # to a screen reader it stays a table
    cell = page.get_by_role("cell", name="C-2024-001").first
    assert cell.evaluate("one => getComputedStyle(one, '::before').content") == '"Case"'
    assert page.get_by_role("link", name="Dated").is_visible()  # still sorted by its heading
    page.context.close()


def test_a_short_page_does_not_scroll_whatever_stands_above_it(chromium, address):
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    inside = sign_in(page, address)
    for path in ("/people/due-dates/", "/archive/search"):
        page.goto(inside + path)
        assert page.locator(".banner").count()  # recovery is not confirmed
        assert page.evaluate("document.documentElement.scrollHeight") == 900, path
        assert page.locator("main").evaluate("one => one.getBoundingClientRect().bottom") == 900, path
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_one_goes_back_from_a_record_to_its_case_and_to_its_list(chromium, address, written, script):
    context = chromium.new_context(java_script_enabled=script)
    page = context.new_page()
    inside = sign_in(page, address)
    page.goto(f"{inside}/people/decisions/{written.decision.pk}/")
    back = page.get_by_role("navigation", name="Back")
    follow(page, back.get_by_role("link", name="Case C-2024-001"))
    page.get_by_role("heading", name="Case C-2024-001").wait_for()
    page.go_back()
    follow(page, back.get_by_role("link", name="Decisions"))
    page.get_by_role("heading", name="Decisions").wait_for()
    follow(page, back.get_by_role("link", name="People and cases"))
    page.get_by_role("heading", name="People and cases").wait_for()
    context.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_paper_is_found_by_words_while_a_decision_is_written(chromium, address, written, script):
    context = chromium.new_context(java_script_enabled=script)
    page = context.new_page()
    inside = sign_in(page, address)
    page.goto(f"{inside}/people/decisions/new")
    page.get_by_label("Find a paper: words of its title or text, or its key").fill("refusal")
    page.keyboard.press("Enter")
    page.get_by_label("Refusal of asylum, PVZ-24-118").check()
    page.get_by_role("button", name="Show the passages of this paper").click()
    assert page.get_by_label("Refusal of asylum, PVZ-24-118").is_checked()
    passages = page.get_by_label("Its words, from the paper").locator("option")
    assert passages.count() > 1
    context.close()
