"""Tables out: CSV and XLSX that spreadsheets open without running anything."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from dakaz.errors import N_, BadInput

# A cell that begins with one of these is a formula to a spreadsheet (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What a sheet can hold (Excel specifications and limits): rows, columns, characters of a cell.
ROWS, COLUMNS, CHARACTERS = 1_048_576, 16_384, 32_767
CUT = " […]"
DIGITS, LARGEST = 15, Decimal("1e15")
_NO_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - a file without a clock: the same rows give the same bytes
_WIDEST = 60  # characters shown of a column

# Where the list separator is a semicolon, a spreadsheet may cut a cell there in spite of the quotes.
_AFTER_A_CUT = re.compile(r"([;\t\r\n][ \"']*)([=+\-@])")


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield a UTF-8 CSV (with byte order mark, for Excel) line by line."""
    yield "\ufeff".encode()
    for row in chain([header], rows):
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\r\n").writerow([harmless(cell) for cell in row])
        yield buffer.getvalue().encode()


def xlsx_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a workbook of one sheet, made in memory: texts as texts, numbers as numbers.

    Nothing in it is a formula or a link. A text too long for a cell ends in ``[…]``; CSV has it whole.

    Raises:
        BadInput: there are more rows or columns than a sheet holds.
    """
    import xlsxwriter  # noqa: PLC0415 - needed by few, and slow to import

    target = io.BytesIO()
    # in memory: otherwise its parts stand in plain temporary files
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": _NO_DAY})
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    as_typed = book.add_format({"quote_prefix": True})
    widths = [0] * len(header)
    for place, row in enumerate(chain([header], rows)):
        _room_for(place, row)
        for column, cell in enumerate(row):
            _write(sheet, place, column, cell, bold if place == 0 else as_typed)
            if column < len(widths):
                widths[column] = max(widths[column], len(str(cell)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    book.close()
    return target.getvalue()


def _room_for(place: int, row: Sequence[object]) -> None:
    if place >= ROWS or len(row) > COLUMNS:
        raise BadInput(
            N_("The list is larger than a sheet can be (%(rows)d rows). Save it as CSV."), rows=ROWS - 1
        )


def _write(sheet: Any, place: int, column: int, cell: object, form: Any) -> None:
    if cell is None or cell == "":
        return
    if _fits_a_number(cell):
        sheet.write_number(place, column, float(str(cell)))
        return
    text = str(cell)
    if len(text) > CHARACTERS:
        text = text[: CHARACTERS - len(CUT)] + CUT
    sheet.write_string(place, column, text, form if place == 0 or text.startswith(_FORMULA) else None)


def _fits_a_number(cell: object) -> bool:
    """Say whether a sheet's number, 15 digits long, holds it as it is; others are written as text."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return False
    number = Decimal(str(cell))
    return (
        number.is_finite() and len(number.normalize().as_tuple().digits) <= DIGITS and abs(number) < LARGEST
    )


def harmless(cell: object) -> str:
    """Return a cell's text so that no spreadsheet takes it for a formula; numbers stay numbers."""
    text = _AFTER_A_CUT.sub(r"\1'\2", "" if cell is None else str(cell))
    if text.startswith(_FORMULA) and not _is_number(text):
        return "'" + text
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
