"""With a person go cases that are theirs alone, with a case people who stand nowhere else."""

from __future__ import annotations

from dakaz.errors import N_
from dakaz.records.models import (
    Case,
    CaseParty,
    CaseRole,
    Party,
    PartyKind,
    Protection,
    Recommendation,
    Statement,
    Testimony,
    Tie,
)

from .erasing_gather import Gathering
from .erasing_links import leading_to
from .erasing_plan import Plan

# What somebody said elsewhere is no part of one case.
_THEIR_WORDS = (Testimony, Statement, Recommendation)


def take_cases(found: Gathering) -> None:
    """Take cases that are about nobody else; say of the others that they stay."""
    cases = {part.case_id for part in found.rows(CaseParty, "party", found.plan.goes[Party])}
    for case in found.rows(Case, "pk", cases):
        clients = found.rows(CaseParty, "case", [case.pk])
        about = {one.party_id for one in clients if one.role == CaseRole.CLIENT}
        if about and about <= found.plan.goes[Party].keys():
            found.take([case])
        else:
            found.stay(case, N_("It is also about others. Only their part in it is taken out."))


def take_people(found: Gathering) -> None:
    """Take people who stand nowhere else, one after the other; say of the others that they stay."""
    waiting = _mentioned(found)
    while waiting:
        for person in waiting:
            alone = Plan(found.plan.root, {kind: dict(rows) for kind, rows in found.plan.goes.items()})
            trial = Gathering(found.seen_by, alone)
            trial.take([person])
            if not _stands_elsewhere(trial, since=found.plan):
                found.plan.goes = alone.goes
                break
        else:
            for person in waiting:
                found.stay(person, N_("They stand in something else too."))
            return
        waiting = _mentioned(found)


def _mentioned(found: Gathering) -> list[Party]:
    links = [
        (kind, column.attname)
        for kind in found.plan.goes
        for column in kind._meta.concrete_fields
        if column.is_relation and column.related_model is Party
    ]
    keys = {getattr(row, name) for kind, name in links for row in found.plan.goes[kind].values()} - {None}
    going = found.plan.goes.get(Party, {}).keys()
    people = {
        one.pk: one for one in map(_as_one, found.rows(Party, "pk", keys - going)) if one.pk not in going
    }
    private = (
        one
        for one in people.values()
        if one.kind == PartyKind.PERSON and one.protection != Protection.PUBLIC_FIGURE
    )
    return sorted(private, key=lambda one: one.pk)


def _as_one(person: Party) -> Party:
    """Return whom somebody was found to be: what is kept of them alone is for undoing that."""
    while person.merged_into is not None:
        person = person.merged_into
    return person


def _stands_elsewhere(found: Gathering, *, since: Plan) -> bool:
    """Say whether what was taken since would be missed by somebody who stays."""
    people = found.plan.goes.get(Party, {})
    if any(
        not found.plan.has(row)
        for other, link, _ in leading_to(Party)
        for row in found.rows(other, link.attname, people)
    ):
        return True
    new = [row for some in found.plan.goes.values() for row in some.values() if not since.has(row)]
    return any(
        isinstance(row, _THEIR_WORDS)
        or (isinstance(row, Tie) and not {row.party_id, row.other_id} <= people.keys())
        for row in new
    )
