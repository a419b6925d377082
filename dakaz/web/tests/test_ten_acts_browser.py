"""The ten commonest acts of a caseworker take three clicks or keys at most: docs/how-to/ten-acts.md.

Counted is every click and key that leads somewhere or ends an act. What somebody types, ticks or chooses in a
form is the act itself.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dakaz.records.actions.absences import go_away
from dakaz.records.actions.access import add_user
from dakaz.records.actions.casebook import save_case, save_due_date, save_event
from dakaz.records.actions.deadlines import confirm
from dakaz.records.queries import deadlines
from dakaz.web.tests.browsing import filled, follow, looked_at, sign_in
from dakaz.web.tests.test_who_may_see import SECOND

pytestmark = pytest.mark.browser
MOST = 3
WRITTEN = Path(__file__).parents[3] / "docs" / "how-to" / "ten-acts.md"


class Hand:
    """Somebody's hand on the mouse and the keyboard, which is counted."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def click(self, role, name, **more):
        self.count += 1
        self.page.get_by_role(role, name=name, **more).first.click()

    def press(self, field, key="Enter"):
        self.count += 1
        field.press(key)


def open_my_most_urgent_case(hand, page):
    hand.click("link", re.compile(r"^C-\d{4}-\d{3}$"))
    page.get_by_role("heading", name="Case C-2024-001").wait_for()


def see_what_is_due_this_week(hand, page):
    hand.click("link", "The week, to print")
    page.get_by_role("heading", name="This week and the next").wait_for()


def confirm_a_day(hand, page):
    hand.click("link", re.compile("^Look "))
    hand.click("button", "I checked it: confirm")
    page.get_by_text("confirmed by office").first.wait_for()


def mark_something_done(hand, page):
    hand.click("button", re.compile("^Done "))
    page.get_by_role("heading", name=re.compile("^Done today")).wait_for()


def write_a_task(hand, page):
    page.get_by_label("Add a task", exact=True).fill("Call the interpreter")
    page.get_by_label("Case", exact=True).fill("C-2024-001")
    hand.press(page.get_by_label("Case", exact=True))
    page.get_by_role("link", name="Call the interpreter").wait_for()


def find_a_person(hand, page):
    hand.click("link", "People and cases")
    who = page.get_by_label("Find a person")
    who.fill("Узоров")
    hand.press(who)
    hand.click("link", re.compile("Uzorau|Узораў"))
    page.get_by_role("heading", name=re.compile("Uzorau|Узораў")).first.wait_for()


def add_a_paper(hand, page):
    hand.click("link", "Paper", exact=True)
    page.get_by_label("Files", exact=True).set_input_files(
        {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"A letter (invented)."}
    )
    hand.click("button", "Add to archive")
    page.get_by_text("letter").first.wait_for()


def write_down_a_new_person(hand, page):
    hand.click("link", "Person", exact=True)
    page.get_by_label("Name", exact=True).first.fill("Ганна Прыкладовіч")
    hand.click("button", re.compile("^Add a person"))
    page.get_by_role("heading", name="Ганна Прыкладовіч").wait_for()


def open_a_new_case(hand, page):
    hand.click("link", "Case", exact=True)
    page.get_by_label("In a few words").fill("permit cancelled")
    hand.click("button", "Add a case")
    page.get_by_role("heading", name="Case C-2024-002").wait_for()


def add_a_decision_to_a_case(hand, page):
    hand.click("link", re.compile(r"^C-\d{4}-\d{3}$"))
    page.get_by_role("navigation", name="Add to this case").wait_for()
    hand.click("link", "Decision", exact=True)
    page.get_by_label("Sample Migration Service").first.check()
    page.get_by_label("Kind", exact=True).select_option("permit_refusal")
    hand.click("button", "Add a decision")
    page.get_by_role("heading", name="Residence permit refused").wait_for()


ACTS = (
    open_my_most_urgent_case,
    see_what_is_due_this_week,
    confirm_a_day,
    mark_something_done,
    write_a_task,
    find_a_person,
    add_a_paper,
    write_down_a_new_person,
    open_a_new_case,
    add_a_decision_to_a_case,
)


@pytest.mark.parametrize("script", [True, False])
def test_each_of_the_ten_commonest_acts_takes_three_clicks_or_keys_at_most(chromium, address, script, worker):
    context = chromium.new_context(java_script_enabled=script)
    page = context.new_page()
    page.set_default_timeout(15_000)
    inside = sign_in(page, address)
    counted = {}
    for act in ACTS:
        page.goto(f"{inside}/today/")
        hand = Hand(page)
        act(hand, page)
        counted[act.__name__] = hand.count
    assert {name: count for name, count in counted.items() if not 1 <= count <= MOST} == {}
    context.close()


def test_the_ten_acts_are_written_down_each_with_a_picture():
    text = WRITTEN.read_text("utf-8")
    headings = re.findall(r"^## \d+\. (.+)$", text, re.M)
    pictures = re.findall(r"!\[[^]]+\]\(\.\./pictures/([\w-]+\.png)\)", text)
    assert len(headings) == len(pictures) == len(ACTS)
    for name in pictures:
        assert (WRITTEN.parent.parent / "pictures" / name).is_file(), name


def test_the_pages_of_the_day_are_seen_in_every_size(chromium, address, written):
    context = chromium.new_context()
    page = context.new_page()
    inside = sign_in(page, address)
    shown = {
        "today": "/today/",
        "absences": "/people/absences/",
        "task": "/people/tasks/new",
        "clocks": "/people/clocks/",
        "searches": "/people/searches/",
        "cases": "/people/cases/?status=open",
    }
    for name, path in shown.items():
        page.goto(inside + path)
        looked_at(page, f"day-{name}")
    page.get_by_label("Keep this question as").fill("Open ones")
    page.get_by_role("button", name="Keep this question").click()
    follow(page, page.get_by_role("link", name="Rename or remove"))
    looked_at(page, "day-searches-kept")
    page.goto(f"{inside}/people/cases/")
    page.get_by_label("Tick C-2024-001").check()
    page.get_by_role("button", name="Change the ticked ones").click()
    page.get_by_role("radio", name="Say how they stand").check()
    looked_at(page, "day-bulk-what")
    page.get_by_role("combobox", name="How it stands").select_option("waiting")
    page.get_by_role("button", name="Show what would change").click()
    page.get_by_role("heading", name="1 record changes").wait_for()
    looked_at(page, "day-bulk-look")
    page.get_by_role("button", name="Change 1 record").click()
    page.get_by_role("heading", name="Done").wait_for()
    looked_at(page, "day-bulk-done")
    page.get_by_role("button", name="Take it back").click()
    page.get_by_role("heading", name="Taken back").wait_for()
    context.close()


@pytest.fixture
def two(vault_folder, written):
    """A colleague who is away, a day one has confirmed of two who must, an application that waits."""
    return filled(vault_folder, lambda acting: _busy(acting, written))


def _busy(acting, written):
    second = add_user(acting, name="Barys (invented)", passphrase=SECOND, roles=["caseworker"]).pk
    confirm(acting, deadlines.deadlines_of(acting.seen_by, written.decision)[0].pk)
    case = save_case(acting, responsible=second)
    about = {"asked_for": "asylum", "title": "asked", "date": "2023-11-27"}
    save_event(acting, case_id=case.pk, kind="application", **about)
    save_due_date(acting, case_id=case.pk, on=date(2024, 10, 20), kind="other", what="Ask for the file")
    theirs = replace(acting, seen_by=replace(acting.seen_by, user_id=second, name="Barys (invented)"))
    stand_in = acting.seen_by.user_id
    go_away(theirs, stand_in=stand_in, since=date(2024, 10, 28), until=date(2024, 11, 8))


def test_the_day_of_two_is_seen_in_every_size(chromium, two, address):
    context = chromium.new_context()
    page = context.new_page()
    inside = sign_in(page, address)
    for name, path in {
        "today": "/today/",
        "today-all": "/today/?who=all",
        "absences": "/people/absences/",
        "clocks": "/people/clocks/",
    }.items():
        page.goto(inside + path)
        looked_at(page, f"two-{name}")
    page.goto(f"{inside}/today/")
    page.get_by_text("You stand in for Barys (invented) until Fri 8 November 2024.").wait_for()
    page.get_by_text("waits for a colleague").first.wait_for()
    context.close()
