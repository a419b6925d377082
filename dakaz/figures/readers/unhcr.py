"""UNHCR tables: the CSV of its API, the copies on HDX with their tag row, and the old export with ``*``.

Columns are read by their names: HDX puts closed before rejected, the API rejected before closed.
``NA`` is a code here (new applications), never a missing value.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from dakaz.errors import N_, BadInput
from dakaz.figures.readers.cells import EXACT, UNHCR, Disclosure, Reader, lines_of, plain_cell
from dakaz.figures.tables import rows as table_rows
from dakaz.figures.values import Row, Table, Vintage, sha256

_ROLES = {row["published"]: (row["ours"], row["role"]) for row in table_rows("columns")}
_LEGACY_HEAD = 12
_BLURRED = {"dec_total", "applied", "refugees", "asylum_seekers"}
NOTE_SMALL = N_("UNHCR publishes 1 to 4 as 5: a cell of 5 is read as 1 to 5.")
NOTE_STAR = N_("“*” stands for 1 to 4 persons.")
Head = tuple[list[str], Iterator[list[str]]]


def layout_of(text: str) -> str | None:
    """Return ``unhcr-api``, ``unhcr-hdx`` or ``unhcr-legacy`` for a text that is one of them, else None."""
    for number, line in enumerate(text.split("\n", _LEGACY_HEAD)[:_LEGACY_HEAD]):
        names = next(csv.reader([line]), [])
        if found := layout_of_names(names):
            return found
        if number < _LEGACY_HEAD and names and names[0].startswith("Country / territory of asylum"):
            return "unhcr-legacy"
    return None


def layout_of_names(names: Sequence[str]) -> str | None:
    """Return ``unhcr-api`` or ``unhcr-hdx`` when these are the names of its columns, else None."""
    if "coo_iso" in names and names[0] == "year":
        return "unhcr-api"
    return "unhcr-hdx" if "ISO3CoO" in names else None


def read_unhcr(content: bytes, name: str, *, layout: str, invented: bool = False) -> Table:
    """Read a UNHCR table; one row for each published row.

    Args:
        content: the file.
        name: its name, for messages and the vintage.
        layout: as ``layout_of`` says.
        invented: the numbers are no statistics.

    Raises:
        BadInput: a column is unknown, or a cell is no number; the message says where.
    """
    reader = csv.reader(StringIO(lines_of(content, name), newline=""))
    return read_unhcr_rows(reader, name, layout=layout, digest=sha256(content), invented=invented)


def read_unhcr_rows(
    reader: Iterator[list[str]], name: str, *, layout: str, digest: str, invented: bool = False
) -> Table:
    """Read a UNHCR table whose lines are parted into cells already.

    Args:
        reader: the cells of each line, from the first line on.
        name: the file's name, for messages and the vintage.
        layout: as ``layout_of`` says.
        digest: SHA-256 of the file, hexadecimal.
        invented: the numbers are no statistics.

    Raises:
        BadInput: a column is unknown, or a cell is no number; the message says where.
    """
    names = _head(reader, layout)
    unknown = [one for one in names if one not in _ROLES and _role(one)[1] == ""]
    if unknown or not names:
        raise BadInput(
            N_("%(file)s has columns that no UNHCR table has: %(names)s. Read it through a column mapping."),
            file=name,
            names=", ".join(unknown),
        )
    roles = [_role(one) for one in names]
    vintage = Vintage(name, digest, layout, _dataset(roles), "", "UNHCR", invented)
    legacy = layout == "unhcr-legacy"
    rows = _rows(reader, roles, EXACT if legacy else UNHCR, name)
    return Table(
        tuple(ours for ours, role in roles if role == "code"),
        tuple(ours for ours, role in roles if role == "count"),
        tuple(rows),
        vintage,
        notes=(NOTE_STAR if legacy else NOTE_SMALL,),
    )


def _role(name: str) -> tuple[str, str]:
    """Return our name of a column and its role; what the API adds later and is lower case counts."""
    if name in _ROLES:
        return _ROLES[name]
    if name.islower() and name.replace("_", "").isalnum():
        return name, "count"
    return name, ""


def _head(reader: Iterator[list[str]], layout: str) -> list[str]:
    """Read on until the line of column names; the old export has a few lines of title before it."""
    for cells in reader:
        names = [cell.strip().lstrip("﻿") for cell in cells]
        if any(name in _ROLES for name in names) and len(names) > 2:
            return names
        if layout != "unhcr-legacy":
            return []
    return []


def _dataset(roles: list[tuple[str, str]]) -> str:
    names = {ours for ours, _ in roles}
    if "dec_total" in names or "dec_recognized" in names:
        return "asylum-decisions"
    if "applied" in names:
        return "asylum-applications"
    return "population" if "refugees" in names else ""


def _rows(
    reader: Iterator[list[str]], roles: list[tuple[str, str]], disclosure: Disclosure, name: str
) -> Iterator[Row]:
    codes = [at for at, (_, role) in enumerate(roles) if role == "code"]
    counts = [at for at, (_, role) in enumerate(roles) if role == "count"]
    year = next((at for at, (_, role) in enumerate(roles) if role == "period"), None)
    if year is None:
        raise BadInput(N_("%(file)s has no column for the year."), file=name)
    cells = Reader(plain_cell(disclosure))
    kept: dict[str, str] = {}
    keep = kept.setdefault
    width = len(roles)
    for line, published in enumerate(reader, start=2):
        if not published or published[0].startswith("#"):
            continue  # the second line of an HDX file carries tags, not data
        if len(published) != width:
            raise BadInput(
                N_("Line %(line)d of %(file)s has %(found)d cells; its head has %(expected)d."),
                line=line,
                file=name,
                found=len(published),
                expected=width,
            )
        yield Row(
            keep(published[year], published[year]),
            tuple([keep(published[at], published[at]) for at in codes]),
            tuple([cells[published[at]] for at in counts]),
            line,
        )
