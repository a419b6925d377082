"""Writing records by the hundred thousand so that the vault is as actions leave it: ``verify`` finds nothing.

Each record has an entry of its own in the log, with the digest of what was written; only the checks an
action makes of what people typed are left out, and many entries share a transaction. Rows of the office are
written as plain tuples; rows of sealed compartments go the way every sealed row goes.
"""

from __future__ import annotations

import hashlib
import json
import random
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from django.db import connection, models, transaction

from dakaz.records.actions.acting import Acting
from dakaz.records.actions.logged import Act, append, next_number
from dakaz.records.models import LogEntry, LogTree, new_id
from dakaz.vault import log

Values = Mapping[str, Any]
Plain = Callable[[Any], Any]
BATCH = 20_000


canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
"""Canonical JSON (RFC 8785), for values of strings, lists and nothing: ten times as fast."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a kind but a number that the table gives.

    Args:
        names: of the columns, as attributes.
        defaults: what stands in a column that nobody fills.
        stored: what SQLite holds of a value, by the place of the column, where that differs.
        told: what the log's digest covers of a value, by column, where that differs.
        insert: the statement.
    """

    names: tuple[str, ...]
    defaults: dict[str, Any]
    stored: tuple[tuple[int, Plain], ...]
    told: tuple[tuple[str, Plain], ...]
    insert: str

    def row(self, values: Values) -> list[Any]:
        """Return a row as SQLite holds it."""
        found = list(itemgetter(*self.names)({**self.defaults, **values}))
        for place, plain in self.stored:
            if found[place] is not None:
                found[place] = plain(found[place])
        return found

    def covered(self, values: Values, later: frozenset[str] = frozenset()) -> dict[str, Any]:
        """Return a row as the log's digest covers it."""
        found = {**self.defaults, **values}
        found.pop("entry", None)
        for name in later & found.keys():
            if not found[name]:
                del found[name]
        for name, plain in self.told:
            if found.get(name) is not None:
                found[name] = plain(found[name])
        return found


@cache
def shape(kind: Any) -> Shape:
    """Return the shape of a kind's table."""
    fields = [one for one in kind._meta.concrete_fields if one is not kind._meta.auto_field]
    names = tuple(one.attname for one in fields)
    stored = ((place, _stored(one)) for place, one in enumerate(fields))
    told = ((one.attname, _told(one)) for one in fields)
    columns, places = ", ".join(f'"{one.column}"' for one in fields), ", ".join(["%s"] * len(fields))
    return Shape(
        names,
        {one.attname: one.get_default() for one in fields},  # shared: nobody here changes a list
        tuple((place, plain) for place, plain in stored if plain),
        tuple((name, plain) for name, plain in told if plain),
        f'INSERT INTO "{kind._meta.db_table}" ({columns}) VALUES ({places})',
    )


def _stored(one: Any) -> Plain | None:
    target = one.target_field if one.is_relation else one
    ways: dict[Any, Plain] = {
        models.UUIDField: attrgetter("hex"),
        models.JSONField: json.dumps,
        models.DateTimeField: lambda value: str(value.replace(tzinfo=None)),
        models.DateField: date.isoformat,
    }
    return next((way for kind, way in ways.items() if isinstance(target, kind)), None)


def _told(one: Any) -> Plain | None:
    target = one.target_field if one.is_relation else one
    if isinstance(target, models.DateTimeField):
        return datetime.isoformat
    if isinstance(target, models.DateField):
        return date.isoformat
    return None if isinstance(target, models.JSONField | models.CharField | models.TextField) else str


@dataclass(slots=True)
class Row:
    """A record to be written, with the rows it owns by their reverse name."""

    kind: Any
    values: dict[str, Any]
    owned: dict[str, Sequence[dict[str, Any]]] = field(default_factory=dict)


def digest(row: Row) -> str:
    """Return what ``logged.digest`` returns of the record, without asking the database."""
    told = shape(row.kind).covered(row.values, row.kind.later)
    for name in row.kind.owned:
        kind, link = _owned(row.kind, name)
        rows = [shape(kind).covered({**one, link: row.values["id"]}) for one in row.owned.get(name, ())]
        if rows or name not in row.kind.later:
            told[name] = rows
    return hashlib.sha256(canonical(told).encode()).hexdigest()


@cache
def _owned(kind: Any, name: str) -> tuple[Any, str]:
    relation = kind._meta.get_field(name)
    return relation.related_model, relation.field.attname


class Bulk:
    """Writes records, the office's first.

    Args:
        acting: on whose behalf, with a clock that says when it was.
        rng: for salts.
        actors: ids of those who wrote.
    """

    def __init__(self, acting: Acting, rng: random.Random, actors: Sequence[str]) -> None:
        self._acting, self._rng, self._actors = acting, rng, actors
        self._waiting: dict[Any, list[list[Any]]] = {}
        self._count = 0
        tree = LogTree.objects.get(pk=1)
        self._frontier = log.Frontier.from_bytes(bytes(tree.frontier))
        self.now = acting.clock()

    def fresh_id(self) -> uuid.UUID:
        """Return an id of the moment it is written at."""
        return new_id(self.now)

    def write(self, row: Row) -> None:
        """Write one record of the office."""
        row.values |= {"compartment": self._acting.seen_by.office, "entry": self._frontier.size}
        self._put(row.kind, row.values)
        for name, rows in row.owned.items():
            kind, link = _owned(row.kind, name)
            for one in rows:
                self._put(kind, {**one, link: row.values["id"]})
        self._log(f"{row.kind._meta.model_name}.added", row)
        self._count += 1
        if self._count % BATCH == 0:
            self.flush()

    def _put(self, kind: Any, values: Values) -> None:
        self._waiting.setdefault(kind, []).append(shape(kind).row(values))

    def _log(self, action: str, row: Row) -> None:
        self.now += timedelta(milliseconds=40_000)
        subject, salt = row.values["id"], self._rng.randbytes(32)
        payload = canonical(
            {
                "action": action,
                "actor": self._rng.choice(self._actors),
                "at": self.now.isoformat(timespec="milliseconds"),
                "subject": str(subject),
                "digest": digest(row),
            }
        ).encode()
        commitment = hashlib.sha256(salt + payload).hexdigest()
        seq, day = self._frontier.size, self.now.date().isoformat()
        leaf = b'{"action":"%b","commitment":"%b","day":"%b","seq":%d}'
        leaf %= (action.encode(), commitment.encode(), day.encode(), seq)
        self._frontier.append(log.leaf_hash(leaf))
        office = self._acting.seen_by.office
        entry = [seq, day, action, commitment, office, subject.hex, salt, payload]
        self._waiting.setdefault(LogEntry, []).append(entry)

    def flush(self) -> None:
        """Write what waits, in one transaction with the log's edge."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for kind, rows in self._waiting.items():
                cursor.executemany(shape(kind).insert, rows)
            edge = {"size": self._frontier.size, "frontier": self._frontier.to_bytes()}
            LogTree.objects.filter(pk=1).update(**edge)
        self._waiting.clear()


def write_sealed(acting: Acting, rows: Iterable[Row], *, compartment: str) -> None:
    """Write records of a sealed compartment whose key is held here, in one transaction."""
    found = list(rows)
    by_kind: dict[Any, list[Any]] = {}
    with transaction.atomic():
        first = next_number()
        for entry, row in enumerate(found, start=first):
            row.values |= {"compartment": compartment, "entry": entry}
            by_kind.setdefault(row.kind, []).append(row.kind(**row.values))
            for name, owned in row.owned.items():
                kind, link = _owned(row.kind, name)
                made = (kind(**one, **{link: row.values["id"]}) for one in owned)
                by_kind.setdefault(kind, []).extend(made)
        for kind in sorted(by_kind, key=lambda kind: not hasattr(kind, "covered_values")):
            kind._base_manager.bulk_create(by_kind[kind])
        acts = [
            Act(f"{one.kind._meta.model_name}.added", compartment, one.values["id"], {"digest": digest(one)})
            for one in found
        ]
        append(acting, acts)
