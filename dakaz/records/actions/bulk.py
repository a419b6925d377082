"""One change to many records: seen before it is done, logged record by record, and taken back.

What is shown is what is done: a record that somebody changed between looking and doing is left alone and
named, and so is one that was changed before a change is taken back.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from dakaz.errors import N_, BadInput, Conflict, NotFound
from dakaz.records import guard
from dakaz.records.models import Case, DueDate, Event, Record
from dakaz.records.queries.bulk import MOST, Kind, kind_of, labels_of, rows_of, words_of

from .acting import Acting
from .casebook import save_case, save_due_date, save_event
from .tasks import add_task, holders_of, take_task_back

SAVING: Mapping[type[Record], Callable[..., Record]] = {
    Case: save_case,
    Event: save_event,
    DueDate: save_due_date,
}
ALREADY = N_("It stands so already.")
CHANGED = N_("Somebody changed it meanwhile.")
GONE = N_("It is no longer there.")
NO_KEY = N_("They do not hold the key of this case.")
DONE = N_("It is done already.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What shall be done.

    Args:
        place: the list it is done in, such as ``people:cases``.
        act: a column, or ``task``, or ``done``.
        value: a code, a user's id, or what a task says.
        on: a task's day, or the day on which it is done.
        responsible: who does a task; empty for whoever is responsible for the case.
    """

    place: str
    act: str
    value: str = ""
    on: date | None = None
    responsible: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one record.

    Args:
        label: how a list calls it: a code, a title.
        before, after: values in words; empty where nothing stood.
        entry: the log entry it stood at when this was looked at.
        why_not: template of why it is left alone; empty where it is changed.
    """

    id: uuid.UUID
    label: str
    before: str
    after: str
    entry: int
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A record as a change left it, and what stood there before.

    Args:
        values: by column; None where the record itself was added.
    """

    id: uuid.UUID
    label: str
    entry: int
    values: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, and what was left alone, with why."""

    asked: Asked
    written: Sequence[Written] = ()
    left: Sequence[tuple[str, str]] = field(default=())


def look(acting: Acting, asked: Asked, ids: Sequence[uuid.UUID]) -> list[Line]:
    """Return what would become of each of these records; nothing is written.

    Raises:
        BadInput: nothing can be done so, or it is too many at once.
    """
    kind = kind_of(asked.place)
    if asked.act not in kind.acts:
        raise BadInput(N_("This cannot be done with records of this list."))
    if len(ids) > MOST:
        raise BadInput(N_("At most %(most)s at once. Narrow the list first."), most=MOST)
    rows = rows_of(acting.seen_by, kind, ids)
    labels = labels_of(rows)
    return [_line(acting, asked, kind, row, labels[row.pk]) for row in rows]


def _line(acting: Acting, asked: Asked, kind: Kind, row: Any, label: str) -> Line:
    after = asked.value if asked.act != "done" else "done"
    before = "" if asked.act == "task" else _now(row, asked.act)
    why = _why_not(acting, asked, row, before)
    words = words_of(kind, asked.act)
    return Line(row.pk, label, words.get(before, before), words.get(after, after), row.entry, why)


def _now(row: Any, act: str) -> str:
    if act == "done":
        return "done" if row.done else ""
    return str(getattr(row, act))


def _why_not(acting: Acting, asked: Asked, row: Any, before: str) -> str:
    if asked.act == "done" and row.done:
        return DONE
    if asked.act not in ("task", "done") and before == asked.value:
        return ALREADY
    who = asked.value if asked.act == "responsible" else asked.responsible
    if who and who not in holders_of(acting, row.compartment):
        return NO_KEY
    return ""


def do(acting: Acting, asked: Asked, lines: Sequence[Line]) -> Outcome:
    """Do what was looked at, as one action with one log entry for each record."""
    written, left = list[Written](), list[tuple[str, str]]()
    with transaction.atomic():
        for line in lines:
            if line.why_not:
                left.append((line.label, line.why_not))
                continue
            try:
                written.append(_write(acting, asked, line))
            except Conflict:
                left.append((line.label, CHANGED))
            except NotFound:
                left.append((line.label, GONE))
    return Outcome(asked, written, left)


def _write(acting: Acting, asked: Asked, line: Line) -> Written:
    kind = kind_of(asked.place)
    found: Any = guard.one(kind.model._default_manager.all(), acting.seen_by, line.id)
    if found.entry != line.entry:
        raise Conflict(CHANGED)
    if asked.act == "task":
        on, who = asked.on or acting.clock().date(), asked.responsible
        task = add_task(acting, case_id=found.pk, what=asked.value, on=on, responsible=who)
        return Written(task.pk, line.label, task.entry, None)
    new: Any = asked.on if asked.act == "done" else asked.value
    before = {asked.act: getattr(found, asked.act)}
    saved = SAVING[kind.model](acting, identifier=found.pk, seen_entry=line.entry, **{asked.act: new})
    return Written(saved.pk, line.label, saved.entry, before)


def undo(acting: Acting, done: Outcome) -> Outcome:
    """Put back what stood there; what somebody changed since is left as they wrote it, and named.

    Returns:
        What was put back, and what was left alone.
    """
    kind = kind_of(done.asked.place)
    back, left = list[Written](), list[tuple[str, str]]()
    with transaction.atomic():
        for one in done.written:
            model = DueDate if one.values is None else kind.model
            found: Any = guard.visible(model._default_manager.filter(pk=one.id), acting.seen_by).first()
            if found is None or found.entry != one.entry:
                left.append((one.label, CHANGED if found else GONE))
            else:
                back.append(_put_back(acting, kind, one))
    return Outcome(done.asked, back, left)


def _put_back(acting: Acting, kind: Kind, one: Written) -> Written:
    if one.values is None:
        take_task_back(acting, one.id)
        return one
    saved = SAVING[kind.model](acting, identifier=one.id, seen_entry=one.entry, **one.values)
    return Written(saved.pk, one.label, saved.entry, one.values)
