"""Tables as people paste them, and UNHCR's, become cells or plain errors row by row."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakaz.errors import BadInput
from dakaz.records.actions.series_tables import as_text, read_table
from dakaz.records.actions.unhcr_extract import looks_like_unhcr, read_unhcr
from dakaz.web.tests.observatory_material import UNHCR

UNHCR_TEXT = UNHCR.replace(",", "\t")


def cells(text):
    table = read_table(text)
    assert [str(one) for one in table.problems] == []
    return [
        (period, outcome, None if value is None else str(value), flag)
        for period, outcome, value, flag in table.cells
    ]


@pytest.mark.parametrize("mark", ["\t", ";", ","])
def test_cells_are_parted_by_tabs_semicolons_or_commas(mark):
    text = mark.join(["Year", "granted", "refused"]) + "\r\n" + mark.join(["2023", "306", "60"]) + "\r\n"
    assert cells(text) == [("2023", "granted", "306", ""), ("2023", "refused", "60", "")]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1644", "1644"),
        ("1 644", "1644"),
        ("1\u00a0644", "1644"),
        ("1\u202f644", "1644"),
        ("1,644", "1644"),
        ("1.644", "1644"),
        ("1'644", "1644"),
        ("1.234.567", "1234567"),
        ("1,234,567.5", "1234567.5"),
        ("1.234.567,25", "1234567.25"),
        ("1 234,5", "1234.5"),
        ("1 234.567", "1234.567"),
        ("44,5", "44.5"),
        ("44.5", "44.5"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("-3", "-3"),
        ("−3", "-3"),
    ],
)
def test_numbers_are_read_as_many_countries_write_them(typed, value):
    assert cells(f"\tn\n2023\t{typed}") == [("2023", "n", value, "")]


@pytest.mark.parametrize(
    ("typed", "value", "flag"),
    [
        ("5*", "5", "*"),
        ("5 (p)", "5", "(p)"),
        ("*5", "5", "*"),
        ("12¹", "12", "¹"),
        (":", None, ":"),
        ("–", None, "–"),
        ("<5", None, "<5"),
        ("not published", None, "not published"),
        ("", None, ""),
    ],
)
def test_marks_are_kept_and_an_empty_cell_was_not_published(typed, value, flag):
    assert cells(f"\tn\tm\n2023\t{typed}\t1")[0] == ("2023", "n", value, flag)


def test_what_can_be_read_in_two_ways_is_said():
    assert [str(note) for note in read_table("\tn\n2023\t1.644*").notes] == [
        "Row 2: “1.644*” was read as 1644."
    ]
    assert read_table("\tn\n2023\t1 644").notes == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Row 1|needs a first row"),
        ("only one row", "needs a first row"),
        ("\tn\n2023\t12 / 30", "Row 2: “12 / 30” is neither one number nor a mark."),
        ("\tn\n\t5", "Row 2 has no period."),
        ("\tn\n2023\t5\n2023\t6", "Row 3: “2023” stood in a row above already."),
        ("\tn\tn\n2023\t5\t6", "Row 1: “n” is the name of two columns."),
        ("\tn\n2023\t5\t6", "Row 2 has 2 values, the first row names 1 columns."),
        ("Year,n\n2023,1,644", "If commas part thousands"),
        ("\tn\n2023\t16 44", "Row 2: in “16 44” the spaces do not part thousands."),
        ("\tn\n2023\t1,64,4", "points and commas do not part thousands"),
        ("\tn\n2023\t1.23456", "more digits than a series keeps"),
        ("\tn\n" + "2" * 21 + "\t1", "too long for a period"),
        ("\tn\n2023\t" + "x" * 41, "too long for a mark"),
        ("\ta\t\tb\n2023\t1\t2\t3", "Row 2: “2” stands in a column without a name."),
    ],
)
def test_a_row_that_cannot_be_read_is_named(text, said):
    problems = " ".join(str(one) for one in read_table(text).problems)
    assert any(part in problems for part in said.split("|")), problems


VALUES = st.one_of(
    st.none(), st.decimals(-(10**9), 10**9, allow_nan=False, places=4), st.integers(-5000, 10**9).map(Decimal)
)
FLAGS = st.sampled_from(["", "*", "(p)", "e", "¹"])


@given(rows=st.lists(st.tuples(VALUES, FLAGS), min_size=1, max_size=20))
def test_a_table_written_as_text_reads_back_the_same(rows):
    given_rows = [(str(2000 + place), [cell]) for place, cell in enumerate(rows)]
    table = read_table(as_text(given_rows, ["n"]))
    assert table.problems == []
    assert table.notes == []
    assert [(value, flag) for _, _, value, flag in table.cells] == rows


@given(st.text(max_size=300))
def test_nothing_pasted_breaks_it(text):
    table = read_table(text)
    assert table.cells or table.problems or not table.periods


def test_unhcr_rows_of_several_procedures_are_added_and_said():
    extract = read_unhcr(UNHCR_TEXT, origin="BLR", asylum="LTU", level="FI")
    assert (extract.origin, extract.asylum, extract.unit, extract.added) == (
        "Belarus",
        "Lithuania",
        "persons",
        1,
    )
    assert [(one[0], one[1], int(one[2])) for one in extract.cells] == [
        ("2022", "recognized", 206),
        ("2022", "other", 0),
        ("2022", "rejected", 18),
        ("2022", "closed", 37),
        ("2023", "recognized", 310),
        ("2023", "other", 0),
        ("2023", "rejected", 60),
        ("2023", "closed", 73),
    ]


def test_persons_and_cases_are_never_added():
    text = UNHCR_TEXT + "2023\tBelarus\tBLR\tBLR\tLithuania\tLTU\tLTU\tG\tFI\tC\t99\t99\t99\t99\t0\n"
    extract = read_unhcr(text, origin="BLR", asylum="LTU", level="FI")
    assert max(one[2] for one in extract.cells) == 310


def test_a_table_is_known_by_its_columns():
    assert looks_like_unhcr(UNHCR_TEXT.split("\n")[0])
    assert not looks_like_unhcr("year\tvalue")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("year\tvalue\n2023\t1", "has no column coo_iso"),
        (UNHCR_TEXT.replace("BLR", "POL"), "no row from BLR in LTU at level FI"),
        (
            UNHCR_TEXT.replace("306", "many"),
            "Row 3 of the file: “many” under dec_recognized is not a number.",
        ),
    ],
)
def test_a_table_that_does_not_fit_is_refused_with_its_reason(text, said):
    with pytest.raises(BadInput, match=said):
        read_unhcr(text, origin="BLR", asylum="LTU", level="FI")
