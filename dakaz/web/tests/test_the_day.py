"""The day shared: whose days are shown, tasks in a line, somebody away, a second pair of eyes, silence."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection

from dakaz.conftest import PASSPHRASE, USER, Clock
from dakaz.records import database
from dakaz.records.actions.absences import go_away
from dakaz.records.actions.access import acting_for, add_user
from dakaz.records.actions.casebook import save_case, save_decision, save_due_date, save_event
from dakaz.records.actions.deadlines import confirm
from dakaz.records.actions.people import save_party
from dakaz.records.actions.sealing import seal
from dakaz.records.actions.tasks import add_task
from dakaz.records.models import DueDate
from dakaz.records.queries import deadlines
from dakaz.vault import Vault
from dakaz.web.tests.test_who_may_see import SECOND, signed_in_as

TODAY = date(2024, 10, 28)  # of the vault's clock


class Office:
    """Two who work here, and what each answers for."""

    def __init__(self, acting):
        self.acting = acting
        self.first = acting.seen_by.user_id
        self.second = add_user(acting, name="second", passphrase=SECOND, roles=["caseworker"]).pk
        self.mine = save_case(acting, code="K-mine", responsible=self.first)
        self.theirs = save_case(acting, code="K-theirs", responsible=self.second)
        self.nobodys = save_case(acting, code="K-nobodys")
        for case in (self.mine, self.theirs, self.nobodys):
            self.due(case, f"what is due in {case.code}", on=date(2024, 10, 26))

    def due(self, case, what, *, on=TODAY, **more):
        return save_due_date(self.acting, case_id=case.pk, on=on, kind="other", what=what, **more)


@pytest.fixture
def office(vault_folder):
    vault = Vault.open(vault_folder)
    keys = vault.unlock(user_name=USER, passphrase=PASSPHRASE)
    database.unlock(vault, keys)
    yield Office(acting_for(vault, keys, clock=Clock()))
    database.lock()


@pytest.fixture
def sealed(office):
    """The first one's case, sealed before anybody signs in."""
    office.acting = seal(office.acting, office.mine.pk).acting


@pytest.fixture
def both(app, serving, office):
    """Both, signed in."""
    return signed_in_as(app, USER, PASSPHRASE), signed_in_as(app, "second", SECOND)


def shown(visitor, address="/today/"):
    """The codes of the cases whose days stand on the page, in order."""
    text = visitor.get(visitor.inside + address).text
    return re.findall(r'<p class="provenance"><a href="[^"]+">(K-\w+)</a>', text)


def send(visitor, path, fields, *, at="/today/"):
    return visitor.fill_in(visitor.inside + path, fields, at=visitor.inside + at)


def test_everybody_sees_their_own_days_and_those_nobody_looks_after(both, office):
    first, second = both
    assert shown(first) == ["K-mine", "K-nobodys"]
    assert shown(second) == ["K-theirs", "K-nobodys"]
    assert shown(second, "/today/?who=all") == ["K-mine", "K-theirs", "K-nobodys"]
    assert shown(second, f"/today/?who={office.first}") == ["K-mine"]
    assert shown(second, "/today/?who=nobody") == ["K-nobodys"]
    assert shown(second, "/today/?who=somebody") == ["K-theirs", "K-nobodys"]


def test_what_has_passed_is_never_hidden_also_where_it_is_a_colleagues(both):
    text = both[0].get(both[0].inside + "/today/").text
    assert "1 day of colleagues has passed." in text
    assert 'href="?who=all"' in text


def test_today_asks_the_database_as_often_for_many_days_as_for_few(both, office, refusal):
    def asked():
        count = 0

        def counting(execute, *args):
            nonlocal count
            count += 1
            return execute(*args)

        with connection.execute_wrapper(counting):
            both[0].get(both[0].inside + "/today/?who=all")
        return count

    office.due(office.mine, "of a decision", decision_id=refusal.pk)
    few = asked()
    for number in range(12):
        office.due(office.mine, f"day {number}", decision_id=refusal.pk)
        office.due(office.theirs, f"task {number}")
    assert asked() == few


def test_who_is_named_on_a_day_goes_before_who_looks_after_its_case(both, office):
    office.due(office.mine, "read the file", responsible=office.second)
    assert shown(both[1]).count("K-mine") == 1
    assert shown(both[0]).count("K-mine") == 1  # only the other day of that case


def test_days_of_somebody_who_left_are_everybodys(both, office):
    save_due_date(
        office.acting, case_id=office.mine.pk, on=TODAY, kind="other", what="old", responsible="gone"
    )
    assert shown(both[1]).count("K-mine") == 1


def test_a_task_is_added_in_one_line_done_with_one_button_and_not_done_after_all(both, office):
    first, second = both
    sent = {
        "back": "today",
        "task-what": "call the court",
        "task-case_id": "k-mine",
        "task-on": "2024-10-28",
        "task-responsible": office.second,
    }
    answer = send(first, "/people/tasks/new", sent)
    assert answer.status == 303 and answer.to.endswith("/today/#due")
    page = second.get(second.inside + "/today/").text
    assert "call the court" in page and "typed by office" in page
    done = re.search(
        r'action="/[^/]+(/people/due-dates/[^/]+/done)" class="unprinted">(?:(?!</li>).)*call', page, re.S
    )
    assert send(second, done[1], {"back": "today"}).status == 303
    page = second.get(second.inside + "/today/").text
    assert page.index("Done today") < page.index("call the court")
    send(second, done[1], {"back": "today", "undo": "1"})
    assert "Done today" not in second.get(second.inside + "/today/").text


def test_a_task_is_written_on_the_page_of_its_case_and_taken_away_when_it_was_a_mistake(both, office):
    first, _ = both
    page = f"/people/cases/{office.mine.pk}/"
    sent = {"back": "case", "task-what": "a slip", "task-case_id": "K-mine", "task-on": "2024-10-30"}
    assert "Add the task" in first.get(first.inside + page).text
    answer = send(first, "/people/tasks/new", sent, at=page)
    assert answer.to.endswith(page + "#timeline")
    task = DueDate.objects.get(what="a slip")
    shown_there = first.get(f"{first.inside}/people/due-dates/{task.pk}/").text
    assert "Take this task away" in shown_there
    send(first, f"/people/tasks/{task.pk}/take-back", {"back": "case"})
    assert not DueDate.objects.filter(what="a slip").exists()
    assert "Task taken away" in first.get(first.inside + "/settings/log").text
    other = office.due(office.mine, "no task")
    assert send(first, f"/people/tasks/{other.pk}/take-back", {}).status == 404


def test_a_case_is_handed_over_for_good_to_a_colleague_who_works_here(both, office):
    first, second = both
    at = f"/people/cases/{office.mine.pk}/hand-over"
    assert f'href="{first.inside}{at}"' in first.get(first.inside + at.removesuffix("hand-over")).text
    assert send(first, at, {"to": office.second}, at=at).status == 303
    assert "K-mine" in shown(second) and "K-mine" not in shown(first)
    assert send(first, at, {"to": "somebody"}, at=at).status == 422


def test_a_sealed_case_is_not_handed_to_somebody_without_its_key(sealed, both, office):
    at = f"/people/cases/{office.mine.pk}/hand-over"
    answer = send(both[0], at, {"to": office.second}, at=at)
    assert answer.status == 422 and "Give the key first" in answer.text
    assert both[1].get(both[1].inside + at).status == 404


def test_days_are_listed_by_who_does_them(both, office):
    first, _ = both
    asked = first.get(first.inside + f"/people/due-dates/?who={office.second}").text
    assert "K-theirs" in asked and "K-mine" not in asked
    due = office.due(office.nobodys, "read the file")
    sent = {"case_id": "K-nobodys", "on": "2024-10-30", "kind": "task", "what": "read", "entry": due.entry}
    at = f"/people/due-dates/{due.pk}/edit"
    assert send(first, at, {**sent, "responsible": office.second}, at=at).status == 303
    assert DueDate.objects.get(pk=due.pk).responsible == office.second


def test_what_is_to_mend_in_a_task_is_said_and_nothing_typed_is_lost(both):
    first, _ = both
    sent = {"back": "today", "task-what": "call", "task-case_id": "K-none", "task-on": "soon"}
    answer = send(first, "/people/tasks/new", sent)
    assert answer.status == 422
    for words in ("K-none", "Write the day as 2024-10-28.", 'value="call"'):
        assert words in answer.text


def test_a_task_is_not_given_to_somebody_who_cannot_open_its_case(sealed, both, office):
    first, second = both
    sent = {"task-what": "x", "task-case_id": "K-mine", "task-on": "2024-10-28"}
    answer = send(first, "/people/tasks/new", {**sent, "task-responsible": office.second})
    assert answer.status == 422 and "second does not hold the key of this case" in answer.text
    assert send(second, "/people/tasks/new", sent).status == 422  # to others the case does not exist


def test_while_somebody_is_away_their_days_stand_with_whoever_stands_in(both, office):
    first, second = both
    page = first.get(first.inside + "/people/absences/").text
    assert "Sealed cases are not handed over with this; grant their keys person by person." in page
    sent = {"since": "2024-10-28", "until": "2024-11-08", "stand_in": office.second}
    assert send(first, "/people/absences/", sent, at="/people/absences/").status == 303
    assert shown(second) == ["K-mine", "K-theirs", "K-nobodys"]
    text = second.get(second.inside + "/today/").text
    assert "for office until Fri 8 November 2024" in text
    assert "You stand in for office until Fri 8 November 2024." in text
    assert shown(first) == ["K-mine", "K-nobodys"]  # what is theirs stays on theirs
    back = re.search(
        r'action="/[^/]+(/people/absences/[^/]+/back)"', first.get(first.inside + "/people/absences/").text
    )
    assert send(first, back[1], {}).status == 303
    assert shown(second) == ["K-theirs", "K-nobodys"]


def test_an_absence_that_makes_no_sense_is_refused_in_words(both, office):
    first, _ = both
    sent = {"since": "2024-11-08", "until": "2024-10-28", "stand_in": office.second}
    answer = send(first, "/people/absences/", sent, at="/people/absences/")
    assert answer.status == 422 and "The last day is before the first." in answer.text
    send(first, "/people/absences/", sent | {"until": "2024-11-20"}, at="/people/absences/")
    again = send(first, "/people/absences/", sent | {"until": "2024-11-20"}, at="/people/absences/")
    assert again.status == 422 and "You are away on some of these days already." in again.text


def test_a_stand_in_who_is_away_too_passes_both_on(office):
    from dakaz.records.queries.absences import stood_in_for

    third = add_user(office.acting, name="third", passphrase=SECOND, roles=["caseworker"]).pk
    days = {"since": TODAY, "until": date(2024, 11, 1)}
    go_away(office.acting, stand_in=office.second, **days)
    as_second = type(office.acting)(
        type(office.acting.seen_by)(office.second, "second", office.acting.seen_by.compartments),
        office.acting.vault,
        office.acting.keys,
        office.acting.clock,
    )
    go_away(as_second, stand_in=third, **days)
    found = stood_in_for(office.acting.seen_by, third, day=TODAY)
    assert {*found} == {office.first, office.second}
    assert stood_in_for(office.acting.seen_by, third, day=date(2024, 11, 2)) == {}


def test_standing_in_opens_no_sealed_case(sealed, both, office):
    go_away(office.acting, stand_in=office.second, since=TODAY, until=TODAY)
    assert "K-mine" not in both[1].get(both[1].inside + "/today/?who=all").text


@pytest.fixture
def refusal(office):
    authority = save_party(office.acting, kind="organisation", names=[{"text": "Sample Service"}])
    return save_decision(
        office.acting,
        case_id=office.mine.pk,
        authority_id=authority.pk,
        kind="asylum_refusal",
        dated="2024-10-16",
        served="2024-10-18",
        served_how="handed_over",
    )


def test_a_refusal_waits_for_a_second_pair_of_eyes_which_is_not_the_first(both, office, refusal):
    first, second = both
    found = deadlines.deadlines_of(office.acting.seen_by, refusal)[0]
    confirm(office.acting, found.pk)
    for visitor, words in ((first, "waits for a colleague"), (second, "waits for you")):
        text = visitor.get(visitor.inside + "/today/").text
        assert text.index("Waits for a second pair of eyes") < text.index(words)
    at = f"/people/deadlines/{found.pk}/"
    again = send(first, at + "confirm", {}, at=at)
    assert again.status == 422 and "The second look has to be a colleague&#x27;s." in again.text
    assert send(second, at + "confirm", {}, at=at).status == 303
    assert deadlines.deadline(office.acting.seen_by, found.pk).standing == "confirmed"


def test_a_permit_cancelled_with_an_entry_ban_needs_two_as_well(office, refusal):
    (found, *_) = deadlines.deadlines_of(office.acting.seen_by, refusal)
    found.decision.kind, found.decision.consequences = "permit_cancellation", []
    assert not deadlines.needs_two(found)
    for brings in ({"consequences": ["entry_ban"]}, {"ban_months": 60}, {"ban_for_life": True}):
        for name, value in brings.items():
            setattr(found.decision, name, value)
        assert deadlines.needs_two(found)


def test_the_authoritys_time_is_listed_with_days_waited_and_counted_by_month(both, office):
    for case, since in ((office.mine, "2023-11-27"), (office.theirs, "2024-10-01")):
        save_event(
            office.acting, case_id=case.pk, kind="application", asked_for="asylum", title="asked", date=since
        )
    first, _ = both
    page = first.get(first.inside + "/people/clocks/").text
    assert "336" in page and "November 2023" in page and "over its term" in page
    only = first.get(first.inside + "/people/clocks/?state=over").text
    assert "K-mine" in only and "K-theirs" not in only
    months = first.get(first.inside + "/people/clocks/months.csv").text.splitlines()
    assert months[1].startswith("2024-10,1,0,1,") and months[2].startswith("2023-11,1,1,0,")


def test_an_application_of_a_sealed_case_is_counted_for_nobody_else(office, app, serving):
    about = {"kind": "application", "asked_for": "asylum", "title": "asked", "date": "2023-11-27"}
    save_event(office.acting, case_id=office.mine.pk, **about)
    seal(office.acting, office.mine.pk)
    both = signed_in_as(app, USER, PASSPHRASE), signed_in_as(app, "second", SECOND)
    counted = [one.get(one.inside + "/people/clocks/months.csv").text.count("2023-11") for one in both]
    assert counted == [1, 0]


def test_beside_today_stands_how_many_days_of_ones_own_have_passed_or_come_soon(both, office):
    first, _ = both
    office.due(office.mine, "soon", on=date(2024, 10, 31))
    office.due(office.mine, "later", on=date(2024, 11, 1))
    for page in ("/settings/", "/people/cases/"):
        text = first.get(first.inside + page).text
        assert "(3 passed or soon)" in text


def test_the_calendar_holds_tasks_and_typed_days_and_names_nobody(both, office):
    add_task(office.acting, case_id=office.mine.pk, what="call Siarhei Uzorau", on=date(2024, 10, 29))
    text = both[0].get(both[0].inside + "/people/days.ics").text
    assert text.count("BEGIN:VEVENT") == 4
    assert "DTSTART;VALUE=DATE:20241029" in text
    for personal in ("Uzorau", "call", "K-mine"):
        assert personal not in text
    week = both[0].get(both[0].inside + "/people/week/").text
    assert "task · K-mine" in week and "Uzorau" not in week
