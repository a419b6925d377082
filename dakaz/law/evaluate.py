"""Asking a rule: facts and a day go in, an outcome with its reasons comes out. Nothing else is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from difflib import get_close_matches

from dakaz.errors import N_

from .answer import nothing_to_count, unknown_answer, with_days
from .build_rules import ASKED_ON
from .choosing import Chosen, choose_case, choose_version, event_named, holds
from .facts import SERVED, Known, Value, understand
from .model import UNCERTAIN, LookAlike, Pack, Rule
from .moments import Moment, as_day
from .outcome import Outcome, Step, text
from .question import Beside, Question
from .refusals import WrongFact
from .rivals import known_to, rivals_beside, rule_instead, still_open_by_another, taken_instead

__all__ = ["evaluate", "rule_named"]

NO_RULE = N_("There is no rule “%(fact)s” in the pack %(pack)s.%(nearest)s Accepted: a rule's id or its row.")
NO_CLOCK = N_("%(fact)s has an hour without a time zone. Accepted: a date, or a moment with its zone.")
NO_TRIGGER = N_("%(rule)s needs the day of %(event)s (%(fact)s). Accepted: %(accepted)s.")
ALONE = Beside()
A_DAY = "a day like 2024-10-18, or a moment like 2024-10-18T10:30+03:00"


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
        raise WrongFact(NO_CLOCK, code="wrong_date", fact="as_of")
    found = rule_named(pack, rule)
    known = understand(pack, found, facts)
    instead = rule_instead(pack, found, known, as_of)
    if instead is None:
        beside = rivals_beside(pack, found, known, facts=facts, as_of=as_of, answer=_answer)
        return still_open_by_another(_answer(pack, found, known, as_of, beside))
    other, why = instead
    told = known_to(pack, found, other, known, facts)
    outcome = taken_instead(_answer(pack, other, told, as_of), why)
    return replace(outcome, asked=replace(outcome.asked, rule=found.id, facts=known.given))


def rule_named(pack: Pack, name: str) -> Rule:
    """Return the rule of that id or row.

    Raises:
        WrongFact: there is none; names the nearest.
    """
    rule = pack.rules.get(pack.rows.get(name.upper(), name))
    if rule is None:
        close = get_close_matches(name, [*pack.rules, *pack.rows], n=1)
        nearest = f" Did you mean {close[0]}?" if close else ""
        raise WrongFact(NO_RULE, code="no_such_rule", fact=name, pack=pack.id, nearest=nearest)
    return rule


def _answer(pack: Pack, rule: Rule, known: Known, as_of: Moment, beside: Beside = ALONE) -> Outcome:
    notes, today = Chosen(), as_day(as_of, pack.zone)
    look_alike = _look_alike(rule, known)
    trigger, assumed_from = _trigger(rule, known, as_of, look_alike)
    deciding = _deciding(pack, rule, known, as_of)
    if deciding is None:
        deciding = as_day(trigger, pack.zone)
        if look_alike is None and rule.trigger.select_version_on != rule.trigger.event:
            event = event_named(pack, rule.trigger.select_version_on)
            notes.assumed.append(text("assumed_same_day", event=event, day=deciding))
    version = choose_version(pack, rule, known, notes, day=deciding, today=today)
    number = choose_case(pack, rule, version, known, notes)
    case = version.cases[number - 1] if number else None
    counts = case is not None and case.length is not None
    question = Question(
        pack=pack,
        rule=rule,
        known=known,
        notes=notes,
        as_of=as_of,
        today=today,
        trigger=trigger,
        deciding=deciding,
        look_alike=look_alike,
        trigger_assumed_from=assumed_from,
        version=version,
        case=case,
        case_number=number,
        counted_from=_deemed(pack, rule, known, trigger, notes) if counts else None,
        beside=beside,
    )
    if case is None or case.confidence in UNCERTAIN or case.state == "unknown":
        return unknown_answer(question)
    if case.length is None:
        return nothing_to_count(question, case)
    return with_days(question, case, case.length)


def _look_alike(rule: Rule, known: Known) -> LookAlike | None:
    """Return the look-alike that the facts speak of, unless the real event is told too."""
    how = known.values.get("how")
    for one in rule.trigger.look_alikes:
        told = how in one.events or (
            one.events & known.events.keys() and rule.trigger.event not in known.events
        )
        if told or rule.trigger.event in one.events:
            return one
    return None


def _deciding(pack: Pack, rule: Rule, known: Known, as_of: Moment) -> date | None:
    """Return the day of the event which picks the version, or None when it was not told."""
    event = rule.trigger.select_version_on
    if event in known.events:
        return as_day(known.events[event], pack.zone)
    return as_day(as_of, pack.zone) if event == ASKED_ON else None


def _trigger(
    rule: Rule, known: Known, as_of: Moment, look_alike: LookAlike | None
) -> tuple[Moment, str | None]:
    """Return the day that starts the count, and the event that stands in for an unknown one."""
    events, trigger = known.events, rule.trigger
    if trigger.event in events:
        return events[trigger.event], None
    if look_alike:
        for name in sorted(look_alike.events & events.keys()):
            return events[name], None
    if trigger.event == ASKED_ON:
        return as_of, None
    if trigger.if_unknown in events:
        return events[trigger.if_unknown], trigger.if_unknown
    fact = f"served, or {trigger.if_unknown} when it is not known" if trigger.if_unknown else SERVED
    raise WrongFact(
        NO_TRIGGER, code="missing_fact", fact=fact, rule=rule.id, event=trigger.event, accepted=A_DAY
    )


def _deemed(pack: Pack, rule: Rule, known: Known, trigger: Moment, notes: Chosen) -> date | None:
    """Return the day that service counts as done on, where the law moves it."""
    for one in rule.trigger.deemed:
        if holds(pack, rule, one.when, known, notes):
            day = as_day(trigger, pack.zone)
            calendar = pack.calendars[pack.calendar]
            moved = calendar.add(day, one.n) if one.shift == "next_working_day" else _days_on(day, one.n)
            notes.steps.append(Step(text("step_deemed", trigger=day, day=moved), one.cites))
            return moved
    return None


def _days_on(day: date, n: int) -> date:
    return date.fromordinal(day.toordinal() + n)
