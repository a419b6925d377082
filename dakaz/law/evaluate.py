"""Asking a rule: facts and a day go in, an outcome with its reasons comes out. Nothing else is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from difflib import get_close_matches

from dakaz.errors import N_

from .answer import Question, nothing_to_count, unknown_answer, with_days
from .build_rules import ASKED_ON
from .choosing import Chosen, choose_case, choose_version, event_named, holds
from .facts import SERVED, UNKNOWN, Known, Value, understand
from .model import UNCERTAIN, LookAlike, Pack, Rule
from .moments import Moment, as_day
from .outcome import Outcome, Step, text
from .refusals import NoVersionInForce, WrongFact

__all__ = ["evaluate", "rule_named"]

NO_RULE = N_("There is no rule “%(fact)s” in the pack %(pack)s.%(nearest)s Accepted: a rule's id or its row.")
NO_CLOCK = N_("%(fact)s has an hour without a time zone. Accepted: a date, or a moment with its zone.")
NO_TRIGGER = N_("%(rule)s needs the day of %(event)s (%(fact)s). Accepted: %(accepted)s.")
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
    outcome = _answer(pack, found, known, as_of)
    others = _alternatives(pack, found, facts, known, as_of)
    return _with_alternatives(outcome, others) if others else outcome


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


def _answer(pack: Pack, rule: Rule, known: Known, as_of: Moment) -> Outcome:
    notes = Chosen()
    look_alike = _look_alike(rule, known)
    question = _question(pack, rule, known, as_of, look_alike, notes)
    version = choose_version(pack, rule, known, question.deciding, question.today, notes)
    case = choose_case(pack, rule, version, known, notes)
    question = replace(question, version=version, case=case)
    if case is None or case.confidence in UNCERTAIN or case.state == "unknown":
        return unknown_answer(question)
    if case.length is None or rule.kind in ("effect", "pathway"):
        return nothing_to_count(question)
    return with_days(_deemed(question))


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


def _question(
    pack: Pack, rule: Rule, known: Known, as_of: Moment, look_alike: LookAlike | None, notes: Chosen
) -> Question:
    trigger, assumed_from = _trigger(rule, known, as_of, look_alike)
    today = as_day(as_of, pack.zone)
    selecting = known.events.get(rule.trigger.select_version_on)
    if rule.trigger.select_version_on == ASKED_ON and selecting is None:
        selecting = as_of
    if selecting is None:
        selecting = trigger
        if rule.trigger.select_version_on != rule.trigger.event and not look_alike:
            notes.assumed.append(
                text(
                    "assumed_same_day",
                    event=event_named(pack, rule.trigger.select_version_on),
                    day=as_day(trigger, pack.zone),
                )
            )
    return Question(
        pack=pack,
        rule=rule,
        known=known,
        notes=notes,
        as_of=as_of,
        today=today,
        trigger=trigger,
        deciding=as_day(selecting, pack.zone),
        look_alike=look_alike,
        trigger_assumed_from=assumed_from,
    )


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


def _deemed(question: Question) -> Question:
    """Move the trigger where the law says that service counts as done on another day."""
    pack, rule = question.pack, question.rule
    for one in rule.trigger.deemed:
        if holds(pack, rule, one.when, question.known, question.notes):
            day = as_day(question.trigger, pack.zone)
            calendar = pack.calendars[pack.calendar]
            moved = calendar.add(day, one.n) if one.shift == "next_working_day" else _days_on(day, one.n)
            question.notes.steps.append(Step(text("step_deemed", trigger=day, day=moved), one.cites))
            return replace(question, counted_from=moved)
    return question


def _days_on(day: date, n: int) -> date:
    return date.fromordinal(day.toordinal() + n)


def _alternatives(
    pack: Pack, rule: Rule, facts: Mapping[str, Value], known: Known, as_of: Moment
) -> list[tuple[str, Outcome]]:
    """Answer by the rules that may hold instead: a regime whose state is unknown, a special case that is told."""
    found = []
    for name, why in _rivals(pack, rule, known, as_of):
        other = pack.rules[name]
        shared = {key: value for key, value in facts.items() if _understood_by(pack, other, key)}
        shared.setdefault(SERVED, known.events.get(rule.trigger.event, UNKNOWN))
        try:
            found.append((why, _answer(pack, other, understand(pack, other, shared), as_of)))
        except (WrongFact, NoVersionInForce):
            continue  # the other rule cannot be asked with what is known; its name stays in the links
    return found


def _understood_by(pack: Pack, rule: Rule, name: str) -> bool:
    return name in pack.names or name in rule.events or name == SERVED or name in pack.regimes


def _rivals(pack: Pack, rule: Rule, known: Known, as_of: Moment) -> list[tuple[str, str]]:
    day = as_day(known.events.get(rule.trigger.event, as_of), pack.zone)
    rivals = []
    if rule.regime and regime_state(pack, rule.regime, known, day) != "on":
        state = regime_state(pack, rule.regime, known, day)
        ordinary = [other.id for other in pack.rules.values() if any(u.rule == rule.id for u in other.unless)]
        rivals += [(name, f"regime_{state}") for name in ordinary[:1]]
    for one in rule.unless:
        other = pack.rules.get(one.rule)
        if other is None:
            continue
        if other.regime:
            state = regime_state(pack, other.regime, known, day)
            if state != "off" and _all_told(pack, rule, one, known):
                rivals.append((other.id, f"regime_{state}"))
        elif one.when and all(c.fact in known.values for c in one.when) and _all_told(pack, rule, one, known):
            rivals.append((other.id, "special_rule"))
    return rivals


def _all_told(pack: Pack, rule: Rule, unless: object, known: Known) -> bool:
    """Tell whether nothing told speaks against the other rule."""
    conditions = [one for one in unless.when if one.fact in known.values]  # type: ignore[attr-defined]
    return holds(pack, rule, conditions, known, Chosen())


def regime_state(pack: Pack, regime: str, known: Known, day: date) -> str:
    """Return on, off or unknown; what the person knows for sure comes before what the pack knows."""
    told = known.values.get(regime)
    if told is not None:
        return "on" if told == "yes" else "off"
    return pack.regimes[regime].state(day) if regime in pack.regimes else "unknown"


def _with_alternatives(outcome: Outcome, others: list[tuple[str, Outcome]]) -> Outcome:
    def end(one: Outcome) -> str:
        return str(one.last_day or one.safe_day or "9999")

    notes = tuple(
        text(why, label=one.label, last_day=one.last_day or one.safe_day)
        for why, one in sorted(others, key=lambda pair: end(pair[1]))
    )
    ordered = tuple(sorted((one for _, one in others), key=end))
    return replace(outcome, alternatives=ordered, warnings=notes + outcome.warnings)
