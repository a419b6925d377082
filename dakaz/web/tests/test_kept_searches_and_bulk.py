"""Questions kept above a list, and many records changed at once: seen first, logged, taken back."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dakaz.conftest import PASSPHRASE, USER
from dakaz.errors import BadInput
from dakaz.records.actions import bulk as actions
from dakaz.records.actions.casebook import save_case, save_event
from dakaz.records.actions.sealing import seal
from dakaz.records.models import Case, DueDate, Event, LogEntry, SavedSearch
from dakaz.records.queries.verify import verify
from dakaz.web.tests.test_the_day import both, office, sealed, send
from dakaz.web.tests.test_who_may_see import signed_in_as

__all__ = ["both", "office", "sealed"]  # fixtures

LIST = "/people/cases/"


def keep(visitor, name, terms="status=waiting", place="people:cases"):
    sent = {"place": place, "terms": terms, "name": name}
    return send(visitor, "/people/searches/keep", sent, at=f"{LIST}?status=waiting")


def test_a_question_is_kept_under_a_name_shown_above_its_list_and_asked_again(both, office):
    save_case(office.acting, code="K-waits", status="waiting")
    first, second = both
    page = first.get(first.inside + f"{LIST}?status=waiting").text
    assert "Keep this question" in page
    answer = keep(first, "Kept by the first")
    assert answer.status == 303 and answer.to.endswith("/people/cases/?status=waiting")
    page = first.get(first.inside + LIST).text
    link = re.search(r'<a href="([^"]+)">Kept by the first</a>', page)
    asked = first.get(link[1]).text
    assert "K-waits" in asked and "K-mine" not in asked
    for address in (LIST, "/people/searches/"):
        assert "Kept by the first" not in second.get(second.inside + address).text


def test_a_kept_question_is_replaced_renamed_and_removed_by_its_owner_alone(both, office):
    first, second = both
    keep(first, "a")
    keep(first, "a", terms="status=closed")
    (found,) = SavedSearch.objects.all()
    assert found.terms == {"status": "closed"}
    for act in ("rename", "forget"):
        path = f"/people/searches/{found.pk}/{act}"
        assert send(second, path, {"name": "mine now"}).status == 404
    keep(first, "b")
    answer = send(first, f"/people/searches/{found.pk}/rename", {"name": "b"}, at="/people/searches/")
    assert answer.status == 422 and "is there already" in answer.text
    send(first, f"/people/searches/{found.pk}/rename", {"name": "c"}, at="/people/searches/")
    assert sorted(SavedSearch.objects.values_list("name", flat=True)) == ["b", "c"]
    send(first, f"/people/searches/{found.pk}/forget", {}, at="/people/searches/")
    assert "c" not in SavedSearch.objects.values_list("name", flat=True)


def test_nothing_is_kept_but_what_the_list_knows(both):
    keep(both[0], "a", terms="status=waiting&name=Siarhei&sort=-code&page=7")
    assert SavedSearch.objects.get().terms == {"status": "waiting", "sort": "-code"}
    assert keep(both[0], "b", place="people:nothing").status == 400
    assert keep(both[0], "  ").status == 422


def change(visitor, rows, sent, *, which="ticked", place="people:cases", at=LIST):
    """Tick, choose, look; return the page that shows what would change."""
    begun = send(visitor, "/people/bulk/", {"place": place, "terms": "", "which": which, **rows}, at=at)
    assert begun.status == 303
    answer = visitor.fill_in(begun.to, sent)
    return visitor.get(answer.to) if answer.status == 303 else answer


def press(visitor, page):
    """Send the page's own form and follow."""
    sent = {"csrfmiddlewaretoken": page.form_token}
    return visitor.follow(visitor.post(page.path, sent))


def test_cases_are_handed_over_at_once_after_a_look_and_taken_back(both, office):
    first, _ = both
    page = change(first, {}, {"act": "responsible", "responsible": office.second}, which="all")
    assert page.status == 200
    assert "2 records change" in page.text and "K-theirs" in page.text
    assert "It stands so already." in page.text
    assert {one.responsible for one in Case.objects.all()} == {office.first, office.second, ""}
    before = LogEntry.objects.filter(action="case.changed").count()
    done = press(first, page)
    assert "2 records were changed" in done.text
    assert {one.responsible for one in Case.objects.all()} == {office.second}
    assert LogEntry.objects.filter(action="case.changed").count() == before + 2
    back = press(first, done)
    assert "2 records stand again as they stood before." in back.text
    assert {one.responsible for one in Case.objects.all()} == {office.first, office.second, ""}


def test_what_somebody_changed_meanwhile_is_left_alone_and_named(both, office):
    first, _ = both
    page = change(first, {"row": str(office.mine.pk)}, {"act": "status", "status": "waiting"})
    save_case(office.acting, identifier=office.mine.pk, title="changed by a colleague")
    done = press(first, page)
    assert "0 records were changed" in done.text and "Somebody changed it meanwhile." in done.text
    page = change(first, {"row": str(office.theirs.pk)}, {"act": "status", "status": "waiting"})
    done = press(first, page)
    save_case(office.acting, identifier=office.theirs.pk, title="changed again")
    back = press(first, done)
    assert "K-theirs" in back.text and "Somebody changed it meanwhile." in back.text
    assert Case.objects.get(pk=office.theirs.pk).status == "waiting"


def test_a_task_is_added_to_each_and_taken_away_again(both, office):
    first, _ = both
    sent = {"act": "task", "what": "ask for the file", "on": "2024-11-04", "who": office.second}
    page = change(first, {"row": str(office.mine.pk)}, sent)
    assert "“ask for the file” by Mon 4 November 2024" in page.text
    done = press(first, page)
    task = DueDate.objects.get(kind="task")
    assert (task.what, task.responsible, task.on) == ("ask for the file", office.second, date(2024, 11, 4))
    press(first, done)
    assert not DueDate.objects.filter(kind="task").exists()


def test_days_are_done_and_events_sorted_at_once(both, office):
    first, _ = both
    rows = DueDate.objects.filter(case=office.mine)
    page = change(
        first,
        {"row": str(rows[0].pk)},
        {"act": "done"},
        place="people:due-dates",
        at="/people/due-dates/",
    )
    press(first, page)
    assert rows.get().done == date(2024, 10, 28)
    event = save_event(office.acting, kind="other", title="somebody rang")
    sent = {"act": "kind", "kind": "false_call"}
    page = change(first, {"row": str(event.pk)}, sent, place="people:events", at="/people/events/")
    press(first, page)
    assert Event.objects.get().kind == "false_call"


def test_changing_the_ticked_ones_without_a_tick_says_what_to_do(both):
    sent = {"place": "people:cases", "terms": "status=open", "which": "ticked"}
    answer = send(both[0], "/people/bulk/", sent, at=LIST)
    assert answer.to.endswith("?status=open#bulk")
    there = answer.to.partition("#")[0]
    assert "No line is ticked." in both[0].get(there).text
    assert "No line is ticked." not in both[0].get(there).text


def test_what_is_needed_for_an_act_is_said(both, office):
    page = change(both[0], {"row": str(office.mine.pk)}, {"act": "task"})
    assert page.status == 422 and page.text.count("This is needed for what you chose above.") == 2


def test_a_sealed_case_is_not_handed_to_somebody_without_its_key_and_is_nobody_elses_to_change(
    sealed, both, office
):
    first, second = both
    asked = {"act": "responsible", "responsible": office.second}
    page = change(first, {"row": str(office.mine.pk)}, asked)
    assert "They do not hold the key of this case." in page.text and "None would change." in page.text
    page = change(second, {"row": str(office.mine.pk)}, {"act": "status", "status": "closed"})
    assert "K-mine" not in page.text and "None would change." in page.text


def test_a_change_that_was_taken_back_in_a_sealed_case_leaves_a_vault_that_verifies(office):
    office.acting = seal(office.acting, office.mine.pk).acting
    asked = actions.Asked("people:cases", "task", "ask", on=date(2024, 11, 4))
    lines = actions.look(office.acting, asked, [office.mine.pk, office.theirs.pk])
    done = actions.do(office.acting, asked, lines)
    assert len(done.written) == 2
    assert len(actions.undo(office.acting, done).written) == 2
    assert not DueDate.objects.filter(kind="task").exists()
    assert verify(office.acting.vault, office.acting.keys).clean


def test_more_than_can_be_looked_at_is_refused(office, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    asked = actions.Asked("people:cases", "status", "closed")
    with pytest.raises(BadInput, match="At most"):
        actions.look(office.acting, asked, [office.mine.pk, office.theirs.pk])


def test_the_ticks_are_there_for_those_who_may_change_something(app, office):
    visitor = signed_in_as(app, USER, PASSPHRASE)
    text = visitor.get(visitor.inside + LIST).text
    assert text.count('form="bulk"') == 3
    assert "Change all 3 that match" in text
    assert 'form="bulk"' not in visitor.get(visitor.inside + "/people/decisions/").text
