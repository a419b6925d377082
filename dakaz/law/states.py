"""In which state an answer stands: where the clock is between the trigger and the end. Nothing "expires"."""

from __future__ import annotations

from datetime import datetime

from .days import Days
from .model import Pack
from .moments import Moment, as_day
from .question import Question

__all__ = ["is_past", "state_at", "state_of"]


def state_of(question: Question, days: Days) -> str:
    """Return the state of an answer with days.

    From an event that only looks like the trigger nothing is ever closed; before the day that starts the
    count nothing has started.
    """
    pack = question.pack
    if question.look_alike is not None:
        passed = is_past(pack, days.safe or days.raw, question.as_of)
        return "may_still_be_open" if passed else "not_started"
    if as_day(question.trigger, pack.zone) > question.today:
        return "not_started"
    return state_at(pack, days.last, question.as_of)


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
