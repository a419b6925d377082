"""What weakens an answer: warnings about its days and its sources, and what had to be assumed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from .choosing import event_named
from .days import Days
from .moments import as_day
from .outcome import Text, text
from .question import Question
from .states import SERVED_IN_AN_UNSETTLED_WAY, is_plan

__all__ = ["assumptions", "warnings_about_days", "warnings_about_knowledge"]


def warnings_about_days(question: Question, days: Days | None = None) -> tuple[Text, ...]:
    """Warn of a day that is assumed, still to come, of a mere notice, or told by a call or a letter."""
    pack, found = question.pack, []
    day = as_day(question.trigger, pack.zone)
    if question.trigger_assumed_from:
        event = event_named(pack, question.trigger_assumed_from)
        found.append(text(question.rule.trigger.warn, event=event, day=day))
    if question.look_alike is not None:
        found.append(text("notice_is_not_service", question.look_alike.say))
        return tuple(found)
    if is_plan(question, days):
        found.append(text("trigger_in_future", day=day, today=question.today))
    how = question.known.values.get("how")
    if how in SERVED_IN_AN_UNSETTLED_WAY:
        found.append(text(f"how_{how}"))
    return tuple(found)


def warnings_about_knowledge(
    confidence: str, band: str, *, state: str | None, has_day: bool
) -> tuple[Text, ...]:
    """Warn of old knowledge, and of what was not read in the act itself."""
    found = []
    if band != "plain":
        found.append(text(f"band_{band}" if has_day or band != "red" else "band_red_no_day"))
    if confidence in ("secondary", "official_page", "case_law") and state != "unknown":
        found.append(text(f"confidence_{confidence}"))
    return tuple(found)


def assumptions(question: Question) -> tuple[Text, ...]:
    """Say what was taken for known: hours, then facts, then what was told and not needed."""
    return (*_assumed_hours(question), *question.notes.assumed, *_not_used(question))


def _assumed_hours(question: Question) -> Iterable[Text]:
    pack, case = question.pack, question.case
    for name in question.known.naive:
        yield text("assumed_zone", event=event_named(pack, name), zone=pack.zone_name)
    hours = case is not None and case.length is not None and case.length.unit == "hour"
    if hours and not isinstance(question.start, datetime):
        yield text("assumed_start_of_day", day=question.start)


def _not_used(question: Question) -> Iterable[Text]:
    """Name what was told in vain, so that nobody thinks it was weighed."""
    rule, pack = question.rule, question.pack
    for name in question.known.values:
        if name not in rule.facts_used and name != "how" and name in pack.facts:
            yield text("fact_not_used", fact=pack.facts[name].label)
