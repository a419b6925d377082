"""The law pack's own words in the reader's language: facts, values, days, states."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from dakaz import law
from dakaz.law.say import say_words
from dakaz.records.queries.law_of_decisions import Answered, pack
from dakaz.web.edtf_words import day_form
from dakaz.web.look import State, Tone

if TYPE_CHECKING:
    from dakaz.records.models import Deadline

TONES: dict[str, Tone] = {
    "open": "good",
    "last_day": "amber",
    "passed_ask_lawyer": "brick",
    "may_still_be_open": "amber",
    "not_started": "open",
    "unknown": "open",
}
BANDS: dict[str, Tone] = {"plain": "plain", "amber": "amber", "red": "brick"}
STANDING: dict[str, Tone] = {
    "proposed": "open",
    "half": "amber",
    "confirmed": "good",
    "replaced": "plain",
    "set_aside": "plain",
}


def reader() -> str:
    """Return the reader's language as the law room names it."""
    spoken = (get_language() or "en").split("-")[0]
    return spoken if spoken in law.LANGUAGES else "en"


def fact_label(name: str, language: str = "") -> str:
    """Return what a fact of the pack is called."""
    fact = pack().facts.get(name)
    return say_words(fact.label, language or reader()) if fact else name


def fact_question(name: str) -> str:
    """Return how a fact of the pack is asked for."""
    return say_words(pack().facts[name].ask, reader())


def value_words(name: str, value: str, language: str = "") -> str:
    """Return a fact's value in words; a day is written out."""
    language = language or reader()
    fact = pack().facts.get(name)
    if fact and value in fact.values:
        return say_words(fact.values[value], language)
    if value in ("yes", "no"):
        return law.phrase(f"value_{value}", language)
    return day_words(value)


def day_words(value: str) -> str:
    """Return an ISO day as *Mon 28 October 2024*; anything else as it is."""
    try:
        return date_format(date.fromisoformat(value), day_form())
    except ValueError:
        return value


def state_of(outcome: law.Outcome, said: law.Said, today: date) -> State:
    """Return how a time stands; a safe day that has passed asks for a lawyer before the last day does."""
    safe = outcome.safe_day
    if outcome.state == "open" and isinstance(safe, date) and safe < today:
        return State(gettext("the safe day has passed: ask today"), "amber")
    return State(said.state, TONES.get(outcome.state or "", "plain"))


def band_of(outcome: law.Outcome, said: law.Said) -> State:
    """Return how old what the answer rests on is."""
    return State(said.band, BANDS[outcome.knowledge.band])


def standing_of(found: Deadline) -> State:
    """Return whether a counted day binds."""
    return State(found.get_standing_display(), STANDING[found.standing])


def rule_address(rule: law.Rule) -> str:
    """Return where everything that is known of a rule can be read."""
    return f"{reverse('start')}law/{reader()}/rules/{rule.row or rule.id}/"


def only_if(found: Answered) -> str:
    """Return under which facts, told by nobody yet, an answer holds; empty when it holds anyway."""
    return "; ".join(
        f"{fact_label(name)}: {', '.join(value_words(name, one) for one in values)}"
        for name, values in found.only_if
    )


def label_of(found: Deadline) -> str:
    """Return what the rule of a counted day is called, in the reader's language."""
    words: dict[str, Any] = found.label
    return str(words.get(reader()) or words.get("en") or found.rule)
