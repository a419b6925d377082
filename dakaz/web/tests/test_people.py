"""People and cases as pages: shown, written, mended, found, and closed to whoever may not see them."""

from __future__ import annotations

import csv
import io
import re
import uuid
from dataclasses import replace
from datetime import date

import pytest

from dakaz.records.actions.casebook import save_case
from dakaz.records.queries import casebook, people
from dakaz.web.tests.casebook_people import REASON, dossier, inside

__all__ = ["dossier", "inside"]  # fixtures

LISTS = ("cases", "parties", "decisions", "testimonies", "events", "due-dates")
PERSONAL = ("Узор", "Uzor", "PVZ", "Complaint", "Letter of support")


def records(dossier):
    return (
        ("cases", dossier.case),
        ("parties", dossier.person),
        ("decisions", dossier.decision),
        ("testimonies", dossier.testimony),
        ("events", dossier.event),
        ("due-dates", dossier.due),
    )


def new_id(answer):
    return uuid.UUID(re.search(r"/([0-9a-f-]{36})/(#\w+)?$", answer.to)[1])


def test_every_list_record_and_form_has_its_page(inside, dossier):
    for name in LISTS:
        for page in ("", "new"):
            assert inside.get(f"/people/{name}/{page}").status == 200, name
    for path, record in records(dossier):
        for page in ("", "edit"):
            assert inside.get(f"/people/{path}/{record.pk}/{page}").status == 200, path


def test_titles_and_addresses_say_nothing_personal(inside, dossier):
    for path in ("/people/", *(f"/people/{path}/{record.pk}/" for path, record in records(dossier))):
        page = inside.get(path)
        for word in PERSONAL:
            assert word not in page.title, path
            assert not re.search(rf'(href|action)="[^"]*{word}', page.text), path


def test_a_record_of_another_compartment_is_not_found_like_one_that_never_was(inside, dossier, serving):
    (session,) = serving.sessions._open.values()
    session.user = replace(session.user, compartments=("another-compartment",))
    for path, record in records(dossier):
        for page in ("", "edit"):
            foreign = inside.get(f"/people/{path}/{record.pk}/{page}")
            never = inside.get(f"/people/{path}/{uuid.uuid4()}/{page}")
            assert foreign.status == never.status == 404
            assert re.sub(r"[0-9a-f-]{36}", "", foreign.text) == re.sub(r"[0-9a-f-]{36}", "", never.text)
    for asked in (f"case={dossier.case.pk}", f"passage={dossier.passage.pk}", f"item={dossier.paper.pk}"):
        assert inside.get(f"/people/decisions/new?{asked}").status == 404
    assert "C-2024-001" not in inside.get("/people/").text
    assert "Complaint" not in inside.get("/today/").text
    assert "Complaint" not in inside.get("/people/due-dates/as.csv").text


# Cases and parties


def test_a_case_is_written_with_a_new_person_in_it(inside, acting):
    fields = {
        "title": "permit",
        "status": "waiting",
        "opened": "2024-06",
        "involvements-rows": "1",
        "involvements-0-party_id": "new:person",
        "involvements-0-party_id-find": "Hanna Prykladovich",
        "involvements-0-party_id-shown": "Hanna Prykladovich",
        "involvements-0-role": "client",
    }
    answer = inside.fill_in("/people/cases/new", fields)
    assert answer.status == 303
    case = casebook.case(acting.seen_by, new_id(answer))
    (part,) = case.involvements.all()
    assert case.code == "C-2024-002"
    assert part.party.label == "Hanna Prykladovich"
    assert part.party.protection == "sealed"


def test_a_name_typed_but_not_chosen_is_never_guessed(inside, acting, dossier):
    fields = {
        "status": "open",
        "involvements-rows": "1",
        "involvements-0-party_id-find": "Uzorau",
        "involvements-0-party_id-shown": "",
        "involvements-0-role": "client",
    }
    answer = inside.fill_in("/people/cases/new", fields)
    assert answer.status == 422
    assert "Choose who is meant by “Uzorau”." in answer.text
    assert f'value="{dossier.person.pk}"' in answer.text
    assert casebook.cases(acting.seen_by).total == 1


def test_enter_after_a_name_finds_instead_of_judging(inside, dossier):
    fields = {"enter": "1", "authority_id-find": "Migration"}
    answer = inside.fill_in("/people/decisions/new", fields)
    assert answer.status == 200
    assert re.search(rf'value="{dossier.authority.pk}"[^>]*autofocus', answer.text)
    assert inside.fill_in("/people/decisions/new", {"enter": "1"}).status == 422


def test_find_shows_who_has_such_a_name_in_any_script_and_judges_nothing(inside, dossier):
    fields = {"again": "authority_id", "authority_id-find": "узоров", "reasons-rows": "1", "dated": "soon"}
    answer = inside.fill_in("/people/decisions/new", fields)
    assert answer.status == 200
    assert f'value="{dossier.person.pk}"' in answer.text
    assert "New organisation: узоров" in answer.text
    assert 'value="soon"' in answer.text
    assert 'class="mend"' not in answer.text


def test_one_more_row_keeps_what_was_typed(inside):
    fields = {
        "again": "names",
        "names-rows": "1",
        "names-0-text": "Пётр",
        "names-0-kind": "usual",
        "kind": "person",
    }
    answer = inside.fill_in("/people/parties/new", fields)
    assert answer.status == 200
    assert 'name="names-rows" value="3"' in answer.text
    assert 'value="Пётр"' in answer.text
    assert re.search(r'value="person"[^>]*checked', answer.text)


def test_a_party_keeps_its_names_in_their_order_and_loses_an_emptied_one(inside, acting, dossier):
    fields = {
        "entry": dossier.person.entry,
        "kind": "person",
        "protection": "named",
        "names-rows": "3",
        "names-0-text": "Siarhei Uzorau",
        "names-0-language": "be",
        "names-0-kind": "usual",
        "names-1-text": "",
        "names-1-kind": "usual",
        "names-2-text": "Sergej Uzorov",
        "names-2-kind": "legal",
    }
    path = f"/people/parties/{dossier.person.pk}/edit"
    assert inside.fill_in(path, fields).status == 303
    party = people.party(acting.seen_by, dossier.person.pk)
    assert [name.text for name in party.names.order_by("pk")] == ["Siarhei Uzorau", "Sergej Uzorov"]
    assert party.label == "Siarhei Uzorau"


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("parties", {"kind": "person", "protection": "sealed", "names-rows": "1"}, "A name is missing."),
        ("parties", {"kind": "person", "protection": "sealed", "country": "Bel"}, "two capital letters"),
        ("cases", {"status": "open", "opened": "last autumn"}, "last autumn"),
        ("cases", {"status": "open", "code": "c-2024-001"}, "Another case has this code"),
        ("due-dates", {"case_id": "C-2024-001", "on": "soon", "kind": "safe"}, "Write the day as"),
        ("due-dates", {"case_id": "C-1", "on": "2024-11-01", "kind": "safe"}, "No case has the code “C-1”."),
        ("decisions", {"case_id": "C-2024-001", "reasons-rows": "1", "reasons-0-kind": "other"}, "its words"),
        ("testimonies", {"text": ""}, "required"),
    ],
)  # fmt: skip
def test_what_is_to_mend_is_said_and_what_was_typed_stays(inside, path, fields, words):
    answer = inside.fill_in(f"/people/{path}/new", fields)
    assert answer.status == 422
    assert words in answer.text
    for value in fields.values():
        assert value in answer.text


def test_two_roles_written_twice_are_refused_before_anything_is_written(inside, acting, dossier):
    row = {"party_id": str(dossier.person.pk), "role": "client"}
    fields = {f"involvements-{place}-{name}": value for place in (0, 1) for name, value in row.items()}
    answer = inside.fill_in("/people/cases/new", {"status": "open", "involvements-rows": "2", **fields})
    assert answer.status == 422
    assert "twice with the same part" in answer.text
    assert casebook.cases(acting.seen_by).total == 1


def test_who_writes_later_sees_both_and_overwrites_nothing(inside, acting, dossier):
    save_case(acting, identifier=dossier.case.pk, summary="hers")
    fields = {"entry": dossier.case.entry, "status": "closed", "code": dossier.case.code, "summary": "mine"}
    path = f"/people/cases/{dossier.case.pk}/edit"
    answer = inside.fill_in(path, fields)
    assert answer.status == 409
    assert "hers" in answer.text
    assert ">\nmine</textarea>" in answer.text
    assert casebook.case(acting.seen_by, dossier.case.pk).summary == "hers"
    entry = re.search(r'name="entry" value="(\d+)"', answer.text)[1]
    assert inside.fill_in(path, {**fields, "entry": entry}).status == 303
    assert casebook.case(acting.seen_by, dossier.case.pk).summary == "mine"


def test_the_timeline_says_what_when_and_from_where(inside, dossier):
    text = inside.get(f"/people/cases/{dossier.case.pk}/").text
    shown = re.findall(r'<li class="(?:line|between) (\w+)', text)
    assert shown == [
        "opened", "gap", "event", "item", "decision", "testimony", "due_date", "due_date",
        "today", "due_date", "due_date", "due_date", "gap", "due_date",
    ]  # fmt: skip
    assert "10 months pass" in text
    assert "Fri 18 October 2024" in text
    assert REASON in text
    assert "Agreed: to be counted in statistics; to be quoted without name. Nothing else." in text
    assert "passed, ask today" in text


# Decisions


def test_a_marked_passage_begins_a_decision_with_its_exact_words(inside, acting, dossier):
    page = inside.get(f"/people/decisions/new?passage={dossier.passage.pk}&case={dossier.case.pk}")
    assert f'<blockquote lang="en">{REASON}</blockquote>' in page.text
    assert 'value="C-2024-001"' in page.text
    assert re.search(rf'value="{dossier.paper.pk}" id="id_item_id_\d" checked', page.text)
    fields = {
        "case_id": "C-2024-001",
        "authority_id": str(dossier.authority.pk),
        "kind": "return",
        "dated": "2024-10-16",
        "served_how": "unknown",
        "item_id": str(dossier.paper.pk),
        "reasons-rows": "2",
        "reasons-0-kind": "safe_to_return",
        "reasons-0-passage_id": str(dossier.passage.pk),
        "reasons-0-words": "words somebody retyped wrongly",
        "reasons-1-kind": "other",
        "reasons-1-words": "A second reason, typed.",
    }
    answer = inside.fill_in("/people/decisions/new", fields)
    assert answer.status == 303
    decision = casebook.decision(acting.seen_by, new_id(answer))
    first, second = decision.reasons.order_by("pk")
    assert (first.words, first.passage) == (REASON, dossier.passage)
    assert (second.words, second.passage) == ("A second reason, typed.", None)
    shown = inside.after(answer).text
    assert "to the passage" in shown
    assert "typed, no passage yet" in shown


def test_a_decision_that_would_arrive_before_it_was_made_is_shown_again(inside, dossier):
    fields = {
        "case_id": "C-2024-001",
        "authority_id": str(dossier.authority.pk),
        "kind": "return",
        "dated": "2024-10-16",
        "served": "2024-10-10",
        "served_how": "post",
    }
    answer = inside.fill_in("/people/decisions/new", fields)
    assert answer.status == 422
    assert "dated Wed 16 October 2024 but would have reached the person on Thu 10 October 2024" in answer.text


def test_a_new_authority_is_written_once_though_the_form_is_sent_twice(inside, acting, dossier):
    fields = {
        "case_id": "C-2024-001",
        "authority_id": "new:organisation",
        "authority_id-find": "Regional Court (invented)",
        "authority_id-shown": "Regional Court (invented)",
        "kind": "court",
        "dated": "2024-10-16",
        "served": "2024-10-10",
        "served_how": "post",
    }
    answer = inside.fill_in("/people/decisions/new", fields)
    assert answer.status == 422
    (court,) = people.suggest(acting.seen_by, "Regional Court")
    assert re.search(rf'value="{court.pk}"[^>]*checked', answer.text)


# Testimonies, events


def test_consent_is_kept_tick_by_tick_and_stands_beside_the_words(inside, acting, dossier):
    fields = {
        "case_id": "C-2024-001",
        "speaker_id": str(dossier.person.pk),
        "date": "2024-10-27",
        "text": "SAMPLE – invented. A second talk.",
        "verbatim": "summary",
        "consent": ["show_to_lawyer", "show_to_court"],
    }
    answer = inside.fill_in("/people/testimonies/new", fields)
    assert answer.status == 303
    told = casebook.testimony(acting.seen_by, new_id(answer))
    assert told.consent == ["show_to_lawyer", "show_to_court"]
    assert (told.verbatim, told.read_back) == (False, False)
    shown = inside.after(answer).text
    assert "Agreed: to be shown to a lawyer; to be shown to a court. Nothing else." in shown
    assert "to be quoted with name: not agreed" in shown


def test_without_any_consent_the_page_says_so(inside, dossier):
    fields = {"speaker_id": str(dossier.person.pk), "text": "SAMPLE – invented.", "verbatim": "summary"}
    answer = inside.fill_in("/people/testimonies/new", fields)
    assert "No consent yet: not to be shown outside." in inside.after(answer).text


def test_a_list_of_testimonies_leaves_only_with_its_consent_and_without_its_words(inside):
    rows = list(
        csv.reader(
            io.StringIO(inside.fill_in("/people/testimonies/as.csv", {"people": 1}).text.lstrip("\ufeff"))
        )
    )
    assert rows[0][-1] == "May be used"
    assert rows[1][0] == "2024-10-21"
    assert rows[1][-1] == "to be counted in statistics; to be quoted without name"
    assert not any("searches" in cell for cell in rows[1])


def test_an_event_keeps_who_was_involved(inside, acting, dossier):
    fields = {
        "title": "Shop window broken (invented)",
        "kind": "vandalism",
        "status": "likely",
        "date": "2024-07-28?",
        "country": "LT",
        "place": "Vilnius",
        "involvements-rows": "2",
        "involvements-0-party_id": str(dossier.person.pk),
        "involvements-0-role": "victim",
        "involvements-1-party_id": "new:group",
        "involvements-1-party_id-find": "Shop (invented)",
        "involvements-1-party_id-shown": "Shop (invented)",
        "involvements-1-role": "victim",
    }
    answer = inside.fill_in("/people/events/new", fields)
    event = casebook.event(acting.seen_by, new_id(answer))
    assert [part.party.label for part in event.involvements.order_by("pk")] == [
        "Сяргей Узораў",
        "Shop (invented)",
    ]
    shown = inside.after(answer).text
    assert "Sun 28 July 2024 (uncertain)" in shown
    assert "no source yet" in shown


# Due dates


def test_a_due_date_added_from_a_decision_stands_under_it_with_who_typed_it(inside, acting, dossier):
    asked = f"/people/due-dates/new?decision={dossier.decision.pk}"
    assert f'value="{dossier.decision.pk}"' in inside.get(asked).text
    fields = {
        "case_id": "C-2024-001",
        "decision_id": str(dossier.decision.pk),
        "on": "2024-11-02",
        "kind": "other",
        "what": "Ask for a copy",
    }
    answer = inside.fill_in("/people/due-dates/new", fields, at=asked)
    assert answer.to.endswith(f"/people/decisions/{dossier.decision.pk}/#due")
    due = next(one for one in casebook.due_dates_of(acting.seen_by, dossier.decision) if one.on.day == 2)
    assert (due.typed_by, due.done) == ("office", None)


def test_one_button_says_done_and_another_takes_it_back(inside, acting, dossier):
    path = f"/people/due-dates/{dossier.due.pk}/done"
    at = f"/people/due-dates/{dossier.due.pk}/"
    assert inside.get(path).status == 303
    assert casebook.due_date(acting.seen_by, dossier.due.pk).done is None
    inside.fill_in(path, {}, at=at)
    assert casebook.due_date(acting.seen_by, dossier.due.pk).done == date(2024, 10, 28)
    inside.fill_in(path, {"undo": "1"}, at=at)
    assert casebook.due_date(acting.seen_by, dossier.due.pk).done is None


# Lists and finding


def test_lists_are_narrowed_by_codes_and_exported_as_narrowed(inside):
    page = inside.get("/people/due-dates/?state=done")
    assert "Translate the decision" in page.text
    assert "Hearing" not in page.text
    assert "as.csv?state=done" in page.text
    rows = inside.fill_in("/people/due-dates/as.csv?state=done", {"people": 1}).text.splitlines()
    assert len(rows) == 2
    assert "Nothing fits" in inside.get("/people/decisions/?kind=court").text
    assert "asylum refused" in inside.get("/people/decisions/?kind=no-such-kind").text


def test_a_person_is_found_under_another_spelling_and_the_address_does_not_say_whom(inside, dossier):
    answer = inside.fill_in("/people/find", {"who": "Uzorov"}, at="/people/")
    assert answer.status == 303
    assert "zor" not in answer.to.lower().split("/found/")[0]
    shown = inside.after(answer).text
    assert "Сяргей Узораў" in shown
    assert "C-2024-001" in shown
    assert "only under a pseudonym" in shown


def test_a_case_is_found_by_its_code(inside, dossier):
    shown = inside.after(inside.fill_in("/people/find", {"who": "c-2024-001"}, at="/people/")).text
    assert f"/people/cases/{dossier.case.pk}/" in shown


@pytest.mark.parametrize("words", ["Uzorov", "Узораў", "c-2024-001"])
def test_the_field_in_the_bar_finds_people_and_cases_before_papers(inside, dossier, words):
    answer = inside.fill_in("/archive/search", {"words": words}, at="/today/")
    assert words not in answer.to
    shown = inside.after(answer).text
    assert f"/people/cases/{dossier.case.pk}/" in shown
    assert ("Сяргей Узораў" in shown) == (words != "c-2024-001")
    assert shown.index("People and cases</h2>") < shown.index("In the archive</h2>")
    assert "What may help" not in shown


def test_who_reads_no_cases_is_shown_no_people_by_the_field_in_the_bar(inside, dossier, serving):
    (session,) = serving.sessions._open.values()
    session.user = replace(session.user, administrator=False, roles=frozenset(["analyst"]))
    shown = inside.after(inside.fill_in("/archive/search", {"words": "Uzorov"}, at="/settings/")).text
    assert "People and cases</h2>" not in shown and f"/people/cases/{dossier.case.pk}/" not in shown


def test_nobody_found_and_a_forgotten_search_say_what_to_do(inside):
    shown = inside.after(inside.fill_in("/people/find", {"who": "Xylophone"}, at="/people/")).text
    assert "Nobody here has a name like this." in shown
    assert "no longer remembered" in inside.get("/people/found/never-searched").text
