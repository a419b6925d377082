"""In which state an answer stands: where the clock is between the trigger and the end. Nothing "expires"."""

from __future__ import annotations

from datetime import datetime

from .days import Days
from .model import Pack
from .moments import Moment, as_day
from .question import Question

__all__ = ["is_past", "is_plan", "start_is_open", "state_at", "state_of"]

SERVED_IN_AN_UNSETTLED_WAY = frozenset({"migris_decision", "letter", "message", "call", "unknown"})
"""Ways to learn of a decision for which no rule was found that says when it counts as handed over."""


def state_of(question: Question, days: Days) -> str:
    """Return the state of an answer with days.

    From an event that only looks like the trigger nothing is ever closed; before the day that starts the
    count nothing has started.
    """
    pack = question.pack
    if question.look_alike is not None:
        passed = is_past(pack, days.safe or days.raw, question.as_of)
        return "may_still_be_open" if passed else "not_started"
    if is_plan(question, days):
        return "not_started"
    state = state_at(pack, days.last, question.as_of)
    if state == "passed_ask_lawyer" and start_is_open(question):
        return "may_still_be_open"
    return state


def is_plan(question: Question, days: Days | None) -> bool:
    """Tell whether the event that starts the count is still to come; not where it is the last day itself."""
    zone = question.pack.zone
    day = as_day(question.trigger, zone)
    is_the_end = days is not None and as_day(days.raw, zone) == day
    return day > question.today and not is_the_end


def start_is_open(question: Question) -> bool:
    """Tell whether the count may in truth have started later: it began on the earliest possible day."""
    how = question.known.values.get("how")
    return question.rule.audience == "person" and (
        question.trigger_assumed_from is not None or how in SERVED_IN_AN_UNSETTLED_WAY
    )


def state_at(pack: Pack, last: Moment, as_of: Moment) -> str:
    """Return ``open``, ``last_day`` (until 24:00 in the pack's zone) or ``passed_ask_lawyer``."""
    today = as_day(as_of, pack.zone)
    if isinstance(last, datetime):
        if isinstance(as_of, datetime) and as_of >= last:
            return "passed_ask_lawyer"
        end = as_day(last, pack.zone)
    else:
        end = last
    if today > end:
        return "passed_ask_lawyer"
    return "last_day" if today == end else "open"


def is_past(pack: Pack, day: Moment, as_of: Moment) -> bool:
    """Tell whether ``day`` is over."""
    return state_at(pack, day, as_of) == "passed_ask_lawyer"
