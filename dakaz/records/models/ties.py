"""Ties between parties, and the ties to the past that authorities name in their decisions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .archive import Passage
from .decisions import Decision
from .link import Link
from .people import Party
from .record import Record


class TieKind(models.TextChoices):
    """What the first party is to the second."""

    SPOUSE = "spouse", _("husband or wife of")
    PARTNER = "partner", _("partner of")
    PARENT = "parent", _("parent of")
    CHILD = "child", _("child of")
    SIBLING = "sibling", _("brother or sister of")
    RELATIVE = "relative", _("other relative of")
    GUARDIAN = "guardian", _("guardian of")
    WARD = "ward", _("in the care of")
    FRIEND = "friend", _("friend of")
    COLLEAGUE = "colleague", _("colleague of")
    MEMBER = "member", _("member of")
    HAS_MEMBER = "has_member", _("has among its members")
    WORKS_FOR = "works_for", _("works for")
    EMPLOYS = "employs", _("employs")
    VOUCHES = "vouches", _("vouches for")
    VOUCHED = "vouched", _("is vouched for by")
    ACTS_FOR = "acts_for", _("acts for")
    IS_ACTED_FOR = "is_acted_for", _("lets act for them")
    PART = "part", _("part of")
    HAS_PART = "has_part", _("has as its part")
    OTHER = "other", _("has to do with")


# What the second party is to the first; a kind that is not here reads the same both ways.
_TURNED = {
    TieKind.PARENT: TieKind.CHILD,
    TieKind.GUARDIAN: TieKind.WARD,
    TieKind.MEMBER: TieKind.HAS_MEMBER,
    TieKind.WORKS_FOR: TieKind.EMPLOYS,
    TieKind.VOUCHES: TieKind.VOUCHED,
    TieKind.ACTS_FOR: TieKind.IS_ACTED_FOR,
    TieKind.PART: TieKind.HAS_PART,
}
TURNED = _TURNED | {back: there for there, back in _TURNED.items()}


class Tie(Record):
    """``party`` is to ``other`` what ``kind`` says; the other side reads it turned round."""

    kept_with = ("party", "other")

    party = Link(Party, on_delete=models.PROTECT, related_name="ties")
    other = Link(Party, on_delete=models.PROTECT, related_name="ties_back")
    kind = models.CharField(max_length=12, choices=TieKind)
    since = models.CharField(max_length=40, blank=True)
    until = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)

    @property
    def turned(self) -> TieKind:
        """What ``other`` is to ``party``."""
        kind = TieKind(self.kind)
        return TURNED.get(kind, kind)


class PastTie(models.TextChoices):
    """What in a person's past an authority names. Never the same list as why they are at risk at home."""

    CONSCRIPT = "conscript", _("served as a conscript")
    ARMY = "army", _("served in the army under contract")
    POLICE = "police", _("worked for the police or interior ministry")
    SECURITY = "security", _("worked for a security service")
    BORDER = "border", _("worked for border guard or customs")
    JUSTICE = "justice", _("worked for a court, prosecutor or prison")
    STATE_OFFICE = "state_office", _("worked in a state office")
    STATE_COMPANY = "state_company", _("worked for a state company")
    STATE_MEDIA = "state_media", _("worked for state media")
    STATE_STUDY = "state_study", _("studied at a state institution")
    STATE_UNION = "state_union", _("member of a pro-state organisation")
    KIN_IN_SERVICE = "kin", _("relative in state service")
    TRAVEL = "travel", _("journeys to Belarus or Russia")
    BUSINESS = "business", _("business or property there")
    CONTACTS = "contacts", _("contacts there")
    UNNAMED = "unnamed", _("a tie is claimed, none is named")
    OTHER_TIE = "other_tie", _("other tie")


class NamedTie(Record):
    """A tie to the past that a decision names, in the decision's own words."""

    kept_with = ("decision",)

    decision = Link(Decision, on_delete=models.PROTECT, related_name="named_ties")
    kind = models.CharField(max_length=14, choices=PastTie)
    words = models.TextField(blank=True)
    passage = Link(Passage, null=True, on_delete=models.PROTECT, related_name="named_ties")
    answer = models.TextField(blank=True)
