"""What is left of what was erased: that it was, when, why, and where it may still lie. Nothing of whom."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .record import Record


class ErasedWhy(models.TextChoices):
    ASKED = "asked", _("the person asked for it")
    WITHDRAWN = "withdrawn", _("consent was taken back")
    TIME = "time", _("its time to be kept is over")
    MISTAKE = "mistake", _("it should never have been written down")


class Erasure(Record):
    """A certificate of erasure.

    Attributes:
        what: kinds of rows and how many of each were erased.
        on: the day.
        backups: names of the backups made before, which may still hold it.
    """

    what = models.JSONField(default=dict)
    why = models.CharField(max_length=9, choices=ErasedWhy)
    on = models.DateField()
    backups = models.JSONField(default=list, blank=True)
