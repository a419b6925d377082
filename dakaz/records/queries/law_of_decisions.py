"""What a decision is in the words of the law pack: its subject, its facts, the rules that answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dakaz import law
from dakaz.errors import DakazError
from dakaz.exchange import edtf
from dakaz.records.models import Decision, Event

from .law_tables import CLOCKS, EVENTS, HOW, NOT_SERVICE, ONLY_ASKED_OF, ONLY_WHEN, SUBJECTS

Facts = dict[str, str]
Condition = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """What one rule says of one decision.

    Args:
        outcome: its answer; None when it gives none, and ``refused`` says why.
        only_if: facts nobody told that must be so for this rule to hold, as (fact, accepted values).
    """

    rule: law.Rule
    outcome: law.Outcome | None
    refused: DakazError | None = None
    only_if: Condition = ()

    @property
    def is_day(self) -> bool:
        """Whether it gives a day by which the person has to do something, read in the law itself.

        A rule with outcomes says what the law does; a day that only an authority's page tells is shown and
        not proposed.
        """
        found = self.outcome
        return (
            found is not None
            and self.rule.kind == "deadline"
            and self.rule.audience == "person"
            and not self.rule.outcomes
            and found.confidence != "official_page"
            and bool(found.safe_day or found.last_day)
        )


@cache
def pack() -> law.Pack:
    """Return the pack that comes with the program; it is read once."""
    return law.load(law.SHIPPED)


def subject_of(decision: Decision) -> str:
    """Return what the decision is to the law; empty when no rule is about its kind."""
    known = SUBJECTS.get(decision.kind, ())
    told = decision.facts.get("decision_kind")
    return told if told in known else (known[0] if known else "")


def how_of(decision: Decision) -> str:
    """Return how it became known, in the pack's words."""
    known = HOW[decision.served_how]
    told = decision.facts.get("how")
    return told if told in known else known[0]


def facts_of(decision: Decision, *, served: date | None = None) -> Facts:
    """Return what is known of a decision as facts of the pack; a date that is not one sure day is left out.

    Args:
        served: another day of handing over, for asking what would be then.
    """
    subject = subject_of(decision)
    facts = {name: str(decision.facts[name]) for name in used_about(subject) if decision.facts.get(name)}
    facts |= {"decision_kind": subject, "how": how_of(decision)}
    events = {event for rule in law.rules_for(pack(), subject) for event in rule.events}
    for event in sorted(events & EVENTS.keys()):
        column = EVENTS[event]
        day = served if served and column == "served" else sure_day(getattr(decision, column))
        if day:
            facts[event] = day.isoformat()
    return facts


def sure_day(text: str) -> date | None:
    """Return the one day an EDTF date means without doubt; None for a month, a period, a question mark."""
    read = edtf.parse(text) if text else None
    return read.day if read and read.certain else None


def used_about(subject: str) -> Sequence[str]:
    """Return the facts that rules about a subject can use and that a person can tell."""
    found = pack()
    used = [name for rule in law.rules_for(found, subject) for name in (*rule.needs, *rule.may_use)]
    told = [
        name for name in dict.fromkeys(used) if name in found.facts and name not in ("decision_kind", "how")
    ]
    return [
        name
        for name in told
        if found.facts[name].type in ("choice", "yes_no", "number")
        and subject.startswith(ONLY_ASKED_OF.get(name, ""))
    ]


def values_of(name: str) -> tuple[str, ...]:
    """Return the values a fact of the pack can have; none where a number is typed."""
    fact = pack().facts[name]
    return ("yes", "no") if fact.type == "yes_no" else tuple(fact.values)


def asked_of(decision: Decision, *, as_of: date) -> dict[str, tuple[str, ...]]:
    """Return what is worth asking about a decision: what a rule needs, or what would change an answer.

    Returns:
        Each fact with its accepted values; none where a number is typed.
    """
    kinds, how = SUBJECTS.get(decision.kind, ()), HOW[decision.served_how]
    asked = {"decision_kind": kinds} if len(kinds) > 1 else {}
    asked |= {"how": how} if kinds and len(how) > 1 else {}
    subject = subject_of(decision)
    needed = {name for rule in law.rules_for(pack(), subject) for name in rule.needs}
    facts = facts_of(decision)
    now = {name: value for name, value in facts.items() if name not in used_about(subject)}
    for name in used_about(subject):
        if name in needed or name in facts or _matters(name, now, subject, as_of):
            asked[name] = values_of(name)
    return asked


def _matters(name: str, facts: Facts, subject: str, as_of: date) -> bool:
    said = {_days_said({**facts, name: value}, subject, as_of) for value in values_of(name)}
    return len(said | {_days_said(facts, subject, as_of)}) > 1


def _days_said(facts: Facts, subject: str, as_of: date) -> tuple[object, ...]:
    found = [one.outcome for one in _answers(facts, subject, as_of) if one.outcome]
    return tuple((one.rule, one.state, one.safe_day, one.last_day, one.outcome) for one in found)


def answers(decision: Decision, *, as_of: date, served: date | None = None) -> list[Answered]:
    """Ask every rule about a decision; days first, the earliest before the others.

    Args:
        as_of: the clock.
        served: another day of handing over, for asking what would be then.
    """
    found = _answers(facts_of(decision, served=served), subject_of(decision), as_of)
    return sorted(found, key=lambda one: (not one.is_day, _first_day(one)))


def _answers(facts: Facts, subject: str, as_of: date) -> list[Answered]:
    rules = [rule for rule in law.rules_for(pack(), subject) if rule.regime is None]
    if facts["how"] in NOT_SERVICE:
        rules = [rule for rule in rules if rule.kind != "deadline" or "how" in rule.facts_used]
    found = [one for rule in rules for one in _asked(rule, rules, facts, as_of)]
    said = {one.rule.kind for one in found if one.outcome}
    found = [one for one in found if one.rule.kind not in said or not _later_law(one, facts)]
    second = {name for one in found if one.outcome for name in _goes_before(one.rule, facts)}
    return [one for one in found if one.rule.id not in second]


def _later_law(one: Answered, facts: Facts) -> bool:
    """Say whether every text of a rule is later than the decision; another that answers then holds."""
    days = [value for name, value in facts.items() if name in one.rule.events]
    return isinstance(one.refused, law.NoVersionInForce) and all(
        version.start.isoformat() > day for version in one.rule.versions for day in days
    )


def _asked(rule: law.Rule, others: Sequence[law.Rule], facts: Facts, as_of: date) -> Iterator[Answered]:
    """Ask one rule, unless what was told speaks against it or another rule answers in its place."""
    conditions = list(_conditions(rule, others))
    fitting = [one for one in conditions if all(facts.get(n) in (None, *values) for n, values in one)]
    if conditions and not fitting:
        return
    untold = [tuple((n, v) for n, v in one if n not in facts) for one in fitting]
    if rule.row in ONLY_WHEN and any(untold):
        return
    only_if: Condition = min(untold, key=len, default=())
    used = {name: value for name, value in facts.items() if name in rule.facts_used or name in rule.events}
    try:
        outcome = law.evaluate(pack(), rule.id, used, as_of)
    except (law.WrongFact, law.NoVersionInForce) as problem:
        yield Answered(rule, None, problem, only_if)
        return
    if outcome.rule == rule.id:
        yield Answered(rule, outcome, None, only_if)


def _conditions(rule: law.Rule, others: Sequence[law.Rule]) -> Iterator[Condition]:
    """Yield each set of facts under which this rule goes before a more general one about the same subject."""
    if rule.row and rule.row in ONLY_WHEN:
        name, values = ONLY_WHEN[rule.row]
        yield ((name, tuple(sorted(values))),)
    for other in others:
        for one in other.unless:
            if one.rule == rule.id:
                yield tuple((each.fact, tuple(sorted(each.values))) for each in one.when)


def _goes_before(rule: law.Rule, facts: Facts) -> Sequence[str]:
    """Return the rules that a rule goes before, where what was told says that it holds."""
    name, values = ONLY_WHEN.get(rule.row or "", ("", frozenset()))
    return rule.priority_over if facts.get(name) in values else ()


def _first_day(one: Answered) -> str:
    found = one.outcome
    return str((found.safe_day or found.last_day or "9998") if found else "9999")


def clock_of(application: Event, *, as_of: date) -> law.Outcome | None:
    """Return what the law gives the authority for an application; None when its day is not known for sure."""
    row, day = CLOCKS.get(application.asked_for), sure_day(application.date)
    if row is None or day is None:
        return None
    rule = law.rule_named(pack(), row)
    try:
        return law.evaluate(pack(), rule.id, {law.SERVED: day.isoformat()}, as_of)
    except (law.WrongFact, law.NoVersionInForce):
        return None
