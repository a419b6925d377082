"""The page that checks the vault, the log as a page and as files, and the last entry shown at sign-in."""

from __future__ import annotations

import csv
import io
import re
import threading
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from dakaz.conftest import PASSPHRASE, USER
from dakaz.records.actions.casebook import save_case
from dakaz.records.models import Case, LogEntry
from dakaz.web.checking import Checks
from dakaz.web.tests.casebook_people import paper


def check(someone, how):
    """Press the button, and wait for the thread."""
    answer = someone.fill_in(someone.inside + "/settings/check", {"how": how})
    assert answer.status == 303
    for thread in threading.enumerate():
        if thread.name == "check":
            thread.join(30)
    return someone.get(answer.to)


def test_a_whole_check_says_what_was_checked_and_is_remembered(acting, readers, signed_in):
    paper(acting, readers)
    before = signed_in.get(signed_in.inside + "/today/").text
    assert "not checked yet" in before
    assert f'href="{signed_in.inside}/settings/check"' in before
    page = check(signed_in, "whole")
    assert "Everything agrees." in page.text
    assert "stored files, opened and hashed" in page.text
    assert "Last found whole: Mon 28 October 2024" in page.text
    assert "checked whole today" in signed_in.get(signed_in.inside + "/today/").text


def test_a_quick_check_opens_no_file_and_does_not_count_as_whole(acting, readers, signed_in):
    item = paper(acting, readers)
    acting.vault.objects.path(item.object_name).unlink()
    page = check(signed_in, "quick")
    assert "Stored files were not opened" in page.text
    assert "never been found whole" in page.text


def test_what_does_not_agree_is_said_in_sentences(acting, readers, signed_in):
    item = paper(acting, readers)
    acting.vault.objects.path(item.object_name).unlink()
    Case.objects.filter(pk=save_case(acting).pk).update(summary="as wished")
    page = check(signed_in, "whole")
    assert "Not everything agrees." in page.text
    assert f"The bytes of item {item.pk}" in page.text
    assert re.search(r"case [0-9a-f-]{36} is not what log entry \d+ left", page.text)
    assert "never been found whole" in page.text


def test_a_check_goes_on_while_other_pages_answer_and_can_be_stopped(acting, signed_in, serving):
    save_case(acting)
    arrived, go_on = threading.Event(), threading.Event()

    def going_on():
        arrived.set()
        return go_on.wait(30)

    serving.checks.start(acting, whole=True, going_on=going_on)
    assert arrived.wait(30)
    page = signed_in.get(signed_in.inside + "/settings/check")
    assert "The whole vault is being checked" in page.text
    assert "1 of 1: cases" in page.text
    assert signed_in.get(signed_in.inside + "/today/").status == 200
    stopped = signed_in.fill_in(signed_in.inside + "/settings/check", {"stop": "1"})
    go_on.set()
    [thread.join(30) for thread in threading.enumerate() if thread.name == "check"]
    assert "stopped before its end" in signed_in.get(stopped.to).text


def test_a_check_ends_with_the_session(acting, serving):
    save_case(acting)
    serving.checks.start(acting, whole=True, going_on=lambda: serving.sessions.has("someone"))
    [thread.join(30) for thread in threading.enumerate() if thread.name == "check"]
    assert serving.checks.last.ended
    assert serving.checks.last.result is None
    assert serving.checks.last.trouble is None


def test_what_a_colleague_found_is_theirs_to_read(acting, readers, signed_in, serving):
    item = paper(acting, readers)
    acting.vault.objects.path(item.object_name).unlink()
    other = replace(acting, seen_by=replace(acting.seen_by, user_id="a-colleague"))
    serving.checks.start(other, whole=True, going_on=lambda: True)
    [thread.join(30) for thread in threading.enumerate() if thread.name == "check"]
    assert serving.checks.last.result.problems
    assert str(item.pk) not in signed_in.get(signed_in.inside + "/settings/check").text


def test_there_is_one_check_at_a_time(acting):
    checks, go_on = Checks(), threading.Event()
    save_case(acting)
    checks.start(acting, whole=False, going_on=lambda: go_on.wait(30))
    first = checks.last
    checks.start(acting, whole=True, going_on=lambda: True)
    assert checks.last is first
    go_on.set()
    [thread.join(30) for thread in threading.enumerate() if thread.name == "check"]
    assert first.result.clean


@pytest.fixture
def busy(acting, signed_in):
    """Someone in a vault with more entries than a page holds."""
    for number in range(60):
        save_case(acting, code=f"X-{number}", title="Uzor (invented)")
    return signed_in


def rows_of(page):
    return re.findall(r"<tr[^>]*>\s*<td[^>]*\bnumber\b[^>]*>\s*(\d+)\s*</td>", page.text)


def test_the_log_is_paged_newest_first_and_says_who_did_what(busy):
    page = busy.get(busy.inside + "/settings/log")
    assert rows_of(page) == [str(number) for number in range(60, 10, -1)]
    assert "Case written down" in page.text
    assert re.search(rf"<td[^>]*>\s*{USER}\s*</td>", page.text)
    assert re.search(r"Mon 28 Oct(ober)? 2024, 1\d:", page.text)
    assert "Last entry 60, Mon 28 October 2024." in page.text
    assert "1–50 of 61" in page.text
    assert rows_of(busy.get(busy.inside + "/settings/log?page=2")) == [str(n) for n in range(10, -1, -1)]
    assert rows_of(busy.get(busy.inside + "/settings/log?sort=number"))[0] == "0"
    assert "Uzor" not in page.text


@pytest.mark.parametrize("language", ["en", "be"])
def test_the_whole_log_is_saved_as_a_file(busy, language):
    busy.fill_in(
        busy.inside + "/language", {"language": language, "back": "/"}, at=busy.inside + "/settings/"
    )
    text = busy.get(busy.inside + "/settings/log.csv").text.lstrip("\ufeff")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1][2] == ("List saved outside the vault" if language == "en" else rows[1][2])
    assert len(rows) == 63  # saving is an entry itself
    assert rows[-1][0] == "0"
    assert rows[1][1].startswith("2024-10-28T")
    sheet = openpyxl.load_workbook(io.BytesIO(busy.get(busy.inside + "/settings/log.xlsx").body)).active
    before = [row[0] for row in rows][2:]  # what was there before anything was saved
    assert [str(cell.value) for cell in sheet["A"]][-len(before) :] == before


def test_every_act_that_is_logged_has_its_words(acting, readers):
    from dakaz.web.log_words import did

    paper(acting, readers)
    save_case(acting)
    for action in set(LogEntry.objects.values_list("action", flat=True)):
        assert did(action) != action


def test_every_act_that_may_be_logged_has_its_words():
    from django.apps import apps

    from dakaz.records import actions
    from dakaz.web.log_words import did

    kept = [one for one in apps.get_app_config("records").get_models() if _is_logged(one)]
    acts = {f"{one._meta.model_name}.{verb}" for one in kept for verb in ("added", "changed")}
    for source in Path(actions.__file__).parent.glob("*.py"):
        acts |= set(
            re.findall(r'(?:Act|writing|_written)\((?:acting, )?"([a-z_]+\.[a-z_]+)"', source.read_text())
        )
    assert {"namedtie.added", "party.merged", "item.added"} <= acts
    assert sorted(one for one in acts if did(one) == one) == []


def _is_logged(model):
    return {"compartment", "entry"} <= {field.name for field in model._meta.get_fields()}


def test_entries_of_another_compartment_are_not_listed(busy, serving):
    (session,) = serving.sessions._open.values()
    session.user = replace(session.user, compartments=("another",))
    page = busy.get(busy.inside + "/settings/log")
    assert rows_of(page) == []
    _, *listed = busy.get(busy.inside + "/settings/log.csv").text.splitlines()
    assert [line.split(",")[2] for line in listed] == ["List saved outside the vault"]  # this very saving


def test_the_first_page_and_the_settings_show_the_last_entry(busy):
    for place in ("/today/", "/settings/"):
        assert "Last entry 60, Mon 28 October 2024" in busy.get(busy.inside + place).text


def test_after_a_restore_the_first_sign_in_leads_to_the_check(visitor, serving):
    serving.restored = True
    first = visitor.fill_in("/sign-in", {"user_name": USER, "passphrase": PASSPHRASE})
    assert first.to.endswith("/settings/check")
    page = visitor.get(first.to)
    assert "has just come out of a backup" in page.text
    second = visitor.fill_in("/sign-in", {"user_name": USER, "passphrase": PASSPHRASE})
    assert not second.to.endswith("/settings/check")
