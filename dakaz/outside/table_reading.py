"""Tables out of hostile bytes: CSV in any charset, XLSX, XLS, ODS, ZIP of CSV, JSON. Runs in a child."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from pathlib import PurePosixPath
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from dakaz.errors import N_, Unreadable
from dakaz.evidence.cells import shown
from dakaz.evidence.charset import decode
from dakaz.evidence.delimited import delimiter_of
from dakaz.evidence.packed_xml import ZIP_FAULTS, Parts
from dakaz.evidence.values import DEFAULT
from dakaz.exchange.grid import MOST_CELLS, MOST_COLUMNS, Book, Said, Sheet

NO_BOOK = N_(
    "%(file)s is damaged or cut off: it cannot be opened as a table. Save it anew and send it again."
)
BROKEN_SHEET = N_("Sheet “%(sheet)s” of %(file)s is damaged. Save the file anew and send it again.")
LOCKED = N_("%(file)s is locked by a password. Save a copy without one and send that.")
NO_TABLE = N_(
    "%(file)s is no table we can read. We read CSV, XLSX, XLS, ODS, ZIP files of CSV, "
    "and JSON of KoBoToolbox or FollowTheMoney."
)
WIDE = N_(
    "Row %(row)s of sheet “%(sheet)s” of %(file)s has %(columns)s columns; at most %(most)s can be read. "
    "Look whether it was saved as a table."
)
LARGE = N_("%(file)s has more than %(most)s cells. Cut it into several files.")
LONG_CELL = N_(
    "A cell near row %(row)s of %(file)s does not end: a quotation mark is open. "
    "Mend it and send the file again."
)
CHARSET = N_("%(file)s is not in UTF-8; it was read as %(charset)s. Look whether its letters are right.")
LOST_LETTERS = N_(
    "Some letters of %(file)s could not be read as %(charset)s. Save it as UTF-8 and send it again."
)
FORMULAS = N_("%(number)s cells of %(file)s are formulas; what they last gave was taken.")
MERGED = N_(
    "Merged cells in sheet “%(sheet)s” of %(file)s: what stands in them counts for each of their rows."
)
PART = 100 * 1024 * 1024
_FAULTS = (CalamineError, ValueError, OSError, OverflowError)
_FORMULA = re.compile(rb"<f[ >/]")
_SEPARATOR = re.compile(r"sep=(.)\r?\n")


def read_book(content: bytes, name: str) -> Book:
    """Read every table of a file.

    Raises:
        Unreadable: it is none, damaged, or too large; the message names the file, sheet and row.
    """
    shown = PurePosixPath(name.replace("\\", "/")).name[-100:] or "?"
    if content.startswith(b"PK"):
        return _packed(content, shown)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return Book(shown, "sheet", _sheets(content, shown))
    if content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return Book(shown, "json", (_json(content, shown),))
    return Book(shown, "csv", (_delimited(content, "", shown),))


def _packed(content: bytes, file: str) -> Book:
    try:
        parts = Parts(content, DEFAULT)
        if "xl/workbook.xml" in parts.names or "content.xml" in parts.names or _is_xlsb(parts):
            return Book(file, "sheet", _sheets(content, file, formulas=_formulas(parts, file)))
        return Book(file, "zip", tuple(_members(content, file)))
    except Unreadable as fault:
        if fault.message in _OURS:
            raise
        raise Unreadable(NO_BOOK, file=file) from fault
    except (*ZIP_FAULTS, BadZipFile) as fault:
        raise Unreadable(NO_BOOK, file=file) from fault


def _is_xlsb(parts: Parts) -> bool:
    return "xl/workbook.bin" in parts.names


def _formulas(parts: Parts, file: str) -> tuple[Said, ...]:
    names = [one for one in parts.names if one.startswith("xl/worksheets/") and one.endswith(".xml")]
    number = sum(len(_FORMULA.findall(parts.read(one))) for one in names)
    return (Said(FORMULAS, {"number": number, "file": file}),) if number else ()


def _sheets(content: bytes, file: str, formulas: tuple[Said, ...] = ()) -> tuple[Sheet, ...]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
    except PasswordError as fault:
        raise Unreadable(LOCKED, file=file) from fault
    except (*_FAULTS, BadZipFile) as fault:
        raise Unreadable(NO_BOOK, file=file) from fault
    names = [told.name for told in book.sheets_metadata if told.typ == SheetTypeEnum.WorkSheet]
    return tuple(_sheet(book, name, file, formulas if not place else ()) for place, name in enumerate(names))


def _sheet(book: CalamineWorkbook, name: str, file: str, notes: tuple[Said, ...]) -> Sheet:
    try:
        found = book.get_sheet_by_name(name)
        _fits(found.height, found.width, row=1, sheet=name, file=file)
        rows = [[shown(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]
    except _FAULTS as fault:
        raise Unreadable(BROKEN_SHEET, sheet=name[:100], file=file) from fault
    merged = _spread(found, rows)
    said = (Said(MERGED, {"sheet": name[:100], "file": file}),) if merged else ()
    return Sheet(name, _cut(rows), (*notes, *said))


def _fits(height: int, width: int, *, row: int, sheet: str, file: str) -> None:
    if width > MOST_COLUMNS:
        raise Unreadable(WIDE, row=row, sheet=sheet[:100] or "1", file=file, columns=width, most=MOST_COLUMNS)
    if height * width > MOST_CELLS:
        raise Unreadable(LARGE, file=file, most=MOST_CELLS)


def _spread(found: CalamineSheet, rows: list[list[str]]) -> bool:
    """Write what stands in a merged column of cells into each of its rows; say whether there was one."""
    ranges = found.merged_cell_ranges or []
    for (top, left), (bottom, _) in ranges:
        for number in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[number]) and top < len(rows):
                rows[number][left] = rows[top][left]
    return bool(ranges)


def _cut(rows: list[list[str]]) -> list[list[str]]:
    """Leave out empty cells at the ends of rows, and empty rows at the end."""
    for row in rows:
        while row and not row[-1]:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _members(content: bytes, file: str) -> Iterator[Sheet]:
    with ZipFile(BytesIO(content)) as archive:
        told = [one for one in archive.infolist() if one.filename.casefold().endswith((".csv", ".json"))]
        ours = any(one.filename == "about.csv" for one in told)  # a comma parts its cells, whatever they hold
        for info in told[:200]:
            if info.file_size > PART or info.flag_bits & 1:
                raise Unreadable(LARGE, file=file, most=MOST_CELLS)
            name = PurePosixPath(info.filename).stem[:100]
            data = archive.read(info)
            if info.filename.casefold().endswith(".json"):
                yield _json(data, file, name)
            else:
                yield _delimited(data, name, file, delimiter="," if ours else "")
    if not told:
        raise Unreadable(NO_TABLE, file=file)


def _delimited(content: bytes, sheet: str, file: str, *, delimiter: str = "") -> Sheet:
    text, charset, sure = decode(content)
    if "\x00" in text[:100_000]:
        raise Unreadable(NO_TABLE, file=file)
    notes = (
        () if charset.startswith("utf-8") and sure else (Said(CHARSET, {"file": file, "charset": charset}),)
    )
    if not sure or "\ufffd" in text[:1_000_000]:
        notes = (Said(LOST_LETTERS, {"file": file, "charset": charset}),)
    named = _SEPARATOR.match(text)
    delimiter = delimiter or (named[1] if named else delimiter_of(text) or ",")
    return Sheet(
        sheet, _cut(list(_lines(text[named.end() :] if named else text, delimiter, sheet, file))), notes
    )


def _lines(text: str, delimiter: str, sheet: str, file: str) -> Iterator[list[str]]:
    csv.field_size_limit(PART)
    cells = 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            _fits(1, len(row), row=number, sheet=sheet, file=file)
            cells += len(row)
            _fits(cells, 1, row=number, sheet=sheet, file=file)
            if any(len(cell) > 1_000_000 for cell in row):
                raise Unreadable(LONG_CELL, row=number, file=file)
            yield row
    except csv.Error as fault:
        raise Unreadable(LONG_CELL, row=number + 1, file=file) from fault


def _json(content: bytes, file: str, name: str = "") -> Sheet:
    """Return each object of a JSON list, of a page of an API, or of JSON lines, as one cell."""
    text, _, _ = decode(content)
    try:
        return Sheet(name, [[json.dumps(one, ensure_ascii=False)] for one in _objects(text)])
    except (ValueError, RecursionError) as fault:
        raise Unreadable(NO_BOOK, file=file) from fault


def _objects(text: str) -> Sequence[Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    if isinstance(found, dict) and isinstance(found.get("results"), list):
        return list(found["results"])
    return found if isinstance(found, list) else [found]


_OURS = frozenset({NO_BOOK, BROKEN_SHEET, LOCKED, NO_TABLE, WIDE, LARGE, LONG_CELL})
