"""The words forms offer: codes with their names in the reader's language.

A door may not name a table, so the lists it offers come from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from dakaz.records.models import (
    AskedFor,
    CaseRole,
    CaseStatus,
    DecisionKind,
    DueKind,
    EventKind,
    EventStatus,
    InvolvementRole,
    NameKind,
    PartyKind,
    Protection,
    ReasonKind,
    ServedHow,
    SetBy,
)

# (code, lazily translated name), in the order people expect.
Choices = Sequence[tuple[str, Any]]

PARTY_KINDS: Choices = PartyKind.choices
PROTECTIONS: Choices = Protection.choices
NAME_KINDS: Choices = NameKind.choices
CASE_STATUSES: Choices = CaseStatus.choices
CASE_ROLES: Choices = CaseRole.choices
DECISION_KINDS: Choices = DecisionKind.choices
SERVED_HOW: Choices = ServedHow.choices
REASON_KINDS: Choices = ReasonKind.choices
EVENT_KINDS: Choices = EventKind.choices
EVENT_STATUSES: Choices = EventStatus.choices
INVOLVEMENT_ROLES: Choices = InvolvementRole.choices
DUE_KINDS: Choices = DueKind.choices
ASKED_FOR: Choices = AskedFor.choices
SET_BY: Choices = SetBy.choices

# What a speaker may agree to, from least to most; each is asked by itself, none follows from another.
CONSENTS: Choices = (
    ("statistics", _("to be counted in statistics")),
    ("quote_without_name", _("to be quoted without name")),
    ("quote_with_name", _("to be quoted with name")),
    ("show_to_lawyer", _("to be shown to a lawyer")),
    ("show_to_court", _("to be shown to a court")),
)

# Languages people speak to us or are named in (ISO 639-1).
LANGUAGES: Choices = (
    ("be", _("Belarusian")),
    ("ru", _("Russian")),
    ("lt", _("Lithuanian")),
    ("en", _("English")),
    ("pl", _("Polish")),
    ("uk", _("Ukrainian")),
    ("lv", _("Latvian")),
    ("et", _("Estonian")),
    ("de", _("German")),
    ("fr", _("French")),
    ("ka", _("Georgian")),
)


def word_for(choices: Choices, code: str) -> str:
    """Return the name of a code in the reader's language; a code outside the list stays as it is."""
    return next((str(word) for known, word in choices if known == code), code)
