"""Which case of a version holds, by what was told and what is assumed when nobody told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dakaz.errors import N_

from .choosing import Chosen
from .facts import Known, accepted_values
from .model import Condition, Fact, Pack, Rule, Version
from .moments import Moment, as_day
from .outcome import Text, text
from .refusals import WrongFact

__all__ = ["choose_case", "holds"]

MISSING = N_("%(rule)s needs the fact %(fact)s (%(ask)s). Accepted: %(accepted)s.")


def choose_case(pack: Pack, rule: Rule, version: Version, known: Known, notes: Chosen) -> int | None:
    """Return the number, from 1, of the first case whose conditions hold; what is not told is assumed.

    Raises:
        WrongFact: a fact that the rule needs is missing.
    """
    for name in rule.needs:
        if name not in known.values and name not in known.events:
            raise _missing(pack, rule, name)
    for number, case in enumerate(version.cases, 1):
        if holds(pack, rule, case.when, known, notes):
            return number
    return None


def holds(pack: Pack, rule: Rule, conditions: Iterable[Condition], known: Known, notes: Chosen) -> bool:
    """Tell whether every condition holds; a fact that nobody told and nothing assumes does not hold."""
    return all(_holds(pack, one, _told(pack, rule, one.fact, known, notes)) for one in conditions)


def _holds(pack: Pack, condition: Condition, told: str | Moment | None) -> bool:
    if told is None:
        return False
    if condition.values:
        return told in condition.values
    value: int | date = int(told) if isinstance(told, str) else as_day(told, pack.zone)
    least, most = condition.least, condition.most
    return (least is None or least <= value) and (most is None or value <= most)  # type: ignore[operator]


def _told(pack: Pack, rule: Rule, name: str, known: Known, notes: Chosen) -> str | Moment | None:
    """Return what was told, or what the rule assumes in its place; an assumption is noted."""
    if name in known.values:
        return known.values[name]
    if name in known.events:
        return known.events[name]
    fact = pack.facts.get(name)
    default = rule.assume.get(name) or (fact.assume if fact else None)
    if fact:
        note = _assumed(fact, default)
        if note not in notes.assumed:
            notes.assumed.append(note)
    return default


def _assumed(fact: Fact, default: str | None) -> Text:
    if not default:
        return text("assumed_not_told", fact=fact.label)
    common = text(f"value_{default}" if default in ("yes", "no") else "value", value=default)
    return text("assumed_fact", fact=fact.label, value=fact.values.get(default) or common)


def _missing(pack: Pack, rule: Rule, name: str) -> WrongFact:
    """Return the error that asks for a fact."""
    fact = pack.facts.get(name)
    ask = fact.ask.get("en", fact.id) if fact else name
    lengths = [case.length for version in rule.versions for case in version.cases if case.length]
    named = [one for one in lengths if one.from_fact == name]
    least = min((one.least or 0 for one in named), default=None)
    most = max((one.most for one in named if one.most is not None), default=None)
    accepted = accepted_values(pack, name, least, most)
    return WrongFact(MISSING, code="missing_fact", fact=name, accepted=accepted, rule=rule.id, ask=ask)
