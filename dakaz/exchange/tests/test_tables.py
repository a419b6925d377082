import csv
import io
import tempfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakaz.errors import BadInput
from dakaz.exchange.tables import CHARACTERS, COLUMNS, csv_lines, xlsx_bytes


def read(lines):
    return list(csv.reader(io.StringIO(b"".join(lines).decode("utf-8-sig"), newline="")))


def test_a_table_comes_out_as_it_went_in():
    assert read(csv_lines(["who", "n"], [["Аляксандр, Ž.", 3], [None, -2]])) == [
        ["who", "n"],
        ["Аляксандр, Ž.", "3"],
        ["", "-2"],
    ]


@given(st.text(alphabet=st.characters(exclude_characters="\x00\r\n", exclude_categories=["Cs"])))
def test_no_cell_is_a_formula(text):
    (_, (cell,)) = read(csv_lines(["x"], [[text]])) if text else ([], ("",))
    assert not cell.startswith(("=", "@")) and (cell == text or cell == "'" + text)


def sheet_of(content):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def values(content):
    return [[cell.value for cell in row] for row in sheet_of(content).iter_rows()]


def test_a_sheet_holds_texts_as_texts_and_numbers_as_numbers():
    rows = [["Аляксандр, Ž.", 3, Decimal("1200.5")], [None, "007", "2024-10-28"], ["", "", "12345678"]]
    assert values(xlsx_bytes(["who", "n", "x"], rows)) == [
        ["who", "n", "x"],
        ["Аляксандр, Ž.", 3, 1200.5],
        [None, "007", "2024-10-28"],
        [None, None, "12345678"],
    ]


@pytest.mark.parametrize("number", [2**60, Decimal("0.1234567890123456789"), Decimal("NaN"), 10**400, True])
def test_a_number_a_sheet_would_change_is_written_as_text(number):
    (_, (cell,)) = values(xlsx_bytes(["n"], [[number]]))
    assert cell == str(number)


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "{=A1}", '=HYPERLINK("http://x")', "http://x.example", "\t=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_in_a_sheet_is_a_formula_or_a_link(text):
    sheet = sheet_of(xlsx_bytes([text], [[text]]))
    for cell in (sheet["A1"], sheet["A2"]):
        assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)
    # also after someone opens the cell and leaves it again
    assert sheet["A2"].quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))


@settings(deadline=None, max_examples=60)
@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_comes_out_as_it_went_in(text):
    (_, (cell,)) = values(xlsx_bytes(["x"], [[text]]))
    assert cell == text


def test_a_sheet_is_made_in_memory_and_twice_the_same(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))  # a temporary file would fail here
    rows = [["канарэйка", number] for number in range(50)]
    assert xlsx_bytes(["a", "b"], rows) == xlsx_bytes(["a", "b"], rows)


def test_a_text_too_long_for_a_cell_says_that_it_was_cut():
    (_, (cell,)) = values(xlsx_bytes(["x"], [["я" * (CHARACTERS + 1)]]))
    assert len(cell) == CHARACTERS
    assert cell.endswith(" […]")


def test_a_list_larger_than_a_sheet_is_refused_with_the_way_out():
    with pytest.raises(BadInput, match="Save it as CSV"):
        xlsx_bytes(["x"], [[1] * (COLUMNS + 1)])
