"""What a speaker agreed to, in words that stand beside their words wherever these are shown."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from dakaz.records.queries import vocabulary
from dakaz.web.look import State


def agreed_words(consent: Sequence[str]) -> list[str]:
    """Return what was agreed to, in words."""
    return [str(word) for code, word in vocabulary.CONSENTS if code in consent]


def consent_line(consent: Sequence[str]) -> str:
    """Return one sentence on what may be done with a testimony."""
    agreed = agreed_words(consent)
    if not agreed:
        return gettext("No consent yet: not to be shown outside.")
    return gettext("Agreed: %(uses)s. Nothing else.") % {"uses": "; ".join(agreed)}


def consent_states(consent: Sequence[str]) -> list[State]:
    """Return every use with yes or no, in word and shape."""
    yes, no = gettext("agreed"), gettext("not agreed")
    return [
        State(f"{word}: {yes}", "good") if code in consent else State(f"{word}: {no}", "open")
        for code, word in vocabulary.CONSENTS
    ]
