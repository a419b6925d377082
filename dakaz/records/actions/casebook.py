"""Writing cases, testimonies, decisions, events and due dates."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from django.db import transaction

from dakaz.errors import N_, BadInput
from dakaz.exchange import edtf
from dakaz.records import guard
from dakaz.records.models import Case, CaseStatus, Consequence, Decision, DueDate, Event, Passage, Testimony

from . import testimonies
from .acting import Acting
from .deadlines import count_application, count_decision
from .event_checks import check_event
from .grounds import rest_exactly_on
from .saving import save

Rows = Sequence[Mapping[str, Any]]
SEALED_NUMBERS = 10_000


def save_case(acting: Acting, *, involvements: Rows | None = None, lives_in: str = "", **given: Any) -> Case:
    """Write a case; ``involvements`` are {party_id, role}. A missing code is made from year and number.

    Args:
        lives_in: compartment of a new case that is sealed from the start; empty for the office.

    Raises:
        BadInput: it would be closed before it was opened, or have a day of closing and go on.
    """
    identifier, seen_entry, values = _split(given)
    if identifier is None and not values.get("code"):
        values["code"] = sealed_code(acting, lives_in) if lives_in else next_code(acting)
    _closes_in_order(values)
    owned = None if involvements is None else {"involvements": involvements}
    return save(
        acting,
        Case,
        identifier=identifier,
        seen_entry=seen_entry,
        values=values,
        owned=owned,
        lives_in=lives_in,
    )


def _closes_in_order(values: Mapping[str, Any]) -> None:
    opened, closed = values.get("opened"), values.get("closed")
    if closed and values.get("status", CaseStatus.CLOSED) != CaseStatus.CLOSED:
        raise BadInput(
            N_("The case has a day on which it was closed, but does not stand as closed. Which is right?")
        )
    if ends_before(opened, closed):
        raise BadInput(
            N_("The case would be closed on %(closed)s, before it was opened on %(opened)s. Look again."),
            closed=closed,
            opened=opened,
        )


def ends_before(began: str | None, ended: str | None) -> bool:
    """Say whether the last day ``ended`` can mean lies before the first day ``began`` can mean."""
    if not began or not ended:
        return False
    first, last = edtf.parse(began).earliest, edtf.parse(ended).latest
    return bool(first and last and last < first)


def next_code(acting: Acting) -> str:
    """Return the number after the year's highest, as wide as that one; a number is not given twice.

    Only the office's own numbers count: a gap would tell that something is sealed.
    """
    begin = f"C-{acting.clock().year}-"
    mine = Case.objects.filter(compartment=acting.seen_by.office, code__istartswith=begin)
    ends = [code[len(begin) :] for code in mine.values_list("code", flat=True)]
    numbers = [end for end in ends if end.isascii() and end.isdigit()]
    highest = max(numbers, key=int, default="000")
    return f"{begin}{int(highest) + 1:0{len(highest)}d}"


def sealed_code(acting: Acting, lives_in: str) -> str:
    """Return the number of a case sealed from the start, in a series the office never gives.

    It is drawn, not counted: colleagues who do not see each other's sealed cases would all begin with the
    same one, and have two cases of it once they are given a key.

    Args:
        lives_in: the compartment's id, random hex digits.
    """
    begin = f"S-{acting.clock().year}-"
    there = Case.objects.filter(compartment__in=acting.seen_by.compartments, code__istartswith=begin)
    taken = {code.upper() for code in there.values_list("code", flat=True)}
    codes = (f"{begin}{number:04d}" for number in count(int(lives_in, 16) % SEALED_NUMBERS))
    return next(code for code in codes if code not in taken)


def save_testimony(acting: Acting, *, lives_in: str = "", **given: Any) -> Testimony:
    """Write what someone told us.

    Args:
        given: ``speaker_id``, ``case_id``, ``kind``, ``date`` (EDTF), ``asked_by``, ``interpreter``,
            ``language``, ``text``, ``verbatim``, ``read_back``, ``agreed``, ``consent`` (codes of
            ``Purpose``), ``topics`` (codes of ``queries.testimonies.TOPICS``), ``pseudonym``, ``item_id``.
        lives_in: compartment of a new one that is of no case; empty for the office.

    Raises:
        BadInput: a use or topic is not of our lists; they agreed to what was never read back; the
            pseudonym is their own name; or the recording lies in another place than a sealed case.
    """
    identifier, seen_entry, values = _split(given)
    known = guard.one(Testimony.objects.all(), acting.seen_by, identifier) if identifier else None
    testimonies.check_testimony(acting, values, known)
    return save(
        acting, Testimony, identifier=identifier, seen_entry=seen_entry, values=values, lives_in=lives_in
    )


def save_decision(acting: Acting, *, reasons: Rows | None = None, **given: Any) -> Decision:
    """Write a decision.

    Args:
        reasons: {kind, words, passage_id}; words that have a passage are taken from it, exactly.

    What the law counts from it is proposed at once (``deadlines``). The decision then rests on these
    passages and on its paper, no longer on former ones; what a person said by hand that it rests on (a
    ground without a field) stays.

    Raises:
        BadInput: it would have reached the person before it was made, brings what is not of our list, or
            bans somebody both for life and for a time.
    """
    identifier, seen_entry, values = _split(given)
    _reached_after_made(values)
    _brings(values)
    owned = None if reasons is None else {"reasons": [_exact(acting, reason) for reason in reasons]}
    with transaction.atomic():
        decision = save(
            acting, Decision, identifier=identifier, seen_entry=seen_entry, values=values, owned=owned
        )
        passages = [reason.passage for reason in decision.reasons.exclude(passage=None) if reason.passage]
        rest_exactly_on(acting, decision, field="reasons", places=passages)
        rest_exactly_on(acting, decision, field="item", places=[decision.item] if decision.item else [])
        count_decision(acting, decision)
    return decision


def _brings(values: Mapping[str, Any]) -> None:
    unknown = set(values.get("consequences") or ()) - set(Consequence.values)
    if unknown:
        raise BadInput(N_("“%(what)s” is no consequence of the list."), what=min(unknown))
    if values.get("ban_for_life") and values.get("ban_months"):
        raise BadInput(
            N_("May the person not come back for life, or for %(months)s months? It cannot be both."),
            months=values["ban_months"],
        )


def _exact(acting: Acting, reason: Mapping[str, Any]) -> dict[str, Any]:
    """Take a reason's words from its passage: they stand in the paper, nobody retypes them."""
    if not reason.get("passage_id"):
        return dict(reason)
    passage = guard.one(Passage.objects.all(), acting.seen_by, reason["passage_id"])
    return {**reason, "words": passage.exact}


def _reached_after_made(values: Mapping[str, Any]) -> None:
    made, reached = values.get("dated"), values.get("served")
    if ends_before(made, reached):
        raise BadInput(
            N_(
                "The decision is dated %(made)s but would have reached the person on %(reached)s, "
                "which is earlier. Look at the paper again: which of the two is right?"
            ),
            made=made,
            reached=reached,
        )


def save_event(
    acting: Acting, *, involvements: Rows | None = None, lives_in: str = "", **given: Any
) -> Event:
    """Write an event; ``involvements`` are {party_id, role}. An application starts the authority's clock.

    Args:
        lives_in: compartment of a new one that is of no case; empty for the office.

    Raises:
        BadInput: a right, or a reason for risk at home, is not of its list; an answer came before the report.
    """
    identifier, seen_entry, values = _split(given)
    check_event(values)
    owned = None if involvements is None else {"involvements": involvements}
    with transaction.atomic():
        event = save(
            acting,
            Event,
            identifier=identifier,
            seen_entry=seen_entry,
            values=values,
            owned=owned,
            lives_in=lives_in,
        )
        count_application(acting, event)
    return event


def save_due_date(acting: Acting, **given: Any) -> DueDate:
    """Write a day by which something must be done."""
    identifier, seen_entry, values = _split(given)
    return save(acting, DueDate, identifier=identifier, seen_entry=seen_entry, values=values)


def mark_done(acting: Acting, identifier: uuid.UUID, *, on: date | None) -> DueDate:
    """Say that what was due is done, or with ``on=None`` that it is not."""
    return save(acting, DueDate, identifier=identifier, values={"done": on})


def _split(given: Mapping[str, Any]) -> tuple[uuid.UUID | None, int | None, dict[str, Any]]:
    values = dict(given)
    return values.pop("identifier", None), values.pop("seen_entry", None), values
