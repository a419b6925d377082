"""Counting days by law, and what people do with a counted day: confirm, set another, set aside, do it.

A count is written beside the one before it, never over it. Nothing binds before a person confirmed it.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import transaction

from dakaz import law
from dakaz.errors import N_, BadInput
from dakaz.law.moments import as_day
from dakaz.law.receipt import canonical
from dakaz.records import guard
from dakaz.records.models import Audience, Deadline, Decision, Event, EventKind, Record, SetBy, Standing
from dakaz.records.queries import law_of_decisions as asked
from dakaz.records.queries.deadlines import OVER, WAITING, needs_two, receipt_of

from .acting import Acting
from .saving import save

# What two counts are compared by: what was asked, and what came out; not the day of asking.
SAME = ("facts", "version", "answered_by")
SAME_RESULT = ("raw_day", "last_day", "safe_day", "outcome")
# A decision of these kinds ends the authority's clock of an application for the same.
ENDS = {
    "A01": ("asylum_grant", "asylum_refusal"),
    "A06": ("permit_grant", "permit_refusal"),
    "A07": ("permit_grant", "permit_refusal"),
    "A10": (),
}


def count_decision(acting: Acting, decision: Decision) -> list[Deadline]:
    """Count the days of a decision anew and propose those that are not written down yet.

    A proposal that no longer follows is replaced. A confirmed day stays as it is, with the new one beside it.

    Returns:
        What was proposed.
    """
    today = _today(acting)
    outcomes = {one.rule.id: one.outcome for one in asked.answers(decision, as_of=today) if one.is_day}
    with transaction.atomic():
        made = [
            one
            for rule in {**outcomes, **{one.rule: None for one in _holding(acting, decision)}}
            if (one := _count_rule(acting, decision, rule, outcomes.get(rule)))
        ]
        _end_clocks(acting, decision)
    return made


def _count_rule(
    acting: Acting, decision: Decision, rule: str, outcome: law.Outcome | None
) -> Deadline | None:
    """Propose what one rule gives, unless that stands there; take back proposals that say otherwise."""
    there = [one for one in _holding(acting, decision) if one.rule == rule]
    known = outcome is None or any(_same(one, outcome) for one in there)
    made = None if known or outcome is None else _propose(acting, outcome, decision=decision)
    for one in there:
        if one.standing in WAITING and not (outcome and _same(one, outcome)):
            _replace(acting, one, made)
    return made


def count_application(acting: Acting, application: Event) -> Deadline | None:
    """Start the authority's clock of an application, or set it anew; None when there is none to start."""
    rows = guard.visible(Deadline.objects.filter(application=application), acting.seen_by)
    before = rows.exclude(standing__in=OVER).order_by("-pk").first()
    is_one = application.kind == EventKind.APPLICATION and application.case_id is not None
    outcome = asked.clock_of(application, as_of=_today(acting)) if is_one else None
    if before and outcome and _same(before, outcome):
        return before
    made = _propose(acting, outcome, application=application) if outcome else None
    if before:
        _replace(acting, before, made)
    if made:
        for decision in guard.visible(Decision.objects.filter(case=application.case_id), acting.seen_by):
            _end_clocks(acting, decision)
        made.refresh_from_db()
    return made


def _holding(acting: Acting, decision: Decision) -> list[Deadline]:
    """Return the counts of a decision that no later one replaced, in the order they were written."""
    rows = guard.visible(Deadline.objects.filter(decision=decision), acting.seen_by)
    return list(rows.exclude(standing=Standing.REPLACED).order_by("pk"))


def _same(before: Deadline, outcome: law.Outcome) -> bool:
    old, new = receipt_of(before), law.receipt(outcome)
    return all(old[name] == new[name] for name in SAME) and all(
        old["result"][name] == new["result"][name] for name in SAME_RESULT
    )


def _propose(acting: Acting, outcome: law.Outcome, **about: Decision | Event) -> Deadline:
    """Write a count down, about a ``decision`` or an ``application``."""
    ((name, subject),) = about.items()
    values = {"case_id": subject.case_id, f"{name}_id": subject.pk, **_counted(outcome)}
    return save(acting, Deadline, values=values)


def _counted(outcome: law.Outcome) -> dict[str, Any]:
    zone = asked.pack().zone
    raw, last, safe = (
        None if one is None else as_day(one, zone)
        for one in (outcome.raw_day, outcome.last_day, outcome.safe_day)
    )
    rule = law.rule_named(asked.pack(), outcome.rule)
    return {
        "audience": Audience.PERSON if outcome.audience == "person" else Audience.AUTHORITY,
        "rule": rule.id,
        "row": rule.row or "",
        "label": {language: rule.label.get(language, "") for language in law.LANGUAGES},
        "receipt": canonical(law.receipt(outcome)).decode(),
        "state": outcome.state or "",
        "raw_day": raw,
        "last_day": last,
        "safe_day": safe,
        "on": safe or last or raw,
    }


def _replace(acting: Acting, before: Deadline, by: Deadline | None) -> None:
    values = {"standing": Standing.REPLACED, "superseded_by_id": by.pk if by else None}
    save(acting, Deadline, identifier=before.pk, values=values)


def _end_clocks(acting: Acting, decision: Decision) -> None:
    """A decision came: the authority's clock of its case stopped on the day the decision was made."""
    rows = Deadline.objects.filter(case_id=decision.case_id, audience=Audience.AUTHORITY, done=None)
    for one in guard.visible(rows.exclude(standing__in=OVER), acting.seen_by).select_related("application"):
        lodged = asked.sure_day(one.application.date) if one.application else None
        made = asked.sure_day(decision.dated)
        if decision.kind in ENDS.get(one.row, ()) and lodged and made and lodged <= made:
            save(acting, Deadline, identifier=one.pk, values={"done": made})


def tell_facts(
    acting: Acting, identifier: uuid.UUID, *, facts: dict[str, str], seen_entry: int | None = None
) -> Decision:
    """Write what the law asks about a decision, and count again.

    Args:
        facts: names and values of the pack's vocabulary; an empty value takes a fact away.

    Raises:
        BadInput: a name or a value that the pack does not know.
    """
    found = guard.one(Decision.objects.all(), acting.seen_by, identifier)
    accepted = {**asked.asked_of(found, as_of=_today(acting))}
    for name, value in facts.items():
        values = accepted.get(name)
        if values is None or (value and (value not in values if values else not value.isdecimal())):
            raise BadInput(N_("“%(value)s” is no answer to “%(name)s”."), name=name, value=value)
    kept = {name: value for name, value in {**found.facts, **facts}.items() if value}
    with transaction.atomic():
        saved = save(acting, Decision, identifier=found.pk, seen_entry=seen_entry, values={"facts": kept})
        count_decision(acting, saved)
    return saved


def count_again(acting: Acting, identifier: uuid.UUID) -> list[Deadline]:
    """Count the days of a decision that was written down before days were counted, or with another pack."""
    return count_decision(acting, guard.one(Decision.objects.all(), acting.seen_by, identifier))


def confirm(acting: Acting, identifier: uuid.UUID, *, seen_entry: int | None = None) -> Deadline:
    """Say that a counted day was checked; it binds, or waits for a second person where two must look.

    Raises:
        BadInput: it waits for nobody, or for somebody else.
        Conflict: it changed since ``seen_entry``.
    """
    found = guard.one(Deadline.objects.all(), acting.seen_by, identifier)
    with transaction.atomic():
        values = _confirmed(acting, found)
        saved = save(acting, Deadline, identifier=found.pk, seen_entry=seen_entry, values=values)
        if saved.standing == Standing.CONFIRMED:
            _take_over(acting, saved)
    return saved


def _confirmed(acting: Acting, found: Deadline) -> dict[str, Any]:
    me = acting.seen_by.user_id
    if found.standing not in WAITING:
        raise BadInput(N_("This day does not wait for anybody to confirm it."))
    if found.standing == Standing.HALF:
        if found.confirmed_by == me:
            raise BadInput(N_("You have confirmed it already. The second look has to be a colleague's."))
        return {"standing": Standing.CONFIRMED, "second_by": me, "second_at": acting.clock()}
    return _first_look(acting, found)


def _first_look(acting: Acting, found: Deadline) -> dict[str, Any]:
    second = needs_two(found) and others_could_look(acting, found)
    return {
        "standing": Standing.HALF if second else Standing.CONFIRMED,
        "confirmed_by": acting.seen_by.user_id,
        "confirmed_at": acting.clock(),
        "second_by": "",
        "second_at": None,
    }


def others_could_look(acting: Acting, found: Record) -> bool:
    """Say whether anybody else holds the key of what this belongs to."""
    others = (one for one in acting.vault.users() if one.id != acting.seen_by.user_id)
    return any(found.compartment in one.compartments for one in others)


def _take_over(acting: Acting, found: Deadline) -> None:
    """Replace the day that was confirmed before; a court's or lawyer's own day goes on holding."""
    if found.decision is None:
        return
    rows = Deadline.objects.filter(decision=found.decision, rule=found.rule, standing=Standing.CONFIRMED)
    rows = rows.exclude(pk=found.pk)
    for before in guard.visible(rows, acting.seen_by):
        if before.set_day and not found.set_day:
            columns = ("set_day", "set_by", "set_why", "set_typed_by", "set_at")
            values = {name: getattr(before, name) for name in columns}
            save(acting, Deadline, identifier=found.pk, values={**values, "on": before.set_day})
        if before.done:
            save(acting, Deadline, identifier=found.pk, values={"done": before.done})
        _replace(acting, before, found)


def set_day(
    acting: Acting,
    identifier: uuid.UUID,
    *,
    day: date | None,
    by: str,
    why: str,
    seen_entry: int | None = None,
) -> Deadline:
    """Put the day that a court or a lawyer named before the counted one, or take it away again.

    Whoever types it has looked; where two must look, a colleague still has to.

    Args:
        day: None takes it away; then the counted day holds again.
        by: ``court`` or ``lawyer``.
        why: where it stands or who said so; must not be empty.

    Raises:
        BadInput: no reason, or nobody named.
    """
    found = guard.one(Deadline.objects.all(), acting.seen_by, identifier)
    if not why.strip():
        raise BadInput(
            N_("Say where this day comes from: the court's letter, the lawyer's message, and of which day.")
        )
    if by not in SetBy.values:
        raise BadInput(N_("Say who named this day: a court, or a lawyer."))
    if found.standing in OVER:
        raise BadInput(N_("This count no longer holds. Set the day on the one that came after it."))
    values = {
        **_first_look(acting, found),
        "set_day": day,
        "set_by": by,
        "set_why": why.strip(),
        "set_typed_by": acting.seen_by.user_id,
        "set_at": acting.clock(),
        "on": day or found.safe_day or found.last_day or found.raw_day,
    }
    with transaction.atomic():
        saved = save(acting, Deadline, identifier=found.pk, seen_entry=seen_entry, values=values)
        if saved.standing == Standing.CONFIRMED:
            _take_over(acting, saved)
    return saved


def set_aside(acting: Acting, identifier: uuid.UUID, *, why: str, seen_entry: int | None = None) -> Deadline:
    """Say that a counted day is not for this decision; it stays to be read, with the reason.

    Raises:
        BadInput: no reason.
    """
    if not why.strip():
        raise BadInput(N_("Say why this day does not hold here. It stays to be read with your reason."))
    values = {"standing": Standing.SET_ASIDE, "aside_why": why.strip()}
    return save(acting, Deadline, identifier=identifier, seen_entry=seen_entry, values=values)


def mark_deadline_done(acting: Acting, identifier: uuid.UUID, *, on: date | None) -> Deadline:
    """Say that what had to be done by a counted day is done, or with ``on=None`` that it is not."""
    return save(acting, Deadline, identifier=identifier, values={"done": on})


def _today(acting: Acting) -> date:
    return acting.clock().astimezone(asked.pack().zone).date()
