"""What question and answer pages show, as values for their templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from .answering import Answer, answer_to, choice_words, day_label
from .forms import TypedDay
from .library import help_of, said_about
from .matters import Matter, matter_named
from .pages import Page
from .questions import NOTICES, UNKNOWN, choices, next_question, number
from .rule_pages import key_of, named, way_lines
from .turning import turned

__all__ = ["answer_values", "call_values", "question_values", "refilled"]

NO_DAY_TYPED: dict[str, Any] = {}
SERVED = "decision_served"
INTERIM = "E04"
"""Row of the rule by which a court can stop a decision."""
RENEWAL = "C11"
"""Row of the rule by which a missed term can be renewed."""


def call_values(page: Page, how: str) -> dict[str, Any]:
    """Return what a page says of a call or a message."""
    pack, speech = page.knowledge.pack, page.speech
    return {
        "title": speech.say(f"{how}_title"),
        "said": said_about(pack, how, speech),
    }


def question_values(page: Page, question: str, answers: Mapping[str, str]) -> dict[str, Any]:
    """Return a question: its words, why it is asked, what may be chosen."""
    pack, speech = page.knowledge.pack, page.speech
    options = [(one, choice_words(pack, question, one, speech)) for one in choices(pack, question, answers)]
    answered = {**answers, question: UNKNOWN}
    return {
        "question": question,
        "n": number(answers, question),
        "ask": _ask(page, question, answers),
        "why": _why(page, question, answers),
        "options": options,
        "came": said_about(pack, answers.get("how", ""), speech) if question == "day" else None,
        "months": speech.months(),
        "event_label": day_label(pack, answers, speech) if question == "day" else "",
        "paper_label": speech.say("date_on_paper"),
        "is_last": next_question(answered) is None,
    }


def _ask(page: Page, question: str, answers: Mapping[str, str]) -> str:
    pack, speech = page.knowledge.pack, page.speech
    matter = matter_named(answers.get("what", ""))
    if question == "what" and answers.get("how") == "waiting":
        return speech.say("waiting_title")
    if question == "day" and matter:
        return speech.say(_when(matter, answers.get("how", "")))
    return speech.of(pack.facts["decision_kind" if question == "what" else question].ask)


def _when(matter: Matter, how: str) -> str:
    if matter.is_waiting:
        return "when_lodged"
    if how in NOTICES:
        return "when_notice"
    if matter.event != "decision_served":
        return "when_announced"
    return "when_served" if how == "paper" else "when_came"


def _why(page: Page, question: str, answers: Mapping[str, str]) -> str:
    waits = answers.get("how") == "waiting"
    keys = {
        "how": "how_why",
        "what": "waiting_why" if waits else "what_why",
        "day": "when_why_lodged" if waits else "when_why",
    }
    return page.speech.say(keys.get(question, "fact_why"))


def refilled(typed: TypedDay | None) -> dict[str, Any]:
    """Return what stands in three fields again, so that nobody types it twice."""
    return {"d": typed.d, "m": typed.m, "y": typed.y} if typed else {}


def answer_values(page: Page, kept: Mapping[str, str], answers: Mapping[str, str]) -> dict[str, Any]:
    """Return the whole answer page.

    Args:
        kept: what lies behind the id: answers, and a day to turn to.
        answers: the answers alone.
    """
    pack, speech = page.knowledge.pack, page.speech
    matter = matter_named(answers["what"])
    waits = bool(matter and matter.is_waiting)
    answer = answer_to(page.knowledge, answers, speech)
    shown = {
        "answers": answers,
        "answer": answer,
        "is_waiting": waits,
        "do_now": _do_now(page, answer, matter),
        "court_can_stop": _rule(page, INTERIM),
        "ways": way_lines(pack, answer.ways, speech),
        "read_on": [(key_of(rule), speech.of(rule.label)) for rule in answer.read_on if rule.row != INTERIM],
        "came": said_about(pack, answers.get("how", ""), speech),
        "turn_title": speech.say("turn_title_lodged" if waits else "turn_title"),
        "event_label": day_label(pack, answers, speech),
        "months": speech.months(),
        "help": help_of(pack, speech),
        "mend": speech.say(kept["mend"]) if kept.get("mend") in ("day_needed", "day_not_there") else "",
        "typed": NO_DAY_TYPED,
    }
    return shown | (_turned(page, answers, kept["turn"], answer) if "turn" in kept else {})


def _do_now(page: Page, answer: Answer, matter: Matter | None) -> list[tuple[str, str]]:
    """Return what to do today, as (sentence, key of the rule that it leads to); help comes first."""
    waits = bool(matter and matter.is_waiting)
    wanted = [("do_ask", "")]
    if waits:
        wanted.append(("do_silence", ""))
    elif matter and matter.event == SERVED:
        wanted.append(("do_file", INTERIM))
    if any(one.is_passed for one in answer.terms):
        wanted.append(("do_renew", RENEWAL))
    wanted.append(("do_keep_waiting" if waits else "do_keep", ""))
    rows = page.knowledge.pack.rows
    return [(page.speech.say(key), row if row in rows else "") for key, row in wanted]


def _rule(page: Page, row: str) -> list[tuple[str, str]]:
    pack = page.knowledge.pack
    return named(pack, [pack.rows[row]] if row in pack.rows else [], page.speech)


def _turned(page: Page, answers: Mapping[str, str], to: str, now: Answer) -> dict[str, Any]:
    day = date.fromisoformat(to)
    then = answer_to(page.knowledge, {**answers, "day": to}, page.speech)
    compared = turned(now, then)
    return {
        "turned_day": day,
        "turned": compared,
        "typed": {"d": str(day.day), "m": str(day.month), "y": str(day.year)},
    }
