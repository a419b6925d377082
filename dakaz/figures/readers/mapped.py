"""Any other CSV, XLSX or pasted grid, read through a column mapping that somebody made and saved.

Months may stand down (one row a month) or across (one column a month, the year in its own column).
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from io import BytesIO, StringIO

from python_calamine import CalamineError, CalamineWorkbook

from dakaz.errors import N_, BadInput
from dakaz.figures.month_names import month_called
from dakaz.figures.period import is_period
from dakaz.figures.readers.cells import EXACT, Disclosure, given, lines_of, loose_number
from dakaz.figures.values import MISSING, Cell, Row, Status, Table, Vintage, sha256

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NOTHING = {"", "-", "–", "—", "n/a", "н/д", "n.d.", "nd", "..", "…", "x"}
_QUARTER = re.compile(
    r"(?i)(?<![a-zа-я])(?:q|k|кв|kw|ketv)\.?\s*([1-4])|([1-4]|i{1,3}|iv)\s*(?:q|ketv|кв|kw)"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
Grid = list[list[str]]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column holds what, saved so that next month's file is read the same way.

    Args:
        measures: columns of numbers; for months across: one name for what they count.
        period: column of the period (``2023-07``, ``July 2023``, ``2023 m. liepos mėn.``), or of the
            year when months stand across or in a column of their own.
        month: column of the month's name or number, when the period column holds the year alone.
        dimensions: columns of codes or labels.
        head: number of the line with the column names, from 1.
        sheet: name of the sheet in a workbook; the first when empty.
        months_across: columns named after months hold the numbers.
        decimal: sign before decimals, ``.`` or ``,``; found out from each cell when empty.
        totals: labels of rows that add up others; kept, and marked with the flag ``T``.
        rounded_to: the publisher rounds to multiples of this.
        small_as: the publisher writes this for every smaller number.
        publisher: who publishes the file.
        dataset: what it is called.
    """

    measures: tuple[str, ...]
    period: str
    month: str = ""
    dimensions: tuple[str, ...] = ()
    head: int = 1
    sheet: str = ""
    months_across: bool = False
    decimal: str = ""
    totals: tuple[str, ...] = ()
    rounded_to: int = 0
    small_as: int = 0
    publisher: str = ""
    dataset: str = ""

    def to_json(self) -> str:
        """Return the mapping as it is saved."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)

    @classmethod
    def from_json(cls, text: str) -> Mapping:
        """Read a saved mapping.

        Raises:
            BadInput: it is no mapping, or has a key that mappings do not have.
        """
        try:
            body = json.loads(unicodedata.normalize("NFC", text))
        except ValueError:
            raise BadInput(N_("The column mapping is not JSON.")) from None
        known = {one.name for one in fields(cls)}
        if not isinstance(body, dict) or not {"measures", "period"} <= body.keys() <= known:
            raise BadInput(
                N_("A column mapping needs “measures” and “period” and knows only: %(names)s."),
                names=", ".join(sorted(known)),
            )
        lists = {name: tuple(body[name]) for name in ("measures", "dimensions", "totals") if name in body}
        return cls(**{**body, **lists})


def read_mapped(content: bytes, name: str, mapping: Mapping, *, invented: bool = False) -> Table:
    """Read a CSV, TSV or workbook through a mapping.

    Raises:
        BadInput: a column named in the mapping is missing, or a cell cannot be read; it says where.
    """
    layout = "mapped-sheet" if content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0" else "mapped-csv"
    grid = _sheet(content, name, mapping.sheet) if layout == "mapped-sheet" else _delimited(content, name)
    return _read(grid, name, mapping, Vintage(name, sha256(content), layout, invented=invented))


def read_grid(text: str, name: str, mapping: Mapping, *, invented: bool = False) -> Table:
    """Read a table pasted from a web page or typed into a grid: cells parted by tabs."""
    grid = [line.split("\t") for line in text.replace("\r\n", "\n").split("\n")]
    return _read(grid, name, mapping, Vintage(name, sha256(text.encode()), "grid", invented=invented))


def _read(grid: Grid, name: str, mapping: Mapping, vintage: Vintage) -> Table:
    if len(grid) < mapping.head:
        raise BadInput(N_("%(file)s has no line %(line)d."), file=name, line=mapping.head)
    head = [cell.strip() for cell in grid[mapping.head - 1]]
    places = _places(head, mapping, name)
    body = [(line, row) for line, row in enumerate(grid[mapping.head :], start=mapping.head + 1) if any(row)]
    reading = _Reading(mapping, places, head, name)
    rows = [one for line, row in body for one in reading.rows(line, row + [""] * (len(head) - len(row)))]
    vintage = Vintage(
        vintage.name,
        vintage.sha256,
        vintage.layout,
        mapping.dataset,
        "",
        mapping.publisher,
        vintage.invented,
    )
    return Table(mapping.dimensions, mapping.measures, tuple(rows), vintage)


def _places(head: list[str], mapping: Mapping, name: str) -> dict[str, int]:
    wanted = [mapping.period, *mapping.dimensions, *([mapping.month] if mapping.month else [])]
    wanted += [] if mapping.months_across else list(mapping.measures)
    missing = [one for one in wanted if one not in head]
    if missing:
        raise BadInput(
            N_("Line %(line)d of %(file)s has no column %(missing)s; it has %(known)s."),
            line=mapping.head,
            file=name,
            missing=", ".join(missing),
            known=", ".join(one for one in head if one),
        )
    return {one: head.index(one) for one in wanted}


class _Reading:
    """One file being read: what stands where, and how its cells are written."""

    def __init__(self, mapping: Mapping, places: dict[str, int], head: list[str], name: str) -> None:
        self._mapping, self._places, self._name = mapping, places, name
        self._blur = (
            Disclosure(mapping.rounded_to, mapping.small_as)
            if (mapping.rounded_to or mapping.small_as)
            else EXACT
        )
        across = [(at, month_called(one)) for at, one in enumerate(head)]
        self._across = [(at, month) for at, month in across if month] if mapping.months_across else []

    def rows(self, line: int, row: list[str]) -> list[Row]:
        """Return what one line says: one row, or one for each month across."""
        mapping = self._mapping
        codes = tuple(row[self._places[one]].strip() for one in mapping.dimensions)
        flags = "T" if {code.lower() for code in codes} & {one.lower() for one in mapping.totals} else ""
        if self._across:
            year = self._year(line, row)
            return [
                Row(f"{year}-{month:02}", codes, (self._cell(row[at], line, flags),), line)
                for at, month in self._across
            ]
        cells = tuple(self._cell(row[self._places[one]], line, flags) for one in mapping.measures)
        return [Row(self._period(line, row), codes, cells, line)]

    def _cell(self, text: str, line: int, flags: str) -> Cell:
        text = text.strip()
        if text.lower() in _NOTHING:
            return MISSING._replace(text=text, flags=flags)
        if text == "*":
            return Cell(text, None, 1, 4, "*" + flags, Status.SUPPRESSED)
        if text.startswith(("<", "≤")):
            most = loose_number(text[1:].strip(), self._mapping.decimal)
            if most is not None:
                high = most - 1 if text[0] == "<" else most
                return Cell(text, None, 1, high, "<" + flags, Status.SUPPRESSED)
        value = loose_number(text, self._mapping.decimal)
        if value is None:
            raise BadInput(
                N_("Line %(line)d of %(file)s: “%(text)s” is not a number."),
                line=line,
                file=self._name,
                text=text,
            )
        return given(text, value, self._blur, flags)

    def _year(self, line: int, row: list[str]) -> str:
        match = _YEAR.search(row[self._places[self._mapping.period]])
        if match is None:
            raise self._no_period(line, row)
        return match[0]

    def _period(self, line: int, row: list[str]) -> str:
        text = row[self._places[self._mapping.period]].strip()
        if self._mapping.month:
            named = row[self._places[self._mapping.month]].strip()
            month = int(named) if named.isdigit() else month_called(named)
            if not month:
                raise self._no_period(line, row)
            return f"{self._year(line, row)}-{month:02}"
        found = period_in(text)
        if found is None:
            raise self._no_period(line, row)
        return found

    def _no_period(self, line: int, row: list[str]) -> BadInput:
        return BadInput(
            N_("Line %(line)d of %(file)s: no period can be read from “%(text)s”."),
            line=line,
            file=self._name,
            text=row[self._places[self._mapping.period]],
        )


def period_in(text: str) -> str | None:
    """Return the period a cell names, as ``2023``, ``2023-Q3`` or ``2023-07``; None when it names none."""
    if is_period(text):
        return text
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?: 00:00:00)?", text)
    if found:
        return f"{found[1]}-{found[2]}"
    numeric = re.fullmatch(r"(\d{1,2})[./-](\d{4})|(\d{4})[./](\d{1,2})", text)
    if numeric:
        month, year = (numeric[1], numeric[2]) if numeric[1] else (numeric[4], numeric[3])
        return f"{year}-{int(month):02}" if 1 <= int(month) <= 12 else None
    year_found = _YEAR.search(text)
    if year_found is None:
        return None
    quarter = _QUARTER.search(text.replace(year_found[0], " "))
    if quarter:
        number = quarter[1] or str(_ROMAN.get(quarter[2].lower(), quarter[2]))
        return f"{year_found[0]}-Q{number}"
    named = [month_called(word) for word in re.findall(r"[^\W\d_]+", text) if len(word) > 2]
    month_found = next((one for one in named if one), None)
    return f"{year_found[0]}-{month_found:02}" if month_found else None


def _delimited(content: bytes, name: str) -> Grid:
    text = lines_of(content, name)
    sample = "\n".join(text.split("\n", 20)[:20])
    delimiter = max(";\t|,", key=lambda sign: (sample.count(sign) > 0, sample.count(sign)))
    return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))


def _sheet(content: bytes, name: str, sheet: str) -> Grid:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        found = sheet or book.sheet_names[0]
        if found not in book.sheet_names:
            raise BadInput(
                N_("%(file)s has no sheet “%(sheet)s”; it has %(known)s."),
                file=name,
                sheet=sheet,
                known=", ".join(book.sheet_names),
            )
        rows = book.get_sheet_by_name(found).to_python(skip_empty_area=False)
    except (CalamineError, OSError, IndexError):
        raise BadInput(N_("%(file)s could not be opened as a workbook."), file=name) from None
    return [[_as_text(cell) for cell in row] for row in rows]


def _as_text(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
