"""What an evaluation answers: days, state, reasons, sources, and the age of what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from .model import Cite, Source, Words
from .moments import Moment

__all__ = ["STATES", "Also", "Asked", "Knowledge", "Outcome", "Quoted", "Step", "Text", "text"]

STATES = ("open", "last_day", "passed_ask_lawyer", "may_still_be_open", "not_started", "unknown")
"""There is no "expired": a court can renew a missed term, and nobody is told to give up."""


NOTHING: Mapping[str, Any] = MappingProxyType({})


class Text(NamedTuple):
    """A sentence before it is in a language: a key of the common words, or words that the pack gave.

    Args:
        key: names the sentence for programs; of the common words when ``words`` is None.
        values: what stands in its places; dates stay dates, other texts stay texts.
    """

    key: str
    values: Mapping[str, Any] = NOTHING
    words: Words | None = None


def text(key: str, words: Words | None = None, /, **values: Any) -> Text:
    """Make a ``Text``."""
    return Text(key, values, words)


class Step(NamedTuple):
    """One step of the reasoning, with the articles it rests on."""

    text: Text
    cites: tuple[Cite, ...] = ()


class Also(NamedTuple):
    """A further day shown beside the main one."""

    id: str
    label: Words
    day: Moment | None
    raw_day: Moment | None
    cites: tuple[Cite, ...]
    confidence: str


class Quoted(NamedTuple):
    """A source as an outcome names it: the article, and its sentence where that is kept word for word."""

    source: Source
    ref: str
    quote: str | None
    confidence: str


class Knowledge(NamedTuple):
    """How old what the pack knows is.

    Args:
        band: ``plain``, ``amber`` (may have changed) or ``red`` (confirm before you rely on it).
        reasons: why it is not plain.
    """

    last_known_valid_on: date | None
    checked_on: date | None
    review_by: date | None
    band: str
    reasons: tuple[Text, ...]


class Asked(NamedTuple):
    """What was asked, in full, so that it can be asked again: no name of a person has a place in it."""

    rule: str
    pack: str
    pack_hash: str
    calendar_hash: str
    zone: str
    facts: tuple[tuple[str, str], ...]
    as_of: Moment


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of a rule to facts on a day.

    Args:
        state: one of ``STATES``; None where the rule counts no day (an effect, a right).
        raw_day: where the plain count ends.
        last_day: the legal end, moved off free days where the method says so; None where there is none.
        safe_day: for a person, the raw day or the working day before it; never after ``last_day``.
        case: which of the version's cases held, counted from 1.
        outcome: id of the effect that the rule names.
        headline: what to say first.
        draft: no lawyer has put a name to the pack.
        alternatives: other readings that may hold (an emergency regime), the shorter first.
    """

    rule: str
    row: str | None
    kind: str
    audience: str
    label: Words
    version: int | None
    case: int | None
    state: str | None
    trigger: Moment | None
    raw_day: Moment | None
    last_day: Moment | None
    safe_day: Moment | None
    outcome: str | None
    also: tuple[Also, ...]
    headline: Text
    says: tuple[Text, ...]
    trace: tuple[Step, ...]
    warnings: tuple[Text, ...]
    assumed: tuple[Text, ...]
    not_modelled: tuple[tuple[Words, Words], ...]
    uncertain: tuple[Words, ...]
    authority: Words | None
    confidence: str
    sources: tuple[Quoted, ...]
    knowledge: Knowledge
    links: tuple[str, ...]
    alternatives: tuple[Outcome, ...]
    draft: bool
    asked: Asked
