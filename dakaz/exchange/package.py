"""Whole records as a ZIP of CSV tables or one workbook, and back: every cell comes back as it went.

One table for each kind of record; rows that belong to a record stand in a table of their own with
``of``, the record's id, and ``place``, their order. ``about.csv`` says what the file is.

A CSV cell that a spreadsheet could take for a formula gets an apostrophe before it, and so does one that
begins with an apostrophe; reading takes one away. So nothing runs, and nothing is lost.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from dakaz.errors import N_, BadInput

from .grid import Book, Sheet
from .tables import CHARACTERS, ROWS
from .whole import FORMAT, Shape, Whole

ABOUT = "about"
_FIRST = re.compile(r"^(?=[=+\-@\t\r'])")
_AFTER_A_CUT = re.compile(r"([;\t\r\n][ \"]*)(?=[=+\-@'])")
_TAKEN_AWAY = re.compile(r"([;\t\r\n][ \"]*)'")
_NO_DAY = (2000, 1, 1, 0, 0, 0)  # a file without a clock: the same records give the same bytes
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\r\x7f-\x9f\ufffe\uffff\ud800-\udfff\ue000]")
LONG = N_("A text of “%(table)s” is longer than a cell of a sheet can be. Save the tables as CSV.")
MANY = N_("“%(table)s” has more rows than a sheet can have. Save the tables as CSV.")
WRONG_FORMAT = N_(
    "%(file)s was written by a newer version of Dakaz (%(format)s). Update Dakaz, then take it in."
)
NO_COLUMN = N_("Table “%(table)s” of %(file)s has no column “%(column)s”. Was it changed after it was saved?")
NOT_ITS_KIND = N_(
    "Row %(row)d, column “%(column)s” of table “%(table)s” in %(file)s holds no %(holds)s: “%(cell)s”."
)
NOBODYS = N_("Row %(row)d of table “%(table)s” in %(file)s belongs to no record in it.")


def quoted(text: str) -> str:
    """Return a text that no spreadsheet runs and that ``unquoted`` gives back."""
    return _FIRST.sub("'", _AFTER_A_CUT.sub(r"\1'", text))


def unquoted(cell: str) -> str:
    """Return what ``quoted`` was given."""
    return _TAKEN_AWAY.sub(r"\1", cell.removeprefix("'"))


def tables_of(shapes: Sequence[Shape], records: Iterable[Whole]) -> Iterator[tuple[str, Iterable[list[str]]]]:
    """Yield each table by name, its headings first, cells as text; one kind of record in memory at a time.

    Args:
        shapes: every table, also those without rows.
        records: kind by kind, in the order of ``shapes``.
    """
    yield ABOUT, [["name", "value"], ["format", FORMAT], *(["table", shape.name] for shape in shapes)]
    groups = groupby(records, key=lambda one: one.kind)
    name, some = next(groups, ("", iter(())))
    for shape in shapes:
        yield from _tables(shape, some if name == shape.name else ())
        if name == shape.name:
            name, some = next(groups, ("", iter(())))


def _tables(shape: Shape, records: Iterable[Whole]) -> Iterator[tuple[str, Iterable[list[str]]]]:
    own: dict[str, list[list[str]]] = {
        reverse: [["of", "place", *columns]] for reverse, columns in shape.owned.items()
    }
    rows = [list(shape.columns)]
    for one in records:
        rows.append([cell_of(one.columns[name], holds) for name, holds in shape.columns.items()])
        for reverse, columns in shape.owned.items():
            for place, row in enumerate(one.owned.get(reverse, ())):
                cells = (cell_of(row[name], holds) for name, holds in columns.items())
                own[reverse].append([str(one.columns["id"]), str(place), *cells])
    yield shape.name, rows
    for reverse, told in own.items():
        yield f"{shape.name}.{reverse}", told


def cell_of(value: Any, holds: str) -> str:
    """Return a value as a cell."""
    if holds == "json":
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return "" if value is None else str(value)


def zip_bytes(shapes: Sequence[Shape], records: Iterable[Whole]) -> bytes:
    """Return a ZIP with one CSV (UTF-8 with byte order mark) for each table."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables_of(shapes, records):
            info = zipfile.ZipInfo(f"{name}.csv", _NO_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as member:
                member.write("\ufeff".encode())
                with io.TextIOWrapper(member, "utf-8", newline="", write_through=False) as lines:
                    written = csv.writer(lines, lineterminator="\r\n")
                    written.writerows([quoted(cell) for cell in row] for row in rows)
    return target.getvalue()


def workbook_bytes(shapes: Sequence[Shape], records: Iterable[Whole]) -> bytes:
    """Return one workbook with a sheet for each table; every cell is a text, none a formula.

    Raises:
        BadInput: a text or a table does not fit into a sheet; CSV has room for it.
    """
    from datetime import datetime  # noqa: PLC0415 - beside its one use

    import xlsxwriter  # noqa: PLC0415 - needed by few, and slow to import

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the same records, the same bytes
    for name, rows in tables_of(shapes, records):
        sheet = book.add_worksheet(name[:31])
        for place, row in enumerate(rows):
            if place >= ROWS:
                raise BadInput(MANY, table=name)
            _write(sheet, place, row, name)
    book.close()
    return target.getvalue()


def _write(sheet: Any, place: int, row: Sequence[str], table: str) -> None:
    for column, cell in enumerate(row):
        shown = _HIDDEN.sub(lambda found: f"\ue000{ord(found[0]):04x}", cell)
        if len(shown) > CHARACTERS:
            raise BadInput(LONG, table=table)
        if shown:
            sheet.write_string(place, column, shown)


def _shown_again(cell: str) -> str:
    return re.sub("\ue000([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), cell)


def is_package(book: Book) -> bool:
    """Say whether a file is one of ours."""
    return any(sheet.name == ABOUT and _format(sheet).startswith("dakaz.tables/") for sheet in book.sheets)


def _format(sheet: Sheet) -> str:
    return next((row[1] for row in sheet.rows if len(row) > 1 and row[0] == "format"), "")


def records_of(book: Book, shapes: Sequence[Shape]) -> Iterator[Whole]:
    """Yield the records of a file of ours, table after table.

    Raises:
        BadInput: a cell is not what its column holds, a column is missing, or a row belongs to nothing.
    """
    if _format(book.sheet(ABOUT)) != FORMAT:
        raise BadInput(WRONG_FORMAT, file=book.name, format=_format(book.sheet(ABOUT)))
    sheets = {sheet.name: sheet for sheet in book.sheets}
    clean = unquoted if book.kind == "zip" else _shown_again
    for shape in shapes:
        if shape.name in sheets:
            yield from _records(book.name, shape, sheets, clean)


def _records(file: str, shape: Shape, sheets: Mapping[str, Sheet], clean: Any) -> Iterator[Whole]:
    owned: dict[str, dict[str, list[tuple[int, dict[str, Any], int]]]] = {}
    for reverse, columns in shape.owned.items():
        name = f"{shape.name}.{reverse}"
        sheet = sheets.get(name[:31]) or sheets.get(name)
        own = owned.setdefault(reverse, {})
        for number, row in _rows(file, name, sheet, {"of": "id", "place": "number", **columns}, clean):
            whose, place = str(row.pop("of")), int(row.pop("place"))
            own.setdefault(whose, []).append((place, row, number))
    for _, row in _rows(file, shape.name, sheets[shape.name], shape.columns, clean):
        mine = {name: own.pop(str(row["id"]), []) for name, own in owned.items()}
        yield Whole(
            shape.name,
            row,
            {
                name: [one for _, one, _ in sorted(rows, key=lambda row: row[0])]
                for name, rows in mine.items()
            },
        )
    for reverse, own in owned.items():
        for rows in own.values():
            raise BadInput(NOBODYS, row=rows[0][2], table=f"{shape.name}.{reverse}", file=file)


def _rows(
    file: str, table: str, sheet: Sheet | None, columns: Mapping[str, str], clean: Any
) -> Iterator[tuple[int, dict[str, Any]]]:
    if sheet is None or not sheet.rows:
        return
    header = list(sheet.rows[0])
    places = {}
    for name in columns:
        if name not in header:
            raise BadInput(NO_COLUMN, table=table, file=file, column=name)
        places[name] = header.index(name)
    for number, row in enumerate(sheet.rows[1:], start=2):
        cells = {name: clean(row[at]) if at < len(row) else "" for name, at in places.items()}
        if any(cells.values()):
            yield (
                number,
                {
                    name: _value(
                        cells[name], holds, {"row": number, "column": name, "table": table, "file": file}
                    )
                    for name, holds in columns.items()
                },
            )


def _value(cell: str, holds: str, where: dict[str, Any]) -> Any:
    if holds == "text":
        return cell
    if holds == "json":
        return _read(json.loads, cell or "null", where, holds)
    if cell == "":
        return None
    if holds == "yes":
        return {"True": True, "TRUE": True, "False": False, "FALSE": False}.get(cell, False)
    return _read(int, cell, where, holds) if holds == "number" else cell


def _read(reading: Any, cell: str, where: dict[str, Any], holds: str) -> Any:
    try:
        return reading(cell)
    except (ValueError, RecursionError):
        raise BadInput(NOT_ITS_KIND, **where, holds=holds, cell=cell[:40]) from None
