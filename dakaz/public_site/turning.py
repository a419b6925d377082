"""Turn the date: the same answers with another day, and the sentences that change, each with its article."""

from __future__ import annotations

from dataclasses import dataclass

from .answering import Answer
from .boxes import Box, Line

__all__ = ["Turned", "turned"]


@dataclass(frozen=True, slots=True)
class Turned:
    """One sentence of the other answer.

    Args:
        label: the rule it is of.
        before: what stands now, when it is different.
    """

    label: str
    text: str
    articles: str
    before: str
    changed: bool


def turned(now: Answer, then: Answer) -> tuple[Turned, ...]:
    """Compare two answers sentence by sentence; rules are compared with themselves."""
    found: list[Turned] = []
    seen: set[tuple[str, str]] = set()
    for old, new in _pairs(now, then):
        before = {line.slot: line for line in old.lines} if old else {}
        for line in new.lines:
            one = _compared(new, line, before.get(line.slot))
            if (one.label, one.text) not in seen:
                found.append(one)
            seen.add((one.label, one.text))
    return tuple(found)


def _pairs(now: Answer, then: Answer) -> list[tuple[Box | None, Box]]:
    old: dict[tuple[str, int], Box] = {}
    for box in now.boxes:
        old[box.rule, _nth(old, box.rule)] = box
    pairs: list[tuple[Box | None, Box]] = []
    counted: dict[tuple[str, int], Box] = {}
    for box in then.boxes:
        place = (box.rule, _nth(counted, box.rule))
        counted[place] = box
        pairs.append((old.get(place), box))
    return pairs


def _nth(placed: dict[tuple[str, int], Box], rule: str) -> int:
    return sum(1 for name, _ in placed if name == rule)


def _compared(box: Box, line: Line, before: Line | None) -> Turned:
    changed = before is None or before.text != line.text
    return Turned(box.label, line.text, line.articles, before.text if before and changed else "", changed)
