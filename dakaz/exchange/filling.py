"""A row of somebody's table as values of records; what cannot be read is said cell by cell."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dakaz.errors import N_, BadInput

from . import edtf
from .columns import GROUPS, Target, targets
from .countries import country_of
from .grid import plain_header
from .mapping import Column, Plan, Vocabulary
from .typed_dates import read_date

_PARTS = re.compile(r"[;,/\n|]+")
_LISTS = re.compile(r"[;,\n|]+")
TOO_LONG = N_("“%(cell)s” is longer than the %(most)d characters that fit. Shorten it.")
NO_WORD = N_("“%(cell)s” is none of the words known here: %(words)s. Write one of them, or leave it empty.")
NO_COUNTRY = N_("“%(cell)s” is no country we know. Write its name, or two letters such as BY.")
NO_DAY = N_("“%(cell)s” is not one day. Write a day, such as 28.10.2024.")
NO_USER = N_(
    "“%(cell)s” works here under no such name. Write a colleague's name as it stands under Settings."
)
MISSING = N_("%(what)s is missing. Fill in that column, or leave the others of it empty.")
SAME_ROW = N_("This row names nobody and nothing. Fill it in, or leave it out.")
# What must stand in a row for a record to be made of it: any one of these.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "person": ("name", "given", "family", "latin", "other_names"),
    "organisation": ("name",),
    "case": ("code", "id", "title", "summary", "opened", "status"),
    "event": ("title", "kind", "description"),
    "decision": ("kind", "authority"),
    "document": ("kind", "number"),
    "due": ("on",),
}
# By what a record is known again when no column tells rows apart.
_KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    "person": ("name", "given", "family", "patronymic", "latin", "other_names", "born"),
    "organisation": ("name", "country"),
    "case": ("code",),
    "event": ("title", "kind", "date", "place"),
    "decision": ("kind", "authority", "dated", "reference"),
    "document": ("kind", "number"),
    "due": ("on", "what"),
}
# What a record hangs on and cannot be without.
_HANGS_ON: Mapping[str, tuple[str, str]] = {
    "decision": ("case", N_("A decision belongs to a case. Add a column with the code of the case.")),
    "due": ("case", N_("A due date belongs to a case. Add a column with the code of the case.")),
    "document": ("person", N_("A document belongs to a person. Add a column with their name.")),
}
NO_AUTHORITY = N_("Who decided? Fill in the authority of the decision.")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a cell: in which column, a template, what stands in its places."""

    column: str
    message: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


@dataclass(frozen=True, slots=True)
class Filled:
    """A row as records.

    Args:
        number: of the row in its file, from 1.
        records: for each kind of record its values by field; only what is filled in.
        keys: for each kind what tells this record from others of the list.
        wrong: what could not be read; a row with any is not taken in.
    """

    number: int
    records: Mapping[str, Mapping[str, Any]]
    keys: Mapping[str, str]
    wrong: tuple[Wrong, ...] = ()


class Reader:
    """Reads rows after a plan.

    Args:
        plan: what the columns are.
        words: the words of each list, made plain, in every language, and what they stand for.
        users: ids of colleagues by their names, made plain.
        said: what the values of a list are called, for telling.
    """

    def __init__(
        self,
        plan: Plan,
        words: Vocabulary,
        *,
        users: Mapping[str, str] | None = None,
        said: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._columns = [
            (place, column, targets()[column.target])
            for place, column in enumerate(plan.columns)
            if column.target
        ]
        self._key_at = next(
            (p for p, one in enumerate(plan.columns) if plan.key and one.header == plan.key), None
        )
        self._words, self._users, self._said = words, users or {}, said or {}

    def row(self, number: int, cells: Sequence[str]) -> Filled:
        """Read one row."""
        records: dict[str, dict[str, Any]] = {}
        wrong: list[Wrong] = []
        for place, column, target in self._columns:
            cell = cells[place].strip() if place < len(cells) else ""
            if not cell:
                continue
            try:
                value = self._value(cell, column, target)
            except BadInput as problem:
                wrong.append(Wrong(column.header, problem.message, problem.values))
                continue
            fields = records.setdefault(target.group, {})
            fields[target.field] = (
                fields[target.field] + value if isinstance(value, list) and target.field in fields else value
            )
        missing = [*self._lacking(records)]
        kept = {group: records[group] for group in GROUPS if group in records}
        if not kept and not wrong:
            missing.append(Wrong("", SAME_ROW))
        return Filled(number, kept, self._keys(kept, cells), (*wrong, *missing))

    def _lacking(self, records: dict[str, dict[str, Any]]) -> list[Wrong]:
        """Say what is missing of a record that was begun; marks and roles alone begin none."""
        found = []
        for group, fields in list(records.items()):
            if any(name in fields for name in _NEEDED[group]):
                continue
            if not fields.keys() - {"id", "role", "needs"}:
                del records[group]
                continue
            column = self._header(group, _NEEDED[group]) or next(
                (one.header for _, one, target in self._columns if target.group == group), ""
            )
            found.append(Wrong(column, MISSING, {"what": column or _NEEDED[group][0]}))
        return [*found, *self._hanging(records)]

    def _hanging(self, records: Mapping[str, Mapping[str, Any]]) -> list[Wrong]:
        found = [
            Wrong(self._header(group, _NEEDED[group]), said)
            for group, (on, said) in _HANGS_ON.items()
            if group in records and on not in records
        ]
        decision = records.get("decision")
        if decision is not None and "authority" not in decision:
            found.append(Wrong(self._header("decision", ("authority", "kind")), NO_AUTHORITY))
        return found

    def _header(self, group: str, fields: Sequence[str]) -> str:
        wanted = {f"{group}.{name}" for name in fields}
        return next((one.header for _, one, target in self._columns if target.key in wanted), "")

    def _keys(self, records: Mapping[str, Mapping[str, Any]], cells: Sequence[str]) -> dict[str, str]:
        told = cells[self._key_at].strip() if self._key_at is not None and self._key_at < len(cells) else ""
        keys: dict[str, str] = {}
        for group, fields in records.items():
            own = fields.get("id") or (fields.get("code") if group == "case" else None)
            if own or told:
                keys[group] = f"{group}={own or told}"[:200]
                continue
            parts = [str(fields.get(name, "")).casefold() for name in _KNOWN_BY[group]]
            if group in ("document", "due", "decision", "event", "case"):
                parts += [keys.get("person", ""), keys.get("case", "")]
            keys[group] = f"{group}#{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:32]}"
        return keys

    def _value(self, cell: str, column: Column, target: Target) -> Any:
        match target.read:
            case "date":
                value: Any = _date(cell, column.order)
            case "day":
                value = _day(cell, column.order)
            case "choice":
                value = self._word(cell, target)
            case "choices":
                value = sorted({self._word(part, target) for part in _parts(cell)})
            case "country":
                value = _country(cell)
            case "countries":
                value = list(dict.fromkeys(_country(part) for part in _parts(cell)))
            case "user":
                value = self._user(cell)
            case _:
                value = _texts(cell, target)
        return value

    def _word(self, cell: str, target: Target) -> str:
        known = self._words.get(target.of, {})
        value = known.get(plain_header(cell)) or (cell if cell in known.values() else "")
        if not value:
            names = ", ".join(self._said.get(target.of, ()) or sorted(set(known.values())))
            raise BadInput(NO_WORD, cell=cell[:60], words=names[:600])
        return value

    def _user(self, cell: str) -> str:
        found = self._users.get(plain_header(cell))
        if found is None:
            raise BadInput(NO_USER, cell=cell[:60])
        return found


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(cell) if part.strip()]


def _texts(cell: str, target: Target) -> Any:
    plain = cell if target.read == "text" else " ".join(cell.split())
    many = [part.strip() for part in _LISTS.split(cell) if part.strip()] if target.read == "list" else [plain]
    for one in many:
        if len(one) > target.most:
            raise BadInput(TOO_LONG, cell=one[:40], most=target.most)
    return many if target.read == "list" else plain


@lru_cache(20_000)
def _date(cell: str, order: Any) -> str:
    return read_date(cell, order)


def _day(cell: str, order: Any) -> str:
    day = edtf.parse(_date(cell, order)).day
    if day is None:
        raise BadInput(NO_DAY, cell=cell[:40])
    return day.isoformat()


@lru_cache(2_000)
def _country(cell: str) -> str:
    code = country_of(cell)
    if not code:
        raise BadInput(NO_COUNTRY, cell=cell[:60])
    return code
