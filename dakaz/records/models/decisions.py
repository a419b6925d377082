"""What authorities decided, why, and what it brings with it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .archive import Item, Passage
from .casebook import Case
from .link import Link
from .people import Party
from .record import Record


class DecisionKind(models.TextChoices):
    ASYLUM_GRANT = "asylum_grant", _("asylum granted")
    ASYLUM_REFUSAL = "asylum_refusal", _("asylum refused")
    PERMIT_GRANT = "permit_grant", _("residence permit granted")
    PERMIT_REFUSAL = "permit_refusal", _("residence permit refused")
    PERMIT_CANCELLATION = "permit_cancellation", _("residence permit cancelled")
    DESIGNATION = "designation", _("declared a threat to security")
    EXPULSION = "expulsion", _("expulsion ordered")
    RETURN = "return", _("return ordered")
    ENTRY_BAN = "entry_ban", _("entry banned")
    COURT = "court", _("court decision")
    OTHER = "other", _("other decision")


class ServedHow(models.TextChoices):
    HANDED_OVER = "handed_over", _("handed over")
    MIGRIS = "migris", _("notice in MIGRIS")
    EMAIL = "email", _("e-mail")
    POST = "post", _("post")
    UNKNOWN = "unknown", _("not known")


class Consequence(models.TextChoices):
    """What a decision brings with it."""

    LEAVE = "leave", _("must leave the country")
    ENTRY_BAN = "entry_ban", _("may not come back")
    PERMIT_LOST = "permit_lost", _("permit no longer holds")
    DETENTION = "detention", _("detained")
    FREE_MOVEMENT = "movement", _("may not move freely")
    WORK_LOST = "work_lost", _("may not work")
    SUPPORT_LOST = "support_lost", _("loses housing or allowance")
    DOCUMENT_TAKEN = "document", _("document taken away")


class Decision(Record):
    """An authority's decision; how and when it reached the person is what terms run from.

    Attributes:
        facts: what the law asks besides, as names and values of the law pack's own vocabulary.
        ground: the articles the authority names, as it names them.
        consequences: of ``Consequence``.
        ban_months: how long the person may not come back; None where no length is written.
        ban_for_life: where the decision says so.
    """

    owned = ("reasons",)
    later = frozenset({"facts", "ground", "consequences", "ban_months", "ban_for_life"})

    case = Link(Case, on_delete=models.PROTECT, related_name="decisions")
    authority = Link(Party, on_delete=models.PROTECT, related_name="decisions_made")
    kind = models.CharField(max_length=20, choices=DecisionKind)
    outcome = models.CharField(max_length=200, blank=True)
    dated = models.CharField(max_length=40, blank=True)
    served = models.CharField(max_length=40, blank=True)
    served_how = models.CharField(max_length=12, choices=ServedHow, default=ServedHow.UNKNOWN)
    reference = models.CharField(max_length=80, blank=True)
    item = Link(Item, null=True, on_delete=models.PROTECT, related_name="decisions")
    facts = models.JSONField(default=dict, blank=True)
    ground = models.CharField(max_length=300, blank=True)
    consequences = models.JSONField(default=list, blank=True)
    ban_months = models.PositiveSmallIntegerField(null=True)
    ban_for_life = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=("kind", "dated")),
            models.Index(fields=("dated", "id"), name="decisions_by_date"),
        )


class ReasonKind(models.TextChoices):
    SAFE_TO_RETURN = "safe_to_return", _("safe to return")
    MAY_BE_A_THREAT = "may_be_a_threat", _("may be a threat")
    PAST_SERVICE = "past_service", _("past service")
    NOT_CREDIBLE = "not_credible", _("not credible")
    NOT_PERSONAL = "not_personal", _("no danger to this person")
    TOO_LATE = "too_late", _("asked too late")
    OTHER_COUNTRY = "other_country", _("another country is responsible")
    DOCUMENTS = "documents", _("papers missing or doubted")
    TIES_THERE = "ties_there", _("ties or journeys there")
    CONDITIONS = "conditions", _("conditions of the permit not met")
    OFFENCE = "offence", _("an offence or debt")
    SECRET = "secret", _("reasons not disclosed")
    OTHER = "other", _("other")


class Reason(models.Model):
    """One reason a decision gives, in its exact words."""

    decision = Link(Decision, on_delete=models.CASCADE, related_name="reasons")
    kind = models.CharField(max_length=16, choices=ReasonKind)
    words = models.TextField(blank=True)
    passage = Link(Passage, null=True, on_delete=models.PROTECT, related_name="reasons")
