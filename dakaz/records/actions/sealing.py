"""Sealing a case: everything of it moves into a compartment of its own. And taking that back."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection, transaction

from dakaz.errors import N_, BadInput, Conflict
from dakaz.records import database, guard
from dakaz.records.models import (
    Case,
    Compartment,
    ImportFile,
    ImportRun,
    Item,
    Party,
    SealedRow,
    SealedState,
)
from dakaz.records.queries import fulltext
from dakaz.records.queries.belonging import Belonging, belonging, unfinished_files
from dakaz.vault import CompartmentKeys

from .acting import Acting
from .logged import Act, append, next_number
from .moving import cover_what_stays, covers, hide_entries, index_numbers, move, sealed_rows, show_entries
from .new_compartment import only_for_what_stays
from .reindexing import entry_of
from .uploads import discard_unused
from .wiping import NOT_WIPED, wipe_what_waits

Step = Callable[[str], None]
IN_THE_WAY = N_(
    "Something that stays in the office leads to this case: %(what)s. Sealed, it would lose its ground, and "
    "say that something is here. Take these links away first. Nothing was changed."
)
WAITING = N_(
    "%(count)d files of an import into this case are not in yet, or could not be read. Finish the import or "
    "take it back first. Nothing was changed."
)
CHANGED = N_("Someone changed this case while it was being sealed. Nothing was moved. Try again.")
SEALED_ALREADY = N_("This case is sealed already.")
DAMAGED = N_(
    "A row of this case is damaged and cannot be opened; unsealed, it would be lost. Check the vault to see "
    "which, and restore a backup that has it. Nothing was moved."
)
NOT_SEALED = N_("This case is not sealed.")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A case that was sealed.

    Args:
        acting: whoever sealed it, with the key of its compartment.
        case: its id; it stayed the same.
    """

    acting: Acting
    case: uuid.UUID


def nothing(_step: str) -> None:
    """Do nothing between steps."""


def seal(
    acting: Acting, case_id: uuid.UUID | str, *, seen_entry: int | None = None, at: Step = nothing
) -> Sealed:
    """Move a case with all that belongs to it into a compartment of its own.

    At first only who seals it (and two recovery shares) can open it. Originals are sealed under the new
    key first, then all rows move in one transaction, then what was left behind is wiped: killed in
    between, the case is wholly in the office or wholly sealed.

    Args:
        seen_entry: the log entry the person saw on the case's page.
        at: told which step comes next.

    Returns:
        The acting person with the new key: their session goes on with it.

    Raises:
        NotFound: no such case for this person. Conflict: it changed meanwhile.
        BadInput: it is sealed already, or something in the office leads to what would move.
    """
    _may_be_sealed(acting, case_id, seen_entry)
    at("compartment")
    names: dict[str, str] = {}
    with only_for_what_stays(acting, originals=names.values()) as (now, made):
        at("originals")
        _move_objects(acting, belonging(_case(acting, case_id)).of(Item), made, names)
        at("rows")
        left = _move_in(now, case_id, made, names)
    at("leftovers")
    _wipe(now, left)
    return Sealed(now, _case(now, case_id).pk)


def _case(acting: Acting, case_id: uuid.UUID | str) -> Case:
    return guard.one(Case.objects.all(), acting.seen_by, case_id)


def _may_be_sealed(acting: Acting, case_id: uuid.UUID | str, seen_entry: int | None) -> Belonging:
    case = _case(acting, case_id)
    if case.compartment != acting.seen_by.office:
        raise BadInput(SEALED_ALREADY)
    if seen_entry is not None and case.entry != seen_entry:
        raise Conflict(CHANGED)
    if count := unfinished_files(case):
        raise BadInput(WAITING, count=count)
    found = belonging(case)
    if found.outside:
        raise BadInput(IN_THE_WAY, what=", ".join(f"{kind} ({many})" for kind, many in found.outside.items()))
    return found


def _move_objects(acting: Acting, items: Sequence[Item], to: CompartmentKeys, names: dict[str, str]) -> None:
    """Seal the originals of items under another compartment's key too; note their new names by the old."""
    for item in items:
        with acting.vault.objects.open(item.object_name, acting.keys_of(item.compartment)) as stream:
            names[item.object_name] = acting.vault.objects.put(stream, to).name


def _move_in(
    acting: Acting, case_id: uuid.UUID | str, made: CompartmentKeys, names: dict[str, str]
) -> list[str]:
    """Move every row in one transaction; return the names of the objects that were left behind."""
    with transaction.atomic():
        found = _may_be_sealed(acting, case_id, None)
        if {item.object_name for item in found.of(Item)} != names.keys():
            raise Conflict(CHANGED)
        Compartment.objects.create(id=made.id, name=NOT_WIPED)
        SealedState.objects.create(compartment=made.id)
        database.keep_up()
        _copy_people(acting, found)
        rows: dict[Any, list[Any]] = {kind: list(some.values()) for kind, some in found.rows.items()}
        for item in rows.get(Item, []):
            item.object_name = names[item.object_name]
        case = _case(acting, case_id)
        _forget_imports(case.pk, [item.pk for item in rows.get(Item, [])])
        number = next_number()
        move(rows, compartment=made.id, entry=number, schema="main")
        act = Act("case.sealed", made.id, case.pk, {"covers": covers(rows)})
        append(acting, [act])
        hidden = hide_entries(
            [row.pk for some in rows.values() for row in some if isinstance(row.pk, uuid.UUID)],
            compartment=made.id,
        )
        cover_what_stays(acting, hidden, office=acting.seen_by.office)
        with connection.cursor() as cursor:
            fulltext.remove(cursor, index_numbers(rows))
            fulltext.optimize(cursor)  # until then the words of removed rows stay in its blocks
    return list(names)


def _copy_people(acting: Acting, found: Belonging) -> None:
    """Let rows that move lead to copies of people who stay, with ids of their own."""
    copies = {key: acting.fresh_id() for key in found.copied}
    for some in list(found.rows.values()):
        for row in some.values():
            for column in row._meta.concrete_fields:
                if column.is_relation and column.related_model is Party:
                    key = row.__dict__[column.attname]
                    row.__dict__[column.attname] = copies.get(key, key)
    for key, person in found.copied.items():
        owned: list[Any] = [
            (getattr(person, name).field, list(getattr(person, name).all())) for name in person.owned
        ]
        person.pk = copies[key]
        person.merged_into_id = None
        found.rows.setdefault(Party, {})[person.pk] = person
        for link, some in owned:
            for row in some:
                row.pk = None
                row.__dict__[link.attname] = person.pk
                row._state.fields_cache.clear()
                found.rows.setdefault(type(row), {})[object()] = row


def _forget_imports(case_id: uuid.UUID, items: Sequence[uuid.UUID]) -> None:
    """Imports stay in the office; their lines about this case name its files, so these go."""
    ImportFile.objects.filter(run__case=case_id).delete()
    ImportFile.objects.filter(item__in=items).delete()
    ImportRun.objects.filter(case=case_id).update(case=None)


def _wipe(acting: Acting, objects: Sequence[str]) -> None:
    """Take what is left of rows that moved out of the folder, the write-ahead file and the pages' free room.

    Killed before, or with somebody else at work in the database, the daily clearing away does it.
    """
    discard_unused(acting, objects)
    wipe_what_waits()


def unseal(acting: Acting, case_id: uuid.UUID | str, *, at: Step = nothing) -> Acting:
    """Move everything of a sealed case back to the office, where all colleagues see it.

    People who were copied when it was sealed stay copies: they may be merged by hand.

    Returns:
        The acting person, without the compartment.

    Raises:
        NotFound: no such case for this person. BadInput: it is not sealed, a row of it is damaged, or codes
            or papers of it are
            in the office too by now.
    """
    compartment = sealed_compartment(acting, case_id)
    office = acting.seen_by.office
    if compartment in database.damaged_here():
        raise BadInput(DAMAGED)
    at("originals")
    names: dict[str, str] = {}
    _move_objects(acting, sealed_rows(compartment).get(Item, []), acting.keys_of(office), names)
    at("rows")
    with transaction.atomic():
        rows = sealed_rows(compartment)
        if {item.object_name for item in rows.get(Item, [])} != names.keys():
            raise Conflict(CHANGED)
        _no_two_of_one(rows, office)
        for item in rows.get(Item, []):
            item.object_name = names[item.object_name]
        number = next_number()
        move(rows, compartment=office, entry=number, schema="sealed")
        append(acting, [Act("case.unsealed", office, uuid.UUID(str(case_id)), {"covers": covers(rows)})])
        show_entries(compartment=compartment, office=office)
        SealedRow.objects.filter(compartment=compartment).delete()
        SealedState.objects.filter(compartment=compartment).delete()
        Compartment.objects.filter(pk=compartment).delete()
        database.keep_up()
        with connection.cursor() as cursor:
            fulltext.add(
                cursor, [entry_of(item) for item in Item.objects.filter(row__in=index_numbers(rows))]
            )
    at("leftovers")
    discard_unused(acting, list(names))
    left = tuple(one for one in acting.seen_by.compartments if one != compartment)
    return replace(acting, seen_by=replace(acting.seen_by, compartments=left))


def _no_two_of_one(rows: dict[Any, list[Any]], office: str) -> None:
    codes = [case.code for case in rows.get(Case, [])]
    hashes = [item.sha256 for item in rows.get(Item, [])]
    cites = [item.cite for item in rows.get(Item, []) if item.cite]
    here = Item.objects.filter(compartment=office)
    if Case.objects.filter(compartment=office, code__in=codes).exists():
        raise BadInput(N_("The office has a case of this code by now. Change the code first."))
    if here.filter(sha256__in=hashes).exists() or here.filter(cite__in=cites).exists():
        raise BadInput(
            N_("A paper of this case, or its key, stands in the office too by now. Take one of the two away.")
        )


def sealed_compartment(acting: Acting, case_id: uuid.UUID | str) -> str:
    """Return the compartment of a sealed case.

    Raises:
        NotFound: no such case for this person. BadInput: it is not sealed.
    """
    case = _case(acting, case_id)
    if not SealedState.objects.filter(pk=case.compartment).exists():
        raise BadInput(NOT_SEALED)
    return str(case.compartment)
