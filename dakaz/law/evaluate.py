"""Asking a rule: facts and a day go in, an outcome with its reasons comes out. Nothing else is read.

``evaluate`` finds out which rule answers; ``_answer`` asks that one: what starts it (``starting``), which
text is in force (``choosing``), which case holds (``conditions``), what it answers (``answer``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from dakaz.errors import N_

from .answer import Answer, nothing_to_count, unknown_answer, with_days
from .assembling import assembled
from .build_rules import ASKED_ON
from .choosing import Chosen, choose_version, event_named
from .conditions import choose_case
from .facts import Known, Value, understand
from .model import UNCERTAIN, Pack, Rule
from .moments import CLOCK, Moment, as_day, in_calendar
from .outcome import Outcome, text
from .question import Beside, Question
from .refusals import WrongFact
from .rivals import (
    known_to,
    rivals_beside,
    rule_instead,
    still_open_by_another,
    taken_instead,
    with_later_texts,
)
from .rule_names import rule_named
from .starting import Start, counts_from, start_of

__all__ = ["evaluate", "rule_named"]

NO_ZONE = N_("%(fact)s has an hour without a time zone. Accepted: %(accepted)s.")
ALONE = Beside()


def evaluate(
    pack: Pack, rule: str, facts: Mapping[str, Value], as_of: Moment, *, language: str | None = None
) -> Outcome:
    """Say what a rule gives for these facts, as seen on ``as_of``.

    Args:
        rule: id of a rule, or its row.
        facts: ``served`` is the day of the rule's own event; other events and facts by their names.
            Days are dates, aware datetimes or ISO text; ``unknown`` stands for what is not known.
        as_of: the clock; a date, or an aware datetime. There is no default.
        language: kept for callers that hand it on to ``say``; changes nothing here.

    Raises:
        WrongFact: a fact is missing, unknown or impossible; names it and says what is accepted.
        NoVersionInForce: the pack knows no text of the rule for the day that decides.
    """
    if isinstance(as_of, datetime) and as_of.tzinfo is None:
        raise WrongFact(NO_ZONE, code="wrong_date", fact="as_of", accepted=CLOCK)
    in_calendar(as_of, fact="as_of")
    found = rule_named(pack, rule)
    known = understand(pack, found, facts)
    instead = rule_instead(pack, found, known, as_of)
    if instead is None:
        beside = rivals_beside(pack, found, known, facts=facts, as_of=as_of, answer=_answer)
        outcome = still_open_by_another(_answer(pack, found, known, as_of, beside))
        return with_later_texts(outcome, pack, found, known, as_of, answer=_answer)
    other, why = instead
    told = known_to(pack, found, other, known, facts)
    outcome = taken_instead(_answer(pack, other, told, as_of), why)
    return replace(outcome, asked=outcome.asked._replace(rule=found.id, facts=known.given))


def _answer(pack: Pack, rule: Rule, known: Known, as_of: Moment, beside: Beside = ALONE) -> Outcome:
    question = _question(pack, rule, known, as_of, beside)
    return assembled(question, _answered(question))


def _answered(question: Question) -> Answer:
    case = question.case
    if case is None or case.confidence in UNCERTAIN or case.state == "unknown":
        return unknown_answer(question)
    if case.length is None:
        return nothing_to_count(question, case)
    return with_days(question, case, case.length)


def _question(pack: Pack, rule: Rule, known: Known, as_of: Moment, beside: Beside) -> Question:
    """Gather all that is known before the question is answered."""
    notes, today = Chosen(), as_day(as_of, pack.zone)
    start = start_of(rule, known, as_of)
    deciding = _deciding(pack, rule, known, as_of, start=start, notes=notes)
    version = choose_version(pack, rule, known, notes, day=deciding, today=today)
    number = choose_case(pack, rule, version, known, notes)
    case = version.cases[number - 1] if number else None
    counts = case is not None and case.length is not None
    return Question(
        pack=pack,
        rule=rule,
        known=known,
        notes=notes,
        as_of=as_of,
        today=today,
        trigger=start.trigger,
        deciding=deciding,
        look_alike=start.look_alike,
        trigger_assumed_from=start.assumed_from,
        version=version,
        case=case,
        case_number=number,
        counted_from=counts_from(pack, rule, known, start.trigger, notes) if counts else None,
        beside=beside,
    )


def _deciding(pack: Pack, rule: Rule, known: Known, as_of: Moment, *, start: Start, notes: Chosen) -> date:
    """Return the day of the event that picks the version; the trigger's day where that was not told."""
    event = rule.trigger.select_version_on
    if event in known.events:
        return as_day(known.events[event], pack.zone)
    if event == ASKED_ON:
        return as_day(as_of, pack.zone)
    day = as_day(start.trigger, pack.zone)
    if start.look_alike is None and event != rule.trigger.event:
        notes.assumed.append(text("assumed_same_day", event=event_named(pack, event), day=day))
    return day
