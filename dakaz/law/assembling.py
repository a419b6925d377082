"""Putting an outcome together: an answer, and what every answer carries beside it."""

from __future__ import annotations

from typing import Any

from .answer import Answer
from .build_rules import ASKED_ON
from .cautions import assumptions, warnings_about_knowledge
from .cited import rests_on, sources_of
from .further import further_days
from .knowledge import knowledge_of
from .model import Pack, Rule
from .outcome import Asked, Outcome, text
from .question import Question
from .steps import priority_steps

__all__ = ["assembled"]


def assembled(question: Question, answer: Answer) -> Outcome:
    """Return the whole outcome: its days and words, reasons, sources, doubts, and the age of knowledge."""
    pack, rule, version, case = question.pack, question.rule, question.version, question.case
    also = further_days(question) if answer.state != "unknown" else ()
    trace = (*question.notes.steps, *answer.steps, *priority_steps(pack, rule))
    cites = rests_on(version, case)
    knowledge = knowledge_of(pack, version, cites, deciding=question.deciding, today=question.today)
    confidence = case.confidence if case else version.confidence
    doubts = warnings_about_knowledge(
        confidence, knowledge.band, state=answer.state, has_day=answer.has_day or bool(also)
    )
    return Outcome(
        **_of_rule(rule),
        **_of_text(question),
        **_of_answer(answer),
        trigger=question.trigger if rule.trigger.event != ASKED_ON else None,
        also=also,
        trace=trace,
        warnings=question.beside.notes + answer.warnings + doubts,
        assumed=assumptions(question),
        sources=sources_of(pack, version, case, trace, question.look_alike),
        knowledge=knowledge,
        confidence=confidence,
        alternatives=question.beside.outcomes,
        draft=pack.draft,
        says=answer.says + tuple(text("line", words) for words in rule.lines),
        asked=_asked(pack, question),
    )


def _of_rule(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "row": rule.row,
        "kind": rule.kind,
        "audience": rule.audience,
        "label": rule.label,
        "not_modelled": rule.left_out,
        "links": rule.links,
    }


def _of_text(question: Question) -> dict[str, Any]:
    """Say which text of the rule answered, and what is open in it."""
    version, case = question.version, question.case
    return {
        "version": version.v,
        "case": question.case_number,
        "outcome": case.outcome if case else None,
        "uncertain": (case.uncertain if case else ()) + question.rule.uncertain,
        "authority": version.authority,
    }


def _of_answer(answer: Answer) -> dict[str, Any]:
    return {
        "state": answer.state,
        "raw_day": answer.raw,
        "last_day": answer.last,
        "safe_day": answer.safe,
        "headline": answer.headline,
    }


def _asked(pack: Pack, question: Question) -> Asked:
    return Asked(
        rule=question.rule.id,
        pack=pack.id,
        pack_hash=pack.hash,
        calendar_hash=pack.calendar_hash,
        zone=pack.zone_name,
        facts=question.known.given,
        as_of=question.as_of,
    )
