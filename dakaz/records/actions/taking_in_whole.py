"""Whole records come back as they left: same ids, same rows; what is here already is never written over."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from dakaz.errors import N_, BadInput, DakazError
from dakaz.exchange import edtf
from dakaz.exchange.whole import Shape, Whole
from dakaz.records import guard
from dakaz.records.models import Record
from dakaz.records.queries.giving_out import PAPERS, shape_of, whole_of

from .acting import Acting
from .logged import Act, append, next_number
from .saving import EDTF_COLUMNS, blank_columns
from .taking_in_made import canonical_digest, in_tables

TOGETHER = 64
MOST_TOLD = 500
NO_SUCH = N_("It leads to a %(kind)s that is neither here nor in the file.")
TAKEN = N_("What must differ from all others is taken here: a code or number of another record.")
NOT_OURS = N_("“%(column)s” holds what cannot stand there.")


@dataclass(slots=True)
class Brought:
    """What came of whole records.

    Args:
        added, known: by kind; known are here already and say the same.
        differing: kind and id of those that are here and say something else; ours stays.
        failed: kind, id and why.
        papers_left: links to papers that are not here.
        made: table, key and log entry of each new record.
    """

    added: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    differing: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, str, DakazError]] = field(default_factory=list)
    papers_left: int = 0
    made: list[tuple[str, str, int]] = field(default_factory=list)


def bring(
    acting: Acting, shapes: Sequence[Shape], records: Iterable[Whole], brought: Brought
) -> Iterator[int]:
    """Write whole records, in batches; yield how many were looked at so far.

    The same file again adds nothing. Ending the iteration stops between two batches.
    """
    by_kind: dict[str, list[Whole]] = {shape.name: [] for shape in shapes}
    for one in records:
        by_kind[one.kind].append(one)
    done = 0
    for shape in shapes:
        coming = iter(_in_order(shape, by_kind.pop(shape.name)))
        while some := list(islice(coming, TOGETHER)):
            with transaction.atomic():
                _batch(acting, shape, some, brought)
            done += len(some)
            yield done


def _in_order(shape: Shape, records: Sequence[Whole]) -> list[Whole]:
    """Return records so that what one of them leads to of its own kind comes before it."""
    kind: Any = apps.get_model("records", shape.name)
    links = [
        one.attname for one in kind._meta.concrete_fields if one.is_relation and one.related_model is kind
    ]
    here = {str(one.columns["id"]): one for one in records}
    found: dict[str, Whole] = {}

    for one in records:
        chain = [one]
        while chain:
            ahead = [here.get(str(chain[-1].columns.get(name))) for name in links]
            waits = next(
                (a for a in ahead if a and str(a.columns["id"]) not in found and a not in chain), None
            )
            if waits is None:
                last = chain.pop()
                found[str(last.columns["id"])] = last
            else:
                chain.append(waits)
    return list(found.values())


def _batch(acting: Acting, shape: Shape, some: Sequence[Whole], brought: Brought) -> None:
    kind: Any = apps.get_model("records", shape.name)
    ids = [_id(one.columns["id"]) for one in some]
    here = kind._default_manager.in_bulk([one for one in ids if one])
    fresh: list[tuple[Record, dict[str, list[models.Model]]]] = []
    for one, identifier in zip(some, ids, strict=True):
        there = here.get(identifier)
        if there is not None:
            _compare(acting, shape, one, there, brought)
            continue
        try:
            fresh.append(_built(acting, kind, one, brought))
        except DakazError as problem:
            brought.failed.append((shape.name, str(one.columns["id"]), problem))
    fresh = _whose_links_hold(acting, fresh, brought)
    _write(acting, fresh, brought)


def _id(text: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None


def _compare(acting: Acting, shape: Shape, one: Whole, there: Record, brought: Brought) -> None:
    if there.compartment != acting.seen_by.office:
        # not of the office: for others it is not there, and for everybody it is not this one
        brought.failed.append((shape.name, str(one.columns["id"]), BadInput(TAKEN)))
        return
    if _same(whole_of(shape, there), one):
        brought.known[shape.name] = brought.known.get(shape.name, 0) + 1
    elif len(brought.differing) < MOST_TOLD:
        brought.differing.append((shape.name, str(there.pk)))


def _same(ours: Whole, theirs: Whole) -> bool:
    """Say whether all that a file says of a record stands here; papers and what it is silent on aside."""
    if not _says_so(ours.columns, theirs.columns):
        return False
    for reverse, rows in theirs.owned.items():
        mine = ours.owned.get(reverse, ())
        if len(mine) != len(rows) or not all(map(_says_so, mine, rows)):
            return False
    return True


def _says_so(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    aside = {f"{name}_id" for name in PAPERS}
    return all(ours.get(name) == value for name, value in theirs.items() if name not in aside)


def _built(
    acting: Acting, kind: Any, one: Whole, brought: Brought
) -> tuple[Record, dict[str, list[models.Model]]]:
    record = kind(compartment=acting.seen_by.office, **_values(kind, one.columns, brought))
    _sound(record)
    owned: dict[str, list[models.Model]] = {}
    for reverse, rows in one.owned.items():
        manager = getattr(kind, reverse)
        other = manager.rel.related_model
        owned[reverse] = [
            other(**{manager.field.name: record}, **_values(other, row, brought)) for row in rows
        ]
        for row in owned[reverse]:
            _sound(row)
    return record, owned


def _values(kind: Any, told: Mapping[str, Any], brought: Brought) -> dict[str, Any]:
    fields = {one.attname: one for one in kind._meta.concrete_fields}
    values: dict[str, Any] = {}
    for name, value in told.items():
        if name not in fields:
            raise BadInput(NOT_OURS, column=name)
        values[name] = _value(fields[name], name, value)
        link = fields[name]
        paper = link.is_relation and link.related_model._meta.model_name in PAPERS
        if paper and value and not link.related_model._base_manager.filter(pk=values[name]).exists():
            brought.papers_left += 1
            values[name] = None
            if not link.null:
                raise BadInput(NO_SUCH, kind=str(link.related_model._meta.verbose_name))
    return values


def _value(column: Any, name: str, value: Any) -> Any:
    if isinstance(column, models.JSONField) or value is None:
        return value
    try:
        if name in EDTF_COLUMNS and value and isinstance(column, models.CharField):
            return edtf.parse(value).text
        return (column.target_field if column.is_relation else column).to_python(value)
    except (ValueError, TypeError, DakazError, ValidationError):
        raise BadInput(NOT_OURS, column=name) from None


def _sound(row: models.Model) -> None:
    leading = {one.name for one in row._meta.concrete_fields if one.is_relation}
    try:
        row.clean_fields(exclude=blank_columns(row) | leading | {"entry", "id"})
    except ValidationError as problem:
        raise BadInput(NOT_OURS, column=next(iter(problem.message_dict))) from None


Fresh = list[tuple[Record, dict[str, list[models.Model]]]]


def _whose_links_hold(acting: Acting, fresh: Fresh, brought: Brought) -> Fresh:
    """Leave out records that lead to what is not here, or not for everybody of the office."""
    while True:
        own = {(type(record), record.pk) for record, _ in fresh}
        sound: Fresh = []
        for record, owned in fresh:
            rows = [record, *(row for rows in owned.values() for row in rows)]
            missing = next(
                (kind for kind, key in guard.links_of(*rows) - own if not _there(acting, kind, key)), None
            )
            if missing is None:
                sound.append((record, owned))
                continue
            problem = BadInput(NO_SUCH, kind=str(missing._meta.verbose_name))
            brought.failed.append((str(record._meta.model_name), str(record.pk), problem))
        if len(sound) == len(fresh):
            return sound
        fresh = sound


def _there(acting: Acting, kind: Any, key: uuid.UUID) -> bool:
    return bool(kind._base_manager.filter(pk=key, compartment=acting.seen_by.office).exists())


def _write(acting: Acting, fresh: Fresh, brought: Brought) -> None:
    try:
        with transaction.atomic():
            _put(acting, fresh)
    except IntegrityError:
        if len(fresh) == 1:
            record = fresh[0][0]
            brought.failed.append((str(record._meta.model_name), str(record.pk), BadInput(TAKEN)))
            return
        for one in fresh:
            _write(acting, [one], brought)
        return
    for record, _ in fresh:
        name = str(record._meta.model_name)
        brought.added[name] = brought.added.get(name, 0) + 1
        brought.made.append((name, str(record.pk), record.entry))


def _put(acting: Acting, fresh: Fresh) -> None:
    for entry, (record, _) in enumerate(fresh, start=next_number()):
        record.entry = entry
    in_tables(record for record, _ in fresh)
    in_tables(row for _, owned in fresh for rows in owned.values() for row in rows)
    append(acting, [_act(record, owned) for record, owned in fresh])


def _act(record: Record, owned: Mapping[str, Sequence[models.Model]]) -> Act:
    action = f"{record._meta.model_name}.added"
    details = {"digest": canonical_digest(record.covered_values(owned))}
    return Act(action, record.compartment, record.pk, details)


__all__ = ["Brought", "bring", "shape_of"]
