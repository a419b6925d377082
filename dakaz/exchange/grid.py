"""A table as it came: sheets of rows of cells, all text, with what should be known about them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dakaz.errors import N_, BadInput

MOST_COLUMNS = 2_000
MOST_CELLS = 12_000_000
_LOOK = 12  # rows among which the heading is sought
_SIGNS = re.compile(r"[\W_]+")

EMPTY = N_(
    "Sheet “%(sheet)s” of %(file)s has no rows under a heading. Write the names of the columns in one row."
)
TWICE = N_(
    "Sheet “%(sheet)s” of %(file)s has two columns called “%(column)s” (%(first)d and %(second)d). "
    "Their names were told apart; look which is which."
)


@dataclass(frozen=True, slots=True)
class Said:
    """Something to know about a table: a template and what stands in its places."""

    message: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Args:
        name: as the file calls it; empty for a file without sheets.
        rows: every row from the file's first, so that row 1 here is row 1 there.
        notes: what was unusual about it.
    """

    name: str
    rows: Sequence[Sequence[str]]
    notes: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A file of tables.

    Args:
        name: of the file; shown, never used as a path.
        kind: csv, sheet, zip or json.
    """

    name: str
    kind: str
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet:
        """Return a sheet by its name.

        Raises:
            BadInput: there is none.
        """
        for one in self.sheets:
            if one.name == name:
                return one
        raise BadInput(
            N_("%(file)s has no sheet “%(sheet)s”. It has: %(sheets)s."),
            file=self.name,
            sheet=name,
            sheets=", ".join(one.name for one in self.sheets),
        )


@dataclass(frozen=True, slots=True)
class Headed:
    """A sheet with its headings found.

    Args:
        headers: one for each column, no two alike.
        first: number of the first row under them, from 1.
        rows: what stands under them.
    """

    name: str
    headers: tuple[str, ...]
    first: int
    rows: Sequence[Sequence[str]]
    notes: tuple[Said, ...] = ()

    def numbered(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield rows that are not empty with their number in the file."""
        for number, row in enumerate(self.rows, start=self.first):
            if any(cell.strip() for cell in row):
                yield number, row

    @property
    def digest(self) -> str:
        """Hex SHA-256 of what the columns are called: the next file like this one has the same."""
        plain = "\n".join(sorted(plain_header(one) for one in self.headers))
        return hashlib.sha256(plain.encode()).hexdigest()


def plain_header(text: str) -> str:
    """Return a heading for comparing: no case, no signs, no ё."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return " ".join(_SIGNS.sub(" ", folded).split())


def headed(sheet: Sheet, *, file: str, rows: int = 0) -> Headed:
    """Find the headings of a sheet: the first row that is as full as a heading; two are put together.

    Args:
        rows: how many rows the heading is known to take; 0 to find out.

    Raises:
        BadInput: nothing stands under a heading.
    """
    start = _start(sheet.rows)
    if start is None or start + 1 >= len(sheet.rows):
        raise BadInput(EMPTY, sheet=sheet.name or "1", file=file)
    many = rows or (2 if _two_rows(sheet.rows, start) else 1)
    headers, notes = _told_apart(_joined(sheet.rows[start : start + many]), sheet=sheet.name, file=file)
    return Headed(sheet.name, headers, start + many + 1, sheet.rows[start + many :], (*sheet.notes, *notes))


def _start(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the index of the heading: titles above it fill fewer cells than it does."""
    widths = [sum(bool(cell.strip()) for cell in row) for row in rows[:_LOOK]]
    widest = max(widths, default=0)
    return next((place for place, width in enumerate(widths) if width and width * 2 >= widest), None)


def _two_rows(rows: Sequence[Sequence[str]], start: int) -> bool:
    """Say whether a second row of headings stands under a first whose cells span several columns.

    Then every column without a name above has one below, and a column named above alone is empty below,
    though not in the row after.
    """
    if start + 2 >= len(rows):
        return False
    top, under, first = rows[start], rows[start + 1], rows[start + 2]
    width = range(max(len(top), len(under)))
    spanned = [place for place in width if not _at(top, place) and any(_at(top, p) for p in range(place))]
    single = [place for place in width if _at(top, place) and _at(under, place) in ("", _at(top, place))]
    named = [cell.strip() for cell in under if cell.strip()]
    digits = any(any(letter.isdigit() for letter in cell) for cell in named)
    return (
        bool(spanned)
        and all(_at(under, place) for place in spanned)
        and any(_at(first, place) for place in single)
        and not digits
    )


def _at(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _joined(rows: Sequence[Sequence[str]]) -> list[str]:
    width = max(len(row) for row in rows)
    found, above = [], ""
    for place in range(width):
        cells = [row[place].strip() if place < len(row) else "" for row in rows]
        if len(cells) == 2:
            above = cells[0] or (above if cells[1] else "")
            cells = [above, cells[1] if cells[1] != above else ""]
        found.append(" ".join(" ".join(cell for cell in cells if cell).split()))
    while found and not found[-1]:
        found.pop()
    return found


def _told_apart(headers: Sequence[str], *, sheet: str, file: str) -> tuple[tuple[str, ...], tuple[Said, ...]]:
    seen: dict[str, int] = {}
    notes: list[Said] = []
    found: list[str] = []
    for place, header in enumerate(headers, start=1):
        name = header or f"({place})"
        if name in seen:
            values = {
                "sheet": sheet or "1",
                "file": file,
                "column": name,
                "first": seen[name],
                "second": place,
            }
            notes.append(Said(TWICE, values))
            name = f"{name} ({place})"
        seen[name] = place
        found.append(name)
    return tuple(found), tuple(notes)
