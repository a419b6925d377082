"""Columns are known by their headings in four languages; cells are read as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakaz.errors import BadInput
from dakaz.exchange.columns import targets
from dakaz.exchange.countries import country_of
from dakaz.exchange.filling import Reader
from dakaz.exchange.grid import Headed, Sheet, headed, plain_header
from dakaz.exchange.mapping import Column, Plan, again, proposed
from dakaz.exchange.typed_dates import order_of, read_date

WORDS = {"case_status": {"open": "open", "открыто": "open", "closed": "closed"}}


def sheet(*rows):
    return headed(Sheet("", [list(row) for row in rows]), file="x")


@pytest.mark.parametrize(
    "headers",
    [
        ("Full name", "Date of birth", "Citizenship", "Case number", "Deadline"),
        ("Імя і прозвішча", "Дата нараджэння", "Грамадзянства", "Нумар справы", "Крайні тэрмін"),
        ("ФИО", "Дата рождения", "Гражданство", "Номер дела", "Срок"),
        ("Vardas, pavardė", "Gimimo data", "Pilietybė", "Bylos Nr.", "Terminas"),
    ],
)
def test_headings_are_known_in_four_languages(headers):
    plan = proposed(sheet(headers, ["a"] * 5), WORDS, table="t")
    assert [one.target for one in plan.columns] == [
        "person.name",
        "person.born",
        "person.citizenships",
        "case.code",
        "due.on",
    ]


def test_no_two_fields_go_by_the_same_name_in_one_kind_of_record():
    for group in {one.group for one in targets().values()}:
        names = [name for one in targets().values() if one.group == group for name in one.called]
        assert len(names) == len(set(names)), group


def test_what_stands_under_a_heading_tells_where_the_heading_does_not():
    found = sheet(
        ["x1", "x2", "x3"],
        ["a@b.example", "открыто", "+370 600 00000"],
        ["c@d.example", "closed", "+370 611 11111"],
    )
    assert [one.target for one in proposed(found, WORDS, table="t").columns] == [
        "person.email",
        "case.status",
        "person.phone",
    ]


def test_a_plan_is_kept_for_the_same_headings_in_another_order():
    kept = Plan("t", "", (Column("A", "person.name"), Column("Met", "case.opened", "mdy")))
    columns = again(kept, sheet(["met", "a"], ["3/4/2024", "Jan"])).columns
    assert [(one.header, one.target, one.order) for one in columns] == [
        ("met", "case.opened", "mdy"),
        ("a", "person.name", ""),
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("28.10.2024", "2024-10-28"),
        ("2024-10-28", "2024-10-28"),
        ("2024-10-28 14:30:00", "2024-10-28"),
        ("28/10/2024", "2024-10-28"),
        ("10/28/2024", "2024-10-28"),
        ("10/2024", "2024-10"),
        ("10.2024", "2024-10"),
        ("2024/10", "2024-10"),
        ("2024", "2024"),
        ("2024 г.", "2024"),
        ("2024-10?", "2024-10?"),
        ("2022-08/2024-05", "2022-08/2024-05"),
        ("5/5/2024", "2024-05-05"),
    ],
)
def test_dates_are_read_as_people_type_them(typed, read):
    assert read_date(typed) == read


@pytest.mark.parametrize(
    "typed", ["3/4/2024", "31.02.2024", "yesterday", "13/13/2024", "2024-00-01", "", "99"]
)
def test_what_is_no_sure_date_is_refused(typed):
    with pytest.raises(BadInput):
        read_date(typed)


def test_one_sure_date_tells_the_order_of_a_column():
    assert order_of(["3/4/2024", "28/10/2024"]) == ("dmy", False)
    assert order_of(["3/4/2024", "10/28/2024"]) == ("mdy", False)
    assert order_of(["3/4/2024", ""]) == ("", True)
    assert order_of(["2024", "5/5/2024"]) == ("", False)


@given(st.dates(min_value=__import__("datetime").date(1000, 1, 1)))
def test_any_day_is_read_from_each_of_its_forms(day):
    wanted = day.isoformat()
    assert read_date(f"{day.day}.{day.month}.{day.year:04d}") == wanted
    assert read_date(f"{day.day}/{day.month}/{day.year:04d}", "dmy") == wanted
    assert read_date(f"{day.month}/{day.day}/{day.year:04d}", "mdy") == wanted


@given(st.text(max_size=40))
def test_a_cell_is_read_or_refused_in_words_and_nothing_else_happens(cell):
    plan = Plan("t", "", tuple(Column(key, key) for key in targets()))
    row = Reader(plan, WORDS).row(2, [cell] * len(plan.columns))
    assert all(str(wrong) for wrong in row.wrong)
    assert plain_header(cell) == plain_header(plain_header(cell))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Belarus", "BY"),
        ("Беларусь", "BY"),
        ("РБ", "BY"),
        ("Lietuva", "LT"),
        ("литва", "LT"),
        ("PL", "PL"),
        ("без гражданства", "XXA"),
        ("Atlantis", ""),
    ],
)
def test_countries_are_known_by_their_names(name, code):
    assert country_of(name) == code


def row(targets_, cells):
    plan = Plan("t", "", tuple(Column(f"h{n}", target) for n, target in enumerate(targets_)))
    return Reader(plan, WORDS).row(2, cells)


@pytest.mark.parametrize(
    ("fields", "cells", "said"),
    [
        (("decision.kind", "decision.authority"), ("", "Department"), "belongs to a case"),
        (("case.code", "decision.outcome"), ("C-1", "refused"), "is missing"),
        (("document.number",), ("MP1",), "belongs to a person"),
        (("person.born",), ("1990",), "is missing"),
        (("case.status", "person.name"), ("half", "Jan"), "none of the words known here"),
        (("person.name",), ("a" * 300,), "longer than the 200 characters"),
        (("person.name", ""), ("", "x"), "names nobody"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(fields, cells, said):
    assert said in " ".join(map(str, row(fields, cells).wrong))


def test_rows_are_told_apart_by_what_identifies_them():
    fields = ("person.name", "person.born", "person.phone")
    one, other = row(fields, ("Jan Uzor", "1990", "1234567")), row(fields, ("JAN UZOR", "1990", "7654321"))
    assert one.keys == other.keys
    assert one.keys != row(fields, ("Jan Uzor", "1991", "")).keys
    assert isinstance(sheet(["a"], ["b"]), Headed)
