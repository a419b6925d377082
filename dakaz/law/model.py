"""A pack once it is read: frozen, every date a date, every name resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from .calendars import Calendar
from .counting import Method
from .rule import (
    Also,
    Case,
    Condition,
    Deemed,
    Gap,
    Length,
    LookAlike,
    Rule,
    RuleTest,
    Transition,
    Trigger,
    Unless,
    Version,
)
from .sources import CONFIDENCES, LANGUAGES, UNCERTAIN, Cite, Source, Words

__all__ = [
    "CONFIDENCES", "LANGUAGES", "UNCERTAIN",
    "Also", "Case", "Cite", "Condition", "Deemed", "Fact", "Gap", "Length", "LookAlike", "Pack",
    "Period", "Regime", "Rule", "RuleTest", "Source", "Transition", "Trigger", "Unless", "Version", "Words",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """A word of the pack's vocabulary: what is asked, and which answers are accepted."""

    id: str
    type: str
    label: Words
    ask: Words
    values: Mapping[str, Words]
    also_called: tuple[str, ...]
    values_called: Mapping[str, str]
    assume: str | None
    not_before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which a regime is known to be on (or off)."""

    start: date
    end: date | None
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Regime:
    """An emergency chapter's dated switch: where nothing is known, both results are shown."""

    id: str
    label: Words
    on: tuple[Period, ...]
    off: tuple[Period, ...]
    unknown_after: date | None
    cites: tuple[Cite, ...]

    def state(self, day: date) -> str:
        """Return ``on``, ``off`` or ``unknown`` for ``day``; silence of the pack is never taken for "off"."""
        for name, periods in (("on", self.on), ("off", self.off)):
            if any(one.start <= day and (one.end is None or day <= one.end) for one in periods):
                return name
        return "unknown"


@dataclass(frozen=True, slots=True, repr=False)
class Pack:
    """Everything a pack says; ``hash`` names these very bytes."""

    id: str
    hash: str
    calendar_hash: str
    title: Words
    zone: ZoneInfo
    zone_name: str
    calendar: str
    draft: bool
    """No lawyer has put a name to it, or it is marked so."""
    marked_draft: bool
    lawyer_review: Any
    checked_on: date | None
    review_by: date | None
    known_gaps: tuple[Words, ...]
    sources: Mapping[str, Source]
    calendars: Mapping[str, Calendar]
    counting: Mapping[str, Method]
    counting_cites: Mapping[str, Mapping[str, tuple[Cite, ...]]]
    calendar_cites: Mapping[str, tuple[Cite, ...]]
    facts: Mapping[str, Fact]
    regimes: Mapping[str, Regime]
    rules: Mapping[str, Rule]
    rows: Mapping[str, str]
    look_alikes: tuple[Mapping[str, Any], ...]
    statuses: tuple[Mapping[str, Any], ...]
    hosts: tuple[Mapping[str, Any], ...]
    help: tuple[Mapping[str, Any], ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """Every name a fact may be given under, to the fact's id."""

    def __repr__(self) -> str:
        return f"Pack({self.id}, {self.hash[:12]}, {len(self.rules)} rules)"
