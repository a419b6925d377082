"""Making two parties one, and two again. Nothing is lost either way, and each is one entry of the log.

What leads to one party is found from the tables themselves, so that a new kind of record is moved like the
others. Only rows of the parties' own compartment move; what other circles wrote still leads to the party
that was merged, and from there to the one it was found to be: nobody learns whether there is such a row.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from django.apps import apps
from django.db import models, transaction

from dakaz.errors import N_, BadInput, Conflict
from dakaz.records import guard
from dakaz.records.models import Merge, Party, Record, Tie

from .acting import Acting
from .logged import Act, append, digest, next_number

# What both parties say of themselves, and somebody chooses between.
FACTS = ("kind", "label", "description", "protection", "country", "born", "citizenships")
# Facts that can be taken from both at once.
JOINED = frozenset({"description", "citizenships"})
Choice = Literal["kept", "merged", "both"]
Moved = dict[str, Any]


def merge(
    acting: Acting,
    *,
    kept: uuid.UUID | str,
    merged: uuid.UUID | str,
    facts: Mapping[str, Choice],
    seen_entries: Sequence[int] | None = None,
    why: str = "",
) -> Merge:
    """Make two parties one.

    Args:
        kept: the party that stays.
        merged: the one that was found to be the same.
        facts: for columns of ``FACTS`` whose shall stand from now on; what is not named stays as it is at
            ``kept``. What is not taken is kept in the merge.
        seen_entries: the entries of both that the person saw when they chose; None when nobody looked.
        why: what showed that they are one.

    Raises:
        BadInput: they are one already, are of different circles, or a tie says that they are two.
        Conflict: one of them changed meanwhile.
    """
    with transaction.atomic():
        one, other = _both(acting, kept, merged, seen_entries)
        record = Merge(id=acting.fresh_id(), compartment=one.compartment, kept=one, merged=other, why=why)
        record.before = {"kept": _facts(one), "merged": _facts(other)}
        rows = list(_leading_to(other))
        owners = {owner for row, _ in rows if (owner := _owner(row))}
        record.moved = [_move(row, column, one) for row, column in rows]
        for column in FACTS:
            setattr(one, column, _chosen(one, other, column, facts.get(column, "kept")))
        other.merged_into = one
        _written(acting, "party.merged", record, [one, other, *owners])
    return record


def unmerge(acting: Acting, identifier: uuid.UUID | str) -> Merge:
    """Make two of one again: everything that was moved and still leads there goes back, and so do the facts.

    What was written to the party after the merge stays where it was written. A fact changed since stays.

    Raises:
        BadInput: it was undone already, or one of the two has been merged with a third since.
    """
    with transaction.atomic():
        record = guard.one(Merge.objects.all(), acting.seen_by, identifier)
        one, other = record.kept, record.merged
        if record.undone:
            raise BadInput(N_("These two stand apart already."))
        if other.merged_into_id != one.pk or one.merged_into_id:
            raise BadInput(N_("One of them was merged with a third since. Undo that one first."))
        _facts_back(record, one)
        owners = {owner for moved in record.moved if (owner := _move_back(moved, one, other))}
        other.merged_into, record.undone = None, True
        _written(acting, "party.unmerged", record, [one, other, *owners])
    return record


def _both(
    acting: Acting, kept: uuid.UUID | str, merged: uuid.UUID | str, seen_entries: Sequence[int] | None
) -> tuple[Party, Party]:
    one, other = (guard.one(Party.objects.all(), acting.seen_by, key) for key in (kept, merged))
    if one == other or one.merged_into_id or other.merged_into_id:
        raise BadInput(N_("They are one already."))
    if one.compartment != other.compartment:
        raise BadInput(
            N_("Another circle of colleagues keeps one of them to itself. They cannot be made one here.")
        )
    if seen_entries is not None and list(seen_entries) != [one.entry, other.entry]:
        raise Conflict(N_("Someone changed one of them while you were choosing. Look at both again."))
    between = Tie.objects.filter(party__in=(one, other), other__in=(one, other))
    if guard.visible(between, acting.seen_by).exists():
        raise BadInput(
            N_("A tie is written down between them, so they are two. If it is wrong, take it away first.")
        )
    # Written as they are, not as one reader sees them.
    plain = Party.objects.in_bulk([one.pk, other.pk])
    return plain[one.pk], plain[other.pk]


def _facts(party: Party) -> dict[str, Any]:
    return {column: getattr(party, column) for column in FACTS}


def _chosen(one: Party, other: Party, column: str, choice: Choice) -> Any:
    mine, theirs = getattr(one, column), getattr(other, column)
    if choice == "both" and column in JOINED:
        if isinstance(mine, str):
            return "\n\n".join(text for text in dict.fromkeys((mine, theirs)) if text)
        return list(dict.fromkeys([*mine, *theirs]))
    return theirs if choice == "merged" else mine


def _links() -> Iterator[tuple[type[models.Model], Any]]:
    """Yield every column of every table that leads to a party, those that tell of merging left out."""
    for kind in apps.get_app_config("records").get_models():
        if kind is not Merge:
            for field in kind._meta.concrete_fields:
                if field.many_to_one and field.related_model is Party and field.name != "merged_into":
                    yield kind, field


def _leading_to(party: Party) -> Iterator[tuple[models.Model, str]]:
    """Yield the rows of the party's own compartment that lead to it, with the column."""
    for kind, field in _links():
        for row in kind._base_manager.filter(**{field.name: party}).order_by("pk"):
            owner = _owner(row)
            if owner is None or owner.compartment == party.compartment:
                yield row, field.attname


def _owner(row: models.Model) -> Record | None:
    """Return the record that answers for a row: itself, or the one it belongs to; None for a party's own."""
    if isinstance(row, Record):
        return row
    owner = getattr(row, _owned_by()[type(row)])
    return None if isinstance(owner, Party) else owner


def _owned_by() -> dict[type[models.Model], str]:
    """Return for every kind of row that belongs to a record the column that says to which."""
    kinds = [kind for kind in apps.get_app_config("records").get_models() if issubclass(kind, Record)]
    relations = [kind._meta.get_field(name) for kind in kinds for name in kind.owned]
    return {relation.related_model: relation.field.name for relation in relations}  # type: ignore[union-attr,misc]


def _move(row: models.Model, column: str, to: Party) -> Moved:
    """Let a row lead to ``to``; where such a row stands already, put this one aside."""
    moved = {"kind": row._meta.model_name, "column": column, "row": _plain(row)}
    setattr(row, column, to.pk)
    if _stands_already(row):
        type(row)._base_manager.filter(pk=row.pk).delete()
        return moved | {"aside": True}
    type(row)._base_manager.filter(pk=row.pk).update(**{column: to.pk})
    return moved


def _stands_already(row: models.Model) -> bool:
    """Say whether another row says just what this one would, where the table allows it once."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            same = {name: getattr(row, name) for name in constraint.fields}
            if type(row)._base_manager.filter(**same).exclude(pk=row.pk).exists():
                return True
    return False


def _plain(row: models.Model) -> dict[str, Any]:
    """Return a row's columns as JSON holds them."""
    return {
        field.attname: None if getattr(row, field.attname) is None else field.value_to_string(row)
        for field in row._meta.concrete_fields
    }


def _move_back(moved: Moved, one: Party, other: Party) -> Record | None:
    """Let a row lead to ``other`` again; return the record that answers for it, if there was one to move."""
    kind: Any = apps.get_model("records", moved["kind"])
    values = {
        field.attname: None if (value := moved["row"][field.attname]) is None else field.to_python(value)
        for field in kind._meta.concrete_fields
    }
    if moved.get("aside"):
        return _put_back(kind, values)
    row = _still_there(kind, moved["column"], values, one)
    if row is None:
        return None
    kind._base_manager.filter(pk=row.pk).update(**{moved["column"]: other.pk})
    return _owner(row)


def _put_back(kind: Any, values: Mapping[str, Any]) -> Record | None:
    """Write a row that was put aside, unless what it belonged to is gone."""
    row = kind(**values)
    owner = kind._meta.get_field(_owned_by()[kind])
    if not owner.related_model._base_manager.filter(pk=values[owner.attname]).exists():
        return None
    row.save(force_insert=True)
    return _owner(row)


def _still_there(kind: Any, column: str, values: Mapping[str, Any], one: Party) -> Any:
    """Return the row that was moved, if it still leads to ``one``; owned rows may have been written anew."""
    now = kind._base_manager.filter(**{column: one.pk})
    row = now.filter(pk=values[kind._meta.pk.attname]).first()
    if row is not None or issubclass(kind, Record):
        return row
    same = {name: value for name, value in values.items() if name not in (kind._meta.pk.attname, column)}
    return now.filter(**same).first()


def _facts_back(record: Merge, one: Party) -> None:
    """Give the facts back that the merge changed and nobody changed since."""
    before, chosen = record.before["kept"], record.before.get("chosen", {})
    for column, value in chosen.items():
        if getattr(one, column) == value:
            setattr(one, column, before[column])


def _written(acting: Acting, action: str, record: Merge, others: Iterable[Record]) -> None:
    """Save what was changed under one entry of the log, which covers all of it."""
    if action == "party.merged":
        record.before["chosen"] = _facts(record.kept)
    entry = next_number()
    changed = {row.pk: row for row in others}
    for row in changed.values():
        row.entry = entry
        if isinstance(row, Party):
            row.save()
        else:
            type(row)._base_manager.filter(pk=row.pk).update(entry=entry)
    record.entry = entry
    record.save()
    saved = [type(row)._base_manager.get(pk=key) for key, row in changed.items()]
    covers = {str(row.pk): digest(row) for row in saved}
    left = digest(Merge.objects.get(pk=record.pk))
    append(acting, [Act(action, record.compartment, record.pk, {"digest": left, "covers": covers})])
