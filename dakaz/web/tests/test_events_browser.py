"""Events in Chromium: every size, light and dark, by keyboard, and without a script."""

from __future__ import annotations

import re

import pytest

from dakaz.records.actions.casebook import save_event
from dakaz.web.tests.browsing import filled, follow, looked_at, sign_in
from dakaz.web.tests.casebook_people import fill

pytestmark = pytest.mark.browser
KINDS = ("vandalism", "threat", "relatives", "false_call", "notice", "hand_over")
STATUSES = ("confirmed", "likely", "possible", "unlikely", "disproved", "unknown")


@pytest.fixture
def written(vault_folder, readers):
    return filled(vault_folder, lambda acting: _written(acting, readers))


def _written(acting, readers):
    dossier = fill(acting, readers)
    made = [
        save_event(
            acting,
            kind=kind,
            title=f"Sample event {number} (invented)",
            date=f"2024-{1 + (number * 5 + place * 3) % 11:02d}" if number else "2024",
            status=status,
            country="LT" if number % 2 else "BY",
            violations=["repression.relatives", "torture", "refoulement"],
            profile=["abroad", "protest"],
            reported_to_id=dossier.authority.pk,
            reported="2024-09-20",
            answered="2024-10-01",
            answer="We have no powers there (invented).",
            believed="Што пра гэта напісалі (выдумана)",
            involvements=[{"party_id": dossier.person.pk, "role": "victim"}],
        )
        for place, kind in enumerate(KINDS)
        for number, status in enumerate(STATUSES)
    ]
    return dossier, made


def test_every_page_of_events_is_seen_in_every_size(chromium, address, written):
    _dossier, made = written
    page = chromium.new_context().new_page()
    inside = sign_in(page, address)
    shown = {
        "list": "events/",
        "narrowed": "events/?violation=torture&group=borders",
        "new": "events/new",
        "new-relatives": "events/new?kind=relatives",
        "event": f"events/{made[0].pk}/",
        "edit": f"events/{made[0].pk}/edit",
        "incidents": "incidents/",
        "incidents-none": "incidents/?country=LT&kind=discrimination",
    }
    for name, path in shown.items():
        page.goto(f"{inside}/people/{path}")
        looked_at(page, f"events-{name}")
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_an_incident_is_written_and_found_in_the_picture_by_month(chromium, address, script):
    page = chromium.new_context(java_script_enabled=script).new_page()
    inside = sign_in(page, address)
    page.goto(f"{inside}/people/events/new")
    page.get_by_label("Kind", exact=True).select_option("in_absentia")
    page.get_by_role("button", name="Show what is asked about this kind").click()
    page.get_by_label(re.compile("^When")).fill("2024-12")
    page.get_by_label("possible", exact=True).check()
    page.get_by_label("Trial in absentia without defence").check()
    page.get_by_label("Find a right").fill("презумпция")
    page.get_by_role("button", name="Find", exact=True).first.press("Enter")
    page.get_by_label("Presumption of innocence").check()
    page.get_by_role("button", name="Add an event").last.click()
    page.get_by_role("heading", name="Trial in absentia", exact=True).wait_for()
    page.get_by_text("ICCPR, art. 14(3)(d)").wait_for()
    page.get_by_text("Presumption of innocence", exact=True).wait_for()
    page.get_by_text("no source yet").wait_for()
    page.goto(f"{inside}/people/events/")
    page.get_by_label("Right", exact=True).select_option("presumption.innocence")
    page.get_by_role("button", name="Show these").click()
    follow(page, page.get_by_role("link", name="Incidents by month"))
    assert (
        page.get_by_text("1 incident.", exact=True).or_(page.get_by_text("1 incident. ")).first.is_visible()
    )
    follow(page, page.get_by_role("link", name="trial in absentia"))
    follow(page, page.get_by_role("link", name="Dec 2024"))
    page.get_by_role("heading", name="Trial in absentia", exact=True).wait_for()
    page.context.close()
