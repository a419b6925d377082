"""What happened to whom: cases, testimonies, decisions, events, due dates."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .archive import Item, Passage
from .link import Link
from .people import Party
from .record import Record


class CaseStatus(models.TextChoices):
    OPEN = "open", _("open")
    WAITING = "waiting", _("waiting for an authority")
    CLOSED = "closed", _("closed")


class Case(Record):
    """One matter of one or more parties. ``code`` is neutral: it may stand on a screen others see."""

    owned = ("involvements",)

    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=CaseStatus, default=CaseStatus.OPEN)
    opened = models.CharField(max_length=40, blank=True)
    summary = models.TextField(blank=True)
    responsible = models.CharField(max_length=36, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("compartment", "code"), name="case_codes_differ"),)


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


class Testimony(Record):
    """What someone told us: who spoke, who asked, in which language, word for word or not."""

    case = Link(Case, null=True, on_delete=models.PROTECT, related_name="testimonies")
    speaker = Link(Party, on_delete=models.PROTECT, related_name="testimonies")
    asked_by = models.CharField(max_length=120, blank=True)
    interpreter = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=3, blank=True)
    verbatim = models.BooleanField(default=False)
    read_back = models.BooleanField(default=False)
    consent = models.JSONField(default=list)
    date = models.CharField(max_length=40, blank=True)
    text = models.TextField()

    class Meta:
        verbose_name_plural = "testimonies"


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


class Decision(Record):
    """An authority's decision; how and when it reached the person is what terms run from.

    Attributes:
        facts: what the law asks besides, as names and values of the law pack's own vocabulary.
    """

    owned = ("reasons",)
    later = frozenset({"facts"})

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

    class Meta:
        indexes = (models.Index(fields=("kind", "dated")),)


class ReasonKind(models.TextChoices):
    SAFE_TO_RETURN = "safe_to_return", _("safe to return")
    MAY_BE_A_THREAT = "may_be_a_threat", _("may be a threat")
    PAST_SERVICE = "past_service", _("past service")
    NOT_CREDIBLE = "not_credible", _("not credible")
    OTHER = "other", _("other")


class Reason(models.Model):
    """One reason a decision gives, in its exact words."""

    decision = Link(Decision, on_delete=models.CASCADE, related_name="reasons")
    kind = models.CharField(max_length=16, choices=ReasonKind)
    words = models.TextField(blank=True)
    passage = Link(Passage, null=True, on_delete=models.PROTECT, related_name="reasons")


class EventStatus(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    LIKELY = "likely", _("likely")
    POSSIBLE = "possible", _("possible")
    UNLIKELY = "unlikely", _("unlikely")
    DISPROVED = "disproved", _("disproved")
    UNKNOWN = "unknown", _("not known")


class EventKind(models.TextChoices):
    VANDALISM = "vandalism", _("damage to property")
    THREAT = "threat", _("threat")
    HATE_SPEECH = "hate_speech", _("hate speech")
    FALSE_CALL = "false_call", _("false call or message")
    ATTACK = "attack", _("attack on a person")
    DATA_LEAK = "data_leak", _("leak of personal data")
    RETURN = "return", _("return or hand-over")
    INTERVENTION = "intervention", _("letter, picket or other support")
    APPLICATION = "application", _("application to an authority")
    LAW = "law", _("law or policy")
    OTHER = "other", _("other")


class AskedFor(models.TextChoices):
    """What an application asks for; the authority's time to decide hangs on it."""

    ASYLUM = "asylum", _("asylum")
    TEMPORARY_PERMIT = "temporary_permit", _("temporary residence permit")
    PERMANENT_PERMIT = "permanent_permit", _("permanent residence permit")
    OTHER = "other", _("something else")


class Event(Record):
    """An act or incident (HURIDOCS Events Standard Formats); an application to an authority is one too."""

    owned = ("involvements",)
    later = frozenset({"asked_for"})

    case = Link(Case, null=True, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=14, choices=EventKind)
    asked_for = models.CharField(max_length=16, choices=AskedFor, blank=True)
    title = models.CharField(max_length=200)
    date = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, blank=True)
    place = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=EventStatus, default=EventStatus.UNKNOWN)

    class Meta:
        indexes = (models.Index(fields=("kind", "date")),)


class InvolvementRole(models.TextChoices):
    VICTIM = "victim", _("victim")
    PERPETRATOR = "perpetrator", _("alleged perpetrator")
    AUTHORITY = "authority", _("authority")
    SOURCE = "source", _("source")
    HELPER = "helper", _("helper")


class Involvement(models.Model):
    """A party's part in an event."""

    event = Link(Event, on_delete=models.CASCADE, related_name="involvements")
    party = Link(Party, on_delete=models.PROTECT, related_name="event_involvements")
    role = models.CharField(max_length=12, choices=InvolvementRole)


class DueKind(models.TextChoices):
    SAFE = "safe", _("safe day")
    LAST = "last", _("last day")
    OTHER = "other", _("date")


class DueDate(Record):
    """A day by which something must be done, typed by a person who read it somewhere."""

    case = Link(Case, on_delete=models.PROTECT, related_name="due_dates")
    decision = Link(Decision, null=True, on_delete=models.PROTECT, related_name="due_dates")
    on = models.DateField(db_index=True)
    kind = models.CharField(max_length=5, choices=DueKind, default=DueKind.OTHER)
    what = models.CharField(max_length=200)
    typed_by = models.CharField(max_length=120, blank=True)
    done = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=("done", "on"), name="due_dates_by_day"),)
