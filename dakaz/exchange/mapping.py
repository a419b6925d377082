"""Which column of a table is which field: proposed from headings and from what stands under them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .columns import Target, targets
from .grid import Headed, plain_header
from .typed_dates import Order, order_of

# For each list of words: a word as people write it, made plain, and the value it stands for.
Vocabulary = Mapping[str, Mapping[str, str]]
_SAMPLE = 300
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[\d\s()-]{7,20}")


@dataclass(frozen=True, slots=True)
class Column:
    """What one column is.

    Args:
        header: what the table calls it.
        target: a key of ``columns.targets``; empty to leave the column out.
        order: for dates such as 3/4/2024, what comes first.
        asked: the dates could be read two ways and somebody must say which.
    """

    header: str
    target: str = ""
    order: Order = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is to be taken in.

    Args:
        table: what the list is called; with a row's key it names the row for good.
        sheet: which sheet.
        heading: rows its headings take; 0 to find out.
        columns: what each column is, in order.
        key: header of the column that tells rows apart; empty when none does.
        known: what becomes of rows about people who may be known: ``add`` them, or ``leave`` them out.
    """

    table: str
    sheet: str
    columns: tuple[Column, ...]
    heading: int = 0
    key: str = ""
    known: str = "add"

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Plan:
        """Read it back."""
        columns = tuple(Column(**one) for one in told["columns"])
        return cls(**{**told, "columns": columns})


def proposed(sheet: Headed, words: Vocabulary, *, table: str) -> Plan:
    """Return what the columns of a table probably are; what is not known is left out, and shown so."""
    taken: set[str] = set()
    found: list[Column] = []
    cells = [_cells(sheet, place) for place in range(len(sheet.headers))]
    by_header = [_by_header(header) for header in sheet.headers]
    for place, header in enumerate(sheet.headers):
        target = next((one for one in by_header[place] if one.key not in taken), None)
        taken |= {target.key} if target else set()
        found.append(_column(header, target, cells[place]))
    for place, one in enumerate(found):
        if not one.target and (target := _by_content(cells[place], words, taken)):
            taken.add(target.key)
            found[place] = _column(one.header, target, cells[place])
    return Plan(table, sheet.name, tuple(_told_apart(found)))


def again(kept: Plan, sheet: Headed) -> Plan:
    """Return the plan of an earlier file for this one with the same headings."""
    known = {plain_header(one.header): one for one in kept.columns}
    columns = []
    for place, header in enumerate(sheet.headers):
        before = known.get(plain_header(header), Column(header))
        fresh = _column(header, targets().get(before.target), _cells(sheet, place))
        columns.append(
            Column(header, before.target, before.order or fresh.order, not before.order and fresh.asked)
        )
    return Plan(kept.table, sheet.name, tuple(columns), kept.heading, kept.key, kept.known)


def _cells(sheet: Headed, place: int) -> list[str]:
    found = (row[place].strip() for row in sheet.rows[: _SAMPLE * 10] if place < len(row))
    return [cell for cell in found if cell][:_SAMPLE]


def _by_header(header: str) -> list[Target]:
    """Return the fields a heading may mean, the likeliest first."""
    plain = plain_header(header)
    exact = [one for one in targets().values() if plain in one.called]
    if exact or len(plain) < 4:
        return exact
    words = set(plain.split())
    scored = []
    for one in targets().values():
        best = max((_likeness(words, set(name.split())) for name in one.called), default=0.0)
        if best >= 0.6:
            scored.append((best, one))
    return [one for _, one in sorted(scored, key=lambda pair: -pair[0])]


def _likeness(words: set[str], name: set[str]) -> float:
    """Return how much of both is common: words of a heading, words of a known name of two or more words."""
    if len(name) < 2:
        return 0.0
    return len(words & name) / len(words | name)


def _by_content(cells: Sequence[str], words: Vocabulary, taken: set[str]) -> Target | None:
    if len(cells) < 2:
        return None
    if "person.email" not in taken and all(_MAIL.fullmatch(cell) for cell in cells):
        return targets()["person.email"]
    if "person.phone" not in taken and all(_PHONE.fullmatch(cell) and not _is_date(cell) for cell in cells):
        return targets()["person.phone"]
    distinct = {plain_header(cell) for cell in cells}
    for target in targets().values():
        known = words.get(target.of, {}) if target.read == "choice" else {}
        if target.key not in taken and len(distinct) > 1 and known and distinct <= known.keys():
            return target
    return None


def _is_date(cell: str) -> bool:
    return bool(re.fullmatch(r"\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}", cell)) or len(re.sub(r"\D", "", cell)) < 7


def _column(header: str, target: Target | None, cells: Sequence[str]) -> Column:
    if target is None:
        return Column(header)
    if target.read not in ("date", "day"):
        return Column(header, target.key)
    order, doubtful = order_of(cells)
    return Column(header, target.key, order, doubtful)


def _told_apart(found: Sequence[Column]) -> list[Column]:
    """Two words that go by one heading in small tables: a name beside a surname is a given name."""
    keys = {one.target for one in found}
    if "person.family" in keys and "person.name" in keys and "person.given" not in keys:
        return [Column(one.header, "person.given") if one.target == "person.name" else one for one in found]
    return list(found)
