"""Rules that may hold instead of the one that was asked: special law, and emergency regimes.

What is told decides between two rules; what nobody knows is answered by both, the shorter first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from .choosing import Chosen
from .conditions import holds
from .facts import SERVED, UNKNOWN, Known, Value, fact_named, understand
from .model import Pack, Rule, Unless
from .moments import Moment, as_day
from .outcome import Outcome, Step, Text, text
from .question import Beside
from .refusals import NoVersionInForce, WrongFact

__all__ = [
    "known_to",
    "rivals_beside",
    "rule_instead",
    "still_open_by_another",
    "taken_instead",
    "with_later_texts",
]

Answer = Callable[[Pack, Rule, Known, Moment], Outcome]


def rule_instead(pack: Pack, rule: Rule, known: Known, as_of: Moment) -> tuple[Rule, str] | None:
    """Return the rule that answers instead of ``rule`` by what was told, and why."""
    day = _day(pack, rule, known, as_of)
    if rule.regime and regime_state(pack, rule.regime, known, day) == "off":
        ordinary = _ordinary(pack, rule)
        return (ordinary, "regime_off") if ordinary else None
    for one in rule.unless:
        other = pack.rules.get(one.rule)
        if other is None or not one.when or not _told_and_holds(pack, rule, one, known):
            continue
        if other.regime is None:
            return other, "special_rule"
        if regime_state(pack, other.regime, known, day) == "on":
            return other, "regime_on"
    return None


def taken_instead(outcome: Outcome, why: str) -> Outcome:
    """Say in the outcome why this rule answered."""
    note = _note(why, outcome)
    return replace(outcome, warnings=(note, *outcome.warnings), trace=(Step(note), *outcome.trace))


def rivals_beside(
    pack: Pack, rule: Rule, known: Known, *, facts: Mapping[str, Value], as_of: Moment, answer: Answer
) -> Beside:
    """Answer by the rules that hold if a regime is in use, where nobody knows whether it is."""
    others, notes = [], []
    for other, why in _rivals(pack, rule, known, as_of):
        try:
            one = answer(pack, other, known_to(pack, rule, other, known, facts), as_of)
        except (WrongFact, NoVersionInForce):
            notes.append(text(f"{why}_refused", label=other.label))
            continue
        others.append(one)
        notes.append(_note(why, one))
    others.sort(key=_end)
    return Beside(tuple(others), tuple(notes))


def still_open_by_another(outcome: Outcome) -> Outcome:
    """One reading's day has passed, by the other there is time: say so first, and never "passed"."""
    there_is_time = ("open", "last_day")
    longer = [one for one in outcome.alternatives if one.state in there_is_time and one.last_day]
    ended = [one for one in outcome.alternatives if one.state == "passed_ask_lawyer"]
    if outcome.state == "passed_ask_lawyer" and longer:
        values = {"passed": outcome.last_day, "last_day": longer[-1].last_day}
        headline = text("headline_may_still_be_open", **values)
        return replace(outcome, state="may_still_be_open", headline=headline, says=())
    if outcome.state in there_is_time and outcome.last_day and ended:
        values = {"passed": ended[0].last_day, "last_day": outcome.last_day}
        return replace(outcome, headline=text("headline_one_reading_passed", **values))
    return outcome


def _rivals(pack: Pack, rule: Rule, known: Known, as_of: Moment) -> list[tuple[Rule, str]]:
    day = _day(pack, rule, known, as_of)
    rivals: list[tuple[Rule, str]] = []
    if rule.regime and regime_state(pack, rule.regime, known, day) == "unknown":
        ordinary = _ordinary(pack, rule)
        rivals += [(ordinary, "regime_unknown")] if ordinary else []
    for one in rule.unless:
        other = pack.rules.get(one.rule)
        if other is None or other.regime is None:
            continue
        state = regime_state(pack, other.regime, known, day)
        if state != "off" and _nothing_speaks_against(pack, rule, one, known):
            rivals.append((other, f"regime_{state}"))
    return rivals


def known_to(pack: Pack, rule: Rule, other: Rule, known: Known, facts: Mapping[str, Value]) -> Known:
    """Return what ``other`` knows: the same, when one event starts both."""
    if other.trigger.event == rule.trigger.event:
        return known
    return understand(pack, other, _shared_facts(pack, rule, other, facts))


def _shared_facts(pack: Pack, rule: Rule, other: Rule, facts: Mapping[str, Value]) -> dict[str, Value]:
    """Return the facts that ``other`` understands; the event that starts one rule starts the other."""
    named = {name if name == SERVED else fact_named(pack, rule, name): facts[name] for name in facts}
    shared = {
        name: value
        for name, value in named.items()
        if name in pack.names or name in other.events or name in pack.regimes or name == SERVED
    }
    if SERVED not in shared and other.trigger.event not in shared:
        shared[SERVED] = named.get(rule.trigger.event, UNKNOWN)
    return shared


def regime_state(pack: Pack, regime: str, known: Known, day: date) -> str:
    """Return on, off or unknown; what the person knows for sure comes before what the pack knows."""
    told = known.values.get(regime)
    if told is not None:
        return "on" if told == "yes" else "off"
    return pack.regimes[regime].state(day) if regime in pack.regimes else "unknown"


def _ordinary(pack: Pack, rule: Rule) -> Rule | None:
    """Return the rule that says it holds unless ``rule`` does."""
    return next(
        (other for other in pack.rules.values() if any(u.rule == rule.id for u in other.unless)), None
    )


def _day(pack: Pack, rule: Rule, known: Known, as_of: Moment) -> date:
    return as_day(known.events.get(rule.trigger.event, as_of), pack.zone)


def _told_and_holds(pack: Pack, rule: Rule, unless: Unless, known: Known) -> bool:
    told = all(one.fact in known.values or one.fact in known.events for one in unless.when)
    return told and holds(pack, rule, unless.when, known, Chosen())


def _nothing_speaks_against(pack: Pack, rule: Rule, unless: Unless, known: Known) -> bool:
    conditions = [one for one in unless.when if one.fact in known.values or one.fact in known.events]
    return holds(pack, rule, conditions, known, Chosen())


def _note(why: str, outcome: Outcome) -> Text:
    """Name the other rule with its day; where it counts none, with its first words."""
    day = outcome.last_day or outcome.safe_day
    if day is None:
        return text(f"{why}_effect", label=outcome.label, says=outcome.headline)
    return text(why, label=outcome.label, last_day=day)


def _end(outcome: Outcome) -> str:
    return str(outcome.last_day or outcome.safe_day or "9999")


def with_later_texts(
    outcome: Outcome, pack: Pack, rule: Rule, known: Known, as_of: Moment, *, answer: Answer
) -> Outcome:
    """Where the day of the event is not known, tell also what a text that began meanwhile would give.

    The earliest possible day is the safer one for a term, but not for an effect: a newer text may take away
    what the older one gave.
    """
    found = []
    for start in _texts_begun_meanwhile(pack, rule, known, as_of):
        later = replace(known, events={**known.events, rule.trigger.event: start})
        one = answer(pack, rule, later, as_of)
        if _gives(rule, one) != _gives(rule, outcome):
            found.append((start, one))
    if not found:
        return outcome
    notes = tuple(text("later_text", day=start, says=one.headline) for start, one in found)
    others = outcome.alternatives + tuple(one for _, one in found)
    return replace(outcome, alternatives=others, warnings=notes + outcome.warnings)


def _texts_begun_meanwhile(pack: Pack, rule: Rule, known: Known, as_of: Moment) -> list[date]:
    """Return when texts began between the earliest possible day and the day of asking."""
    trigger = rule.trigger
    earliest = known.events.get(trigger.if_unknown or "")
    if earliest is None or trigger.event in known.events or trigger.select_version_on != trigger.event:
        return []
    alike = {event for one in trigger.look_alikes for event in one.events}
    if alike & known.events.keys() or known.values.get("how") in alike:
        return []
    first, today = as_day(earliest, pack.zone), as_day(as_of, pack.zone)
    return [version.start for version in rule.versions if first < version.start <= today]


def _gives(rule: Rule, outcome: Outcome) -> tuple[str | None, str | None, object]:
    """Return what an answer comes down to, whatever day it is counted from."""
    version = next((one for one in rule.versions if one.v == outcome.version), None)
    case = version.cases[outcome.case - 1] if version and outcome.case else None
    return outcome.rule, outcome.outcome, case.length if case else None
