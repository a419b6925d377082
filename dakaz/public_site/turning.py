"""Turn the date: the same answers with another day, and the sentences that change, each with its article."""

from __future__ import annotations

from dataclasses import dataclass

from .answering import Answer
from .boxes import Box, Line

__all__ = ["Turned", "TurnedRule", "turned"]


@dataclass(frozen=True, slots=True)
class Turned:
    """One sentence of the other answer.

    Args:
        before: what stands now, when it is different; empty when nothing stood there.
    """

    text: str
    articles: str
    before: str
    changed: bool


@dataclass(frozen=True, slots=True)
class TurnedRule:
    """A rule that says something else on the other day."""

    label: str
    lines: tuple[Turned, ...]


def turned(now: Answer, then: Answer) -> tuple[TurnedRule, ...]:
    """Compare two answers sentence by sentence; each rule with itself. Only rules that change are returned.

    What a complaint stops comes first: that is where a day changes most.
    """
    found: list[TurnedRule] = []
    for old, new in _pairs(now, then):
        before = {line.slot: line for line in old.lines} if old else {}
        lines = tuple(_compared(line, before.get(line.slot)) for line in new.lines)
        if any(one.changed for one in lines):
            found.append(TurnedRule(f"{new.label}. {new.condition}" if new.condition else new.label, lines))
    return tuple(found)


def _pairs(now: Answer, then: Answer) -> list[tuple[Box | None, Box]]:
    old: dict[tuple[str, int], Box] = {}
    for box in _in_order(now):
        old[box.rule, _nth(old, box.rule)] = box
    pairs: list[tuple[Box | None, Box]] = []
    counted: dict[tuple[str, int], Box] = {}
    for box in _in_order(then):
        place = (box.rule, _nth(counted, box.rule))
        counted[place] = box
        pairs.append((old.get(place), box))
    return pairs


def _in_order(answer: Answer) -> tuple[Box, ...]:
    return answer.stops + answer.days + answer.beside + answer.also


def _nth(placed: dict[tuple[str, int], Box], rule: str) -> int:
    return sum(1 for name, _ in placed if name == rule)


def _compared(line: Line, before: Line | None) -> Turned:
    changed = before is None or before.text != line.text
    return Turned(line.text, line.articles, before.text if before and changed else "", changed)
