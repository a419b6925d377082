"""Which version of a rule answers, and which of its cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from dakaz.errors import N_

from .facts import Known, accepted_values
from .model import Condition, Gap, Pack, Rule, Transition, Version
from .moments import Moment, as_day
from .outcome import Step, Text, text
from .refusals import NoVersionInForce, WrongFact

__all__ = ["Chosen", "choose_case", "choose_version", "event_named", "holds"]

NO_VERSION = N_(
    "No text of %(rule)s is known for %(day)s, the day of %(event)s. Accepted for %(event)s: %(accepted)s. "
    "The nearest text is not used in its place: ask a lawyer."
)
MISSING = N_("%(rule)s needs the fact %(fact)s (%(ask)s). Accepted: %(accepted)s.")


@dataclass(slots=True)
class Chosen:
    """Notes that choosing leaves for the outcome."""

    steps: list[Step] = field(default_factory=list)
    assumed: list[Text] = field(default_factory=list)


def choose_version(pack: Pack, rule: Rule, known: Known, notes: Chosen, *, day: date, today: date) -> Version:
    """Return the version in force on ``day``, or the one that a transitional clause puts in its place.

    Args:
        day: the day of the event that the rule selects its version on.
        today: stands for the day of a decision that has not come yet.

    Raises:
        NoVersionInForce: none is known for that day.
    """
    found = next((v for v in rule.versions if v.start <= day and (v.end is None or day <= v.end)), None)
    for earlier, version in zip((None, *rule.versions), rule.versions, strict=False):
        for clause in version.transitions:
            if not _moves(pack, clause, known, notes, today=today, applies=found is version):
                continue
            if clause.pending == "old" and found is version:
                found = earlier
            elif clause.pending == "new" and earlier is not None and found is earlier:
                found = version
            else:
                continue
            notes.steps.append(_transition_step(pack, clause, known.events[clause.by]))
    if found is None:
        accepted = _accepted_days(rule)
        event = rule.trigger.select_version_on
        raise NoVersionInForce(NO_VERSION, rule=rule.id, day=day.isoformat(), event=event, accepted=accepted)
    return found


def _moves(
    pack: Pack, clause: Transition, known: Known, notes: Chosen, *, today: date, applies: bool
) -> bool:
    """Tell whether the matter was begun before the amendment and still going on when it came."""
    begun = known.events.get(clause.by)
    if begun is None:
        if applies and clause.pending == "old":
            event = event_named(pack, clause.by)
            notes.assumed.append(text("assumed_not_pending", event=event, day=clause.amended_on))
        return False
    others = [as_day(one, pack.zone) for name, one in known.events.items() if name != clause.by]
    return as_day(begun, pack.zone) < clause.amended_on <= max(others, default=today)


def _transition_step(pack: Pack, clause: Transition, begun: Moment) -> Step:
    return Step(
        text(
            f"step_pending_{clause.pending}",
            event=event_named(pack, clause.by),
            begun=begun,
            day=clause.amended_on,
        ),
        clause.cites,
    )


def event_named(pack: Pack, name: str) -> Text:
    """Return the words for an event: the pack's own, or the common ones."""
    fact = pack.facts.get(name)
    return Text("event", {}, fact.label) if fact else text(f"event_{name}")


def _accepted_days(rule: Rule) -> str:
    return "; ".join(
        f"{version.start.isoformat()} to {version.end.isoformat()}"
        if version.end
        else f"from {version.start.isoformat()} on"
        for version in rule.versions
    )


def gap_on(rule: Rule, day: date) -> Gap | None:
    """Return the known gap that ``day`` falls into."""
    return next((gap for gap in rule.gaps if gap.start <= day <= gap.end), None)


def choose_case(pack: Pack, rule: Rule, version: Version, known: Known, notes: Chosen) -> int | None:
    """Return the number, from 1, of the first case whose conditions hold; what is not told is assumed.

    Raises:
        WrongFact: a fact that the rule needs is missing.
    """
    for name in rule.needs:
        if name not in known.values and name not in known.events:
            raise missing(pack, rule, name)
    for number, case in enumerate(version.cases, 1):
        if holds(pack, rule, case.when, known, notes):
            return number
    return None


def missing(pack: Pack, rule: Rule, name: str) -> WrongFact:
    """Return the error that asks for a fact."""
    fact = pack.facts.get(name)
    ask = fact.ask.get("en", fact.id) if fact else name
    lengths = [case.length for version in rule.versions for case in version.cases if case.length]
    named = [one for one in lengths if one.from_fact == name]
    least = min((one.least or 0 for one in named), default=None)
    most = max((one.most for one in named if one.most is not None), default=None)
    accepted = accepted_values(pack, name, least, most)
    return WrongFact(MISSING, code="missing_fact", fact=name, rule=rule.id, ask=ask, accepted=accepted)


def holds(pack: Pack, rule: Rule, conditions: Iterable[Condition], known: Known, notes: Chosen) -> bool:
    """Tell whether every condition holds; a fact that nobody told and nothing assumes does not hold."""
    return all(_holds(pack, one, _told(pack, rule, one.fact, known, notes)) for one in conditions)


def _told(pack: Pack, rule: Rule, name: str, known: Known, notes: Chosen) -> str | Moment | None:
    if name in known.values:
        return known.values[name]
    if name in known.events:
        return known.events[name]
    fact = pack.facts.get(name)
    default = rule.assume.get(name) or (fact.assume if fact else None)
    note = (
        text("assumed_fact", fact=fact.label, value=_label(pack, name, default)) if fact and default else None
    )
    if note is None and fact:
        note = text("assumed_not_told", fact=fact.label)
    if note and note not in notes.assumed:
        notes.assumed.append(note)
    return default


def _label(pack: Pack, name: str, value: str | None) -> object:
    fact = pack.facts[name]
    return fact.values.get(value or "") or text(
        f"value_{value}" if value in ("yes", "no") else "value", value=value
    )


def _holds(pack: Pack, condition: Condition, told: str | Moment | None) -> bool:
    if told is None:
        return False
    if condition.values:
        return told in condition.values
    value: int | date = int(told) if isinstance(told, str) else as_day(told, pack.zone)
    least, most = condition.least, condition.most
    return (least is None or least <= value) and (most is None or value <= most)  # type: ignore[operator]
