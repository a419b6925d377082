"""Somebody new may live with a sealed case from the first moment; to others they were never here."""

from __future__ import annotations

import json
import re

import pytest

from dakaz.conftest import PASSPHRASE, USER
from dakaz.records import database
from dakaz.records.actions.access import add_user
from dakaz.records.actions.casebook import save_case
from dakaz.records.actions.granting import grant
from dakaz.records.actions.sealing import seal
from dakaz.records.models import Case, Event, LogEntry, Party, SealedRow
from dakaz.records.models import Testimony as Told
from dakaz.vault import keyring_file
from dakaz.web.tests.test_who_may_see import SECOND, first_at_work, shape, signed_in_as

CANARY = "Zylkanary Haluza"


@pytest.fixture(autouse=True)
def at_work(worker):
    """Pages wake it."""
    return worker


@pytest.fixture
def office(vault_folder):
    """A case of everybody, one sealed by the first, one whose key the second has too."""
    acting = first_at_work(vault_folder)
    second = add_user(acting, name="second", passphrase=SECOND, roles=["caseworker"])
    add_user(acting, name="third", passphrase=SECOND, roles=["caseworker"])
    cases = {name: save_case(acting, code=f"K-{name}", title=name) for name in ("open", "shared", "sealed")}
    homes = {}
    for name in ("shared", "sealed"):
        done = seal(acting, cases[name].pk)
        acting = done.acting
        homes[name] = acting.seen_by.compartments[-1]
    grant(acting, cases["shared"].pk, second.pk)
    database.lock()
    return {name: (str(case.pk), homes.get(name, "")) for name, case in cases.items()}


@pytest.fixture
def first(app, office):
    return signed_in_as(app, USER, PASSPHRASE)


@pytest.fixture
def second(app, office):
    return signed_in_as(app, "second", SECOND)


@pytest.fixture
def third(app, office):
    return signed_in_as(app, "third", SECOND)


def person(home="", name=CANARY, **more):
    return {
        "names-rows": "1", "names-0-text": name, "names-0-kind": "usual", "kind": "person",
        "protection": "sealed", "lives_in": home, **more,
    }  # fmt: skip


def add(visitor, fields, kind="parties", asked=""):
    at = f"{visitor.inside}/people/{kind}/new"
    return visitor.fill_in(at, fields, at=at + asked)


def chosen_home(page):
    place = re.search(r'<select name="lives_in".*?</select>', page.text, re.S)
    return None if place is None else (re.findall(r'value="([^"]*)" selected', place[0]) or [""])[0]


def offered(page):
    place = re.search(r'<select name="lives_in".*?</select>', page.text, re.S)
    return re.findall(r'value="([^"]*)"', place[0]) if place else []


def without_a_key():
    """Names of people, titles of events and words of testimonies that the database key alone opens."""
    database.look_with(None)
    return [
        *Party.objects.values_list("label", flat=True),
        *Event.objects.values_list("title", flat=True),
        *Told.objects.values_list("text", flat=True),
    ]


def test_a_person_written_down_with_a_sealed_case_never_stands_in_the_office(first, office):
    answer = add(first, person(office["sealed"][1]))
    assert answer.status == 303
    assert CANARY in first.get(answer.to).text
    assert CANARY in first.get(f"{first.inside}/people/parties/").text
    assert without_a_key() == [] and SealedRow.objects.filter(compartment=office["sealed"][1]).count() >= 2


def test_the_office_is_where_somebody_goes_about_whom_nothing_else_is_said(first):
    page = first.get(f"{first.inside}/people/parties/new")
    assert chosen_home(page) == ""
    assert add(first, person()).status == 303
    assert without_a_key() == [CANARY]


@pytest.mark.parametrize("kind", ["parties", "events", "testimonies"])
def test_from_a_sealed_case_its_place_is_chosen_already_and_from_an_open_one_the_office(first, office, kind):
    at = f"{first.inside}/people/{kind}/new?case="
    case = first.get(f"{first.inside}/people/cases/{office['sealed'][0]}/").text
    assert f"/people/parties/new?case={office['sealed'][0]}" in case
    assert chosen_home(first.get(at + office["sealed"][0])) == office["sealed"][1]
    assert chosen_home(first.get(at + office["open"][0])) == ""


def test_what_somebody_kept_with_a_sealed_case_tells_begins_there_too(first, office):
    made = add(first, person(office["sealed"][1])).to.rstrip("/").rpartition("/")[2]
    page = first.get(f"{first.inside}/people/testimonies/new?speaker_id={made}")
    assert page.status == 200 and chosen_home(page) == office["sealed"][1]


def test_only_places_whose_key_one_holds_are_offered_and_who_holds_none_is_not_asked(
    first, second, third, office
):
    shared, sealed = office["shared"][1], office["sealed"][1]
    at = "/people/parties/new"
    assert sorted(offered(first.get(first.inside + at))) == sorted(["", shared, sealed])
    page = second.get(second.inside + at)
    assert offered(page) == ["", shared] and "K-sealed" not in page.text
    assert "Where it is kept" not in third.get(third.inside + at).text


def test_who_is_offered_a_sealed_case_as_a_place_has_read_its_title_and_the_log_says_so(first):
    read = LogEntry.objects.filter(action="sealed.read")
    before = read.count()
    assert "with sealed case K-sealed" in first.get(f"{first.inside}/people/parties/new").text
    assert read.count() == before + 2


def test_a_place_that_is_not_ones_own_is_refused_like_one_that_never_was(second, third, office):
    foreign, never = (add(second, person(home)) for home in (office["sealed"][1], "0" * 32))
    assert foreign.status == never.status == 422
    assert re.sub(office["sealed"][1], "0" * 32, shape(foreign)) == shape(never)
    assert add(third, person(office["sealed"][1])).status == 422  # not asked, but never the office instead
    assert without_a_key() == []
    hidden, absent = (
        second.get(f"{second.inside}/people/parties/new?case={key}")
        for key in (office["sealed"][0], "0" * 32)
    )
    assert hidden.status == absent.status == 404 and shape(hidden) == shape(absent)


@pytest.mark.parametrize("end", ["unseal", "revoke"])
def test_what_was_to_be_sealed_never_goes_to_the_office_when_the_key_is_gone_meanwhile(
    app, first, second, office, serving, end
):
    key, home = office["shared"]
    user = next(one for one in serving.sessions._open.values() if one.user.name == "second").user.user_id
    case = f"{first.inside}/people/cases/{key}/"
    assert first.fill_in(case + end, {"user": user}, at=case + "seal").status == 303
    late = second if end == "unseal" else signed_in_as(app, "second", SECOND)
    answer = add(late, person(home))
    assert answer.status == 422 and "Choose anew" in answer.text and chosen_home(answer) == home
    assert chosen_home(add(late, person(home, again="names"))) == home  # one row more: still not the office
    assert without_a_key() == []
    assert add(late, person("")).status == 303


def test_lists_search_suggestions_counts_and_the_warning_tell_others_nothing(first, second, office):
    before = {at: second.get(second.inside + at).text for at in PLACES}
    kept = first.follow(add(first, person(office["sealed"][1])))
    assert CANARY in kept.text
    for at, text in before.items():
        assert bare(second.get(second.inside + at).text) == bare(text), at
    warned = add(first, person(born="1990"))
    assert warned.status == 422 and "This may be someone we know" in warned.text
    assert suggested(first)["found"] and not suggested(second)["found"]
    assert "/people/parties/" in sought(first) and "/people/parties/" not in sought(second)
    answer = add(second, person())  # not warned, and their own stands alone
    assert answer.status == 303
    assert [one["url"] for one in suggested(second)["found"]] == [answer.to]


def suggested(visitor):
    token = visitor.get(f"{visitor.inside}/settings/").form_token
    sent = {"csrfmiddlewaretoken": token, "typed": CANARY}
    return json.loads(visitor.post(f"{visitor.inside}/people/suggest", sent).text)


def sought(visitor, words=CANARY):
    """What looking for them finds, without the ways that stand on every page."""
    home = f"{visitor.inside}/people/"
    answer = visitor.fill_in(f"{home}find", {"who": words}, at=home)
    text = visitor.follow(answer).text
    return text.partition("<main")[2].partition("</main>")[0].replace("/people/parties/new", "")


PLACES = ("/people/", "/people/parties/", "/people/parties/?kind=person", "/people/cases/", "/today/")


def bare(text):
    """A page without what differs each time: tokens, and how many entries the log has."""
    return re.sub(r'value="[^"]+"|nonce="[^"]+"|entry \d+', "", text)


def test_those_who_hold_the_key_find_the_person_and_are_warned(first, second, office):
    assert add(first, person(office["shared"][1])).status == 303
    assert CANARY in second.get(f"{second.inside}/people/parties/").text
    warned = add(second, person())
    assert warned.status == 422 and "This may be someone we know" in warned.text


def test_an_event_and_a_testimony_of_no_case_may_live_there_too_with_whom_they_name(first, office):
    home = office["sealed"][1]
    event = {"kind": "threat", "title": f"{CANARY} threatened", "status": "possible", "lives_in": home}
    assert add(first, event, "events").status == 303
    told = {
        "speaker_id": "new:person", "speaker_id-find": CANARY, "speaker_id-shown": CANARY,
        "text": f"{CANARY} told this", "verbatim": "summary", "lives_in": home,
    }  # fmt: skip
    answer = add(first, told, "testimonies")
    assert answer.status == 303, re.findall(r'class="error[^>]*>(.*?)<', answer.text)
    assert without_a_key() == []


def test_two_places_at_once_are_refused_and_nothing_is_written(first, office):
    event = {"kind": "threat", "title": CANARY, "status": "possible", "case_id": "K-open"}
    answer = add(first, event | {"lives_in": office["sealed"][1]}, "events")
    assert answer.status == 422 and "kept where that case is" in answer.text
    assert without_a_key() == []


def case_form(**more):
    return {
        "title": f"{CANARY} matter", "status": "open", "sealed": "on", "involvements-rows": "1",
        "involvements-0-role": "client", "involvements-0-party_id": "new:person",
        "involvements-0-party_id-find": CANARY, "involvements-0-party_id-shown": CANARY, **more,
    }  # fmt: skip


def test_a_case_sealed_from_the_start_never_stands_in_the_office_nor_whoever_is_new_in_it(first, second):
    before = second.get(f"{second.inside}/people/cases/").text
    answer = add(first, case_form(), "cases")
    assert answer.status == 303
    shown = first.get(answer.to)
    assert "Sealed: only those" in shown.text and CANARY in shown.text
    assert without_a_key() == [] and Case.objects.count() == 1
    assert second.get(second.inside + answer.to.removeprefix(first.inside)).status == 404
    assert bare(second.get(f"{second.inside}/people/cases/").text) == bare(before)


def test_it_takes_part_in_all_that_sealed_cases_do_and_can_be_given_back(app, first, second, serving):
    at = add(first, case_form(), "cases").to
    user = next(one for one in serving.sessions._open.values() if one.user.name == "second").user.user_id
    assert first.fill_in(at + "grant", {"user": user}, at=at + "seal").status == 303
    theirs = second.inside + at.removeprefix(first.inside)
    assert CANARY in second.get(theirs).text
    assert first.fill_in(at + "unseal", {}, at=at + "seal").status == 303
    assert without_a_key() == [CANARY] and Case.objects.count() == 2


def test_a_case_that_is_refused_leaves_nobody_and_no_key_behind(first, second, vault_folder):
    many, keyring = SealedRow.objects.count(), keyring_file.read(vault_folder)
    answer = add(first, case_form(opened="2024-05", closed="2024-01", status="closed"), "cases")
    assert answer.status == 422 and "before it was opened" in answer.text and CANARY in answer.text
    assert without_a_key() == [] and SealedRow.objects.count() == many
    assert keyring_file.read(vault_folder).compartments == keyring.compartments
    assert "K-sealed" in first.get(f"{first.inside}/people/cases/").text
    assert "K-shared" in second.get(f"{second.inside}/people/cases/").text
    assert CANARY in first.follow(add(first, case_form(), "cases")).text


def test_who_may_see_it_is_asked_of_a_new_case_only(first):
    assert "seal it from the start" in first.get(f"{first.inside}/people/cases/new").text
    made = first.follow(add(first, case_form(), "cases"))
    assert "seal it from the start" not in first.get(made.path + "edit").text


def test_a_case_sealed_from_the_start_leaves_no_gap_in_the_offices_numbers_and_shares_none(first, second):
    sealed = first.follow(add(first, case_form(), "cases"))
    shared = second.get(add(second, {"title": "of the office", "status": "open"}, "cases").to)
    assert re.search(r"S-2024-\d{4}\b", sealed.text) and "C-2024-001" in shared.text


def test_where_a_sealed_case_has_the_number_of_one_of_the_office_nothing_goes_to_the_wrong_one(first, second):
    sealed = first.follow(add(first, case_form(), "cases"))
    code = re.search(r"S-\d{4}-\d+", sealed.text)[0]
    shared = add(second, {"title": "of the office", "status": "open", "code": code}, "cases").to
    event = {"kind": "threat", "title": "told here", "status": "possible", "case_id": code}
    found = sought(first, code)
    assert sealed.path.removeprefix(first.inside) in found and shared.removeprefix(second.inside) in found
    refused = add(first, event, "events", f"?case={shared.rstrip('/').rpartition('/')[2]}")
    assert refused.status == 422 and "two cases with the code" in refused.text
    assert not Event.objects.exists() and add(second, event, "events").status == 303
    assert first.fill_in(sealed.path + "edit", {"code": "K-own", "status": "open"}).status == 303
    assert add(first, event, "events").status == 303
    assert second.get(shared).text.count("told here") > 1
