"""What people allowed us to do with what is theirs, and what they took back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .archive import Item
from .link import Link
from .people import Party
from .record import Record


class Purpose(models.TextChoices):
    """What a person may agree to; each is asked by itself, none follows from another."""

    COUNTED = "statistics", _("to be counted in statistics")
    QUOTED = "quote_without_name", _("to be quoted without name")
    QUOTED_BY_NAME = "quote_with_name", _("to be quoted with name")
    NAMED = "be_named", _("to be named in what we publish")
    PICTURED = "be_pictured", _("to be shown in a picture or film")
    LAWYER = "show_to_lawyer", _("to be shown to a lawyer")
    COURT = "show_to_court", _("to be shown to a court")
    AUTHORITY = "tell_authority", _("to be brought before an authority")
    REFERRED = "refer", _("to be told to an organisation that may help")
    BODIES = "tell_bodies", _("to be told to international bodies")


class GivenHow(models.TextChoices):
    SPOKEN = "spoken", _("spoken")
    WRITTEN = "written", _("in writing")
    RECORDED = "recorded", _("spoken, recorded")
    MESSAGE = "message", _("in a message")
    GUARDIAN = "guardian", _("by a guardian")
    ATTORNEY = "attorney", _("by an authorised person")


class Consent(Record):
    """One consent. Once withdrawn it stays withdrawn and stays here.

    Attributes:
        asked: what they were told and asked, in the language they were asked in.
        scope: what it is limited to: one report, one organisation; empty for no other limit.
        given, withdrawn: EDTF; empty ``withdrawn`` while it holds.
    """

    kept_with = ("party",)

    party = Link(Party, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=18, choices=Purpose)
    scope = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=3, blank=True)
    asked = models.TextField(blank=True)
    how = models.CharField(max_length=8, choices=GivenHow)
    given = models.CharField(max_length=40)
    item = Link(Item, null=True, on_delete=models.PROTECT, related_name="consents")
    withdrawn = models.CharField(max_length=40, blank=True)
    withdrawn_how = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = (models.Index(fields=("purpose", "withdrawn"), name="consents_by_purpose"),)
