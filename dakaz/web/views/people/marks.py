"""States of people and cases in word and shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from dakaz.records.queries.testimonies import OWN_WRITING
from dakaz.web.look import State, Tone

if TYPE_CHECKING:
    from dakaz.records.models import Case, DueDate, Event, Party, Testimony

PROTECTION: dict[str, Tone] = {
    "public_figure": "plain",
    "named": "good",
    "pseudonym": "amber",
    "sealed": "brick",
}
CASE: dict[str, Tone] = {"open": "plain", "waiting": "open", "closed": "good"}
EVENT: dict[str, Tone] = {
    "confirmed": "good",
    "likely": "plain",
    "possible": "open",
    "unlikely": "open",
    "disproved": "brick",
    "unknown": "open",
}
DUE: dict[str, Tone] = {"safe": "good", "last": "brick", "task": "open", "other": "plain"}
RISK: dict[str, Tone] = {"low": "plain", "raised": "open", "high": "amber", "urgent": "brick"}


def protection(party: Party) -> State:
    """Return whether a party may be named."""
    return State(party.get_protection_display(), PROTECTION[party.protection])


def status(case: Case) -> State:
    """Return how a case stands."""
    return State(case.get_status_display(), CASE[case.status])


def risk(case: Case) -> State | None:
    """Return how soon harm may come, each degree with a shape of its own; None while nobody has said."""
    if not case.risk:
        return None
    return State(gettext("risk: %(how)s") % {"how": case.get_risk_display()}, RISK[case.risk])


def certainty(event: Event) -> State:
    """Return how sure an event is."""
    return State(event.get_status_display(), EVENT[event.status])


def due_kind(due: DueDate) -> State:
    """Return what kind of day it is: safe, last, or just a date."""
    return State(due.get_kind_display(), DUE[due.kind])


def due_state(due: DueDate) -> State:
    """Return whether what was due is done."""
    return State(gettext("done"), "good") if due.done else State(gettext("not done"), "open")


def passed(due: Any) -> State:
    """Return what to do about a day that has passed: of law there may be a step left, a task is only late."""
    return State(gettext("late") if due.kind == "task" else gettext("ask today"), "brick")


def told(testimony: Testimony) -> State:
    """Return whether the words are the speaker's own or a summary."""
    if testimony.verbatim:
        return State(gettext("word for word"), "good")
    return State(gettext("summary"), "plain")


def agreed(testimony: Testimony) -> State | None:
    """Return whether the speaker heard it and agreed; nothing where they wrote it themselves."""
    if testimony.kind in OWN_WRITING and not testimony.read_back:
        return None
    if testimony.read_back and testimony.agreed:
        return State(gettext("read back and agreed"), "good")
    if testimony.read_back:
        return State(gettext("read back; not said whether they agreed"), "amber")
    return State(gettext("not read back yet"), "amber")


def of_words(testimony: Testimony) -> list[State]:
    """Return how words were written down, and whether the speaker stands by them."""
    return [one for one in (told(testimony), agreed(testimony)) if one]


def no_consent() -> State:
    """Return the mark of words nobody has allowed to use."""
    return State(gettext("no consent yet"), "brick")
