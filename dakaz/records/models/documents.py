"""A person's documents: passport, permit, power of attorney; where each is, and until when it holds."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .archive import Item
from .link import Link
from .people import Party
from .record import Record


class DocumentKind(models.TextChoices):
    PASSPORT = "passport", _("passport")
    IDENTITY_CARD = "identity_card", _("identity card")
    ALIENS_PASSPORT = "aliens_passport", _("alien's passport")
    TRAVEL_DOCUMENT = "travel_document", _("refugee travel document")
    TEMPORARY_PERMIT = "temporary_permit", _("temporary residence permit")
    PERMANENT_PERMIT = "permanent_permit", _("permanent residence permit")
    APPLICANT_CARD = "applicant_card", _("asylum applicant's registration")
    VISA = "visa", _("visa")
    WORK_PERMIT = "work_permit", _("work permit")
    POWER_OF_ATTORNEY = "power_of_attorney", _("power of attorney")
    NOTICE = "notice", _("notice or wanted listing")
    SUMMONS = "summons", _("summons")
    BIRTH = "birth", _("birth certificate")
    MARRIAGE = "marriage", _("marriage certificate")
    EDUCATION = "education", _("diploma or school certificate")
    WORK_BOOK = "work_book", _("work book")
    MILITARY = "military", _("military card")
    DRIVING = "driving", _("driving licence")
    CERTIFICATE = "certificate", _("other certificate")
    OTHER = "other", _("other document")


class Whereabouts(models.TextChoices):
    WITH_PERSON = "with_person", _("with the person")
    HELD = "held", _("held by an authority")
    WITH_US = "with_us", _("with us")
    LAWYER = "lawyer", _("with the lawyer")
    LEFT_BEHIND = "left_behind", _("in Belarus")
    LOST = "lost", _("lost")
    DESTROYED = "destroyed", _("destroyed or cancelled")
    UNKNOWN = "unknown", _("not known")


class Document(Record):
    """One document of a person.

    Attributes:
        expires: EDTF, as it stands on the document.
        expires_on: the first day on which it may have run out; what is found by day.
        held_by: the authority that keeps it.
        item: a picture of it in the archive.
        replaced: a newer one has taken its place, so nobody need be reminded of this one.
    """

    kept_with = ("party",)

    party = Link(Party, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=18, choices=DocumentKind)
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=160, blank=True)
    country = models.CharField(max_length=2, blank=True)
    issued = models.CharField(max_length=40, blank=True)
    expires = models.CharField(max_length=40, blank=True)
    expires_on = models.DateField(null=True)
    whereabouts = models.CharField(max_length=12, choices=Whereabouts, default=Whereabouts.UNKNOWN)
    since = models.CharField(max_length=40, blank=True)
    held_by = Link(Party, null=True, on_delete=models.PROTECT, related_name="documents_held")
    item = Link(Item, null=True, on_delete=models.PROTECT, related_name="documents")
    replaced = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("replaced", "expires_on"), name="documents_by_expiry"),
            models.Index(fields=("expires_on", "id"), name="documents_in_order"),
        )
