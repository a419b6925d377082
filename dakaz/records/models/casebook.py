"""Cases, who has a part in them, how they hang together, how long they are kept."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _

from .link import Link
from .people import Party
from .record import Record


class CaseStatus(models.TextChoices):
    OPEN = "open", _("open")
    WAITING = "waiting", _("waiting for an authority")
    CLOSED = "closed", _("closed")


class CaseRisk(models.TextChoices):
    """How soon harm may come to the person: detention, removal, violence."""

    LOW = "low", _("low")
    RAISED = "raised", _("raised")
    HIGH = "high", _("high")
    URGENT = "urgent", _("urgent")


class Retention(models.TextChoices):
    """How long a case is kept; the days themselves stand in the register of fields."""

    ORDINARY = "ordinary", _("as long as the work needs it")
    EVIDENCE = "evidence", _("longer, as evidence for accountability")
    HOLD = "hold", _("until a court or a body has done with it")


class Case(Record):
    """One matter of one or more parties. ``code`` is neutral: it may stand on a screen others see.

    Attributes:
        opened, closed: EDTF.
        responsible: id of the user who answers for it.
        kept_why: why it is kept longer than others.
    """

    owned = ("involvements",)
    later = frozenset({"risk", "closed", "retention", "kept_why"})

    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=CaseStatus, default=CaseStatus.OPEN)
    opened = models.CharField(max_length=40, blank=True)
    summary = models.TextField(blank=True)
    responsible = models.CharField(max_length=36, blank=True)
    risk = models.CharField(max_length=6, choices=CaseRisk, blank=True)
    closed = models.CharField(max_length=40, blank=True)
    retention = models.CharField(max_length=8, choices=Retention, blank=True)
    kept_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("compartment", "code"), name="case_codes_differ"),)
        # whole lists in their order, and how long they are, without a look at the rows themselves
        indexes = (
            models.Index(fields=("code", "id", "compartment"), name="cases_by_code"),
            models.Index(fields=("status", "code", "id", "compartment"), name="cases_by_status"),
            models.Index(fields=("responsible",), name="cases_by_responsible"),
            models.Index(Collate("code", "nocase"), name="cases_by_code_as_typed"),
        )


class CaseRole(models.TextChoices):
    CLIENT = "client", _("the person it is about")
    FAMILY = "family", _("family")
    LAWYER = "lawyer", _("lawyer")
    SUPPORTER = "supporter", _("supporter")
    AUTHORITY = "authority", _("authority")
    OTHER = "other", _("other")


class CaseParty(models.Model):
    """A party's part in a case."""

    case = Link(Case, on_delete=models.CASCADE, related_name="involvements")
    party = Link(Party, on_delete=models.PROTECT, related_name="case_involvements")
    role = models.CharField(max_length=10, choices=CaseRole)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "party", "role"), name="case_roles_differ"),)


class CaseTieKind(models.TextChoices):
    """What the first case is to the second."""

    SAME_PERSON = "same_person", _("of the same person")
    FAMILY = "family", _("of the same family")
    FOLLOWS = "follows", _("follows from")
    LEADS_TO = "leads_to", _("led to")
    SAME_MATTER = "same_matter", _("about the same matter as")
    PRECEDENT = "precedent", _("can rely on")
    RELIED_ON = "relied_on", _("is relied on in")


class CaseTie(Record):
    """``case`` is to ``other`` what ``kind`` says; the other side reads it turned round."""

    kept_with = ("case", "other")

    case = Link(Case, on_delete=models.PROTECT, related_name="ties")
    other = Link(Case, on_delete=models.PROTECT, related_name="ties_back")
    kind = models.CharField(max_length=12, choices=CaseTieKind)
    note = models.CharField(max_length=300, blank=True)

    @property
    def turned(self) -> CaseTieKind:
        """What ``other`` is to ``case``."""
        there, kind = CaseTieKind, CaseTieKind(self.kind)
        pairs = {there.FOLLOWS: there.LEADS_TO, there.PRECEDENT: there.RELIED_ON}
        return {**pairs, **{back: on for on, back in pairs.items()}}.get(kind, kind)
