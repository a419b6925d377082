"""A row that says something new of a record taken in before: nobody's own words are written over."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dakaz.errors import N_
from dakaz.exchange.filling import Wrong
from dakaz.records.models import LogEntry, Party, Record, TakenIn

from .acting import Acting
from .logged import Act, append, digest, next_number
from .saving import save
from .taking_in_values import Wanted, trace

LEFT = N_("The file says “%(theirs)s”; here somebody wrote “%(ours)s”. It stays as it is here.")
MERGED = N_("They were found to be the same as somebody else since; look at that record yourself.")


@dataclass(slots=True)
class Changed:
    """What a row changed: what stood there before, and what was left as it is."""

    before: list[dict[str, Any]] = field(default_factory=list)
    left: list[Wrong] = field(default_factory=list)


def change(acting: Acting, known: TakenIn, record: Record, one: Wanted) -> Changed:
    """Bring a record up to what a row says now, where nobody here has touched it since."""
    found = Changed()
    if getattr(record, "merged_into_id", None):
        found.left.append(Wrong("", MERGED))
        return found
    columns = _columns_taken(known)
    fresh = {name: value for name, value in one.columns.items() if _now(record, name) != value}
    allowed = {name: value for name, value in fresh.items() if _untouched(record, name, columns)}
    found.left += [_left(record, name, value) for name, value in fresh.items() if name not in allowed]
    owned = _more_rows(record, one) if isinstance(record, Party) else {}
    if allowed or owned:
        before = {name: _plain(_now(record, name)) for name in allowed}
        saved = save(acting, type(record), identifier=record.pk, values=allowed, owned=owned or None)
        note = {"kind": one.name, "id": str(record.pk), "entry": saved.entry, "columns": before}
        found.before.append(
            {**note, "row": str(known.pk), "digest": known.digest, "owned": _plain_rows(owned)}
        )
    kept = {name: trace(value) for name, value in one.columns.items() if name not in fresh or name in allowed}
    _note(acting, known, one, {**columns, **kept})
    return found


def _columns_taken(known: TakenIn) -> Mapping[str, str]:
    """Return the traces of what was taken in last, by column; the log keeps them."""
    entry = LogEntry.objects.filter(pk=known.entry).first()
    payload = json.loads(bytes(entry.payload)) if entry and entry.payload else {}
    return dict(payload.get("columns", {}))


def _now(record: Record, name: str) -> Any:
    return record.__dict__.get(name, getattr(record, name, None))


def _untouched(record: Record, name: str, columns: Mapping[str, str]) -> bool:
    value = _now(record, name)
    return value in (None, "", []) or columns.get(name) == trace(value)


def _left(record: Record, name: str, value: Any) -> Wrong:
    ours = _now(record, name)
    said = {"theirs": str(value)[:80], "ours": str(ours)[:80]}
    return Wrong(name, LEFT, said)


def _more_rows(record: Party, one: Wanted) -> dict[str, list[dict[str, Any]]]:
    """Return names and ways to reach somebody with those added that are not here yet; none goes."""
    found = {}
    for reverse, values in one.owned.items():
        mark = {"names": "text", "contacts": "value", "risks": "kind"}[reverse]
        rows = list(getattr(record, reverse).order_by("pk").values())
        there = {row[mark] for row in rows}
        more = [row for row in values if row[mark] not in there]
        if more:
            without = ("id", "party_id")
            found[reverse] = [{k: v for k, v in row.items() if k not in without} for row in rows] + more
    return found


def _note(acting: Acting, known: TakenIn, one: Wanted, columns: Mapping[str, str]) -> None:
    """Remember what the row says now."""
    known.digest, known.entry = one.digest, next_number()
    known.save(update_fields=["digest", "entry"])
    details = {"digest": digest(known), "columns": dict(columns)}
    append(acting, [Act("takenin.changed", known.compartment, known.pk, details)])


def _plain(value: Any) -> Any:
    return (
        str(value)
        if isinstance(value, uuid.UUID)
        else value.isoformat()
        if hasattr(value, "isoformat")
        else value
    )


def _plain_rows(owned: Mapping[str, Any]) -> list[str]:
    return sorted(owned)
