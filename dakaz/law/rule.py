"""What a rule is made of: versions, their cases, the trigger that starts it, its worked examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .sources import Cite, Words

__all__ = [
    "Also", "Case", "Condition", "Deemed", "Gap", "Length", "LookAlike",
    "Rule", "RuleTest", "Transition", "Trigger", "Unless", "Version",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Length:
    """How long: ``n`` units, or as many as a fact says between ``least`` and ``most``."""

    unit: str
    n: int = 0
    from_fact: str | None = None
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact has one of some values, or a number or day lies in a range."""

    fact: str
    values: frozenset[str] = frozenset()
    least: int | date | None = None
    most: int | date | None = None


@dataclass(frozen=True, slots=True)
class Also:
    """A further length shown beside the main one.

    Args:
        event: event it is counted from, where it is not the rule's own.
        caps: it is a bar: the main length never ends after it.
    """

    id: str
    label: Words
    length: Length
    counting: str
    cites: tuple[Cite, ...]
    confidence: str
    event: str | None = None
    when: tuple[Condition, ...] = ()
    caps: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What a version says when its conditions hold; a version without cases has one case for all.

    Args:
        cites: its own articles, or else its version's.
        beside: what its version cites besides (an amending law, a judgment).
        quoted: the article that the quote is a sentence of.
    """

    when: tuple[Condition, ...]
    length: Length | None
    counting: str
    outcome: str | None
    cites: tuple[Cite, ...]
    beside: tuple[Cite, ...]
    quote: str | None
    quoted: Cite | None
    confidence: str
    say: Words | None
    also: tuple[Also, ...]
    uncertain: tuple[Words, ...]
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Transition:
    """What an amendment says about matters that were pending: they follow the old text or the new one."""

    pending: str
    by: str
    amended_on: date
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """The rule as it read from ``start`` to ``end`` (both included; ``end`` None while it is open)."""

    v: int
    start: date
    end: date | None
    cases: tuple[Case, ...]
    authority: Words | None
    cites: tuple[Cite, ...]
    confidence: str
    last_known_valid_on: date | None
    transitions: tuple[Transition, ...]
    line: tuple[str, tuple[str | int, ...]] = ("", ())


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which the rule did not stand in the law, known and cited: no hole in the pack."""

    start: date
    end: date
    why: Words
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Events that look like the trigger and start no clock."""

    events: frozenset[str]
    cites: tuple[Cite, ...]
    confidence: str
    say: Words | None


@dataclass(frozen=True, slots=True)
class Deemed:
    """An event that counts as done on another day than it happened.

    Args:
        shift: ``next_working_day`` (the ``n``-th after it), ``this_or_next_working_day`` (moved only off a
            free day), or ``days`` (``n`` days on).
    """

    when: tuple[Condition, ...]
    shift: str
    n: int
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """The event that starts the rule, and the event that picks its version."""

    event: str
    select_version_on: str
    if_unknown: str | None
    warn: str
    deemed: tuple[Deemed, ...]
    look_alikes: tuple[LookAlike, ...]

    @property
    def is_look_alike(self) -> bool:
        """The rule's own event starts no clock (a notice)."""
        return any(self.event in one.events for one in self.look_alikes)


@dataclass(frozen=True, slots=True)
class Unless:
    """Another rule that takes this one's place when its conditions hold, or while its regime is on."""

    rule: str
    when: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class RuleTest:
    """One worked example inside a rule."""

    given: Mapping[str, Any]
    expected: Mapping[str, Any]
    on: str | None
    place: tuple[str, tuple[str | int, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A deadline, an effect, a fact or a pathway, through all its versions."""

    id: str
    row: str | None
    kind: str
    audience: str
    label: Words
    question: Words | None
    trigger: Trigger
    needs: tuple[str, ...]
    may_use: tuple[str, ...]
    assume: Mapping[str, str]
    regime: str | None
    priority_over: tuple[str, ...]
    unless: tuple[Unless, ...]
    links: tuple[str, ...]
    versions: tuple[Version, ...]
    gaps: tuple[Gap, ...]
    unknown_before: date | None
    left_out: tuple[tuple[Words, Words], ...]
    """Known parts of the law that the rule leaves out, each with the reason."""
    uncertain: tuple[Words, ...]
    outcomes: Mapping[str, Words]
    say: Mapping[str, Words]
    tests: tuple[RuleTest, ...]
    more: Mapping[str, Any]
    place: tuple[str, tuple[str | int, ...]]
    lines: tuple[Words, ...]
    """Sentences that stand under every answer of the rule."""
    events: frozenset[str] = frozenset()
    facts_used: frozenset[str] = frozenset()
