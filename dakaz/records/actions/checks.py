"""Recomputing what somebody states, and keeping what came out with the numbers it came from."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from dakaz import figures
from dakaz.errors import N_, BadInput, Conflict
from dakaz.figures.checks.verdict import Note
from dakaz.records import guard
from dakaz.records.models import Check, CheckPart, Claim
from dakaz.records.queries import checks, claims

from .acting import Acting
from .logged import writing

OFFICIAL = "official"
_ENDS = ("first", "last", "low", "high")


def save_check(
    acting: Acting,
    *,
    says: str,
    kind: str,
    given: Mapping[str, Any],
    official: str = "",
    note: str = "",
    claim_ids: Sequence[str] = (),
    identifier: uuid.UUID | None = None,
    seen_entry: int | None = None,
) -> Check:
    """Recompute and keep it.

    Args:
        given: numbers by name, as the room takes them.
        official: code of the outcome of a series it is held against, if any.
        claim_ids: claims that numbers may have been taken from; which of them were is found by the numbers.

    Raises:
        BadInput: something given cannot be read, or the claims are kept by different circles of colleagues.
        Conflict: the check changed since ``seen_entry``.
    """
    taken = claims.chosen(acting.seen_by, claim_ids)
    check = _opened(acting, identifier, seen_entry, taken)
    check.says, check.kind, check.note = says, kind, note
    check.given = dict(given)
    check.series = None
    if official:
        check.series, outcome = checks.outcome_of(acting.seen_by, official)
        check.given[OFFICIAL] = outcome
    check.result, check.verdict = _recomputed(check, taken[0] if taken else None)
    check.on = _day(acting, check.result)
    return _kept(acting, check, _parts(taken, check.given), new=identifier is None)


def _opened(
    acting: Acting, identifier: uuid.UUID | None, seen_entry: int | None, taken: Sequence[Claim]
) -> Check:
    if identifier is None:
        return Check(id=acting.fresh_id(), compartment=_home(acting, taken))
    check = guard.one(Check.objects.all(), acting.seen_by, identifier)
    if seen_entry is not None and check.entry != seen_entry:
        raise Conflict(
            N_(
                "Someone changed this while you were writing. Nothing was overwritten: "
                "compare your text with theirs below and save again."
            )
        )
    return check


def _home(acting: Acting, taken: Sequence[Claim]) -> str:
    """A check is kept with the claims its numbers come from: it tells what they tell."""
    homes = {one.compartment for one in taken} - {acting.seen_by.office}
    if len(homes) > 1:
        raise BadInput(N_("These figures are kept by different circles of colleagues. Check them apart."))
    return str(homes.pop()) if homes else acting.seen_by.office


@dataclass(frozen=True, slots=True)
class Again:
    """What recomputing once more gave.

    Args:
        check: as it is kept now.
        changed: whether anything came out otherwise.
        was: the verdict before.
    """

    check: Check
    changed: bool
    was: str


def recompute(acting: Acting, identifier: uuid.UUID | str) -> Again:
    """Recompute a check with what its claims and its series say now; keep it only if something changed."""
    check = guard.one(Check.objects.select_related("series"), acting.seen_by, identifier)
    was, before = check.verdict, check.result
    parts = [(one.claim, one.name) for one in check.parts.all() if one.claim]
    given = _refreshed(check.given, parts)
    check.given = given
    result, check.verdict = _recomputed(check, parts[0][0] if parts else None)
    if _same(result, before) and check.verdict == was:
        return Again(check, changed=False, was=was)
    check.result = result | {"was": {"verdict": was, "on": check.on}}
    check.on = _day(acting, result)
    rows = [{"claim": claim, "name": name} for claim, name in parts]
    return Again(_kept(acting, check, rows, new=False), changed=True, was=was)


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return {**one, "was": None} == {**other, "was": None}


def _kept(acting: Acting, check: Check, parts: Sequence[Mapping[str, Any]], *, new: bool) -> Check:
    with transaction.atomic(), writing(acting, "check.added" if new else "check.changed", check):
        check.save(force_insert=new)
        check.parts.all().delete()
        for part in parts:
            CheckPart(checked=check, **part).save(force_insert=True)
    return check


def _day(acting: Acting, result: Mapping[str, Any]) -> str:
    return str(result.get("day") or acting.clock().date().isoformat())


def _recomputed(check: Check, first: Claim | None) -> tuple[dict[str, Any], str]:
    """Return the room's whole answer as it is kept, and its verdict."""
    given = {name: one for name, one in check.given.items() if name != OFFICIAL}
    if check.series is not None:
        given = _held_against(check, given)
    source = _source(first)
    found = _checked(figures.Claim(check.says, check.says, check.kind, source, given))
    return kept_answer(found) | {"used": given}, str(found.verdict)


def _checked(claim: figures.Claim) -> figures.Checked:
    """Ask the room; a number it cannot read is told without naming the claim, which stands above the form."""
    try:
        return figures.check(claim)
    except BadInput as problem:
        if isinstance(problem.__cause__, BadInput):
            raise problem.__cause__ from None
        raise


def _source(claim: Claim | None) -> str:
    if claim is None:
        return ""
    item = claim.passage.item
    return claim.attributed_to or (item.source.title if item.source else item.title)


def _held_against(check: Check, given: dict[str, Any]) -> dict[str, Any]:
    assert check.series is not None
    rows = checks.published(check.series, str(check.given.get(OFFICIAL, "")))
    if check.kind == "ratio":
        return given | {"series": {row["period"]: _with_bounds(row) for row in rows}}
    unit = str(given.get("unit", ""))
    rows = [row | {"unit": unit} for row in rows] if unit in ("", check.series.unit) else rows
    return given | {"against": [*given.get("against", ()), *rows]}


def _with_bounds(row: Mapping[str, str]) -> float | list[float | None]:
    value = float(row["value"]) if "value" in row else None
    if "low" in row:
        return [value, float(row["low"]), float(row["high"])]
    return float(row["value"])


def kept_answer(found: figures.Checked) -> dict[str, Any]:
    """Return the room's answer as JSON: templates with their values, so that any language can tell it."""
    return {
        "day": found.day,
        "readings": [one.as_json() for one in found.readings],
        "trace": [_note(one) for one in found.trace],
        "missing": [_note(one) for one in found.missing],
        "sides": [list(one) for one in found.sides],
    }


def _note(note: Note) -> dict[str, Any]:
    values = {name: one if isinstance(one, int | float) else str(one) for name, one in note.values.items()}
    return {"template": note.template, "values": values}


# Which number came from which claim


def _parts(taken: Sequence[Claim], given: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows, used = [], set[str]()
    for claim in taken:
        names = [
            f"{slot} {column}".strip()
            for column, text in entered(claim).items()
            for slot, number in slots_of(given)
            if number == text and slot not in used
        ][:2]
        used |= {name.split(" ")[0] for name in names}
        rows += [{"claim": claim, "name": name} for name in names or [""]]
    return rows


def entered(claim: Claim) -> dict[str, str]:
    """Return a claim's numbers as a check takes them, by column; its one number under the empty name."""
    unit = "%" if claim.unit == "%" else ""
    ends = {name: getattr(claim, name) for name in _ENDS}
    found = {name: f"{claims.typed(one)}{unit}" for name, one in ends.items() if one is not None}
    whole = claims.as_entered(claim)
    return ({"": whole} if whole else {}) | found


def slots_of(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each number given with its name: ``value``, ``parts.0``, ``against.2.value``."""
    for name, one in given.items():
        if isinstance(one, str):
            yield name, one
        elif isinstance(one, list):
            for place, each in enumerate(one):
                if isinstance(each, str):
                    yield f"{name}.{place}", each
                elif isinstance(each, dict) and isinstance(each.get("value"), str):
                    yield f"{name}.{place}.value", each["value"]


def _refreshed(given: Mapping[str, Any], parts: Sequence[tuple[Claim, str]]) -> dict[str, Any]:
    """Put what the claims say now in the place of what they said."""
    fresh = {
        name: [dict(each) if isinstance(each, dict) else each for each in one]
        if isinstance(one, list)
        else one
        for name, one in given.items()
    }
    for claim, name in parts:
        slot, _, column = name.partition(" ")
        number = entered(claim).get(column)
        if slot and number:
            _put(fresh, slot.split("."), number)
    return fresh


def _put(given: dict[str, Any], path: Sequence[str], number: str) -> None:
    if len(path) == 1:
        given[path[0]] = number
    elif len(path) == 2:
        given[path[0]][int(path[1])] = number
    else:
        given[path[0]][int(path[1])][path[2]] = number
