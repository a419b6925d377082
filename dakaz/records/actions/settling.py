"""Rows of a sealed case that led to something erased by a colleague who could not know of them.

Whoever lacks a sealed case's key erases without seeing what there leads to it; nobody may tell them. The
first holder of the key who opens the vault afterwards sets it right: links lead nowhere, parts in events
and cases go, and where a row cannot be without somebody an empty record stands for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

from dakaz.records import database
from dakaz.records.models import Name, Party, PartyKind, Protection, Record
from dakaz.records.queries.erasing_links import owner_link
from dakaz.records.sqlcipher.sealed_tables import sealed_tables

from .acting import Acting
from .logged import Act, append, digest, next_number

NOBODY = "—"  # what a record that stands for somebody erased is called


def settle(acting: Acting) -> int:
    """Set links right that lead to something erased; return how many. Cheap when there are none."""
    if not database.sealed_here() or not any(True for _ in _lost()):
        return 0
    with transaction.atomic():
        lost = list(_lost())
        touched: dict[str, dict[Any, Record]] = defaultdict(dict)
        stand_ins: dict[tuple[str, Any], Party] = {}
        for kind, link, key, compartment in lost:
            row: Any = kind._base_manager.filter(pk=key).first()
            if row is not None:
                owner = _settled(acting, row, link, compartment, stand_ins)
                if owner is not None:
                    touched[compartment][type(owner), owner.pk] = owner
        for one in stand_ins.values():
            touched[one.compartment][Party, one.pk] = one
        _covered(acting, touched)
    return len(lost)


def _lost() -> Iterator[tuple[Any, Any, Any, str]]:
    """Yield table, column, key and compartment of sealed rows that lead to what is no longer there."""
    with connection.cursor() as cursor:
        for table in sealed_tables().values():
            for link in table.kind._meta.concrete_fields:
                if link.is_relation and link.related_model:
                    target = link.related_model._meta
                    cursor.execute(
                        # names of our own tables and columns only
                        f'SELECT s."{table.key}", h.compartment FROM sealed."{table.name}" s'  # noqa: S608
                        f" JOIN sealed.dakaz_held h ON h.tbl = '{table.name}' AND h.pk = s.\"{table.key}\""
                        f' WHERE s."{link.column}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM'
                        f' "{target.db_table}" o WHERE o."{target.pk.column}" = s."{link.column}")'
                    )
                    for key, compartment in cursor.fetchall():
                        yield table.kind, link, key, compartment


def _settled(
    acting: Acting, row: Any, link: Any, compartment: str, stand_ins: dict[tuple[str, Any], Party]
) -> Record | None:
    """Set one link right; return the record whose digest changes with it."""
    kind = type(row)
    if link.null:
        kind._base_manager.filter(pk=row.pk).update(**{link.attname: None})
    elif issubclass(kind, Record) and link.name not in kind.kept_with and link.related_model is Party:
        gone = (compartment, row.__dict__[link.attname])
        if gone not in stand_ins:
            stand_ins[gone] = _stand_in(acting, compartment)
        kind._base_manager.filter(pk=row.pk).update(**{link.attname: stand_ins[gone].pk})
    else:
        owner = _owner(row)
        row.delete()
        return owner
    return row if isinstance(row, Record) else _owner(row)


def _owner(row: Any) -> Record | None:
    link = owner_link(type(row))
    key = row.__dict__[link.attname] if link else None
    owner: Record | None = link.related_model._base_manager.filter(pk=key).first() if link else None
    return owner


def _stand_in(acting: Acting, compartment: str) -> Party:
    party = Party(
        id=acting.fresh_id(),
        compartment=compartment,
        entry=next_number(),
        kind=PartyKind.PERSON,
        label=NOBODY,
        protection=Protection.SEALED,
    )
    party.save(force_insert=True)
    Name.objects.create(party=party, text=NOBODY)
    return party


def _covered(acting: Acting, touched: dict[str, dict[Any, Record]]) -> None:
    first, acts = next_number(), []
    for number, (compartment, rows) in enumerate(sorted(touched.items())):
        covers = {}
        for row in rows.values():
            type(row)._base_manager.filter(pk=row.pk).update(entry=first + number)
            here = type(row)._base_manager.filter(pk=row.pk).first()
            if here is not None:
                covers[str(here.pk)] = digest(here)
        acts.append(Act("erasure.settled", compartment, None, {"covers": covers}))
    append(acting, acts)
