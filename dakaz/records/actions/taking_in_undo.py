"""Taking a wrong table back: what it made goes, what somebody has worked on or hung something on stays."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction

from dakaz.errors import N_, BadInput
from dakaz.records.models import (
    Deadline,
    FileState,
    ImportFile,
    ImportRun,
    ImportState,
    LogEntry,
    Record,
    Standing,
    TakenIn,
)
from dakaz.records.queries import taking_in as asked
from dakaz.records.queries.giving_out import CARRIED

from .acting import Acting
from .logged import Act, append, digest, next_number
from .saving import save

STILL = N_("This table is being taken in. Stop it first.")
# What hangs on others goes before them.
_ORDER = tuple(reversed(CARRIED))
_STEPS = {"decision": "decision", "event": "application"}


def undo(acting: Acting, run_id: uuid.UUID | str) -> tuple[int, int]:
    """Take back what a table brought.

    A record stays when it was changed here since, or when something else leads to it.

    Returns:
        How many records went, and how many stay.

    Raises:
        BadInput: it is under way.
    """
    state = asked.table_state(acting.seen_by, run_id)
    if state.run.state == ImportState.RUNNING:
        raise BadInput(STILL)
    rows = state.run.files.filter(state=FileState.ADDED).filter(position__gt=0).order_by("-position", "-pk")
    gone = made = 0
    for batch in rows.iterator(chunk_size=50):
        with transaction.atomic():
            _put_back(acting, batch)
        made += len((batch.problem or {}).get("made", ()))
    for name in _ORDER:
        for batch in rows.iterator(chunk_size=50):
            with transaction.atomic():
                gone += _take_back(acting, state.run, name, batch)
    _undone(acting, state.run, gone=gone, kept=made - gone)
    return gone, made - gone


def _undone(acting: Acting, run: ImportRun, *, gone: int, kept: int) -> None:
    with transaction.atomic():
        rows = run.files.filter(state=FileState.ADDED).filter(position__gt=0)
        rows.update(state=FileState.UNDONE, problem=None)
        run.state = ImportState.UNDONE
        run.save(update_fields=["state"])
        append(acting, [Act("table.undone", run.compartment, run.pk, {"gone": gone, "kept": kept})])


def _take_back(acting: Acting, run: ImportRun, name: str, batch: ImportFile) -> int:
    keys = {key: entry for kind, key, entry in (batch.problem or {}).get("made", ()) if kind == name}
    if not keys:
        return 0
    kind: Any = apps.get_model("records", name)
    rows = list(kind._default_manager.filter(pk__in=keys, compartment=acting.seen_by.office))
    rows = [row for row in rows if row.entry == keys[str(row.pk)] or _by_run(row.entry, run)]
    held = _held(kind, [row.pk for row in rows])
    going = [row for row in rows if row.pk not in held]
    if name in _STEPS:
        Deadline.objects.filter(standing=Standing.PROPOSED, **{f"{_STEPS[name]}__in": going}).delete()
    TakenIn.objects.filter(record__in=[row.pk for row in going]).delete()
    kind._default_manager.filter(pk__in=[row.pk for row in going]).delete()
    append(acting, [Act(f"{name}.taken_back", row.compartment, row.pk) for row in going])
    return len(going)


def _by_run(entry: int, run: ImportRun) -> bool:
    """Say whether the last act on a record was this table's too."""
    found = LogEntry.objects.filter(pk=entry).first()
    payload = json.loads(bytes(found.payload)) if found and found.payload else {}
    return payload.get("run") == str(run.pk)


def _held(kind: type[models.Model], keys: list[uuid.UUID]) -> set[uuid.UUID]:
    """Return those rows that something leads to which is not their own: what they own goes with them."""
    found: set[uuid.UUID] = set()
    for other, link in _leading_to(kind):
        rows = other._base_manager.filter(**{f"{link.attname}__in": keys})
        if other is Deadline:
            rows = rows.exclude(standing=Standing.PROPOSED)
        found |= set(rows.values_list(link.attname, flat=True))
    return found


def _leading_to(kind: type[models.Model]) -> Iterator[tuple[Any, Any]]:
    owned = {getattr(kind, name).rel.related_model for name in getattr(kind, "owned", ())}
    for other in apps.get_app_config("records").get_models():
        links = [one for one in other._meta.concrete_fields if one.is_relation and one.related_model is kind]
        for link in links:
            goes_with_it = getattr(link.remote_field, "on_delete", None) is models.CASCADE
            if not (other in owned and goes_with_it):
                yield other, link


def _put_back(acting: Acting, batch: ImportFile) -> None:
    """Give records that were changed their former values, where nobody has changed them since."""
    for told in reversed((batch.problem or {}).get("before", ())):
        kind: Any = apps.get_model("records", told["kind"])
        row: Record | None = kind._default_manager.filter(pk=told["id"], entry=told["entry"]).first()
        if row is None:
            continue
        values = {name: _back(kind, name, value) for name, value in told["columns"].items()}
        save(acting, kind, identifier=row.pk, values=values)
        _forget_row(acting, told)


def _back(kind: Any, name: str, value: Any) -> Any:
    column = next(one for one in kind._meta.concrete_fields if one.attname == name)
    return value if column.get_internal_type() == "JSONField" else column.to_python(value)


def _forget_row(acting: Acting, told: dict[str, Any]) -> None:
    """Let the table's row say again what it said before."""
    taken = TakenIn.objects.filter(pk=told["row"]).first()
    if taken is None:
        return
    taken.digest, taken.entry = told["digest"], next_number()
    taken.save(update_fields=["digest", "entry"])
    act = Act("takenin.changed", taken.compartment, taken.pk, {"digest": digest(taken), "columns": {}})
    append(acting, [act])
