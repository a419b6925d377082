"""The whole answer: what the person said, the days, what a complaint stops, what else there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dakaz.law import Outcome, Pack, Rule

from .boxes import Box, box_of, value_words
from .knowledge import Knowledge
from .matters import Matter, matter_named
from .questions import UNKNOWN, asked_of
from .readings import Reading, as_day, facts_told, readings
from .words import Speech

__all__ = ["Answer", "Told", "answer_to", "choice_words"]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing the person said, and the question under which it can be changed."""

    question: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page shows.

    Args:
        told: what was said, each changeable.
        days: rules with days, the earliest first.
        stops: whether a complaint stops the decision.
        also: what else belongs to it.
        ways: pathways.
        assumed: sentences, each with the question that changes it (or none).
        appointment: the day for a calendar.
    """

    told: tuple[Told, ...]
    days: tuple[Box, ...]
    stops: tuple[Box, ...]
    also: tuple[Box, ...]
    ways: tuple[Box, ...]
    assumed: tuple[tuple[str, str], ...]
    appointment: date | None
    outcome: Outcome | None

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Every box, in the order of the page."""
        return self.days + self.stops + self.also + self.ways


def answer_to(knowledge: Knowledge, answers: Mapping[str, str], speech: Speech) -> Answer:
    """Answer someone.

    Args:
        answers: complete, as ``questions`` collects them.
    """
    pack, as_of = knowledge.pack, knowledge.now()
    matter = matter_named(answers.get("what", "")) or matter_named(UNKNOWN)
    assert matter is not None  # noqa: S101 - "unknown" stands in the table
    told = facts_told(pack, matter, answers)
    first = _first(knowledge, matter, answers, told, as_of)
    linked = _linked(knowledge, matter, first)
    seen = {one.id for one in linked}

    def boxes(rules: list[Rule]) -> tuple[Box, ...]:
        return tuple(box_of(pack, one, speech) for rule in rules for one in readings(pack, rule, told, as_of))

    days = tuple(box_of(pack, one, speech) for one in first)
    effects = [rule for rule in linked if rule.kind == "effect"]
    ways = [rule for rule in linked if rule.kind == "pathway"]
    ways += [one for one in pack.rules.values() if one.kind == "pathway" and one.id not in seen and _names(one, matter)]
    also = [rule for row in matter.also if (rule := knowledge.rule(row)) and rule not in effects]
    with_day = next((one.outcome for one in first if one.outcome and one.outcome.safe_day), None)
    return Answer(
        told=tuple(_told(pack, matter, answers, speech)),
        days=days,
        stops=boxes(effects),
        also=boxes(also),
        ways=boxes(ways),
        assumed=_assumed(pack, matter, (*days,), speech),
        appointment=as_day(with_day.safe_day) if with_day and with_day.safe_day else None,
        outcome=with_day,
    )


def _first(
    knowledge: Knowledge, matter: Matter, answers: Mapping[str, str], told: Mapping[str, str], as_of: datetime
) -> list[Reading]:
    """Ask the rules that name days; one that begins where another ends is asked with that end."""
    pack = knowledge.pack
    rules = [rule for row in matter.rules_for(answers) if (rule := knowledge.rule(row))]
    found = sorted(
        (one for rule in rules for one in readings(pack, rule, told, as_of)), key=lambda one: one.sorted_by
    )
    if matter.then and (after := knowledge.rule(matter.then[0])):
        ends = {one.outcome.last_day for one in found if one.outcome and one.outcome.last_day}
        over = sorted(as_day(end) for end in ends if as_day(end) < as_of.date())
        for end in over:
            found += readings(pack, after, {matter.then[1]: end.isoformat()}, as_of)
    return found


def _linked(knowledge: Knowledge, matter: Matter, first: list[Reading]) -> list[Rule]:
    """Return rules that the pack links to those which answered, unless they are about something else."""
    names = dict.fromkeys(link for one in first for link in one.rule.links)
    rules = [rule for name in names if (rule := knowledge.rule(name))]
    return [rule for rule in rules if "subject" not in rule.more or _names(rule, matter)]


def _names(rule: Rule, matter: Matter) -> bool:
    subject: Any = rule.more.get("subject", ())
    return matter.id in subject


def _told(pack: Pack, matter: Matter, answers: Mapping[str, str], speech: Speech) -> list[Told]:
    return [
        Told(name, _label(pack, matter, name, speech), _value(pack, name, answers, speech))
        for name in asked_of(answers)
    ]


def _label(pack: Pack, matter: Matter, name: str, speech: Speech) -> str:
    if name == "day":
        event = pack.facts.get(matter.event)
        return speech.of(event.label) if event else speech.say("fact_days")
    fact = pack.facts["decision_kind" if name == "what" else name]
    return speech.say("waiting_title") if name == "what" and matter.is_waiting else speech.of(fact.label)


def _value(pack: Pack, name: str, answers: Mapping[str, str], speech: Speech) -> str:
    if name != "day":
        return choice_words(pack, name, answers[name], speech)
    if answers["day"] != UNKNOWN:
        return speech.day(date.fromisoformat(answers["day"]))
    dated = answers.get("dated", UNKNOWN)
    words = speech.say("day_unknown")
    on_paper = f"{speech.say('date_on_paper')}: {speech.day(date.fromisoformat(dated))}" if dated != UNKNOWN else ""
    return f"{words}. {on_paper}" if on_paper else words


def choice_words(pack: Pack, question: str, value: str, speech: Speech) -> str:
    """Return one choice of a question as people read it."""
    if value == UNKNOWN:
        return speech.say("dont_know")
    if question == "how" and value == "waiting":
        return speech.say("how_waiting")
    if question == "what" and value.startswith("waiting_"):
        return speech.say(value)
    return value_words(pack.facts["decision_kind" if question == "what" else question].values, value, speech)


def _assumed(pack: Pack, matter: Matter, boxes: tuple[Box, ...], speech: Speech) -> tuple[tuple[str, str], ...]:
    """Return what was assumed, each once, with the question of ours that changes it."""
    found: dict[str, str] = {}
    for box in boxes:
        for sentence in box.assumed:
            asked = (name for name in matter.ask if speech.of(pack.facts[name].label) in sentence)
            found.setdefault(sentence, next(asked, ""))
    return tuple(found.items())
