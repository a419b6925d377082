"""Whole records leave as tables and come back as they were."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakaz.errors import BadInput
from dakaz.exchange.grid import Book, Sheet
from dakaz.exchange.package import is_package, quoted, records_of, unquoted, workbook_bytes, zip_bytes
from dakaz.exchange.whole import Shape, Whole
from dakaz.outside.table_reading import read_book

SHAPE = Shape(
    "party",
    {
        "id": "id",
        "label": "text",
        "tags": "json",
        "done": "yes",
        "on": "day",
        "many": "number",
        "other_id": "id",
    },
    {"names": {"text": "text"}},
)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ue000")).map(
    lambda text: __import__("unicodedata").normalize("NFC", text)
)
RECORDS = st.lists(
    st.builds(
        lambda number, label, tags, done, on, many, names: Whole(
            "party",
            {
                "id": f"id-{number}",
                "label": label,
                "tags": tags,
                "done": done,
                "on": on,
                "many": many,
                "other_id": None,
            },
            {"names": [{"text": text} for text in names]},
        ),
        st.integers(0, 10**9),
        TEXT,
        st.none() | st.lists(TEXT) | st.dictionaries(TEXT, st.booleans() | st.integers(-9, 9)),
        st.booleans(),
        st.none() | st.dates().map(lambda day: day.isoformat()),
        st.none() | st.integers(-(10**9), 10**9),
        st.lists(TEXT.filter(bool), max_size=3),
    ),
    max_size=4,
    unique_by=lambda one: one.columns["id"],
)


def back(content):
    book = read_book(content, "tables")
    assert is_package(book)
    return list(records_of(book, [SHAPE]))


@settings(deadline=None)
@given(RECORDS)
def test_a_zip_of_csv_gives_back_every_cell(records):
    assert back(zip_bytes([SHAPE], records)) == records


@settings(deadline=None)
@given(RECORDS)
def test_a_workbook_gives_back_every_cell(records):
    assert back(workbook_bytes([SHAPE], records)) == records


@given(st.text())
def test_what_could_run_in_a_spreadsheet_never_does_and_comes_back(text):
    cell = quoted(text)
    assert unquoted(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_same_records_give_the_same_bytes():
    one = Whole("party", dict.fromkeys(SHAPE.columns, None) | {"id": "1", "label": "=1+1"})
    assert zip_bytes([SHAPE], [one]) == zip_bytes([SHAPE], [one])


def test_a_text_too_long_for_a_sheet_is_refused_and_fits_a_csv():
    one = Whole(
        "party", dict.fromkeys(SHAPE.columns, None) | {"id": "1", "label": "a" * 40_000, "done": False}
    )
    with pytest.raises(BadInput, match="CSV"):
        workbook_bytes([SHAPE], [one])
    assert back(zip_bytes([SHAPE], [one]))[0].columns["label"] == "a" * 40_000


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["id", "label"]], "no column “tags”"),
        ([list(SHAPE.columns), ["1", "x", "{", "True", "", "", ""]], "Row 2, column “tags”"),
        ([list(SHAPE.columns), ["1", "x", "[]", "True", "", "seven", ""]], "holds no number"),
    ],
)
def test_a_changed_file_says_where_it_is_wrong(rows, said):
    about = Sheet("about", [["name", "value"], ["format", "dakaz.tables/1"]])
    with pytest.raises(BadInput, match=said):
        list(records_of(Book("t.zip", "zip", (about, Sheet("party", rows))), [SHAPE]))


def test_a_row_of_nobody_is_refused():
    about = Sheet("about", [["name", "value"], ["format", "dakaz.tables/1"]])
    names = Sheet("party.names", [["of", "place", "text"], ["9", "0", "Jan"]])
    party = Sheet("party", [list(SHAPE.columns), ["1", "x", json.dumps([]), "True", "", "", ""]])
    with pytest.raises(BadInput, match="belongs to no record"):
        list(records_of(Book("t.zip", "zip", (about, party, names)), [SHAPE]))
