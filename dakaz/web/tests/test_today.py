"""The page of the morning: nothing due is hidden, the day is the vault's, the vault's own needs are said."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from dakaz.conftest import START
from dakaz.records.actions.backups import back_up
from dakaz.records.actions.casebook import save_case, save_due_date, save_event
from dakaz.records.actions.deadlines import confirm
from dakaz.records.queries import casebook, deadlines
from dakaz.records.queries.today import LIMITS
from dakaz.web.tests.casebook_people import dossier, inside, paper
from dakaz.web.views.today import days_words

__all__ = ["dossier", "inside"]  # fixtures


FAST = "Complaint when an asylum application is not examined or was refused in the fast track"
ORDINARY = "Complaint against a decision of the Migration Department or the border guard"


def groups(text):
    """Return which due dates stand under which heading."""
    found = {}
    for part in text.split('<section class="due-group ')[1:]:
        key = part.split('"', 1)[0]
        found[key] = re.findall(r'<div class="due-what">.*?<a href="[^"]+">([^<]+)</a>', part, re.DOTALL)
    return found


def test_what_is_due_stands_by_day_and_what_has_passed_is_never_hidden(inside):
    page = inside.get("/today/")
    assert page.title == "Today · Dakaz"
    assert groups(page.text) == {
        "passed": ["Ask for the file to read"],
        "today": ["Call the lawyer back"],
        "soon": ["Complaint to the court", "Complaint to the court"],
        "later": ["Hearing"],
        "counted": [FAST, ORDINARY],
    }
    assert page.text.index("ask today") < page.text.index("Call the lawyer back")
    assert page.text.index("safe day") < page.text.index("last day")
    for words in ("3 days ago", "in 4 days", "in 79 days", "typed by office", "C-2024-001"):
        assert words in page.text


def test_on_one_day_the_safe_day_stands_before_the_last_day(acting, inside, dossier):
    for kind in ("last", "safe"):
        save_due_date(
            acting,
            case_id=dossier.case.pk,
            on=date(2024, 11, 5),
            kind=kind,
            what=f"the {kind}",
        )
    soon = groups(inside.get("/today/").text)["soon"]
    assert soon[-2:] == ["the safe", "the last"]


def test_done_takes_it_off_the_list_and_says_so_where_it_was(inside, acting, dossier):
    path = f"/people/due-dates/{dossier.due.pk}/done"
    answer = inside.fill_in(path, {"back": "today"}, at="/today/")
    assert answer.to.endswith("/today/#due")
    text = inside.after(answer).text
    assert groups(text)["done"] == ["Complaint to the court"]
    assert len(groups(text)["soon"]) == 1
    inside.fill_in(path, {"back": "today", "undo": "1"}, at="/today/")
    assert casebook.due_date(acting.seen_by, dossier.due.pk).done is None


def test_a_counted_day_binds_once_confirmed_and_stands_among_the_others(inside, acting, dossier):
    found = next(one for one in deadlines.deadlines_of(acting.seen_by, dossier.decision) if one.row == "C01")
    confirm(acting, found.pk)
    text = inside.get("/today/").text
    assert ORDINARY in groups(text)["soon"]
    assert groups(text)["counted"] == [FAST]
    assert "last day Mon 4 November 2024" in text
    inside.fill_in(f"/people/deadlines/{found.pk}/done", {"back": "today"}, at="/today/")
    assert groups(inside.get("/today/").text)["done"] == [ORDINARY]


def test_an_authority_over_its_time_is_said_with_days_waited_and_days_over(inside, acting, dossier):
    save_event(
        acting,
        case_id=save_case(acting, title="waiting").pk,
        kind="application",
        asked_for="asylum",
        title="Asked for asylum",
        date="2023-11-27",
    )
    text = inside.get("/today/").text
    assert "The authority is over its time" in text
    for words in ("336 days waited", "154 days over", "should have been decided by Mon 27 May 2024"):
        assert words in text


def test_more_who_wait_than_fit_are_said_to_be_more_and_are_one_step_away(inside, acting, dossier):
    shown = LIMITS["silent"]
    asked = {"kind": "application", "asked_for": "asylum", "title": "Asked for asylum", "date": "2023-11-27"}
    for number in range(shown + 1):
        save_event(acting, case_id=save_case(acting, title=f"waiting {number}").pk, **asked)
    part = inside.get("/today/").text.split("The authority is over its time")[1].split("</section>")[0]
    assert f"{shown}+" in part
    assert part.count("336 days waited") == shown
    assert "/people/clocks/" in part


def test_what_came_in_stands_with_where_it_comes_from(inside):
    text = inside.get("/today/").text
    assert "Refusal of asylum, PVZ-24-118" in text
    assert "handed over" in text


def test_pictures_nobody_has_read_are_counted_and_lead_to_themselves(inside, acting, readers):
    picture = BytesIO()
    Image.new("RGB", (40, 40), "white").save(picture, "PNG")
    paper(acting, readers, name="scan.png", content=picture.getvalue(), title="A scan (invented)")
    text = inside.get("/today/").text
    assert "1 picture nobody has read" in text
    answer = inside.fill_in("/archive/filter", {"reading": "no_text"}, at="/today/")
    assert answer.status == 303
    assert "/archive/?" in answer.to
    assert "no_text" not in answer.to


def test_the_vaults_own_needs_are_said(inside):
    text = inside.get("/today/").text
    for words in ("no backup yet", "recovery not confirmed", "not checked yet"):
        assert words in text


def test_an_old_backup_says_how_old(inside, acting, serving, tmp_path):
    back_up(acting, tmp_path / "backup.age")
    serving.clock = lambda: START + timedelta(days=9)
    assert "last backup 9 days ago" in inside.get("/today/").text


def test_the_first_morning_says_the_next_step(signed_in):
    text = signed_in.get(signed_in.inside + "/today/").text
    assert "Add papers" in text
    assert "Add a case" in text
    assert "Nothing is due" not in text


def test_a_quiet_day_says_that_nothing_is_due(signed_in, acting):
    save_case(acting)
    assert "Nothing is due." in signed_in.get(signed_in.inside + "/today/").text


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (2, "in 2 days"),
        (-9, "9 days ago"),
        (79, "in 79 days"),
    ],
)
def test_days_are_said_as_people_say_them(days, words):
    assert days_words(days) == words
