"""What people told us."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .archive import Item
from .casebook import Case
from .link import Link
from .people import Party
from .record import Record


class TestimonyKind(models.TextChoices):
    INTERVIEW = "interview", _("interview")
    WRITTEN = "written", _("written by them")
    MESSAGE = "message", _("message")
    RECORDING = "recording", _("recording")
    OFFICIAL = "official", _("record of an official interview")


class Testimony(Record):
    """What someone told us: who spoke, who asked, in which language, word for word or not.

    Attributes:
        read_back, agreed: it was read back to them, and they agreed that this is what they said.
        consent: what they allowed for this testimony, by ``consents.Purpose``.
        topics: what it tells of, so that nobody is asked twice.
        pseudonym: under what name it may be cited; empty for none agreed.
        item: the recording or paper.
    """

    later = frozenset({"kind", "agreed", "topics", "pseudonym", "item_id"})

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
    kind = models.CharField(max_length=9, choices=TestimonyKind, blank=True)
    agreed = models.BooleanField(default=False)
    topics = models.JSONField(default=list, blank=True)
    pseudonym = models.CharField(max_length=120, blank=True)
    item = Link(Item, null=True, on_delete=models.PROTECT, related_name="testimonies")

    class Meta:
        verbose_name_plural = "testimonies"
