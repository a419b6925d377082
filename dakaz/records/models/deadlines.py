"""Days that were counted by a rule of law, proposed to people, and bind once a person confirmed them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .casebook import Case
from .decisions import Decision
from .due import DueKind
from .events import Event
from .link import Link
from .record import Record


class Audience(models.TextChoices):
    """Whose clock it is."""

    PERSON = "person", _("the person's")
    AUTHORITY = "authority", _("the authority's")


class Standing(models.TextChoices):
    """How far a counted day has come; only a confirmed one binds."""

    PROPOSED = "proposed", _("counted, not confirmed")
    HALF = "half", _("one of two has confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    REPLACED = "replaced", _("replaced by a later count")
    SET_ASIDE = "set_aside", _("set aside")


class SetBy(models.TextChoices):
    COURT = "court", _("a court")
    LAWYER = "lawyer", _("a lawyer")


class Deadline(Record):
    """What one rule gave for one decision (or one application), with the receipt that gives it again.

    A row is never counted anew: another count is another row, and this one says which came after it.

    Attributes:
        label: what the rule is called, in the four languages of its pack.
        receipt: canonical JSON of the law room; holds facts and days, no name.
        on: the day it is listed under: the one that was set, else the safe day, else the legal end.
        confirmed_by, second_by, set_typed_by: ids of users.
        set_day: the day a court or a lawyer named; it goes before the counted ones, which stay.
    """

    case = Link(Case, on_delete=models.PROTECT, related_name="deadlines")
    decision = Link(Decision, null=True, on_delete=models.PROTECT, related_name="deadlines")
    application = Link(Event, null=True, on_delete=models.PROTECT, related_name="deadlines")
    audience = models.CharField(max_length=9, choices=Audience, default=Audience.PERSON)
    rule = models.CharField(max_length=80)
    row = models.CharField(max_length=8, blank=True)
    label = models.JSONField(default=dict, blank=True)
    receipt = models.TextField()
    state = models.CharField(max_length=24, blank=True)
    safe_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    raw_day = models.DateField(null=True)
    on = models.DateField()
    standing = models.CharField(max_length=9, choices=Standing, default=Standing.PROPOSED)
    confirmed_by = models.CharField(max_length=36, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    second_by = models.CharField(max_length=36, blank=True)
    second_at = models.DateTimeField(null=True)
    set_day = models.DateField(null=True)
    set_by = models.CharField(max_length=6, choices=SetBy, blank=True)
    set_why = models.TextField(blank=True)
    set_typed_by = models.CharField(max_length=36, blank=True)
    set_at = models.DateTimeField(null=True)
    aside_why = models.TextField(blank=True)
    superseded_by = Link("self", null=True, on_delete=models.PROTECT, related_name="supersedes")
    done = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=("audience", "standing", "done", "on"), name="deadlines_by_day"),)

    @property
    def kind(self) -> DueKind:
        """What kind of day it is listed under."""
        if self.set_day:
            return DueKind.OTHER
        return DueKind.SAFE if self.safe_day else DueKind.LAST
