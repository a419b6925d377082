"""Eurostat as text: its TSV, SDMX-CSV 1.0 and 2.0, and the CSV of the old Data Explorer."""

from __future__ import annotations

import csv
import re
from io import StringIO

from dakaz.errors import N_, BadInput
from dakaz.figures.readers.cells import (
    EUROSTAT_ASYLUM,
    EXACT,
    Disclosure,
    Reader,
    flagged_cell,
    lines_of,
    loose_number,
    with_flags,
)
from dakaz.figures.values import Cell, Row, Table, Vintage, sha256

_ASYLUM = re.compile(r"migr_asy", re.IGNORECASE)
_DATASET = re.compile(r"migr_[a-z0-9]+", re.IGNORECASE)
_BESIDES = {
    "DATAFLOW": "dataset",
    "LAST UPDATE": "updated",
    "STRUCTURE": "",
    "STRUCTURE_ID": "dataset",
    "STRUCTURE_NAME": "",
    "ACTION": "",
    "OBS_VALUE": "value",
    "OBS_FLAG": "flags",
    "OBS_STATUS": "flags",
    "CONF_STATUS": "confidential",
    "TIME_PERIOD": "period",
}
_OLD = {"TIME": "period", "Value": "value", "Flag and Footnotes": "flags"}
NOTE_ROUNDED = N_("Eurostat rounds asylum numbers to the nearest 5: a cell of 20 is read as 18 to 22.")


def layout_of(text: str) -> str | None:
    """Return the layout of a text by its first line, or None when it is none of these."""
    first = text.split("\n", 1)[0].rstrip("\r")
    if "\\TIME_PERIOD\t" in first or re.search(r"\\time\t", first, re.IGNORECASE):
        return "eurostat-tsv"
    names = [name.split(":")[0].strip() for name in next(csv.reader([first]), [])]
    if names[:1] == ["DATAFLOW"]:
        return "sdmx-csv-1"
    if names[:2] == ["STRUCTURE", "STRUCTURE_ID"]:
        return "sdmx-csv-2"
    if names[:1] == ["TIME"] and "Value" in names:
        return "eurostat-explorer"
    return None


def rounding_of(dataset: str) -> Disclosure:
    """Return how Eurostat blurs a data set: asylum tables are rounded to 5, others are not."""
    return EUROSTAT_ASYLUM if _ASYLUM.search(dataset) else EXACT


def read_tsv(
    content: bytes, name: str, *, rounding: Disclosure | None = None, invented: bool = False
) -> Table:
    """Read Eurostat's TSV; series that are empty throughout are left out by Eurostat itself.

    Args:
        content: the file.
        name: its name; the data set is read from it, for the file does not say.
        rounding: how the numbers are blurred; found from the data set when missing.
        invented: the numbers are no statistics.
    """
    lines = lines_of(content, name).split("\n")
    head, *periods = lines[0].rstrip("\r").split("\t")
    dimensions = tuple(head.rsplit("\\", 1)[0].split(","))
    dataset = _named(name)
    rounding = rounding or _by_columns(dataset, dimensions)
    cells = Reader(flagged_cell(rounding))
    rows = []
    for line, text in enumerate(lines[1:], start=2):
        key, *values = text.rstrip("\r").split("\t")
        if not key:
            continue
        codes = tuple(key.split(","))
        if len(codes) != len(dimensions) or len(values) != len(periods):
            raise BadInput(N_("Line %(line)d of %(file)s does not fit its head."), line=line, file=name)
        rows += [
            Row(period.strip(), codes, (cells[value],), line)
            for period, value in zip(periods, values, strict=True)
        ]
    vintage = Vintage(name, sha256(content), "eurostat-tsv", dataset, "", "Eurostat", invented)
    return Table(dimensions, ("value",), tuple(rows), vintage, notes=_notes(rounding))


def read_sdmx_csv(
    content: bytes, name: str, *, layout: str, rounding: Disclosure | None = None, invented: bool = False
) -> Table:
    """Read SDMX-CSV 1.0 or 2.0, with codes or with codes and labels (``BY:Belarus``)."""
    reader = csv.reader(StringIO(lines_of(content, name), newline=""))
    named = next(reader)
    head = [one.split(":")[0].strip() for one in named]
    labelled = any(":" in one for one in named)
    labels: dict[str, dict[str, str]] = {}
    dimensions = tuple(one for one in head if one not in _BESIDES)
    roles = {role: at for at, one in enumerate(head) if (role := _BESIDES.get(one))}
    rows: list[Row] = []
    first: list[str] = []
    dataset = ""
    for line, cells in enumerate(reader, start=2):
        if not cells:
            continue
        if not first:
            first = cells
            dataset = _named(cells[roles["dataset"]]) or _named(name)
            rounding = rounding or _by_columns(dataset, dimensions)
        codes = _codes(cells, head, labels, labelled=labelled)
        rows.append(Row(cells[roles["period"]], codes, (_sdmx(cells, roles, rounding or EXACT),), line))
    updated = first[roles["updated"]] if first and "updated" in roles else ""
    vintage = Vintage(name, sha256(content), layout, dataset, updated, "Eurostat", invented)
    return Table(dimensions, ("value",), tuple(rows), vintage, labels, _notes(rounding or EXACT))


def _codes(
    cells: list[str], head: list[str], labels: dict[str, dict[str, str]], *, labelled: bool
) -> tuple[str, ...]:
    found = []
    for name, cell in zip(head, cells, strict=True):
        if name in _BESIDES:
            continue
        code, sign, label = cell.partition(":") if labelled else (cell, "", "")
        if sign:
            labels.setdefault(name, {})[code.strip()] = label.strip()
        found.append(code.strip())
    return tuple(found)


def _sdmx(cells: list[str], roles: dict[str, int], rounding: Disclosure) -> Cell:
    value = cells[roles["value"]].strip()
    flags = cells[roles["flags"]].split(":")[0].strip() if "flags" in roles else ""
    confidential = cells[roles["confidential"]].split(":")[0].strip() if "confidential" in roles else ""
    marks = flags + ("" if confidential in ("", "F") else confidential)
    return with_flags(value, marks, rounding)


def read_explorer(
    content: bytes, name: str, *, rounding: Disclosure | None = None, invented: bool = False
) -> Table:
    """Read the CSV of the Data Explorer that Eurostat closed: labels for codes, ``"441,800"``, ``":"``."""
    reader = csv.reader(StringIO(lines_of(content, name), newline=""))
    head = next(reader)
    dimensions = tuple(one for one in head if one not in _OLD)
    roles = {_OLD[one]: at for at, one in enumerate(head) if one in _OLD}
    dataset = _named(name)
    rounding = rounding or _by_columns(dataset, tuple(one.lower() for one in dimensions))
    rows = [
        Row(
            cells[roles["period"]],
            tuple(cell for one, cell in zip(head, cells, strict=True) if one not in _OLD),
            (_explored(cells[roles["value"]], cells[roles["flags"]], rounding),),
            line,
        )
        for line, cells in enumerate(reader, start=2)
        if cells
    ]
    vintage = Vintage(name, sha256(content), "eurostat-explorer", dataset, "", "Eurostat", invented)
    return Table(dimensions, ("value",), tuple(rows), vintage, notes=_notes(rounding))


def _explored(value: str, flags: str, rounding: Disclosure) -> Cell:
    number = loose_number(value, ".")
    plain = "" if number is None else str(number)
    return with_flags(plain, flags.strip(), rounding)._replace(text=value)


def _named(text: str) -> str:
    match = _DATASET.search(text)
    return match[0].upper() if match else ""


def _by_columns(dataset: str, dimensions: tuple[str, ...]) -> Disclosure:
    """A file whose name was changed is known by its columns: only asylum tables have these."""
    if not dataset and {"decision", "asyl_app", "applicant"} & set(dimensions):
        return EUROSTAT_ASYLUM
    return rounding_of(dataset)


def _notes(rounding: Disclosure) -> tuple[str, ...]:
    return (NOTE_ROUNDED,) if rounding.rounded_to else ()
