"""The whole answer: what the person said, the days, what a complaint stops, what else there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dakaz.law import Outcome, Pack, Rule

from .boxes import Box, box_of, value_words
from .knowledge import Knowledge
from .matters import Matter, first_rules, matter_named
from .questions import NOTICES, UNKNOWN, asked_of
from .readings import Reading, as_day, facts_told, readings
from .terms import Shared, Term, each_box, lead_of, shared_by, terms_of
from .words import Speech

__all__ = ["Answer", "Told", "answer_to", "choice_words", "day_label"]


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
        lead: one sentence on what several time limits mean together; empty when there is one.
        terms: the time limits in short, the shorter first; ``shared``: what they say alike.
        days: the same rules in full.
        stops: whether a complaint stops the decision.
        beside: further days that run at the same time and must not be missed, as the day by which to leave.
        also: what else belongs to it.
        ways: pathways, to be read on their own pages.
        read_on: rules that cannot be asked with what is known.
        assumed: sentences, each with the question that changes it (or none).
        outcome: the one whose day goes into a calendar.
    """

    told: tuple[Told, ...]
    lead: str
    terms: tuple[Term, ...]
    shared: Shared
    days: tuple[Box, ...]
    stops: tuple[Box, ...]
    beside: tuple[Box, ...]
    also: tuple[Box, ...]
    ways: tuple[Rule, ...]
    read_on: tuple[Rule, ...]
    assumed: tuple[tuple[str, str], ...]
    outcome: Outcome | None


def answer_to(knowledge: Knowledge, answers: Mapping[str, str], speech: Speech) -> Answer:
    """Answer someone.

    Args:
        answers: complete, as ``questions`` collects them.
    """
    pack, as_of = knowledge.pack, knowledge.now()
    matter = matter_named(answers.get("what", "")) or matter_named(UNKNOWN)
    assert matter is not None
    told = facts_told(pack, matter, answers)
    first = _first(knowledge, matter, answers, told, speech)
    linked = _linked(knowledge, matter, first)

    def boxes(rules: Iterable[Rule], *, begins: bool = False) -> tuple[Box, ...]:
        found = (one for rule in rules for one in readings(pack, rule, told, as_of) if one.outcome)
        return each_box(box_of(pack, one, speech, begins=begins) for one in found)

    days = tuple(box_of(pack, one, speech) for one in first)
    terms = terms_of(days, speech, today=knowledge.today(), sort=not matter.is_waiting)
    also = boxes(rule for rule in linked if rule.kind not in ("effect", "pathway") and _starts(rule, told))
    belonging = boxes(_named(knowledge, matter.also))
    also += tuple(one for one in belonging if not one.days) + boxes(
        _named(knowledge, matter.begins), begins=True
    )
    beside = tuple(one for one in belonging if one.days)
    shown = {box.rule for box in (*days, *beside, *also)}
    with_day = next((one.outcome for one in first if one.outcome and one.outcome.safe_day), None)
    return Answer(
        told=tuple(_told(pack, matter, answers, speech)),
        lead="" if matter.is_waiting else lead_of(terms, speech, today=knowledge.today()),
        terms=terms,
        shared=shared_by(terms),
        days=each_box(days),
        stops=boxes(rule for rule in linked if rule.kind == "effect"),
        beside=beside,
        also=also,
        ways=tuple(_ways(knowledge, matter, linked)),
        read_on=tuple(one for one in linked if one.kind not in ("effect", "pathway") and one.id not in shown),
        assumed=_assumed(pack, matter, days, speech),
        outcome=with_day,
    )


def _starts(rule: Rule, told: Mapping[str, str]) -> bool:
    """Tell whether what came can start this rule: a notice starts only those that know of notices."""
    how = told.get("how", "")
    knows = any(how in one.events for one in rule.trigger.look_alikes)
    return rule.kind != "deadline" or how not in NOTICES or knows


def _named(knowledge: Knowledge, names: Iterable[str]) -> list[Rule]:
    return [rule for name in names if (rule := knowledge.rule(name))]


def _ways(knowledge: Knowledge, matter: Matter, linked: list[Rule]) -> list[Rule]:
    """Return pathways: those offered for the matter, and those that the pack ties to it."""
    tied = [one for one in knowledge.pack.rules.values() if one.kind == "pathway" and _is_about(one, matter)]
    rules = [*_named(knowledge, matter.ways), *(one for one in linked if one.kind == "pathway"), *tied]
    return list({one.id: one for one in rules}.values())


def _first(
    knowledge: Knowledge, matter: Matter, answers: Mapping[str, str], told: Mapping[str, str], speech: Speech
) -> list[Reading]:
    """Ask the rules that name days; one that begins where another ends is asked with that end."""
    pack, as_of = knowledge.pack, knowledge.now()
    rows = matter.rules_for(answers)
    only = _special_cases(pack, matter, speech) if len(rows) > 1 else {}
    rules = [(rule, only.get(row, "")) for row in rows if (rule := knowledge.rule(row))]
    found = sorted(
        (replace(one, only=when) for rule, when in rules for one in readings(pack, rule, told, as_of)),
        key=lambda one: one.sorted_by,
    )
    if matter.then and (after := knowledge.rule(matter.then[0])):
        ends = {one.outcome.last_day for one in found if one.outcome and one.outcome.last_day}
        over = sorted(as_day(end) for end in ends if as_day(end) < as_of.date())
        for end in over:
            found += readings(pack, after, {matter.then[1]: end.isoformat()}, as_of)
    return found


def _special_cases(pack: Pack, matter: Matter, speech: Speech) -> dict[str, str]:
    """Return when a special rule is the one, by its row: the fact that decides, and its values."""
    return {
        one.rule: speech.say(
            "when_case",
            what=f"{speech.of(pack.facts[one.fact].label)}: "
            + ", ".join(choice_words(pack, one.fact, value, speech) for value in one.values),
        )
        for one in matter.instead
    }


def _linked(knowledge: Knowledge, matter: Matter, first: list[Reading]) -> list[Rule]:
    """Return rules that the pack ties to this matter, by a link or by their subject."""
    linked = _named(knowledge, (link for one in first for link in one.rule.links))
    linked = [rule for rule in linked if "subject" not in rule.more or _is_about(rule, matter)]
    about = [rule for rule in knowledge.pack.rules.values() if _is_about(rule, matter)]
    leading = first_rules() | {one.rule.row for one in first}
    rules = {rule.id: rule for rule in (*linked, *about) if rule.row not in leading and rule.regime is None}
    also = {rule.id for rule in _named(knowledge, (*matter.also, *matter.begins))}
    return [rule for name, rule in rules.items() if name not in also]


def _is_about(rule: Rule, matter: Matter) -> bool:
    subject: Any = rule.more.get("subject", ())
    return matter.id in subject


def _told(pack: Pack, matter: Matter, answers: Mapping[str, str], speech: Speech) -> list[Told]:
    return [
        Told(name, _label(pack, matter, name, answers, speech), _value(pack, name, answers, speech))
        for name in asked_of(answers)
    ]


def day_label(pack: Pack, answers: Mapping[str, str], speech: Speech) -> str:
    """Return what the day is of: the decision handed over, a notice that came, an application lodged."""
    matter = matter_named(answers.get("what", ""))
    event = "notice_received" if answers.get("how") in NOTICES else matter.event if matter else ""
    fact = pack.facts.get(event)
    return speech.of(fact.label) if fact else speech.say("day")


def _label(pack: Pack, matter: Matter, name: str, answers: Mapping[str, str], speech: Speech) -> str:
    if name == "day":
        return day_label(pack, answers, speech)
    fact = pack.facts["decision_kind" if name == "what" else name]
    return speech.say("waiting_title") if name == "what" and matter.is_waiting else speech.of(fact.label)


def _value(pack: Pack, name: str, answers: Mapping[str, str], speech: Speech) -> str:
    if name != "day":
        return choice_words(pack, name, answers[name], speech)
    if answers["day"] != UNKNOWN:
        return speech.day(date.fromisoformat(answers["day"]))
    dated = answers.get("dated", UNKNOWN)
    words = speech.say("day_unknown")
    on_paper = (
        f"{speech.say('date_on_paper')}: {speech.day(date.fromisoformat(dated))}" if dated != UNKNOWN else ""
    )
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


def _assumed(
    pack: Pack, matter: Matter, boxes: tuple[Box, ...], speech: Speech
) -> tuple[tuple[str, str], ...]:
    """Return what was assumed, each once, with the question of ours that changes it."""
    found: dict[str, str] = {}
    for box in boxes:
        for sentence in box.assumed:
            labels = ((name, speech.of(pack.facts[name].label).lower()) for name in matter.ask)
            asked = (name for name, label in labels if label in sentence.lower())
            found.setdefault(sentence, next(asked, ""))
    return tuple(found.items())
