"""Erasing a person, a case, a testimony or a paper: all of it or nothing, and the log stays whole.

1. In one transaction: the rows go; what the log says of them goes with its salt, so that only leaves stay;
   what stays is covered anew; a certificate is written that says how many of what, and nothing of whom.
2. Originals are unlinked; the key of a sealed case that went as a whole leaves the keyring for everybody.
3. The database is written anew, so that nothing of it lies in free room, and its write-ahead file emptied.

Killed in 1, nothing has happened; killed later, ``finish`` does the rest when the vault is next opened.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction

from dakaz.errors import N_, BadInput, Conflict, Refused
from dakaz.records import database
from dakaz.records.models import (
    Case,
    Compartment,
    ErasedWhy,
    Erasure,
    ImportFile,
    ImportRun,
    Item,
    Merge,
    Record,
    Resealing,
    SealedRow,
    SealedState,
)
from dakaz.records.queries import fulltext
from dakaz.records.queries.erasing import Plan, plan
from dakaz.records.queries.erasing_links import owner_link
from dakaz.records.queries.keeping import backups_since

from .acting import Acting
from .erasing_log import Emptied, Telling, covered_anew, empty_entries
from .erasing_rest import LEFT, finish_one, forget_words
from .erasing_tables import forget_in_tables
from .logged import Act, append, digest, next_number

Step = Callable[[str], None]
AT_ONCE = 500
IN_THE_WAY = N_("It cannot be erased as things are. Nothing was changed.")
CHANGED = N_("Something changed since you looked. Nothing was erased. Look at it again.")


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did.

    Args:
        acting: whoever erased; without the key of a sealed case that went.
        erasure: id of the certificate.
        counts: how many rows of each kind went.
        finished: whether files, key and free room are done too; else ``finish`` does them later.
    """

    acting: Acting
    erasure: uuid.UUID
    counts: Mapping[str, int]
    finished: bool


def nothing(_step: str) -> None:
    """Do nothing between steps."""


def erase(
    acting: Acting,
    kind: str,
    identifier: uuid.UUID | str,
    *,
    why: str,
    seen: str | None = None,
    at: Step = nothing,
) -> Erased:
    """Erase a person, a case, a testimony or a paper, as ``queries.erasing.plan`` says.

    Args:
        kind: party, case, testimony or item.
        why: of ``ErasedWhy``.
        seen: ``Plan.seen`` of what the person was shown; None when nobody looked.
        at: told which step comes next: rows, files, key, leftovers, done.

    Raises:
        NotFound: no such thing for this person. Conflict: it changed since they looked.
        Refused: something stands in the way; ``findings`` says what. BadInput: there is no such reason.
    """
    if why not in ErasedWhy.values:
        raise BadInput(N_("Say why it is erased."))
    at("rows")
    telling = _looked_ahead(plan(acting.seen_by, kind, identifier))
    with transaction.atomic():
        found = plan(acting.seen_by, kind, identifier)
        _may_go(found, seen)
        erasure = _erased(acting, found, telling, kind=kind, why=why)
        at("commit")
    forget_words(found)
    now, finished = finish_one(acting, erasure.pk, at=at)
    return Erased(now, erasure.pk, found.counts(), finished)


def _may_go(found: Plan, seen: str | None) -> None:
    if found.in_the_way:
        raise Refused(IN_THE_WAY, findings=tuple(found.in_the_way))
    if seen is not None and seen != found.seen:
        raise Conflict(CHANGED)


def _looked_ahead(found: Plan) -> Telling:
    """Read what the log says of it while others still write; what they add is read afterwards."""
    telling = Telling(frozenset(_ids(found)))
    telling.look_on(but=found.whole)
    return telling


def _erased(acting: Acting, found: Plan, telling: Telling, *, kind: str, why: str) -> Erasure:
    gone = _ids(found)
    left: dict[str, Any] = {"objects": _objects(found)}
    changed = [*_taken_out(found), *_merges_cleaned(found, gone)]
    changed += [row for row, _ in found.loosened if isinstance(row, Record)]
    _imports_forgotten(found, left["objects"])
    forget_in_tables(acting.seen_by, found)
    for table, rows in found.goes.items():
        _delete(table, list(rows))
    if telling.gone != gone:
        telling = Telling(frozenset(gone))
    telling.look_on(but=found.whole)
    emptied = empty_entries(telling)
    with connection.cursor() as cursor:
        fulltext.remove(cursor, [item.row for item in found.of(Item)])
    if found.whole:
        _compartment_gone(found.whole)
        left["compartment"] = found.whole
    erasure = Erasure(
        id=acting.fresh_id(),
        compartment=acting.seen_by.office if found.whole else found.root.compartment,
        what={**({"sealed": 1} if found.whole else found.counts()), LEFT: left},
        why=why,
        on=acting.clock().date(),
        backups=[*backups_since(min(map(_made, gone))), *_before_upgrades(acting)],
    )
    _written(acting, erasure, f"{kind}.erased", emptied, _alive(changed))
    with connection.cursor() as cursor:
        fulltext.optimize(cursor)  # until then the words of removed rows stay in its blocks
    return erasure


def _ids(found: Plan) -> set[uuid.UUID]:
    return {key for rows in found.goes.values() for key in rows if isinstance(key, uuid.UUID)}


def _made(identifier: uuid.UUID) -> int:
    """Return when an id was made, in milliseconds since 1970 UTC (UUIDv7)."""
    return identifier.int >> 80


def _before_upgrades(acting: Acting) -> list[str]:
    """Return the names of backups that lie beside the vault since its tables were upgraded."""
    folder = acting.vault.folder
    return sorted(one.name for one in folder.parent.glob(f"{folder.name}-before-upgrade-*.age"))


def _objects(found: Plan) -> list[str]:
    return sorted({item.object_name for item in found.of(Item)})


def _delete(kind: type[models.Model], keys: Sequence[Any]) -> None:
    column = kind._meta.pk
    for start in range(0, len(keys), AT_ONCE):
        some = [column.get_db_prep_value(key, connection) for key in keys[start : start + AT_ONCE]]
        places = ", ".join(["%s"] * len(some))
        with connection.cursor() as cursor:
            # names of our own tables and columns only; every value is a parameter
            cursor.execute(
                f'DELETE FROM "{kind._meta.db_table}" WHERE "{column.column}" IN ({places})',  # noqa: S608
                some,
            )


def _taken_out(found: Plan) -> list[Record]:
    """Take parts out of records that stay, and links; return whose parts they were."""
    owners = [_owner(row) for row in found.cut]
    for row in found.cut:
        _delete(type(row), [row.pk])
    for row, column in found.loosened:
        type(row)._base_manager.filter(pk=row.pk).update(**{column: None})
    return owners


def _owner(row: Any) -> Record:
    link = owner_link(type(row))
    owner: Record = link.related_model._base_manager.get(pk=row.__dict__[link.attname])
    return owner


def _imports_forgotten(found: Plan, objects: list[str]) -> None:
    """Imports stay; their lines about what goes name its files, so these go, and what waits with them."""
    items, cases = [item.pk for item in found.of(Item)], [case.pk for case in found.of(Case)]
    lines = ImportFile.objects.filter(item__in=items) | ImportFile.objects.filter(run__case__in=cases)
    if found.whole:
        lines |= ImportFile.objects.filter(run__compartment=found.whole)
    keys = dict(lines.values_list("pk", "staged"))
    objects += sorted({name for name in keys.values() if name} - set(objects))
    _delete(ImportFile, list(keys))
    ImportRun.objects.filter(case__in=cases).update(case=None)
    if found.whole:
        ImportRun.objects.filter(compartment=found.whole).delete()


def _merges_cleaned(found: Plan, gone: set[uuid.UUID]) -> list[Record]:
    """Take what goes out of what merges of others keep for their undoing."""
    told = {str(key) for key in gone} | {key.hex for key in gone}
    changed: list[Record] = []
    for merge in Merge.objects.all():
        if found.has(merge):
            continue
        stays = [one for one in merge.moved if told.isdisjoint(map(str, one["row"].values()))]
        if len(stays) != len(merge.moved):
            Merge.objects.filter(pk=merge.pk).update(moved=stays)
            changed.append(merge)
    return changed


def _compartment_gone(compartment: str) -> None:
    """Take a sealed compartment out of the database; its key leaves the keyring afterwards."""
    SealedRow.objects.filter(compartment=compartment).delete()
    SealedState.objects.filter(compartment=compartment).delete()
    Resealing.objects.filter(compartment=compartment).delete()
    Compartment.objects.filter(pk=compartment).delete()
    database.keep_up()


def _alive(changed: Iterable[Record]) -> list[Record]:
    """Return records that were changed and are still here, as they now are."""
    keys = {(type(row), row.pk) for row in changed}
    found = (kind._base_manager.filter(pk=key).first() for kind, key in sorted(keys, key=str))
    return [row for row in found if row is not None]


def _written(
    acting: Acting, erasure: Erasure, action: str, emptied: Emptied, changed: Sequence[Record]
) -> None:
    """Write the certificate, and cover what stays anew: one entry for each compartment it is in."""
    stay = covered_anew(emptied, changed)
    others = sorted({*emptied, *stay} - {erasure.compartment})
    erasure.entry = next_number()
    erasure.save(force_insert=True)
    details = [{"digest": digest(Erasure.objects.get(pk=erasure.pk))}, *({} for _ in others)]
    acts = []
    for number, compartment in enumerate([erasure.compartment, *others]):
        covers = {}
        for row in stay.get(compartment, ()):
            type(row)._base_manager.filter(pk=row.pk).update(entry=erasure.entry + number)
            covers[str(row.pk)] = digest(row)
        whole = {**details[number], "emptied": emptied.get(compartment, []), "covers": covers}
        subject = erasure.pk if compartment == erasure.compartment else None
        acts.append(Act(action if subject else "log.emptied", compartment, subject, whole))
    append(acting, acts)
