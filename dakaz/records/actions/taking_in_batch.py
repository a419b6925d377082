"""A few rows of a table at a time: what is new is written, what is known is left, what changed is said."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Any

from django.db import transaction

from dakaz.errors import N_, BadInput, DakazError
from dakaz.exchange.filling import Filled, Wrong
from dakaz.names.fold import fold_text
from dakaz.records.models import (
    Case,
    CaseParty,
    Event,
    Name,
    Need,
    Party,
    PartyKind,
    Protection,
    Record,
    TakenIn,
)

from .acting import Acting
from .casebook import next_code
from .logged import Act, append, next_number
from .taking_in_changes import change
from .taking_in_made import Made, Outcome, canonical_digest, digest_of, in_tables, owned_row, sound, standing
from .taking_in_values import Wanted, name_row, role_in_case, role_in_event, trace, wanted

BEFORE_IT = N_("Row %(row)d says something else of the same one; that row counts.")
GONE = N_("This was taken in before and has been taken out here since; it was not added again.")
SAME = "known"


class Batch:
    """Writes rows of one table, batch after batch, inside the caller's transaction."""

    def __init__(self, acting: Acting, run: uuid.UUID, table: str) -> None:
        self._acting, self._run, self._table = acting, run, table
        self._office = acting.seen_by.office
        self._rows_of: dict[str, int] = {}  # which row of this run spoke of a record first
        self._named: dict[str, uuid.UUID] = {}  # organisations by the reading of their name
        self._made: dict[uuid.UUID, Made] = {}
        self._code = ""
        self._stands: dict[uuid.UUID, uuid.UUID] = {}
        self._out = Outcome()

    def take(self, rows: Sequence[Filled]) -> Outcome:
        """Write some rows."""
        self._out, self._made, self._code = Outcome(), {}, ""
        sound = [row for row in rows if not row.wrong]
        self._out.failed = [(row.number, list(row.wrong)) for row in rows if row.wrong]
        self._known = self._known_of(sound)
        self._cases = self._cases_of(sound)
        for row in sound:
            self._one(row)
        self._write()
        return self._out

    def _known_of(self, rows: Sequence[Filled]) -> dict[str, TakenIn]:
        keys = {key for row in rows for key in row.keys.values()}
        keys |= {_need_key(row, kind) for row in rows for kind in _needs(row)}
        found = list(TakenIn.objects.filter(compartment=self._office, table=self._table, key__in=keys))
        self._stands = standing(found)
        return {one.key: one for one in found}

    def _cases_of(self, rows: Sequence[Filled]) -> dict[str, uuid.UUID]:
        codes = {str(row.records["case"]["code"]) for row in rows if row.records.get("case", {}).get("code")}
        found = Case.objects.filter(compartment=self._office, code__in=codes)
        return dict(found.values_list("code", "id"))

    def _one(self, row: Filled) -> None:
        """Take one row: all of it or, where the tables refuse it, nothing of it."""
        before, counted = dict(self._made), (len(self._out.before), len(self._out.left))
        try:
            # a row that may change something is undone whole where it fails; new ones are not written yet
            known = any(key in self._known for key in row.keys.values())
            with transaction.atomic() if known else nullcontext():
                said = self._records(row)
        except DakazError as problem:
            for key in self._made.keys() - before.keys():
                self._forget(self._made.pop(key))
            del self._out.before[counted[0] :], self._out.left[counted[1] :], self._out.left_of[counted[1] :]
            self._out.failed.append((row.number, [Wrong("", problem.message, problem.values)]))
            return
        new = len(self._made) > len(before)
        self._out.added += new
        self._out.changed += not new and "changed" in said
        self._out.same += not new and "changed" not in said

    def _forget(self, made: Made) -> None:
        if made.taken is not None:
            self._known.pop(made.taken.key, None)
        if isinstance(made.record, Case):
            self._cases.pop(made.record.code, None)
        self._named = {name: key for name, key in self._named.items() if key != made.record.pk}

    def _records(self, row: Filled) -> set[str]:
        ids: dict[str, uuid.UUID] = {}
        said: set[str] = set()
        for group, fields in row.records.items():
            one = wanted(group, row.keys[group], fields)
            self._link(one, fields, ids)
            ids[group], what = self._place(row, one)
            said.add(what)
        self._parts(row, ids)
        for kind in _needs(row):
            one = Wanted("need", _need_key(row, kind), {"party_id": ids["person"], "kind": kind})
            said.add(self._need(one))
        return said

    def _link(self, one: Wanted, fields: Mapping[str, Any], ids: Mapping[str, uuid.UUID]) -> None:
        """Set what a record hangs on."""
        if one.group in ("event", "decision", "due") and "case" in ids:
            one.columns["case_id"] = ids["case"]
        if one.group == "document":
            one.columns["party_id"] = ids["person"]
        if one.group == "decision":
            one.columns["authority_id"] = self._called(str(fields["authority"]), PartyKind.ORGANISATION)
        if one.group == "event" and "perpetrator" in fields:
            self._called(str(fields["perpetrator"]), PartyKind.GROUP)

    def _place(self, row: Filled, one: Wanted) -> tuple[uuid.UUID, str]:
        """Return the record a row speaks of, made where it is new, and what that was."""
        known = self._known.get(one.key)
        if known is None:
            return self._new(row, one), "added"
        made = self._made.get(known.record)
        stands = known.record if made else self._stands.get(known.record)
        if stands is None:
            raise BadInput(GONE)
        first = self._rows_of.setdefault(one.key, row.number)
        if known.digest == one.digest:
            return stands, SAME
        record = made.record if made else one.kind._default_manager.filter(pk=known.record).first()
        if record is None:
            raise BadInput(GONE)
        if made or first != row.number:
            self._differs(row, one, record, first)
            return known.record, SAME
        changed = change(self._acting, known, record, one)
        self._out.before += changed.before
        self._out.left += [(row.number, wrong) for wrong in changed.left]
        self._out.left_of += [str(record.pk)] * len(changed.left)
        return stands, "changed" if changed.before else SAME

    def _differs(self, row: Filled, one: Wanted, record: Record, first: int) -> None:
        """Say where a row contradicts an earlier one of the same table; the earlier one counts."""
        for column, value in one.columns.items():
            if getattr(record, column, value) not in (value, str(value)):
                self._out.left.append((row.number, Wrong(column, BEFORE_IT, {"row": first})))
                self._out.left_of.append(str(record.pk))
                return

    def _new(self, row: Filled, one: Wanted) -> uuid.UUID:
        self._rows_of[one.key] = row.number
        if one.group == "case":
            there = self._cases.get(str(one.columns.get("code", "")))
            if there is not None:
                return there  # of another table, or written here: it stays as it is, others hang on it
            if "code" not in one.columns:
                one.besides["code"] = self._next_code()
        identifier = self._build(one.kind, {**one.besides, **one.columns}, one.owned)
        self._remember(one, identifier)
        if one.group == "case" and "code" in one.columns:
            self._cases[str(one.columns["code"])] = identifier
        return identifier

    def _need(self, one: Wanted) -> str:
        if one.key in self._known:
            return SAME
        identifier = self._build(Need, one.columns, {})
        self._remember(one, identifier, name="need")
        return "added"

    def _build(self, kind: type[Record], columns: Mapping[str, Any], owned: Mapping[str, Any]) -> uuid.UUID:
        record = kind(id=self._acting.fresh_id(), compartment=self._office, **columns)
        sound(record)
        self._made[record.pk] = Made(record, {})
        for reverse, values in owned.items():
            self._made[record.pk].owned[reverse] = [owned_row(record, reverse, one) for one in values]
        return record.pk

    def _remember(self, one: Wanted, identifier: uuid.UUID, *, name: str = "") -> None:
        taken = TakenIn(
            id=self._acting.fresh_id(),
            compartment=self._office,
            table=self._table,
            key=one.key,
            kind=name or one.name,
            record=identifier,
            digest=one.digest,
        )
        self._known[one.key] = taken
        made = self._made[identifier]
        made.taken, made.columns = taken, {name: trace(value) for name, value in one.columns.items()}

    def _next_code(self) -> str:
        if not self._code:
            self._code = next_code(self._acting)
        else:
            begin, _, number = self._code.rpartition("-")
            self._code = f"{begin}-{int(number) + 1:0{len(number)}d}"
        return self._code

    def _called(self, name: str, kind: str) -> uuid.UUID:
        """Return the organisation or group of this name, written down where it is not here yet."""
        reading = fold_text(name, None)[:300]
        if reading not in self._named:
            rows = Name.objects.filter(fold=reading, party__compartment=self._office, party__merged_into=None)
            there = rows.exclude(party__kind=PartyKind.PERSON).values_list("party", flat=True).first()
            columns = {"kind": kind, "label": name[:200], "protection": Protection.SEALED}
            self._named[reading] = there or self._build(Party, columns, {"names": [name_row(name)]})
        return self._named[reading]

    def _parts(self, row: Filled, ids: Mapping[str, uuid.UUID]) -> None:
        """Give the parties of a row their parts in its case and event."""
        parties = [group for group in ("person", "organisation") if group in ids]
        if "case" in ids:
            fields = row.records["case"]
            self._involve(ids["case"], CaseParty, [(ids[one], role_in_case(fields, one)) for one in parties])
        if "event" in ids:
            fields = row.records["event"]
            those = [(ids[one], role_in_event(fields, one)) for one in parties]
            if "perpetrator" in fields:
                those.append((self._called(str(fields["perpetrator"]), PartyKind.GROUP), "perpetrator"))
            made = self._made.get(ids["event"])
            if made:
                self._involve(ids["event"], Event.involvements.rel.related_model, those)

    def _involve(self, identifier: uuid.UUID, kind: Any, parts: Sequence[tuple[uuid.UUID, str]]) -> None:
        made = self._made.get(identifier)
        if made is None:
            made = self._opened(identifier, kind, parts)
        if made is None:
            return
        rows = made.owned.setdefault("involvements", [])
        there = {(one.party_id, one.role) for one in rows}  # type: ignore[attr-defined]
        for party, role in parts:
            if (party, role) not in there:
                rows.append(owned_row(made.record, "involvements", {"party_id": party, "role": role}))

    def _opened(self, case: uuid.UUID, kind: Any, parts: Sequence[tuple[uuid.UUID, str]]) -> Made | None:
        """Open a case that stood here before, where a party has a part in it that is not written yet."""
        rows = list(kind.objects.filter(case=case).order_by("pk"))
        if set(parts) <= {(one.party_id, one.role) for one in rows}:
            return None
        self._made[case] = Made(Case.objects.get(pk=case), {"involvements": rows}, fresh=False)
        return self._made[case]

    # Writing

    def _write(self) -> None:
        """Write everything with one log entry for each record."""
        made = [one for one in self._made.values() if one.fresh or one.new_rows]
        for entry, one in enumerate(made, start=next_number()):
            one.record.entry = entry
            if one.taken is not None:
                one.taken.entry = entry
        in_tables([one.record for one in made if one.fresh])
        for one in made:
            if not one.fresh:
                one.record.save(update_fields=["entry"])
        in_tables([row for one in made for row in one.new_rows])
        TakenIn.objects.bulk_create(one.taken for one in made if one.taken is not None)
        append(self._acting, [self._act(one) for one in made])
        self._out.made = [
            (str(one.record._meta.model_name), str(one.record.pk), one.record.entry)
            for one in made
            if one.fresh
        ]

    def _act(self, one: Made) -> Act:
        details: dict[str, Any] = {"digest": digest_of(one), "run": str(self._run)}
        if one.taken is not None:
            details["covers"] = {str(one.taken.pk): canonical_digest(one.taken.covered_values())}
            details["columns"] = one.columns
        action = f"{one.record._meta.model_name}.{'added' if one.fresh else 'changed'}"
        return Act(action, one.record.compartment, one.record.pk, details)


def _needs(row: Filled) -> Sequence[str]:
    return tuple(row.records.get("person", {}).get("needs", ()))


def _need_key(row: Filled, kind: str) -> str:
    return f"{row.keys['person']} {kind}"[:200]
