"""What starts the count: the event as told, one that only looks like it, or one that stands in for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from dakaz.errors import N_

from .build_rules import ASKED_ON
from .choosing import Chosen
from .conditions import holds
from .facts import SERVED, Known
from .model import Deemed, LookAlike, Pack, Rule
from .moments import A_MOMENT, Moment, as_day
from .outcome import Step, text
from .refusals import WrongFact

__all__ = ["Start", "counts_from", "start_of"]

NO_TRIGGER = N_("%(rule)s needs the day of %(event)s (%(fact)s). Accepted: %(accepted)s.")


class Start(NamedTuple):
    """Where a count starts.

    Args:
        trigger: the day or moment of the event, as told.
        assumed_from: event that stands in for an unknown one.
        look_alike: set when what is told only looks like the event.
    """

    trigger: Moment
    assumed_from: str | None = None
    look_alike: LookAlike | None = None


def start_of(rule: Rule, known: Known, as_of: Moment) -> Start:
    """Return what starts the rule.

    Raises:
        WrongFact: neither the event was told nor one that can stand in for it.
    """
    events, trigger, look_alike = known.events, rule.trigger, _look_alike(rule, known)
    if trigger.event in events:
        return Start(events[trigger.event], look_alike=look_alike)
    for name in sorted(look_alike.events & events.keys()) if look_alike else ():
        return Start(events[name], look_alike=look_alike)
    if trigger.event == ASKED_ON:
        return Start(as_of, look_alike=look_alike)
    if trigger.if_unknown in events:
        return Start(events[trigger.if_unknown], trigger.if_unknown, look_alike)
    fact = f"{SERVED}, or {trigger.if_unknown} when it is not known" if trigger.if_unknown else SERVED
    raise WrongFact(
        NO_TRIGGER, code="missing_fact", fact=fact, accepted=A_MOMENT, rule=rule.id, event=trigger.event
    )


def counts_from(pack: Pack, rule: Rule, known: Known, trigger: Moment, notes: Chosen) -> date | None:
    """Return the day that the event counts as done on, where the law moves it; None where it does not."""
    for one in rule.trigger.deemed:
        if holds(pack, rule, one.when, known, notes):
            day = as_day(trigger, pack.zone)
            moved = _shifted(pack, one, day)
            if moved == day:
                return None
            notes.steps.append(Step(text("step_deemed", trigger=day, day=moved), one.cites))
            return moved
    return None


def _shifted(pack: Pack, deemed: Deemed, day: date) -> date:
    calendar = pack.calendars[pack.calendar]
    if deemed.shift == "this_or_next_working_day":
        return calendar.on_or_after(day)
    if deemed.shift == "next_working_day":
        return calendar.add(day, deemed.n)
    return day + timedelta(days=deemed.n)


def _look_alike(rule: Rule, known: Known) -> LookAlike | None:
    """Return the look-alike that the facts speak of, unless the real event is told too."""
    how = known.values.get("how")
    for one in rule.trigger.look_alikes:
        told = how in one.events or (
            one.events & known.events.keys() and rule.trigger.event not in known.events
        )
        if told or rule.trigger.event in one.events:
            return one
    return None
