"""Facts as they were given, understood: names and values known to the pack, days read, order checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from dakaz.errors import N_

from .build_rules import ASKED_ON
from .model import Fact, Pack, Rule
from .moments import A_MOMENT, CLOCK, Moment, as_day, in_calendar, iso, parse_moment
from .parts import plain
from .refusals import WrongFact

__all__ = ["SERVED", "UNKNOWN", "Known", "Value", "accepted_values", "fact_named", "understand"]

Value = str | int | bool | date | datetime

SERVED = "served"
"""The name under which every rule takes the day of its own triggering event."""
UNKNOWN = "unknown"
YES = frozenset({"yes", "true", "y", "taip", "так", "да"})
NO = frozenset({"no", "false", "n", "ne", "не", "нет"})

NO_SUCH_FACT = N_("There is no fact “%(fact)s” for %(rule)s.%(nearest)s Accepted here: %(accepted)s.")
WRONG_VALUE = N_("“%(value)s” is not accepted for %(fact)s.%(nearest)s Accepted: %(accepted)s.")
WRONG_ORDER = N_(
    "%(fact)s (%(later)s) lies before %(other)s (%(earlier)s), which cannot be. "
    "Accepted for %(fact)s: %(accepted)s."
)
TWICE = N_("%(fact)s is told twice, the second time as %(name)s. Accepted: %(accepted)s.")


@dataclass(frozen=True, slots=True)
class Known:
    """Facts that a rule can use.

    Args:
        values: facts that are not days, each one of the pack's accepted values (numbers as digits).
        events: days and moments by the event they are of.
        naive: events whose hour came without a zone.
        given: everything as it goes into a receipt.
    """

    values: dict[str, str]
    events: dict[str, Moment]
    naive: tuple[str, ...]
    given: tuple[tuple[str, str], ...]


def understand(pack: Pack, rule: Rule, given: Mapping[str, Value]) -> Known:
    """Read the facts given for ``rule``.

    Raises:
        WrongFact: a name or value that the pack does not know, a day that is none, or days in an impossible
            order; names the fact and says what is accepted.
    """
    values: dict[str, str] = {}
    events: dict[str, Moment] = {}
    naive: list[str] = []
    for name, value in given.items():
        fact = fact_named(pack, rule, name)
        if fact in values or fact in events:
            raise WrongFact(TWICE, code="wrong_value", fact=fact, accepted="one of them", name=name)
        if (
            fact in rule.events
            or fact == ASKED_ON
            or (fact in pack.facts and pack.facts[fact].type in ("date", "moment"))
        ):
            if value == UNKNOWN or value is None:
                continue
            events[fact] = _moment(pack, fact, value)
            if isinstance(value, str) and isinstance(events[fact], datetime) and _without_zone(value):
                naive.append(fact)
        else:
            values[fact] = _value(pack, fact, value)
    _check_order(pack, rule, events)
    receipt = {**values, **{name: iso(one, pack.zone) or "" for name, one in events.items()}}
    return Known(values, events, tuple(naive), tuple(sorted(receipt.items())))


def accepted_values(pack: Pack, name: str, least: int | None = None, most: int | None = None) -> str:
    """Say in one line which values a fact may have; a number may have bounds."""
    fact = pack.facts.get(name)
    if name in pack.regimes or (fact and fact.type == "yes_no"):
        return "yes, no"
    if fact and fact.type == "choice":
        return ", ".join(fact.values)
    if fact and fact.type == "number":
        return f"a whole number from {least or 0}" + (f" to {most}" if most is not None else "")
    return A_MOMENT


def fact_named(pack: Pack, rule: Rule, name: str) -> str:
    """Return the fact that ``name`` means to ``rule``: a name of its own facts, then of any of the pack.

    Raises:
        WrongFact: nothing is called so; names the nearest.
    """
    if name == SERVED:
        return rule.trigger.event
    plain_name = name.strip().lower().replace("-", "_").replace(" ", "_")
    if plain_name in rule.events or plain_name in pack.regimes or plain_name == ASKED_ON:
        return plain_name
    if plain_name in pack.facts:
        return plain_name
    own = [name for name in rule.facts_used if name in pack.facts]
    for fact in sorted(own):
        if plain_name in pack.facts[fact].also_called:
            return fact
    if plain_name in pack.names:
        return pack.names[plain_name]
    accepted = sorted({SERVED, *rule.events, *rule.facts_used})
    raise WrongFact(
        NO_SUCH_FACT,
        code="unknown_fact",
        fact=name,
        rule=rule.id,
        nearest=_nearest(plain_name, {*accepted, *pack.names}),
        accepted=", ".join(accepted),
    )


def _nearest(word: str, words: Iterable[str]) -> str:
    close = get_close_matches(word, sorted(words), n=1)
    return f" Did you mean {close[0]}?" if close else ""


def _moment(pack: Pack, fact: str, value: Value) -> Moment:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise WrongFact(
                N_("%(fact)s has an hour without a time zone. Accepted: %(accepted)s."),
                code="wrong_date",
                fact=fact,
                accepted=CLOCK,
            )
        return in_calendar(value, fact=fact)
    if isinstance(value, date):
        return in_calendar(value, fact=fact)
    return in_calendar(parse_moment(str(value), fact=fact, zone=pack.zone_name), fact=fact)


def _without_zone(text: str) -> bool:
    return not (text.endswith(("Z", "]")) or "+" in text[10:] or "-" in text[10:])


def _value(pack: Pack, name: str, value: Value) -> str:
    fact = pack.facts.get(name)
    word = plain(value).strip().lower()
    if fact is None or fact.type == "yes_no":
        found = "yes" if word in YES else "no" if word in NO else None
    elif fact.type == "number":
        found = word if word.isdecimal() and len(word) < 10 else None
    else:
        found = _choice(fact, word)
    if found is None:
        close = _nearest(word.replace(" ", "_"), fact.values if fact and fact.type == "choice" else ())
        accepted = accepted_values(pack, name)
        raise WrongFact(
            WRONG_VALUE, code="wrong_value", fact=name, value=str(value), nearest=close, accepted=accepted
        )
    return found


def _choice(fact: Fact, word: str) -> str | None:
    if word in fact.values_called:
        return fact.values_called[word]
    return fact.values_called.get(word.replace("-", "_").replace(" ", "_"))


def _check_order(pack: Pack, rule: Rule, events: Mapping[str, Moment]) -> None:
    before: dict[str, set[str]] = {
        name: set(pack.facts[name].not_before) for name in events if name in pack.facts
    }
    if rule.trigger.if_unknown:
        before.setdefault(rule.trigger.event, set()).add(rule.trigger.if_unknown)
    if rule.trigger.event == "decision_served":
        before.setdefault("decision_served", set()).add("decision_dated")
    for later, earlier in ((late, early) for late, names in before.items() for early in names):
        if later not in events or earlier not in events or later == earlier:
            continue
        if as_day(events[later], pack.zone) < as_day(events[earlier], pack.zone):
            first = as_day(events[earlier], pack.zone).isoformat()
            raise WrongFact(
                WRONG_ORDER,
                code="wrong_order",
                fact=later,
                accepted=f"{first} or a later day",
                other=earlier,
                later=as_day(events[later], pack.zone).isoformat(),
                earlier=first,
            )
