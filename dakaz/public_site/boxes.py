"""A rule's answer as a page shows it: state, days, sentences, reasons, quotes, age. Words only, no markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from dakaz.law import Outcome, Pack
from dakaz.law.outcome import Text
from dakaz.law.say import Said, say, say_text

from .quotes import Quote
from .readings import NO_TEXT, Reading, as_day
from .words import LANGUAGES, Speech

__all__ = ["SHAPES", "Box", "Day", "Line", "box_of", "value_words"]

SHAPES = {"good": "●", "amber": "▲", "brick": "■", "calm": "◇"}
"""Beside the word, so that the state is seen without colour."""

SAID_BESIDE = frozenset({"regime_unknown", "regime_unknown_no_day"})
"""Warnings that only announce another reading; the pages show that reading itself, with its condition."""
AUTHORITY_STATES = {
    "open": ("calm", "state_authority_open"),
    "last_day": ("calm", "state_authority_open"),
    "passed_ask_lawyer": ("amber", "state_authority_passed"),
}
PAIR = dict.fromkeys(LANGUAGES, "{fact}: {value}")


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its name; ``first`` is the one to act on."""

    label: str
    text: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the answer with the article it rests on; compared when the date is turned."""

    slot: str
    text: str
    articles: str


@dataclass(frozen=True, slots=True)
class Box:
    """One rule's answer in one language.

    Args:
        stands: the state as the law room names it; empty where there is none.
        others: other readings that may hold instead.
    """

    rule: str
    key: str
    label: str
    condition: str
    state: str
    stands: str
    shape: str
    tone: str
    days: tuple[Day, ...]
    headline: str
    says: tuple[str, ...]
    authority: str
    authority_label: str
    warnings: tuple[str, ...]
    band: str
    band_words: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    quotes: tuple[Quote, ...]
    assumed: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    uncertain: tuple[str, ...]
    others: tuple[Box, ...]
    safe_day: date | None
    last_day: date | None
    lines: tuple[Line, ...]

    @property
    def articles(self) -> str:
        """The articles it rests on, each once."""
        return "; ".join(dict.fromkeys(_article(one.short, one.ref) for one in self.quotes if one.ref))


def _article(short: str, ref: str) -> str:
    """Return act and article; a court's order is named by its number alone."""
    return ref if short in ref else f"{short} {ref}"


def box_of(pack: Pack, reading: Reading, speech: Speech, *, begins: bool = False) -> Box:
    """Say a reading in words.

    Args:
        begins: whether its day is the first on which something is allowed, not the last.
    """
    condition = _condition(pack, reading.given, speech)
    if reading.outcome is None:
        return _empty(reading, condition, speech)
    box = _box(
        pack, reading.outcome, say(reading.outcome, speech.language), condition or reading.only, speech
    )
    return _beginning(box, reading.outcome, speech) if begins else box


def _beginning(box: Box, outcome: Outcome, speech: Speech) -> Box:
    """Say only from which day: no state, no headline of a time that runs out."""
    day = outcome.last_day or outcome.raw_day
    days = (Day(speech.say("allowed_from"), speech.day(day), first=True),) if day else ()
    lines = tuple(Line(f"day {one.label}", f"{one.label}: {one.text}", box.articles) for one in days)
    return replace(box, state="", tone="calm", days=days, headline="", lines=lines)


def _box(pack: Pack, outcome: Outcome, said: Said, condition: str, speech: Speech) -> Box:
    tone, state = _state(outcome, said, speech)
    days = _days(outcome, said, speech)
    others = _others(pack, outcome, said, speech)
    return Box(
        rule=outcome.rule,
        key=outcome.row or outcome.rule,
        label=said.label,
        condition=condition or (speech.say("ordinary_case") if others else ""),
        state=state,
        stands=outcome.state or "",
        shape=SHAPES[tone],
        tone=tone,
        days=days,
        headline=said.headline,
        says=said.says,
        authority=said.authority,
        authority_label=speech.say("authority"),
        warnings=tuple(_warnings(outcome, said)),
        band=outcome.knowledge.band,
        band_words=said.knowledge,
        steps=said.trace,
        quotes=tuple(_quotes(outcome, speech)),
        assumed=tuple(_assumed(outcome, said, speech)),
        left_out=said.not_modelled,
        uncertain=said.uncertain,
        others=others,
        safe_day=as_day(outcome.safe_day) if outcome.safe_day else None,
        last_day=as_day(outcome.last_day) if outcome.last_day else None,
        lines=_lines(outcome, said, days, state),
    )


def _others(pack: Pack, outcome: Outcome, said: Said, speech: Speech) -> tuple[Box, ...]:
    pairs = zip(outcome.alternatives, said.alternatives, strict=True)
    unknown = any(one.key in SAID_BESIDE for one in outcome.warnings)
    return tuple(
        _box(pack, one, words, _regime(pack, one, speech) if unknown else "", speech) for one, words in pairs
    )


def _regime(pack: Pack, other: Outcome, speech: Speech) -> str:
    """Say when another reading holds: only if its regime was in use, or in all other cases."""
    return speech.say("only_if_regime" if pack.rules[other.rule].regime else "ordinary_case")


def _warnings(outcome: Outcome, said: Said) -> Iterator[str]:
    shown = [one.label for one in outcome.alternatives]
    for one, words in zip(outcome.warnings, said.warnings, strict=True):
        if one.key not in SAID_BESIDE or one.values.get("label") not in shown:
            yield words


def _assumed(outcome: Outcome, said: Said, speech: Speech) -> Iterator[str]:
    """Say what was assumed as "what it is: which"; what was told and not needed is no assumption."""
    for one, words in zip(outcome.assumed, said.assumed, strict=True):
        if one.key == "assumed_fact":
            pair = say_text(Text(one.key, one.values, PAIR), speech.language, speech.zone)
            yield pair[:1].upper() + pair[1:]
        elif one.key != "fact_not_used":
            yield words


def _empty(reading: Reading, condition: str, speech: Speech) -> Box:
    tone = "brick" if reading.refused == NO_TEXT else "amber"
    words = speech.say(reading.refused)
    return Box(
        rule=reading.rule.id,
        key=reading.rule.row or reading.rule.id,
        label=speech.of(reading.rule.label),
        condition=condition,
        state=speech.say("state_unknown"),
        stands="unknown",
        shape=SHAPES[tone],
        tone=tone,
        days=(),
        headline=words,
        says=(),
        authority="",
        authority_label="",
        warnings=(),
        band="",
        band_words=(),
        steps=(),
        quotes=(),
        assumed=(),
        left_out=(),
        uncertain=(),
        others=(),
        safe_day=None,
        last_day=None,
        lines=(Line("headline", words, ""),),
    )


def _state(outcome: Outcome, said: Said, speech: Speech) -> tuple[str, str]:
    """Return how it looks and is called. That an authority's time is over is no danger to the person."""
    if outcome.state is None:
        return "calm", ""
    of_authority = AUTHORITY_STATES.get(outcome.state)
    if outcome.audience != "person" and of_authority:
        return of_authority[0], speech.say(of_authority[1])
    today = as_day(outcome.asked.as_of)
    if outcome.state == "open" and outcome.safe_day and as_day(outcome.safe_day) < today:
        return "amber", speech.say("state_safe_passed")
    tones = {"open": "good", "last_day": "amber", "passed_ask_lawyer": "brick"}
    return tones.get(outcome.state, "amber"), said.state


def _days(outcome: Outcome, said: Said, speech: Speech) -> tuple[Day, ...]:
    if outcome.audience != "person":
        named = (("should_be_decided", outcome.raw_day), ("legal_end", outcome.last_day))
    else:
        named = (("safe_day", outcome.safe_day), ("last_day", outcome.last_day))
    shown = [(key, _text(day, speech)) for key, day in named if day]
    if len({text for _, text in shown}) == 1 and outcome.audience != "person":
        shown = shown[:1]
    first = [Day(speech.say(key), text, n == 0) for n, (key, text) in enumerate(shown)]
    if outcome.state in ("not_started", "may_still_be_open") and outcome.safe_day and not outcome.last_day:
        first.append(Day(speech.say("last_day"), speech.say("no_last_day")))
    return (*first, *(Day(label, day) for label, day in said.also if day))


def _text(day: date | datetime, speech: Speech) -> str:
    return speech.day(day)


def _quotes(outcome: Outcome, speech: Speech) -> list[Quote]:
    return [
        Quote(
            act=speech.of(one.source.title),
            short=one.source.short,
            number=one.source.number,
            ref=one.ref,
            quote=one.quote or "",
            url=one.source.url,
            read=one.confidence,
        )
        for one in outcome.sources
    ]


def _lines(outcome: Outcome, said: Said, days: tuple[Day, ...], state: str) -> tuple[Line, ...]:
    """Return what turning the date compares: state, days, and what the rule says."""
    articles = "; ".join(_article(one.source.short, one.ref) for one in outcome.sources if one.ref)
    lines = [Line("state", state, "")] if state else []
    lines += [Line(f"day {day.label}", f"{day.label}: {day.text}", articles) for day in days]
    if not days:
        lines.append(Line("headline", said.headline, articles))
    lines += [
        Line(f"says {n}", one, articles) for n, one in enumerate(said.says) if not _names_a_day(one, days)
    ]
    if said.authority:
        lines.append(Line("authority", said.authority, articles))
    return tuple(lines)


def _names_a_day(sentence: str, days: tuple[Day, ...]) -> bool:
    """A sentence that only repeats a day is not compared twice."""
    return any(day.text in sentence for day in days)


def _condition(pack: Pack, given: tuple[tuple[str, tuple[str, ...]], ...], speech: Speech) -> str:
    """Say for which of the facts that nobody told an answer holds; empty when for all."""
    parts = []
    for name, values in given:
        fact = pack.facts[name]
        words = [value_words(fact.values, value, speech) for value in values]
        if len(values) < max(len(fact.values), 2):
            parts.append(f"{speech.of(fact.label)}: {', '.join(words)}")
    return speech.say("when_case", what="; ".join(parts)) if parts else ""


def value_words(values: Mapping[str, Mapping[str, str]], value: str, speech: Speech) -> str:
    """Return a choice as people read it."""
    if value in values:
        return speech.of(values[value])
    if value.isdigit():
        return value
    return speech.say({"yes": "said_yes", "no": "said_no", "unknown": "dont_know"}[value])
