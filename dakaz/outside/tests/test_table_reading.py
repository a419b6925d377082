"""Tables out of bytes as they come: every charset and form we name, and every way they can be broken."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from dakaz.errors import Unreadable
from dakaz.exchange.grid import headed
from dakaz.outside.table_reading import read_book

ROWS = [["Имя", "Дата"], ["Ян Узор", "2024-10-28"]]
LINES = "Имя;Дата\nЯн Узор;2024-10-28\n"


def workbook(fill, **options):
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, **options})
    fill(book)
    book.close()
    return target.getvalue()


def rows_of(content, name="people"):
    return [list(row) for row in read_book(content, name).sheets[0].rows]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_a_table_is_read_in_its_charset_and_another_than_utf8_is_said(charset):
    book = read_book((LINES * 20).encode(charset), "people.csv")
    assert list(book.sheets[0].rows[1]) == ["Ян Узор", "2024-10-28"]
    assert bool(book.sheets[0].notes) == (not charset.startswith("utf-8"))


def test_tabs_commas_and_the_line_excel_adds_part_cells():
    assert rows_of(LINES.replace(";", "\t").encode()) == ROWS
    assert rows_of(LINES.replace(";", ",").encode()) == ROWS
    assert rows_of(b"sep=|\n" + LINES.replace(";", "|").encode()) == ROWS


def test_a_workbook_gives_days_as_days_and_says_what_is_computed_or_merged():
    def fill(book):
        sheet = book.add_worksheet("people")
        sheet.write_row(0, 0, ["Case", "Name", "Day", "Sum"])
        sheet.merge_range(1, 0, 2, 0, "C-1")
        sheet.write_row(1, 1, ["Jan"])
        sheet.write_row(2, 1, ["Hanna"])
        sheet.write_datetime(
            1, 2, __import__("datetime").datetime(2024, 10, 28), book.add_format({"num_format": "d.m.yyyy"})
        )
        sheet.write_formula(1, 3, "=1+1", None, 2)

    book = read_book(workbook(fill), "p.xlsx")
    assert [list(row) for row in book.sheets[0].rows] == [
        ["Case", "Name", "Day", "Sum"],
        ["C-1", "Jan", "2024-10-28", "2"],
        ["C-1", "Hanna"],
    ]
    said = " ".join(map(str, book.sheets[0].notes))
    assert "1 cells of p.xlsx are formulas" in said
    assert "Merged cells in sheet “people”" in said


def test_two_rows_of_headings_are_put_together():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["List of clients"])
        sheet.write_row(2, 0, ["Case", "Person"])
        sheet.write_row(3, 1, ["name", "born"])
        sheet.write_row(4, 0, ["C-1", "Jan", "1990"])

    found = headed(read_book(workbook(fill), "p.xlsx").sheets[0], file="p.xlsx")
    assert found.headers == ("Case", "Person name", "Person born")
    assert [number for number, _ in found.numbered()] == [5]


def test_ods_and_old_excel_are_read(tmp_path):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document, table = OpenDocumentSpreadsheet(), Table(name="people")
    for row in ROWS:
        line = TableRow()
        for text in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(tmp_path / "p.ods"))
    assert rows_of((tmp_path / "p.ods").read_bytes()) == ROWS


def test_columns_of_one_name_are_told_apart_and_said():
    found = headed(read_book(b"name,name\nJan,Jonas\n", "x.csv").sheets[0], file="x.csv")
    assert found.headers == ("name", "name (2)")
    assert "two columns called “name” (1 and 2)" in str(found.notes[0])


def test_what_a_spreadsheet_would_run_is_text_here():
    assert rows_of(b"name,note\nJan,\"=cmd|' /C calc'!A0\"\n")[1][1].startswith("=cmd")


def good():
    return workbook(lambda book: book.add_worksheet("people").write_row(0, 0, ["name"]))


def bomb():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<x/>")
        for number in range(6):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", b" " * (100 * 1024 * 1024))
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: good()[: len(good()) // 2], "p.xlsx is damaged or cut off"),
        (bomb, "p.xlsx is damaged or cut off"),
        (lambda: b",".join([b"a"] * 1_000_000), "Row 1 of sheet “1” of p.xlsx has 1000000 columns"),
        (lambda: b'name,note\nJan,"' + b"x" * 2_000_000, "a quotation mark is open"),
        (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, "is no table we can read"),
        (lambda: b'{"a": [1, 2', "p.xlsx is damaged or cut off"),
    ],
)
def test_what_is_broken_is_refused_by_name(content, said):
    with pytest.raises(Unreadable) as refused:
        read_book(content(), "p.xlsx")
    assert said in str(refused.value)


def test_the_child_reads_it_where_no_key_is(readers):
    book = readers.table(LINES.encode("cp1251") * 20, "люди.csv")
    assert list(book.sheets[0].rows[1]) == ["Ян Узор", "2024-10-28"]
    with pytest.raises(Unreadable, match="люди"):
        readers.table(b"PK\x03\x04", "люди.xlsx")


def test_a_sheet_that_says_it_is_endless_breaks_no_reader(readers):
    content = workbook(lambda book: book.add_worksheet().write(1_048_575, 16_383, "x"))
    with pytest.raises(Unreadable):
        readers.table(content, "wide.xlsx")
    assert list(readers.table(LINES.encode(), "p.csv").sheets[0].rows[0]) == ["Имя", "Дата"]
