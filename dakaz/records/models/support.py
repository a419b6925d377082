"""What people need, who was asked to help, and which organisations offer what."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .consents import Consent
from .link import Link
from .people import Party
from .record import Record


class NeedKind(models.TextChoices):
    """A need is a tick. There is no field for a diagnosis, here or anywhere."""

    MEDICAL = "medical", _("medical")
    PSYCHIATRIC = "psychiatric", _("psychiatric or psychological")
    HOUSING = "housing", _("housing")
    WORK = "work", _("work")
    LEGAL = "legal", _("legal")
    LANGUAGE = "language", _("language course")
    SCHOOLING = "schooling", _("school or study")
    FOOD = "food", _("food and clothes")
    MONEY = "money", _("money")
    DOCUMENTS = "documents", _("documents and translation")
    TRANSPORT = "transport", _("transport")
    SAFETY = "safety", _("safety")


class NeedState(models.TextChoices):
    OPEN = "open", _("open")
    REFERRED = "referred", _("someone was asked")
    MET = "met", _("met")
    NOT_WANTED = "not_wanted", _("they want no help")
    GONE = "gone", _("no longer there")


class Need(Record):
    """That a person needs something, and what came of it."""

    kept_with = ("party",)
    owned = ("referrals",)

    party = Link(Party, on_delete=models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=12, choices=NeedKind)
    state = models.CharField(max_length=10, choices=NeedState, default=NeedState.OPEN)
    since = models.CharField(max_length=40, blank=True)
    asks_for = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = (models.Index(fields=("state", "kind"), name="needs_by_state"),)


class ReferralAnswer(models.TextChoices):
    WAITING = "waiting", _("no answer yet")
    HELPED = "helped", _("they help")
    LATER = "later", _("they help later")
    REFUSED = "refused", _("they cannot help")
    DECLINED = "declined", _("the person did not want it after all")


class Referral(models.Model):
    """An organisation asked to help with a need, and by which consent it was told of the person."""

    need = Link(Need, on_delete=models.CASCADE, related_name="referrals")
    to = Link(Party, on_delete=models.PROTECT, related_name="referrals")
    consent = Link(Consent, on_delete=models.PROTECT, related_name="referrals")
    on = models.CharField(max_length=40)
    answer = models.CharField(max_length=8, choices=ReferralAnswer, default=ReferralAnswer.WAITING)
    answered = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=300, blank=True)


class Offer(Record):
    """Something an organisation offers, where, and in which languages.

    Attributes:
        place_fold: cross-script reading of the place, for finding it.
        languages: ISO 639-1 codes they speak with people.
        as_of: EDTF; when somebody last asked them whether it still holds.
    """

    kept_with = ("party",)

    party = Link(Party, on_delete=models.PROTECT, related_name="offers")
    kind = models.CharField(max_length=12, choices=NeedKind)
    what = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True)
    place = models.CharField(max_length=120, blank=True)
    place_fold = models.CharField(max_length=200, blank=True)
    languages = models.JSONField(default=list, blank=True)
    conditions = models.CharField(max_length=300, blank=True)
    how_to_ask = models.CharField(max_length=300, blank=True)
    as_of = models.CharField(max_length=40, blank=True)
    ended = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("kind", "country"), name="offers_by_kind"),)
