import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from dakaz.exchange.tables import csv_lines


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
