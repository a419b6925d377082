"""What a speaker agreed to, in words that stand beside their words wherever these are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from dakaz.records.queries.people_words import PURPOSES
from dakaz.web.edtf_words import in_words
from dakaz.web.look import Link, State

if TYPE_CHECKING:
    from dakaz.records.models import Testimony
    from dakaz.records.queries.testimonies import Use


def agreed_words(consent: Sequence[str]) -> list[str]:
    """Return what was agreed to, in words."""
    return [str(word) for code, word in PURPOSES if code in consent]


def consent_line(consent: Sequence[str]) -> str:
    """Return one sentence on what may be done with a testimony."""
    agreed = agreed_words(consent)
    if not agreed:
        return gettext("No consent yet: not to be shown outside.")
    return gettext("Agreed: %(uses)s. Nothing else.") % {"uses": "; ".join(agreed)}


@dataclass(frozen=True, slots=True)
class UseLine:
    """One use as a testimony's page shows it.

    Args:
        state: the use, and whether it may be done now.
        ledger: what the ledger of consents says of it, in words.
        link: to that consent; or to writing one down where the ledger says nothing of what is ticked.
    """

    state: State
    ledger: str
    link: Link | None = None


def use_lines(uses: Sequence[Use], testimony: Testimony) -> list[UseLine]:
    """Return every use with yes or no in word and shape, and what the ledger says."""
    return [UseLine(_state(one), _ledger_words(one), _ledger_link(one, testimony)) for one in uses]


def _state(use: Use) -> State:
    if use.allowed:
        return State(f"{use.words}: {gettext('agreed')}", "good")
    if use.ticked:
        return State(f"{use.words}: {gettext('taken back, no longer')}", "brick")
    return State(f"{use.words}: {gettext('not agreed')}", "open")


def _ledger_words(use: Use) -> str:
    if use.consent is None:
        return gettext("not in the ledger yet") if use.ticked else ""
    if use.ledger == "withdrawn":
        day = in_words(use.consent.withdrawn, brief=True)
        return gettext("taken back %(day)s") % {"day": day}
    day = in_words(use.consent.given, brief=True)
    return gettext("in the ledger since %(day)s") % {"day": day}


def _ledger_link(use: Use, testimony: Testimony) -> Link | None:
    if use.consent is not None:
        return Link(gettext("the consent"), reverse("people:consent", args=[use.consent.pk]))
    if not use.ticked:
        return None
    asked = {"party_id": testimony.speaker_id, "purpose": use.code, "given": testimony.date}
    asked |= {"language": testimony.language}
    return Link(gettext("Write it into the ledger"), reverse("people:new-consent") + "?" + urlencode(asked))
