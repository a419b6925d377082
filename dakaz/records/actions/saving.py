"""Writing one record: what it may point to, what its dates mean, and that nobody's change is lost."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from dakaz.errors import N_, BadInput, Conflict, NotFound
from dakaz.exchange import edtf
from dakaz.records import guard
from dakaz.records.models import Compartment, Record

from .acting import Acting
from .logged import writing

Kind = TypeVar("Kind", bound=Record)
Owned = Mapping[str, Sequence[Mapping[str, Any]]]

# Columns that hold an EDTF date, under whatever record they stand.
EDTF_COLUMNS = frozenset(
    {
        "date",
        "dated",
        "served",
        "since",
        "until",
        "opened",
        "born",
        "issued",
        "expires",
        "given",
        "withdrawn",
        "as_of",
        "closed",
        "reported",
        "answered",
    }
)


def save(
    acting: Acting,
    kind: type[Kind],
    *,
    identifier: uuid.UUID | None = None,
    seen_entry: int | None = None,
    values: Mapping[str, Any],
    owned: Owned | None = None,
    lives_in: str = "",
) -> Kind:
    """Create a record, or change one, with the rows it owns, as one action.

    Args:
        identifier: the record to change; None for a new one.
        seen_entry: the log entry the person saw when they opened the form; None when no form was open.
        values: columns to set; a foreign key by its id under ``<name>_id``.
        owned: for each reverse name the whole list of rows that shall stand there.
        lives_in: compartment of a new record that belongs to no case and to nobody by itself: of the case
            its form was opened from. Empty: where its links say, else the office.

    Raises:
        BadInput: a date or a choice is not one, or what must differ from all others is taken.
        Conflict: the record changed since ``seen_entry``.
        NotFound: the record, or one it shall point to, is not there for this person.
    """
    name = kind._meta.model_name
    with transaction.atomic():
        record = _opened(acting, kind, identifier, seen_entry)
        before = guard.links_of(record)
        for column, value in values.items():
            # What a person was shown as empty, because it is not theirs to see, they did not empty.
            if getattr(record, column) != value or record._state.adding:
                setattr(record, column, _clean(column, value))
        _only_what_is_visible(acting, guard.links_of(record) - before)
        if record._state.adding:
            record.compartment = _compartment(acting, record, lives_in)
        _stay_in_one_circle(record)
        action = f"{name}.added" if identifier is None else f"{name}.changed"
        with writing(acting, action, record):
            _check(record)
            _write(record, new=identifier is None)
            for reverse, rows in (owned or {}).items():
                _replace(acting, record, reverse, rows)
    return record


def _opened(acting: Acting, kind: type[Kind], identifier: uuid.UUID | None, seen_entry: int | None) -> Kind:
    if identifier is None:
        return kind(id=acting.fresh_id())
    record = guard.one(kind._default_manager.all(), acting.seen_by, identifier)
    if seen_entry is not None and record.entry != seen_entry:
        raise Conflict(
            N_(
                "Someone changed this while you were writing. Nothing was overwritten: "
                "compare your text with theirs below and save again."
            )
        )
    return record


def _only_what_is_visible(acting: Acting, links: guard.Links) -> None:
    """Refuse what the writer cannot see before anything else is said of the row."""
    for kind, identifier in links:
        guard.one(kind._base_manager.all(), acting.seen_by, identifier)


def _clean(column: str, value: Any) -> Any:
    if column in EDTF_COLUMNS and value:
        return edtf.parse(value).text
    return value


def _compartment(acting: Acting, record: Record, lives_in: str) -> str:
    """Return the case's or person's compartment for what is theirs; else what was asked for."""
    case = getattr(record, "case", None)
    if case is not None:
        return str(case.compartment)
    homes = {getattr(record, link).compartment for link in record.kept_with} - {acting.seen_by.office}
    if homes or not lives_in:
        return str(homes.pop()) if homes else acting.seen_by.office
    # one's keys outlive a case that was unsealed since: what is written there nobody would find
    there = Compartment.objects.filter(pk=lives_in).exists()
    if lives_in not in acting.seen_by.compartments or not there:
        raise NotFound(N_("There is nothing here by that address, or it is not yours to see."))
    return lives_in


def _stay_in_one_circle(record: Record) -> None:
    """Refuse to hang a record on a case of other people: they, or we, would read what is not theirs."""
    case = getattr(record, "case", None)
    if case is not None and case.compartment != record.compartment:
        raise BadInput(
            N_("That case is kept by another circle of colleagues. Write this down there anew instead.")
        )


def _check(record: models.Model) -> None:
    """Refuse a value outside its list or too long for its column, naming the column."""
    try:
        record.clean_fields(exclude=blank_columns(record))
    except ValidationError as problem:
        column, messages = next(iter(problem.message_dict.items()))
        verbose = getattr(record._meta.get_field(column), "verbose_name", column)
        raise BadInput(N_("“%(field)s”: %(why)s"), field=str(verbose), why=" ".join(messages)) from None


def blank_columns(record: models.Model) -> set[str]:
    """Return columns that may stay empty: what is not known is left out, not invented."""
    empty = {
        field.name
        for field in record._meta.concrete_fields
        if (not field.choices and getattr(record, field.attname) in ("", [], b""))
        or (field.null and getattr(record, field.attname) is None)
    }
    return empty | {"entry", "record"}


def _replace(acting: Acting, record: Record, reverse: str, rows: Sequence[Mapping[str, Any]]) -> None:
    manager = getattr(record, reverse)
    manager.all().delete()
    for row in rows:
        new = manager.model(**{manager.field.name: record}, **row)
        _only_what_is_visible(acting, guard.links_of(new) - {(type(record), record.pk)})
        _check(new)
        _write(new, new=True)


def _write(row: models.Model, *, new: bool) -> None:
    """Save a row; what the database refuses because it is taken is said in words, naming the field.

    The caller's transaction is rolled back either way.
    """
    try:
        row.save(force_insert=new)
    except IntegrityError as problem:
        taken = _taken(row, str(problem))
        if not taken:
            raise
        field, shown = taken[-1], getattr(row, f"get_{taken[-1]}_display", None)
        raise BadInput(
            N_("“%(field)s”: %(value)s is there already. Choose another, or change the one that is there."),
            field=str(getattr(row._meta.get_field(field), "verbose_name", field)),
            value=str(shown() if shown else getattr(row, field)),
        ) from None


def _taken(row: models.Model, said: str) -> list[str]:
    """Return the columns of ``row`` that SQLite says must differ from every other row's."""
    columns = {f"{row._meta.db_table}.{field.column}": field.name for field in row._meta.concrete_fields}
    _, found, named = said.partition("UNIQUE constraint failed: ")
    return [columns[name] for name in named.split(", ") if name in columns] if found else []
