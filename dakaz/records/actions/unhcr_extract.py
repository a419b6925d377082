"""UNHCR's layout of asylum decisions (its API and downloads) as a table of year by outcome.

Columns: year, coo_iso (origin), coa_iso (asylum), procedure_type, dec_level, dec_pc (persons or cases),
dec_recognized, dec_other, dec_rejected, dec_closed. https://api.unhcr.org/docs/refugee-statistics.html
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dakaz.errors import N_, BadInput

from .series_tables import Cell

COLUMNS = (
    "year",
    "coo_iso",
    "coa_iso",
    "dec_level",
    "dec_recognized",
    "dec_other",
    "dec_rejected",
    "dec_closed",
)
OUTCOMES = ("recognized", "other", "rejected", "closed")
NOT_A_ROW = N_("Row %(row)d of the file: “%(text)s” under %(column)s is not a number.")


@dataclass(frozen=True, slots=True)
class Extract:
    """A part of the file.

    Args:
        cells: (year, outcome, value, flag) in order of years.
        origin, asylum: the countries as the file names them.
        unit: persons or cases.
        added: how many rows of the file were added to others of their year (several procedures).
    """

    cells: Sequence[Cell]
    origin: str
    asylum: str
    unit: str
    added: int


def looks_like_unhcr(first_line: str) -> bool:
    """Say whether a table's first row names UNHCR's columns."""
    return set(COLUMNS) <= set(first_line.strip("\n").split("\t"))


def read_unhcr(text: str, *, origin: str, asylum: str, level: str) -> Extract:
    """Take one origin, one country of asylum and one level of decision out of the file.

    Args:
        text: the table as it was read in the archive: rows by lines, cells by tabs.
        origin, asylum: ISO 3166 codes of three letters.
        level: UNHCR's code, such as FI for first instance.

    Raises:
        BadInput: a column is missing, nothing fits, or a row holds something else than numbers.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise BadInput(N_("This table has no column %(missing)s; UNHCR's has."), missing=", ".join(missing))
    rows = [
        (number, row)
        for number, row in enumerate(reader, start=2)
        if (row["coo_iso"], row["coa_iso"], row["dec_level"]) == (origin, asylum, level)
    ]
    if not rows:
        raise BadInput(
            N_("The file has no row from %(origin)s in %(asylum)s at level %(level)s."),
            origin=origin, asylum=asylum, level=level,
        )  # fmt: skip
    return _extract(rows)


def _extract(rows: Sequence[tuple[int, Mapping[str, str]]]) -> Extract:
    units = {row.get("dec_pc") or "P" for _, row in rows}
    unit = "P" if "P" in units else "C"  # persons and cases are never added together
    kept = [(number, row) for number, row in rows if (row.get("dec_pc") or "P") == unit]
    years: dict[str, dict[str, Decimal | None]] = {}
    for number, row in kept:
        _add(years.setdefault(row["year"], dict.fromkeys(OUTCOMES)), number, row)
    cells: list[Cell] = [
        (year, outcome, years[year][outcome], "") for year in sorted(years) for outcome in OUTCOMES
    ]
    first = kept[0][1]
    return Extract(
        cells=cells,
        origin=first.get("coo_name") or first["coo_iso"],
        asylum=first.get("coa_name") or first["coa_iso"],
        unit="persons" if unit == "P" else "cases",
        added=len(kept) - len(years),
    )


def _add(year: dict[str, Decimal | None], number: int, row: Mapping[str, str]) -> None:
    for outcome in OUTCOMES:
        printed = (row[f"dec_{outcome}"] or "").strip()
        if printed in ("", "-", "NA"):
            continue
        if not (printed.isascii() and printed.isdigit()):
            raise BadInput(NOT_A_ROW, row=number, text=printed[:40], column=f"dec_{outcome}")
        year[outcome] = (year[outcome] or Decimal(0)) + Decimal(printed)
