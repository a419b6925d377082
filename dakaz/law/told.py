"""An outcome as plain values for JSON: the same keys in every language."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from .moments import iso, zone_named
from .outcome import Outcome, Text
from .receipt import receipt
from .refusals import NoVersionInForce, WrongFact
from .say import Said, say, say_words

__all__ = ["refused", "told"]

SHORT = (
    *("rule", "row", "version", "state", "trigger", "raw_day", "last_day", "safe_day", "outcome"),
    *("label", "headline", "confidence", "sources"),
)
"""What is told of an alternative."""


def told(outcome: Outcome, language: str) -> dict[str, Any]:
    """Return an outcome for programs, its sentences in ``language``.

    Days are ``YYYY-MM-DD``; moments have the offset of the pack's zone; what there is not is None.
    """
    zone, said = zone_named(outcome.asked.zone), say(outcome, language)
    return {
        **_which(outcome),
        **_days(outcome, zone),
        **_words(outcome, said, zone),
        "confidence": outcome.confidence,
        "sources": _sources(outcome, language),
        "knowledge": _knowledge(outcome, said),
        "links": list(outcome.links),
        "alternatives": [_short(one, language) for one in outcome.alternatives],
        "draft": outcome.draft,
        "receipt": receipt(outcome),
    }


def refused(problem: WrongFact | NoVersionInForce) -> dict[str, Any]:
    """Return a refusal for programs: ``error`` is its code, with the ``fact`` and what is ``accepted``."""
    return {
        "error": problem.code,
        "fact": problem.fact,
        "accepted": problem.accepted,
        "message": str(problem),
    }


def _which(outcome: Outcome) -> dict[str, Any]:
    return {
        "rule": outcome.rule,
        "row": outcome.row,
        "version": outcome.version,
        "kind": outcome.kind,
        "audience": outcome.audience,
        "state": outcome.state,
        "outcome": outcome.outcome,
    }


def _days(outcome: Outcome, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "trigger": iso(outcome.trigger, zone),
        "raw_day": iso(outcome.raw_day, zone),
        "last_day": iso(outcome.last_day, zone),
        "safe_day": iso(outcome.safe_day, zone),
    }


def _words(outcome: Outcome, said: Said, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "also": [
            {"id": one.id, "day": iso(one.day, zone), "raw_day": iso(one.raw_day, zone), "text": label}
            for one, (label, _) in zip(outcome.also, said.also, strict=True)
        ],
        "label": said.label,
        "headline": said.headline,
        "says": list(said.says),
        "authority": said.authority or None,
        "trace": [
            {"id": step.text.key, "text": words, "articles": articles}
            for step, (words, articles) in zip(outcome.trace, said.trace, strict=True)
        ],
        "warnings": _texts(outcome.warnings, said.warnings),
        "assumed": _texts(outcome.assumed, said.assumed),
        "uncertain": list(said.uncertain),
        "not_modelled": [{"what": what, "why": why} for what, why in said.not_modelled],
    }


def _texts(texts: tuple[Text, ...], said: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"id": one.key, "text": words} for one, words in zip(texts, said, strict=True)]


def _short(outcome: Outcome, language: str) -> dict[str, Any]:
    full = told(outcome, language)
    return {key: full[key] for key in SHORT}


def _sources(outcome: Outcome, language: str) -> list[dict[str, Any]]:
    return [
        {
            "id": one.source.id,
            "act": say_words(one.source.title, language) or one.source.short,
            "number": one.source.number or None,
            "article": one.ref or None,
            "edition": iso(one.source.edition_from or one.source.in_force, zone_named(outcome.asked.zone)),
            "url": one.source.url or None,
            "read": one.source.read,
            "confidence": one.confidence,
            "quote_lt": one.quote,
        }
        for one in outcome.sources
    ]


def _knowledge(outcome: Outcome, said: Said) -> dict[str, Any]:
    known, zone = outcome.knowledge, zone_named(outcome.asked.zone)
    return {
        "last_known_valid_on": iso(known.last_known_valid_on, zone),
        "checked_on": iso(known.checked_on, zone),
        "review_by": iso(known.review_by, zone),
        "band": known.band,
        "text": list(said.knowledge),
    }
