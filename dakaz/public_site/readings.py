"""Asking a rule with what a person told; where they do not know, every possibility is asked and shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import product

from dakaz.law import NoVersionInForce, Outcome, Pack, Rule, WrongFact, evaluate

from .matters import Matter
from .questions import UNKNOWN

__all__ = ["NO_TEXT", "Reading", "facts_told", "readings"]

NO_TEXT = "no_text_for_day"
CANNOT = "cannot_count"
MOST_POSSIBILITIES = 24
# A complaint is asked about before it is filed: in time, and at the earliest today.
IF_ONE_COMPLAINS = {"complaint_filed_in_time": "yes"}

Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one rule gives for one set of facts.

    Args:
        rule: the rule asked.
        outcome: its answer; None when it gives none.
        given: facts that were tried because the person does not know them, with the values for which
            this answer holds.
        refused: a key of the words that says why there is no answer.
        only: when the rule is the one, in words; for a special rule of which nobody knows whether it holds.
    """

    rule: Rule
    outcome: Outcome | None
    given: tuple[tuple[str, tuple[str, ...]], ...] = ()
    refused: str = ""
    only: str = ""

    @property
    def sorted_by(self) -> str:
        """The day by which something has to be done; answers without one come last."""
        day = self.outcome and (self.outcome.safe_day or self.outcome.last_day or self.outcome.raw_day)
        return str(day) if day else "9999"


def facts_told(pack: Pack, matter: Matter, answers: Facts) -> dict[str, str]:
    """Return answers as the rules of the pack name them; what is not known is left out."""
    told = {name: answers[name] for name in matter.ask if answers.get(name, UNKNOWN) != UNKNOWN}
    how = pack.facts.get("how")
    if how and answers.get("how") in how.values and answers["how"] != UNKNOWN:
        told["how"] = answers["how"]
    kinds = pack.facts.get("decision_kind")
    if kinds and matter.id in kinds.values:
        told["decision_kind"] = matter.id
    if answers.get("day", UNKNOWN) != UNKNOWN:
        told[matter.event] = answers["day"]
    elif answers.get("dated", UNKNOWN) != UNKNOWN:
        told["decision_dated"] = answers["dated"]
    return told


def readings(pack: Pack, rule: Rule, told: Facts, as_of: datetime) -> list[Reading]:
    """Return what ``rule`` gives, the earliest day first; several when it hangs on what is not known.

    Args:
        told: facts by the pack's names.
        as_of: the clock.
    """
    told = dict(told)
    if rule.kind == "effect":
        told |= {name: value for name, value in IF_ONE_COMPLAINS.items() if name in rule.facts_used}
        if "complaint_filed" in rule.events:
            told.setdefault("complaint_filed", as_of.date().isoformat())
    open_facts = _not_told(pack, rule, told)
    found = _tried(pack, rule, told, open_facts, as_of)
    holds_for_all = True
    if all(one.refused == CANNOT for one in found):
        assumed = [name for name in rule.assume if name not in told and name in pack.facts]
        others = [one for one in _tried(pack, rule, told, assumed, as_of) if one.outcome]
        found, holds_for_all = others or found, not others
    return sorted(_grouped(found, holds_for_all=holds_for_all), key=lambda one: one.sorted_by)


def _tried(pack: Pack, rule: Rule, told: Facts, names: Sequence[str], as_of: datetime) -> list[Reading]:
    """Ask once for every set of values of facts that nobody told."""
    return [_ask(pack, rule, {**told, **dict(one)}, one, as_of) for one in _possibilities(pack, names)]


def _not_told(pack: Pack, rule: Rule, told: Facts) -> list[str]:
    """Return facts with named values that the rule needs and nobody told."""
    needed = [name for name in rule.needs if name not in told and name in pack.facts]
    return [name for name in needed if _values(pack, name)]


def _values(pack: Pack, name: str) -> Sequence[str]:
    fact = pack.facts[name]
    return tuple(one for one in fact.values if one != UNKNOWN) or (
        ("yes", "no") if fact.type == "yes_no" else ()
    )


def _possibilities(pack: Pack, names: Sequence[str]) -> Iterator[tuple[tuple[str, str], ...]]:
    """Every set of values, unless there would be too many to read."""
    sets = [[(name, value) for value in _values(pack, name)] for name in names]
    total = 1
    for one in sets:
        total *= len(one)
    if total <= MOST_POSSIBILITIES:
        yield from product(*sets)
    else:
        yield ()


def _ask(
    pack: Pack, rule: Rule, facts: Facts, extra: tuple[tuple[str, str], ...], as_of: datetime
) -> Reading:
    given = tuple((name, (value,)) for name, value in extra)
    try:
        return Reading(rule, evaluate(pack, rule.id, facts, as_of), given)
    except NoVersionInForce:
        return Reading(rule, None, given, NO_TEXT)
    except WrongFact:
        return Reading(rule, None, given, CANNOT)


def _grouped(found: Sequence[Reading], *, holds_for_all: bool) -> list[Reading]:
    """Say once what is the same for several values.

    Args:
        holds_for_all: whether ``found`` covers every value, so that one answer needs no condition.
    """
    groups: dict[object, list[Reading]] = {}
    for one in found:
        groups.setdefault(_what_it_says(one), []).append(one)
    if len(groups) == 1 and holds_for_all:
        return [replace(found[0], given=())]
    return [one for same in groups.values() for one in _together(same)]


def _what_it_says(one: Reading) -> object:
    seen = one.outcome
    if seen is None:
        return one.refused
    return (seen.version, seen.state, seen.last_day, seen.safe_day, seen.outcome, seen.headline.key)


def _together(same: Sequence[Reading]) -> list[Reading]:
    """Join readings whose facts differ in one fact only, fact after fact.

    What is joined holds for every combination of the values it names, so nobody reads more into it than was
    asked of the rule.
    """
    facts = len(same[0].given)
    for place in reversed(range(facts)):
        joined: dict[object, Reading] = {}
        for one in same:
            others = (*one.given[:place], *one.given[place + 1 :])
            before = joined.get(others)
            joined[others] = _joined(before, one, place) if before else one
        same = list(joined.values())
    return list(same)


def _joined(one: Reading, other: Reading, place: int) -> Reading:
    name, values = one.given[place]
    values += tuple(value for value in other.given[place][1] if value not in values)
    return replace(one, given=(*one.given[:place], (name, values), *one.given[place + 1 :]))


def as_day(moment: date | datetime) -> date:
    """Return the day of a day or a moment."""
    return moment.date() if isinstance(moment, datetime) else moment
