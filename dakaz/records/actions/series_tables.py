"""Tables as people paste them, and UNHCR's own layout, become the cells of a series.

Nothing is guessed silently: a row that cannot be read is named with its number, and a number that can
be read in two ways is listed with the way it was read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dakaz.errors import N_

from .pasted_numbers import Ambiguous, NotANumber, read_number

Cell = tuple[str, str, Decimal | None, str]
LONGEST_PERIOD, LONGEST_OUTCOME, LONGEST_FLAG = 20, 80, 40
_BOUND = re.compile(r"[<>≤≥~]")
_BOUNDS = re.compile(r"\s*\[\d[\d.]*\s*[–-]\s*\d[\d.]*\]$")
_PARTS = re.compile(r"(?P<before>[^\d−-]*)(?P<number>[−-]?\d(?:[\d\s.,'’]*\d)?)(?P<after>\D*)")


@dataclass(frozen=True, slots=True)
class Said:
    """Something about a row; ``message`` is an ``N_`` template and ``values`` always hold ``row``."""

    message: str
    values: dict[str, Any]

    def __str__(self) -> str:
        return self.message % self.values


@dataclass(slots=True)
class PastedTable:
    """What was read.

    Args:
        periods: first column, in order.
        outcomes: first row, in order.
        cells: (period, outcome, value or None, flag as printed) in reading order.
        problems: why it cannot be saved yet, row by row.
        notes: how numbers were read that could be read otherwise.
    """

    periods: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    problems: list[Said] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)

    def trouble(self, row: int, message: str, **values: Any) -> None:
        """Note a reason why row ``row`` cannot be read."""
        self.problems.append(Said(message, {"row": row, **values}))

    def rows(self) -> Iterator[tuple[str, list[Cell | None]]]:
        """Yield each period with its cells by outcome."""
        by_place = {(one[0], one[1]): one for one in self.cells}
        for period in self.periods:
            yield period, [by_place.get((period, outcome)) for outcome in self.outcomes]


def read_table(text: str) -> PastedTable:
    """Read a pasted table: outcomes in the first row, periods in the first column.

    Cells are parted by tabs, else by semicolons, else by commas. An empty cell was not published; a
    mark beside or instead of a number is kept as its flag.
    """
    table = PastedTable()
    try:
        lines = [(number, row) for number, row in enumerate(_rows(text), start=1) if any(map(str.strip, row))]
    except csv.Error:  # one cell swallows the rest
        table.trouble(1, N_("The table cannot be read: a quotation mark in it is not closed."))
        return table
    if len(lines) < 2:
        table.trouble(
            1, N_("A table needs a first row with what is counted, and below it a row for each period.")
        )
        return table
    columns = _outcomes(table, *lines[0])
    for number, row in lines[1:]:
        _row(table, number, [cell.strip() for cell in row], columns)
    return table


def _rows(text: str) -> list[list[str]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = next((mark for mark in "\t;" if mark in first), ",")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _outcomes(table: PastedTable, number: int, row: Sequence[str]) -> list[str]:
    """The names of the columns; an unnamed one is an error only where a cell stands under it."""
    names = [" ".join(cell.split()) for cell in row[1:]]
    while names and not names[-1]:
        names.pop()
    for place, name in enumerate(names, start=2):
        if len(name) > LONGEST_OUTCOME:
            table.trouble(number, N_("Row %(row)d: the name of column %(column)d has over 80 characters."),
                          column=place)  # fmt: skip
        elif name and name in table.outcomes:
            table.trouble(number, N_("Row %(row)d: “%(name)s” is the name of two columns."), name=name)
        elif name:
            table.outcomes.append(name)
    if not table.outcomes:
        table.trouble(number, N_("Row %(row)d: no column has a name. The first row says what is counted."))
    return names


def _row(table: PastedTable, number: int, row: Sequence[str], columns: Sequence[str]) -> None:
    period, cells = " ".join(row[0].split()), list(row[1:])
    while cells and not cells[-1]:
        cells.pop()
    if not period:
        table.trouble(number, N_("Row %(row)d has no period. The first column says when."))
    elif len(period) > LONGEST_PERIOD:
        table.trouble(number, N_("Row %(row)d: “%(period)s” is too long for a period (at most 20 signs)."),
                      period=period)  # fmt: skip
    elif period in table.periods:
        table.trouble(number, N_("Row %(row)d: “%(period)s” stood in a row above already."), period=period)
    elif len(cells) > len(columns):
        table.trouble(
            number,
            N_("Row %(row)d has %(has)d values, the first row names %(named)d columns. If commas part "
               "thousands, paste the table from a spreadsheet, or part cells by semicolons."),
            has=len(cells), named=len(columns),
        )  # fmt: skip
    else:
        table.periods.append(period)
        cells += [""] * (len(columns) - len(cells))
        for name, cell in zip(columns, cells, strict=True):
            _cell(table, number, period, name, cell)


def _cell(table: PastedTable, number: int, period: str, name: str, cell: str) -> None:
    if not name:
        if cell:
            table.trouble(number, N_("Row %(row)d: “%(cell)s” stands in a column without a name."), cell=cell)
        return
    try:
        value, flag = _value(cell)
    except Ambiguous as read:
        value, flag = read.value, read.flag
        table.notes.append(
            Said(N_("Row %(row)d: “%(cell)s” was read as %(value)s."),
                 {"row": number, "cell": cell, "value": f"{read.value:f}"})
        )  # fmt: skip
    except NotANumber as problem:
        table.trouble(number, problem.message, cell=cell)
        return
    table.cells.append((period, name, value, flag))


def _value(cell: str) -> tuple[Decimal | None, str]:
    """A cell's number and its mark; “<5” is no number but a bound, and is kept as printed."""
    if (bounds := _BOUNDS.search(cell)) is not None:
        return _bounded(cell[: bounds.start()], bounds[0])
    found = _PARTS.fullmatch(cell)
    if found is None or _BOUND.search(found["before"]):
        if any(char.isdecimal() for char in cell) and not _BOUND.search(cell[:1]):
            raise NotANumber(N_("Row %(row)d: “%(cell)s” is neither one number nor a mark."))
        return None, _flag(cell)
    flag = _flag(f"{found['before'].strip()} {found['after'].strip()}".strip())
    try:
        return read_number(found["number"]), flag
    except Ambiguous as read:
        raise Ambiguous(read.value, flag) from None


def _bounded(rest: str, bounds: str) -> tuple[Decimal | None, str]:
    """A cell with bounds behind it: these keep their digits, and stand at the end of the mark."""
    try:
        value, flag = _value(rest.strip())
    except Ambiguous as read:
        raise Ambiguous(read.value, f"{read.flag} {bounds.strip()}".strip()) from None
    return value, f"{flag} {bounds.strip()}".strip()


def _flag(text: str) -> str:
    if len(text) > LONGEST_FLAG:
        raise NotANumber(N_("Row %(row)d: “%(cell)s” is too long for a mark; 40 characters at most."))
    return text


def as_text(
    rows: Sequence[tuple[str, Sequence[tuple[Decimal | None, str] | None]]], outcomes: Sequence[str]
) -> str:
    """Write a table as ``read_table`` reads it, parted by tabs."""
    lines = ["\t".join(["", *outcomes])]
    lines += ["\t".join([period, *(_as_cell(cell) for cell in cells)]) for period, cells in rows]
    return "\n".join(lines)


def _as_cell(cell: tuple[Decimal | None, str] | None) -> str:
    if cell is None:
        return ""
    value, flag = cell
    if value is None:
        return flag
    number = f"{value.normalize():f}"
    if len(number.partition(".")[2]) == 3:
        number += "0"  # three decimals would be read back as thousands
    return f"{number} {flag}".strip()
