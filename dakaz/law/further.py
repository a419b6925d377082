"""Lengths that the facts name, and further days shown beside the main one."""

from __future__ import annotations

from collections.abc import Iterator

from dakaz.errors import N_

from .conditions import holds
from .days import Days, days_of
from .model import UNCERTAIN, Length
from .model import Also as AlsoLength
from .moments import as_day
from .outcome import Also
from .question import Question
from .refusals import WrongFact

__all__ = ["bar_before", "further_days", "length_in"]

OUT_OF_RANGE = N_("%(fact)s is %(value)s. Accepted: %(accepted)s (%(rule)s).")
NO_LENGTH = N_("%(rule)s needs the fact %(fact)s: how long, in units of %(unit)s. Accepted: %(accepted)s.")
MOST = 999
"""More units than any term has, where the rule itself sets no bound: a slip of the hand."""


def length_in(question: Question, length: Length) -> int:
    """Return how many units: what the rule says, or what a fact says within the rule's bounds.

    Raises:
        WrongFact: the fact is missing, or out of bounds.
    """
    fact = length.from_fact
    if fact is None:
        return length.n
    told, rule = question.known.values.get(fact), question.rule.id
    least, most = length.least or 0, MOST if length.most is None else length.most
    accepted = f"a whole number from {least} to {most}"
    if told is None:
        raise WrongFact(
            NO_LENGTH, code="missing_fact", fact=fact, accepted=accepted, unit=length.unit, rule=rule
        )
    n = int(told)
    if not least <= n <= most:
        raise WrongFact(OUT_OF_RANGE, code="wrong_value", fact=fact, accepted=accepted, value=n, rule=rule)
    return n


def further_days(question: Question) -> tuple[Also, ...]:
    """Count the further lengths of the case whose conditions hold and whose event was told."""
    found = []
    for one in _that_hold(question):
        days = _days(question, one)
        day, raw = (days.last, days.raw) if days else (None, None)
        found.append(Also(one.id, one.label, day, raw, one.cites, one.confidence))
    return tuple(found)


def bar_before(question: Question, days: Days) -> tuple[AlsoLength, Days] | None:
    """Return the bar that comes before the end of ``days``, the earliest one, with its own days."""
    if question.case is None or not question.case.also:
        return None
    bars = [(one, bar) for one in _that_hold(question) if one.caps and (bar := _days(question, one))]
    zone = question.pack.zone
    earlier = [(one, bar) for one, bar in bars if as_day(bar.last, zone) < as_day(days.last, zone)]
    return min(earlier, key=lambda one: as_day(one[1].last, zone), default=None)


def _that_hold(question: Question) -> Iterator[AlsoLength]:
    for one in question.case.also if question.case else ():
        told = one.event is None or one.event in question.known.events
        if told and holds(question.pack, question.rule, one.when, question.known, question.notes):
            yield one


def _days(question: Question, one: AlsoLength) -> Days | None:
    """Count one of them; a length that was not read in a text that can be trusted gives no day."""
    if one.confidence in UNCERTAIN:
        return None
    start = question.known.events[one.event] if one.event else question.start
    method, n = question.pack.counting[one.counting], length_in(question, one.length)
    return days_of(question.pack, method, start, n, one.length.unit, for_person=one.caps)
