"""The small pieces that rules are made of: citations, lengths, conditions."""

from __future__ import annotations

from datetime import date

from .model import Cite, Condition, Length
from .parts import Part, plain

__all__ = ["cites_and_ref", "cites_of", "conditions_of", "length_of"]

UNITS = ("day", "week", "month", "year", "working_day", "hour")


def cites_of(part: Part) -> tuple[Cite, ...]:
    """Read one citation, or a list of them; ``- utpi@2026-01-01`` alone names a source as a whole."""
    return tuple(
        Cite(one.value, "")
        if isinstance(one.value, str)
        else Cite(one["source"].text(), one["ref"].maybe_text() or "")
        for one in part.one_or_many()
    )


def cites_and_ref(part: Part, cites: tuple[Cite, ...] = ()) -> tuple[Cite, ...]:
    """A case's own citations; a bare ``ref`` is an article of the source that its version cites last."""
    own = cites_of(part["cite"])
    ref = part["ref"].maybe_text()
    if ref and not own:
        return (Cite(cites[-1].source if cites else "", ref),)
    return own


def length_of(part: Part) -> Length | None:
    if part.value in (None, "none"):
        return None
    unit = part["unit"].one_of(*UNITS)
    if part["from_fact"]:
        return Length(
            unit,
            from_fact=part["from_fact"].text(),
            least=part["min"].maybe_number(),
            most=part["max"].maybe_number(),
        )
    return Length(unit, part["n"].number())


def conditions_of(part: Part) -> tuple[Condition, ...]:
    return tuple(_condition(fact, one) for fact, one in part.items())


def _condition(fact: str, part: Part) -> Condition:
    if not isinstance(part.value, dict):
        return Condition(fact, frozenset(plain(one.value) for one in part.one_or_many()))
    return Condition(fact, least=_bound(part, "min", "from"), most=_bound(part, "max", "to"))


def _bound(part: Part, number: str, day: str) -> int | date | None:
    return part[number].number() if part[number] else part[day].maybe_day()
