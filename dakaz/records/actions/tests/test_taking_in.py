"""A table of people and cases is taken in once, row by row, and can be taken back."""

from __future__ import annotations

import dataclasses
import hashlib

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from dakaz.errors import BadInput, NotFound, Unreadable
from dakaz.records.actions import taking_in
from dakaz.records.actions.casebook import save_case
from dakaz.records.actions.merging import merge
from dakaz.records.actions.people import save_party
from dakaz.records.actions.taking_in_made import canonical_digest
from dakaz.records.actions.taking_in_undo import undo
from dakaz.records.models import (
    Case,
    CaseParty,
    Deadline,
    Decision,
    DueDate,
    Event,
    ImportRun,
    Name,
    Need,
    Party,
    TakenIn,
)
from dakaz.records.queries import taking_in as asked
from dakaz.records.queries.verify import verify

TABLE = """Дело;ID клиента;ФИО;Дата рождения;Гражданство;Телефон;Статус;Deadline;Потребности
C-1;1;Иван Узоров;28.10.1990;РБ;+370 600 00000;open;13/11/2024;housing, work
C-2;2;Ганна Узор;1990;Литва;+370 600 00001;closed;13/11/2024;
C-2;3;Ян Узор;199099;Литва;;;;
C-2;4;Янка Узор;1991;;;;;
"""


def chosen(acting, readers, content, name="people.csv"):
    content = content.encode() if isinstance(content, str) else content
    return taking_in.choose(acting, readers, name=name, stored=taking_in.put(acting, content))


def checked(acting, readers, content, **plan):
    run = chosen(acting, readers, content)
    state = asked.table_state(acting.seen_by, run.pk)
    taking_in.decide(acting, run.pk, dataclasses.replace(state.plan, **plan))
    run.refresh_from_db()
    taking_in.carry_on(acting, readers, run)
    return asked.table_state(acting.seen_by, run.pk)


def taken(acting, readers, content, **plan):
    state = checked(acting, readers, content, **plan)
    taking_in.begin(acting, state.run.pk)
    state.run.refresh_from_db()
    taking_in.carry_on(acting, readers, state.run)
    return asked.table_state(acting.seen_by, state.run.pk)


def whole(acting):
    found = verify(acting.vault, acting.keys)
    return getattr(found, "problems", found)


def test_people_and_cases_of_one_sheet_are_written_together(acting, readers):
    state = taken(acting, readers, TABLE)
    assert state.phase == "done"
    assert state.counts == {"added": 3, "failed": 1}
    case = Case.objects.get(code="C-2")
    assert {part.party.label for part in case.involvements.all()} == {"Ганна Узор", "Янка Узор"}
    person = Party.objects.get(label="Иван Узоров")
    assert (person.born, person.citizenships, person.protection) == ("1990-10-28", ["BY"], "sealed")
    assert [way.value for way in person.contacts.all()] == ["+370 600 00000"]
    assert {need.kind for need in Need.objects.filter(party=person)} == {"housing", "work"}
    assert DueDate.objects.get(case__code="C-1").on.isoformat() == "2024-11-13"


def test_a_row_that_cannot_be_read_says_where_and_what_and_stops_no_other(acting, readers):
    state = taken(acting, readers, TABLE)
    (row,) = asked.failed_rows(state)
    assert row.position == 4
    (column, message, values) = row.problem["wrong"][0]
    assert column == "Дата рождения"
    assert "28.10.2024" in message % values
    assert row.problem["cells"][2] == "Ян Узор"


def test_the_same_file_twice_adds_nothing(acting, readers):
    taken(acting, readers, TABLE)
    before = [kind.objects.count() for kind in (Party, Name, Case, CaseParty, DueDate, Need, TakenIn)]
    state = taken(acting, readers, TABLE)
    assert state.counts.get("known") == 3
    assert [kind.objects.count() for kind in (Party, Name, Case, CaseParty, DueDate, Need, TakenIn)] == before


def test_a_changed_row_changes_what_nobody_touched_and_shows_the_rest(acting, readers):
    taken(acting, readers, TABLE)
    person = Party.objects.get(label="Иван Узоров")
    save_party(acting, identifier=person.pk, names=[{"text": "Иван Узоров"}], born="1990-10-29")
    state = taken(
        acting, readers, TABLE.replace("28.10.1990", "30.10.1990").replace("1990;Литва", "1992;Литва")
    )
    person.refresh_from_db()
    assert person.born == "1990-10-29"
    assert Party.objects.get(label="Ганна Узор").born == "1992"
    told = [one for file in state.run.files.all() for one in (file.problem or {}).get("left", ())]
    assert any("1990-10-29" in message % values for _, _, message, values in told)
    again = taken(
        acting, readers, TABLE.replace("28.10.1990", "30.10.1990").replace("1990;Литва", "1992;Литва")
    )
    assert not any((file.problem or {}).get("before") for file in again.run.files.exclude(position=0))


def test_the_log_agrees_with_every_row(acting, readers):
    taken(acting, readers, TABLE)
    taken(acting, readers, TABLE.replace("1990;Литва", "1992;Литва"))
    assert not list(whole(acting))


def test_a_wrong_table_is_taken_back_but_not_what_somebody_worked_on(acting, readers):
    state = taken(acting, readers, TABLE)
    person = Party.objects.get(label="Ганна Узор")
    save_party(acting, identifier=person.pk, names=[{"text": "Ганна Узор"}], description="spoke with us")
    gone, kept = undo(acting, state.run.pk)
    # She stays, with the case she is in and its day; all else goes.
    assert Party.objects.filter(pk=person.pk).exists()
    assert not Party.objects.filter(label="Иван Узоров").exists()
    assert not Case.objects.filter(code="C-1").exists()
    assert gone >= 6
    assert kept >= 1
    assert not list(whole(acting))


def test_what_a_second_table_changed_is_put_back(acting, readers):
    taken(acting, readers, TABLE)
    state = taken(acting, readers, TABLE.replace("1990;Литва", "1992;Литва"))
    undo(acting, state.run.pk)
    assert Party.objects.get(label="Ганна Узор").born == "1990"
    assert not list(whole(acting))


def test_it_stops_between_batches_and_goes_on_from_there(acting, readers):
    rows = "Name;Case\n" + "".join(f"Uzor {n};S-{n}\n" for n in range(200))
    state = checked(acting, readers, rows)
    taking_in.begin(acting, state.run.pk)
    state.run.refresh_from_db()
    times = iter([True, False])
    taking_in.carry_on(acting, readers, state.run, may_go_on=lambda: next(times))
    assert Case.objects.count() == 64
    taking_in.carry_on(acting, readers, state.run)
    assert Case.objects.count() == 200
    assert asked.table_state(acting.seen_by, state.run.pk).counts == {"added": 200}


def test_the_next_file_with_the_same_headings_is_read_the_same_way(acting, readers):
    run = chosen(acting, readers, "Who;When met\nJan Uzor;3/4/2024\n")
    state = asked.table_state(acting.seen_by, run.pk)
    columns = (
        dataclasses.replace(state.plan.columns[0], target="person.name"),
        dataclasses.replace(state.plan.columns[1], target="case.opened", order="mdy"),
    )
    taking_in.decide(acting, run.pk, dataclasses.replace(state.plan, columns=columns, table="met"))
    run.refresh_from_db()
    taking_in.carry_on(acting, readers, run)
    later = asked.table_state(
        acting.seen_by, chosen(acting, readers, "Who;When met\nA B;5/6/2024\n", "x.csv").pk
    )
    assert [(one.target, one.order) for one in later.plan.columns] == [
        ("person.name", ""),
        ("case.opened", "mdy"),
    ]
    assert later.plan.table == "met"


def test_dates_that_can_be_two_days_are_asked(acting, readers):
    run = chosen(acting, readers, "Name;Date of birth\nJan Uzor;3/4/1984\n")
    plan = asked.table_state(acting.seen_by, run.pk).plan
    with pytest.raises(BadInput, match="two ways"):
        taking_in.decide(acting, run.pk, plan)


def test_somebody_who_may_be_known_is_told_before_and_can_be_left_out(acting, readers):
    there = save_party(acting, kind="person", names=[{"text": "Святлана Ціханоўская"}], born="1982-09-11")
    table = "Name;Born\nSvetlana Tikhanovskaya;11.09.1982\nJan Uzor;1980\n"
    state = checked(acting, readers, table, known="leave")
    (told,) = state.told["checked"]["known_people"]
    assert (told["row"], told["party"]) == (2, str(there.pk))
    taking_in.begin(acting, state.run.pk)
    state.run.refresh_from_db()
    taking_in.carry_on(acting, readers, state.run)
    assert set(Party.objects.values_list("label", flat=True)) == {"Святлана Ціханоўская", "Jan Uzor"}


def test_decisions_bring_the_days_the_law_counts(acting, readers):
    table = (
        "Case;Full name;Decision;Authority;Decision date;Date served;How served\n"
        "D-1;Jan Uzor;residence permit cancelled;Migration Department;2024-10-14;2024-10-21;handed over\n"
    )
    taken(acting, readers, table)
    decision = Decision.objects.get()
    assert decision.authority.label == "Migration Department"
    assert Deadline.objects.filter(decision=decision).exists()


def test_incidents_have_their_parts(acting, readers):
    table = (
        "Incident;Type of incident;Date;City;Country;Victim or source;Name;Perpetrator\n"
        "Window broken;damage to property;10/2024;Vilnius;Lithuania;victim;Jan Uzor;unknown men\n"
    )
    taken(acting, readers, table)
    event = Event.objects.get()
    assert (event.kind, event.date, event.country, event.place) == ("vandalism", "2024-10", "LT", "Vilnius")
    assert {(one.party.label, one.role) for one in event.involvements.all()} == {
        ("Jan Uzor", "victim"),
        ("unknown men", "perpetrator"),
    }


def test_what_was_not_checked_is_not_taken_in(acting, readers):
    run = chosen(acting, readers, TABLE)
    with pytest.raises(BadInput, match="check"):
        taking_in.begin(acting, run.pk)


def test_whoever_was_found_to_be_somebody_else_is_tied_as_them(acting, readers):
    first = "ID;Name\n7;Jan Uzor\n".replace("ID", "Client ID")
    taken(acting, readers, first, table="l")
    kept = save_party(acting, kind="person", names=[{"text": "Ян Узор"}])
    merge(acting, kept=kept.pk, merged=Party.objects.get(label="Jan Uzor").pk, facts={})
    taken(acting, readers, "Client ID;Name;Case\n7;Jan Uzor;M-1\n", table="l")
    assert [part.party_id for part in Case.objects.get().involvements.all()] == [kept.pk]


def test_what_was_taken_out_since_is_not_added_again_and_stops_no_row(acting, readers):
    taken(acting, readers, "Name;Case\nJan Uzor;M-1\nHanna Uzor;M-2\n", table="l")
    gone = Party.objects.get(label="Jan Uzor")
    CaseParty.objects.filter(party=gone).delete()
    Party.objects.filter(pk=gone.pk).delete()
    state = taken(acting, readers, "Name;Case\nJan Uzor;M-1\nHanna Uzor;M-2\n", table="l")
    assert state.counts["failed"] == 1
    assert state.counts["known"] == 1


def test_a_case_that_is_here_keeps_its_facts(acting, readers):
    save_case(acting, code="C-1", title="ours", status="waiting")
    taken(acting, readers, TABLE)
    case = Case.objects.get(code="C-1")
    assert (case.title, case.status) == ("ours", "waiting")
    assert [part.party.label for part in case.involvements.all()] == ["Иван Узоров"]


def test_nothing_is_kept_of_what_is_no_table(acting, readers):
    with pytest.raises(Unreadable, match=r"people\.xlsx"):
        chosen(acting, readers, b"PK\x03\x04 not really", "people.xlsx")
    assert not ImportRun.objects.exists()


def test_another_circles_table_is_not_there(acting, readers):
    run = chosen(acting, readers, TABLE)
    other = dataclasses.replace(acting.seen_by, compartments=("elsewhere",))
    with pytest.raises(NotFound):
        asked.table_state(other, run.pk)


@given(text=st.text(), number=st.integers(-(2**53) + 1, 2**53 - 1), flag=st.booleans())
def test_digests_are_those_the_check_of_the_vault_computes(text, number, flag):
    values = {"label": text, "names": [{"text": text, "party_id": None}], "n": number, "done": flag}
    assert canonical_digest(values) == hashlib.sha256(rfc8785.dumps(values)).hexdigest()


@pytest.mark.soak
def test_three_thousand_rows_are_all_taken_in_and_the_vault_agrees(acting, readers):
    rows = "Name;Born;Case;Opened\n" + "".join(f"Uzor {n};{1950 + n % 50};T-{n};2024\n" for n in range(3_000))
    taken(acting, readers, rows)
    assert Case.objects.filter(code__startswith="T-").count() == 3_000
    assert verify(acting.vault, acting.keys).clean


def kobo_book(sheets):
    import io

    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    book.close()
    return target.getvalue()


KOBO_FORM = {
    "survey": [
        ["type", "name", "label"],
        ["text", "full_name", "Full name"],
        ["select_one s", "status", "Case status"],
        ["begin_repeat", "family", "Family"],
        ["text", "relative", "Name"],
        ["end_repeat", "", ""],
    ],
    "choices": [["list_name", "name", "label"], ["s", "1", "open"]],
}
KOBO = {
    "intake": [
        ["full_name", "status", "_id", "_uuid", "_submission_time", "_index"],
        ["Jan Uzor", "1", 17, "aaa", "2024-10-01", 1],
    ],
    "family": [
        ["relative", "_index", "_parent_table_name", "_parent_index", "_submission__uuid"],
        ["Ales Uzor", 1, "intake", 1, "aaa"],
    ],
}


def submissions(acting, readers, sheets, *, sheet=None):
    form = taking_in.put(acting, kobo_book(KOBO_FORM))
    run = taking_in.choose(
        acting,
        readers,
        name="k.xlsx",
        stored=taking_in.put(acting, kobo_book(sheets)),
        form=form,
        sheet=sheet,
    )
    state = asked.table_state(acting.seen_by, run.pk)
    taking_in.decide(acting, run.pk, state.plan)
    run.refresh_from_db()
    taking_in.carry_on(acting, readers, run)
    taking_in.begin(acting, run.pk)
    run.refresh_from_db()
    taking_in.carry_on(acting, readers, run)
    return asked.table_state(acting.seen_by, run.pk)


def test_submissions_of_kobotoolbox_come_once_and_repeats_join_their_case(acting, readers):
    submissions(acting, readers, KOBO)
    submissions(acting, readers, KOBO, sheet="family")
    case = Case.objects.get()
    assert case.status == "open"
    assert {part.party.label for part in case.involvements.all()} == {"Jan Uzor", "Ales Uzor"}
    more = {**KOBO, "intake": [*KOBO["intake"], ["Hanna Uzor", "1", 18, "bbb", "2024-10-02", 2]]}
    state = submissions(acting, readers, more)
    assert (state.counts["added"], state.counts["known"]) == (1, 1)
    assert Case.objects.count() == 2


def test_whole_records_are_brought_by_the_same_door_and_taken_back(acting, readers):
    from dakaz.exchange import ftm, package
    from dakaz.records.queries import giving_out

    taken(acting, readers, TABLE)
    wholes = list(giving_out.values(acting.seen_by))
    content = package.zip_bytes(giving_out.shapes(), wholes)
    lines = b"".join(ftm.lines_of(wholes))
    for data, name in ((content, "all.zip"), (lines, "all.ftm.json")):
        run = chosen(acting, readers, data, name)
        taking_in.begin(acting, run.pk)
        run.refresh_from_db()
        taking_in.carry_on(acting, readers, run)
        state = asked.table_state(acting.seen_by, run.pk)
        assert state.counts == {"known": len(wholes)}
    undo(acting, ImportRun.objects.order_by("started").first().pk)
    assert not Party.objects.exists()
    run = chosen(acting, readers, lines, "all.ftm.json")
    taking_in.begin(acting, run.pk)
    run.refresh_from_db()
    taking_in.carry_on(acting, readers, run)
    assert list(giving_out.values(acting.seen_by)) == wholes
    assert not list(whole(acting))
