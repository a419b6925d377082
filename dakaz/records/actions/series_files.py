"""Official files of the archive as tables: from the text that was read where no key is.

The archive holds a file's rows as lines, its cells parted by tabs; here they become again what the figures
room reads. How a layout of its own is to be read is kept with the file, for the next one like it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dakaz import figures
from dakaz.errors import N_, BadInput, NotFound, Refused
from dakaz.figures import Mapping, Table
from dakaz.figures.readers import read_cells
from dakaz.figures.readers.json_stat import is_json_stat
from dakaz.records import guard
from dakaz.records.models import Item, ItemText
from dakaz.records.queries.series_bounds import written_bounds
from dakaz.records.queries.series_mappings import LONGEST_NAME, READ_SO

from .acting import Acting
from .logged import writing
from .series_tables import LONGEST_FLAG, LONGEST_OUTCOME, LONGEST_PERIOD, Cell

_TIME = "\\TIME_PERIOD"
MOST_SHOWN = 12


def published(item: Item, text: ItemText, mapping: Mapping | None, *, invented: bool = False) -> Table:
    """Return an archived file as the table that was published.

    Args:
        mapping: which column holds what; None when the layout is to be recognised.

    Raises:
        BadInput: the layout is not known, or something in it does not fit.
    """
    if mapping is not None:
        found = figures.read_grid(_sheet(text, mapping.sheet), item.name, mapping, invented=invented)
    else:
        found = _recognised(text.content, item, invented=invented)
    return replace(found, vintage=replace(found.vintage, name=item.name, sha256=item.sha256))


def _recognised(content: str, item: Item, *, invented: bool) -> Table:
    """Read a layout that is known; the largest tables cell by cell as they lie, without another parse."""
    head, *lines = content.split("\n")
    names = head.split("\t")
    rows = (_wide(line.split("\t"), len(names), at, item.name) for at, line in enumerate(lines, start=2))
    found = read_cells(names, rows, item.name, digest=item.sha256, invented=invented)
    if found is not None:
        return found
    return figures.read_table(_as_published(content, item.name), item.name, invented=invented)


def _as_published(content: str, name: str) -> bytes:
    """Return the bytes a publisher's layout is recognised from."""
    if is_json_stat(content):
        return content.encode()
    head, *lines = content.split("\n")
    if _TIME in head:
        return _tabbed(head, lines)
    width = len(head.split("\t"))
    body = [_wide(line.split("\t"), width, number, name) for number, line in enumerate(lines, start=2)]
    out = io.StringIO(newline="")
    explorer = head.startswith("TIME\tGEO\t")  # it quotes every cell, and is known by that
    writer = csv.writer(out, quoting=csv.QUOTE_ALL if explorer else csv.QUOTE_MINIMAL, lineterminator="\n")
    writer.writerows([head.split("\t"), *body])
    return out.getvalue().encode()


def _wide(row: list[str], width: int, number: int, name: str) -> list[str]:
    """Give a row the cells at its end back that were empty; too many are no table."""
    if len(row) > width > 1:
        raise BadInput(
            N_("Line %(line)d of %(file)s has %(has)d cells, the first line %(width)d."),
            line=number,
            file=name,
            has=len(row),
            width=width,
        )
    if len(row) < width:
        row += [""] * (width - len(row))
    return row


def _tabbed(head: str, lines: Sequence[str]) -> bytes:
    """Part Eurostat's columns of codes by commas again, the others by tabs."""
    codes = head[: head.index(_TIME)].count("\t")
    rows = [line.split("\t") for line in (head, *lines)]
    return "\n".join("\t".join([",".join(row[: codes + 1]), *row[codes + 1 :]]) for row in rows).encode()


def _sheet(text: ItemText, sheet: str) -> str:
    """Return the lines of one sheet of a workbook; of its first, or of the whole file, when none is named."""
    names = sheets(text)
    wanted = sheet or (names[0] if names else "")
    if not wanted:
        return text.content
    ends = [*(anchor[0] for anchor in text.anchors[1:]), len(text.content)]
    lines = [
        text.content[anchor[0] : end].strip("\n")
        for anchor, end in zip(text.anchors, ends, strict=True)
        if str(anchor[2]).rpartition("!")[0] == wanted
    ]
    return "\n".join(lines)


def sheets(text: ItemText) -> list[str]:
    """Return the names of a workbook's sheets; none for another kind of file."""
    return list(dict.fromkeys(filter(None, (str(one[2]).rpartition("!")[0] for one in text.anchors))))


def head_of(text: ItemText, sheet: str) -> list[list[str]]:
    """Return the first lines of a file, to see which column holds what."""
    return [line.split("\t") for line in _sheet(text, sheet).split("\n")[:MOST_SHOWN]]


# What of the table becomes a series


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a published table as the cells of a series.

    Args:
        cells: (period, outcome, value or None, marks) in reading order.
        lines: of the file they come from.
    """

    cells: Sequence[Cell]
    lines: frozenset[int]


def part_of(table: Table, *, measures: Sequence[str], codes: dict[str, str], across: str = "") -> Part:
    """Take measures over time out of a table.

    Args:
        measures: the columns of the series; exactly one when ``across`` names a dimension.
        codes: the code each dimension must have.
        across: a dimension whose codes become the columns.

    Raises:
        BadInput: nothing fits, or a period would have several rows; nothing is added up.
    """
    if not measures:
        raise BadInput(N_("Choose which number is to be read."))
    if across and len(measures) != 1:
        raise BadInput(N_("Choose one number when the codes of a column stand side by side."))
    try:
        columns = _columns(table, measures, codes, across)
    except (Refused, NotFound) as problem:
        raise BadInput(problem.message, **problem.values) from None
    cells: list[Cell] = []
    lines: set[int] = set()
    periods = sorted({one.period for series in columns.values() for one in series})
    for period in periods:
        for name, series in columns.items():
            for one in series:
                if one.period == period:
                    cells.append(_cell(period.edtf, name, one.cell))
                    lines.add(one.line)
    return Part(cells, frozenset(lines))


def _columns(
    table: Table, measures: Sequence[str], codes: dict[str, str], across: str
) -> dict[str, figures.Series]:
    if not across:
        return {name[:LONGEST_OUTCOME]: table.series(name, **codes) for name in measures}
    labels = table.labels.get(across, {})
    rest = {name: code for name, code in codes.items() if name != across}
    chosen = table.select(**rest)
    named = {code: f"{labels.get(code, code)}"[:LONGEST_OUTCOME] for code in chosen.values(across)}
    if len(set(named.values())) < len(named):
        named = {code: code[:LONGEST_OUTCOME] for code in named}
    return {name: chosen.series(measures[0], **{across: code}) for code, name in named.items()}


def _cell(period: str, outcome: str, cell: figures.Cell) -> Cell:
    if len(period) > LONGEST_PERIOD:
        raise BadInput(N_("“%(period)s” is too long for a period of a series."), period=period)
    status = "" if cell.value is not None or cell.flags or not cell.text else cell.text
    value = None if cell.value is None else Decimal(repr(cell.value))
    return period, outcome, value, f"{_safe(cell.flags or status)} {written_bounds(cell)}".strip()


def _safe(flag: str) -> str:
    """A mark with a digit in it could not be told from a number when the table is changed later."""
    return re.sub(r"[\d\t\n]", "·", flag)[:LONGEST_FLAG]


# Mappings that were made once


def keep_mapping(acting: Acting, item_id: str, mapping: Mapping, *, name: str = "") -> None:
    """Keep with a file how its columns are read, so that the next file like it can be read the same way.

    Args:
        name: what to call this way of reading; empty: the publisher, else the title of the file.

    Raises:
        NotFound: the item is not there for this person.
    """
    item = guard.one(Item.objects.all(), acting.seen_by, item_id)
    called = (" ".join(name.split()) or mapping.publisher or item.title)[:LONGEST_NAME]
    kept = json.loads(mapping.to_json())
    if (kept, called) == (item.mapping, item.mapping_name):
        return
    item.mapping, item.mapping_name = kept, called
    item.reading_notes = [one for one in item.reading_notes if one.get("message") != READ_SO]
    with writing(acting, "item.changed", item):
        item.save()


__all__ = ["Part", "head_of", "keep_mapping", "part_of", "published", "sheets"]
