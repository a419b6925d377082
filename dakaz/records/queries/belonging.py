"""What belongs to a case: everything that has to move with it when it is sealed, and what stands in the way.

Rows move whole: a row that says it is of the case, rows that cannot be without such a row, and people who
stand nowhere else. People who also stand in other cases stay; the case gets a copy of them.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from dakaz.records.models import (
    Case,
    Check,
    Claim,
    FileState,
    Ground,
    ImportFile,
    ImportRun,
    Item,
    Merge,
    Party,
    PartyKind,
    Protection,
    Record,
    Report,
)

from .resting import cited_keys, is_cited

Rows = dict[type[models.Model], dict[Any, models.Model]]
# A row whose link of this name leads to another is a part of it.
_PART_OF = frozenset({"case", "within", "merged_into", "superseded_by"})
# Where files came from is not of the case, though it may name it: the run stays, its lines about us go.
_STAYS = (ImportRun, ImportFile)


@dataclass(slots=True)
class Belonging:
    """What moves with a case.

    Args:
        rows: by table and key, what moves as it is.
        copied: people who stand elsewhere too, of whom the case gets a copy.
        outside: how many rows of each kind stay and lead to something that would move; none may.
        staying: these rows.
    """

    rows: Rows = field(default_factory=dict)
    copied: dict[Any, Party] = field(default_factory=dict)
    outside: Counter[str] = field(default_factory=Counter)
    staying: list[models.Model] = field(default_factory=list)

    def has(self, row: models.Model) -> bool:
        """Say whether a row moves."""
        return row.pk in self.rows.get(type(row), {})

    def of(self, kind: type[models.Model]) -> list[Any]:
        """Return what moves of one table."""
        return list(self.rows.get(kind, {}).values())


def belonging(case: Case) -> Belonging:
    """Return what moves with a case, as the tables stand now."""
    found = Belonging()
    _take(found, [case])
    _people(found)
    _papers(found)
    _checks(found)
    _outside(found)
    return found


def unfinished_files(case: Case) -> int:
    """Count files of imports into a case that are not in yet, or could not be read."""
    waiting = (FileState.WAITING, FileState.FAILED)
    return ImportFile.objects.filter(run__case=case, state__in=waiting).count()


def _take(found: Belonging, rows: list[models.Model]) -> None:
    """Take rows, and all that is part of them or cannot be without them."""
    waiting = [row for row in rows if not found.has(row)]
    while waiting:
        row = waiting.pop()
        if found.has(row):
            continue
        found.rows.setdefault(type(row), {})[row.pk] = row
        waiting += [part for part in _parts(row) if not found.has(part)]


def _parts(row: models.Model) -> Iterator[models.Model]:
    for kind, link in _leading_to(type(row)):
        if _is_part(kind, link):
            yield from kind._base_manager.filter(**{link.attname: row.pk})
    if isinstance(row, Record):
        yield from Ground.objects.filter(subject=row.pk)


def _leading_to(kind: type[models.Model]) -> Iterator[tuple[Any, Any]]:
    """Yield each table and column that leads to rows of a kind."""
    for other in apps.get_app_config("records").get_models():
        for column in other._meta.concrete_fields:
            if column.is_relation and column.related_model is kind:
                yield other, column


def _is_part(kind: Any, link: Any) -> bool:
    if kind in _STAYS or kind is Ground:
        return False
    if link.name in _PART_OF or link.name in getattr(kind, "kept_with", ()):
        return True
    needed = [one for one in kind._meta.concrete_fields if one.is_relation and not one.null]
    first: Any = needed[0] if needed else None
    owned = not issubclass(kind, Record)  # names, reasons, texts: rows that are nothing by themselves
    return link is first and bool(owned or link.related_model is Item)


# People


def _people(found: Belonging) -> None:
    """Let people who stand nowhere else move, one after the other; note the others for a copy."""
    waiting = _mentioned(found)
    while waiting:
        for person in waiting:
            alone = Belonging({kind: dict(rows) for kind, rows in found.rows.items()})
            _take(alone, [person])
            if not any(_leads_from_outside(alone, one) for one in alone.of(Party)):
                found.rows = alone.rows
                break
        else:
            found.copied = {person.pk: person for person in waiting}
            return
        waiting = _mentioned(found)


def _mentioned(found: Belonging) -> list[Party]:
    """Return the people of the office that rows which move lead to and that do not move yet."""
    people = Party.objects.filter(
        pk__in=_keys_of(found, Party) - found.rows.get(Party, {}).keys(), kind=PartyKind.PERSON
    )
    case = next(iter(found.of(Case)))
    return list(
        people.filter(compartment=case.compartment)
        .exclude(protection=Protection.PUBLIC_FIGURE)
        .order_by("pk")
    )


def _leads_from_outside(found: Belonging, row: models.Model) -> bool:
    return any(
        not found.has(other)
        for kind, link in _leading_to(type(row))
        if kind not in _STAYS
        for other in kind._base_manager.filter(**{link.attname: row.pk})
    )


# Papers


def _papers(found: Belonging) -> None:
    """Take papers and recordings that belong to no case and that only rows which move lead to.

    What is heard on the recording of a sealed testimony, or seen on the picture of a passport, would stand
    in the office otherwise. A paper somebody else's record rests on as well stays, and is led to.
    """
    for item in _named_by(found, Item):
        alone = Belonging({kind: dict(rows) for kind, rows in found.rows.items()})
        _take(alone, [item])
        cited = any(one.cite and is_cited(one.cite) for one in alone.of(Item) if not found.has(one))
        if not cited and not any(
            _leads_from_outside(alone, one) for one in alone.of(Item) if not found.has(one)
        ):
            found.rows = alone.rows


def _named_by(found: Belonging, kind: Any) -> list[Any]:
    """Return the rows of the office, of no case, that rows which move lead to and that do not move yet."""
    case = next(iter(found.of(Case)))
    rows = kind.objects.filter(pk__in=_keys_of(found, kind) - found.rows.get(kind, {}).keys(), case=None)
    return list(rows.filter(compartment=case.compartment).order_by("pk"))


def _keys_of(found: Belonging, kind: Any) -> set[Any]:
    """Return the keys of a kind that rows which move lead to."""
    return {
        row.__dict__[column.attname]
        for some, rows in found.rows.items()
        for column in some._meta.concrete_fields
        if column.is_relation and column.related_model is kind
        for row in rows.values()
        if row.__dict__[column.attname] is not None
    }


# Checks


def _checks(found: Belonging) -> None:
    """Take checks of the office all of whose claims move: they tell what those tell, and nothing else."""
    claims = found.rows.get(Claim, {}).keys()
    for check in Check.objects.filter(parts__claim__in=list(claims)).distinct():
        if {part.claim_id for part in check.parts.all()} <= claims:
            _take(found, [check])


# What stands in the way


def _outside(found: Belonging) -> None:
    for kind, rows in list(found.rows.items()):
        for other, link in _leading_to(kind):
            if other in _STAYS:
                continue
            for row in other._base_manager.filter(**{f"{link.attname}__in": list(rows)}):
                if not found.has(row):
                    found.outside[_kind_of(other)] += 1
                    found.staying.append(row)
    found.outside["report"] += sum(is_cited(item.cite) for item in found.of(Item) if item.cite)
    found.staying += _reports_citing(found)
    merges = list(_merges_telling_of(found))
    found.outside["merge"] += len(merges)
    found.staying += merges
    found.outside += Counter()  # leaves out what is zero


def _kind_of(kind: Any) -> str:
    """Return which kind of record rows of a table are parts of."""
    while not issubclass(kind, Record):
        needed = [one for one in kind._meta.concrete_fields if one.is_relation and not one.null]
        if not needed:
            break
        kind = needed[0].related_model
    return str(kind._meta.model_name)


def _reports_citing(found: Belonging) -> Iterator[Report]:
    keys = {item.cite for item in found.of(Item) if item.cite}
    for report in Report.objects.order_by("pk") if keys else ():
        if any(keys & cited_keys(line) for line in report.outline.splitlines()):
            yield report


def _merges_telling_of(found: Belonging) -> Iterator[Merge]:
    """Yield merges that stay and keep, for their undoing, what rows that move said before."""
    told = {str(key) for rows in found.rows.values() for key in rows}
    told |= {key.hex for rows in found.rows.values() for key in rows if isinstance(key, uuid.UUID)}
    people = [*found.copied]
    for merge in Merge.objects.filter(Q(kept__in=people) | Q(merged__in=people)):
        text = f"{merge.moved}{merge.before}"
        if not found.has(merge) and any(key in text for key in told if len(key) > 30):
            yield merge
