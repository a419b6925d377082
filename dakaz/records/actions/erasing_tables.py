"""What imports of tables keep of rows: what of it is about somebody erased goes with them.

A row that could not be taken in is kept with its cells, so that it can be mended; a row that changed
something, with what stood there before; a row that says something else, with both. Such a row is of whom is
erased when it has the id of a record that goes, when the table tells it by the same key, or when their full
name, a number or an address of theirs stands in it. A namesake's failed row goes too: better a row to be
sent again than a name that stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from dakaz.errors import N_
from dakaz.exchange.filling import Reader
from dakaz.exchange.mapping import Plan as TablePlan
from dakaz.names import Needles
from dakaz.names.hits import FULL
from dakaz.records.guard import SeenBy
from dakaz.records.models import FileState, ImportFile, ImportRun, Party, Record, TakenIn
from dakaz.records.queries import taking_in as tables
from dakaz.records.queries.erasing import Plan
from dakaz.records.queries.personal import needles_of

AT_ONCE = 500
_SHORT_WORDS = re.compile(r"\s*[^\W\d_][^\d_;|]{0,40}")  # cells in which a part of a name may stand alone
ERASED = N_("What stood in this row was erased with whom it was about.")
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Gone:
    """What tells that something kept of a table is about what goes.

    Args:
        ids: of records that go.
        keys: of rows of tables that go, by the name of the table.
        needles: names, numbers and addresses of people that go; None where nobody goes.
    """

    ids: frozenset[str]
    keys: Mapping[str, Collection[str]]
    needles: Needles | None

    def named_in(self, *values: Any) -> bool:
        """Say whether somebody who goes is named, in full, by a number or an address.

        A surname and a given name may stand in cells far apart, with a date or a town between them.
        """
        if self.needles is None:
            return False
        cells = [str(one) for one in values]
        hits = self.needles.find(" ".join(cells))
        if any(hit.extent == FULL for hit in hits):
            return True
        names = [cell for cell in cells if _SHORT_WORDS.fullmatch(cell)] if hits else []
        pairs = "; ".join(f"{one} {other}" for one, other in combinations(names, 2))
        return any(hit.extent == FULL for hit in self.needles.find(pairs))


def forget_in_tables(seen_by: SeenBy, found: Plan) -> None:
    """Take what is about the records of a plan out of what imports of tables keep; before these rows go."""
    gone = _gone_with(seen_by, found)
    for run in ImportRun.objects.filter(how=tables.TABLE, compartment=seen_by.office).order_by("pk"):
        keys_of = _keys_of(run, gone)
        for file in _files(run):
            left = _without(file, gone, keys_of)
            if left != file.problem:
                ImportFile.objects.filter(pk=file.pk).update(problem=left)


def _gone_with(seen_by: SeenBy, found: Plan) -> _Gone:
    ids = {str(key) for kind, rows in found.goes.items() if issubclass(kind, Record) for key in rows}
    keys: dict[str, set[str]] = {}
    for row in found.of(TakenIn):
        keys.setdefault(row.table, set()).add(row.key)
    people = {str(one.pk) for one in found.of(Party)}
    return _Gone(frozenset(ids), keys, Needles(**needles_of(seen_by, people)) if people else None)


def _files(run: ImportRun) -> Iterator[ImportFile]:
    keys = list(run.files.exclude(problem=None).order_by("position", "pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        yield from ImportFile.objects.filter(pk__in=keys[start : start + AT_ONCE]).order_by("pk")


def _keys_of(run: ImportRun, gone: _Gone) -> Callable[[Sequence[str]], bool]:
    """Return what says whether a table tells cells by the key of a row that goes."""
    told = run.files.filter(position=0).values_list("problem", flat=True).first() or {}
    plan = TablePlan.of_json(told["plan"]) if "plan" in told else None
    keys = gone.keys.get(plan.table, ()) if plan else ()
    if plan is None or not keys:
        return lambda _cells: False
    words = tables.words()
    reader = Reader(plan, words.values, users=tables.users(), said=words.said)
    return lambda cells: not set(reader.row(0, cells).keys.values()).isdisjoint(keys)


def _without(file: ImportFile, gone: _Gone, is_of: Callable[[Sequence[str]], bool]) -> Told:
    told: Told = dict(file.problem or {})
    if file.position == 0:
        return _without_people(told, gone, is_of)
    if file.state == FileState.FAILED:
        cells = [str(one) for one in told.get("cells", ())]
        about = gone.named_in(*cells) or not gone.ids.isdisjoint(cells) or is_of(cells)
        return {"cells": [], "wrong": [["", ERASED, {}]]} if about else told
    return _without_records(told, gone)


def _without_people(told: Told, gone: _Gone, is_of: Callable[[Sequence[str]], bool]) -> Told:
    """Take them out of the first rows that are shown, and of those who may be known."""
    if told.get("sample"):
        told["sample"] = [
            [number, cells]
            for number, cells in told["sample"]
            if not (gone.named_in(*cells) or is_of([str(one) for one in cells]))
        ]
    checked = dict(told.get("checked") or {})
    if checked.get("known_people"):
        checked["known_people"] = [
            one
            for one in checked["known_people"]
            if one["party"] not in gone.ids and not gone.named_in(one["name"])
        ]
        told["checked"] = checked
    return told


def _without_records(told: Told, gone: _Gone) -> Told:
    """Take what rows made, changed and said otherwise of records that go out of what a batch keeps."""
    for name, at in (("made", 1), ("differing", 1)):
        if name in told:
            told[name] = [one for one in told[name] if str(one[at]) not in gone.ids]
    if "before" in told:
        told["before"] = [one for one in told["before"] if gone.ids.isdisjoint((one["id"], one["row"]))]
    if told.get("left"):
        # an import of before did not keep of whom a line is: there none stays
        whose = told.get("left_of") or [None] * len(told["left"])
        stays = [
            pair
            for pair in zip(told["left"], whose, strict=True)
            if pair[1] is not None and pair[1] not in gone.ids and not gone.named_in(*pair[0][3].values())
        ]
        told["left"], told["left_of"] = [one for one, _ in stays], [one for _, one in stays]
    return told
