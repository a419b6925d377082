"""The words forms about people offer: codes with their names in the reader's language."""

from __future__ import annotations

from dakaz.records.models import (
    ContactKind,
    DocumentKind,
    GivenHow,
    HomeRisk,
    NeedKind,
    NeedState,
    PastTie,
    Purpose,
    ReferralAnswer,
    Safety,
    TieKind,
    Whereabouts,
)

from .vocabulary import Choices

CONTACT_KINDS: Choices = ContactKind.choices
SAFETY: Choices = Safety.choices
HOME_RISKS: Choices = HomeRisk.choices
PAST_TIES: Choices = PastTie.choices
TIE_KINDS: Choices = TieKind.choices
DOCUMENT_KINDS: Choices = DocumentKind.choices
WHEREABOUTS: Choices = Whereabouts.choices
NEED_KINDS: Choices = NeedKind.choices
NEED_STATES: Choices = NeedState.choices
REFERRAL_ANSWERS: Choices = ReferralAnswer.choices
PURPOSES: Choices = Purpose.choices
GIVEN_HOW: Choices = GivenHow.choices
