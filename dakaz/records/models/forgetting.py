"""How long things are kept, and what is left of what was erased: that it was, when, why. Nothing of whom."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .casebook import Retention
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


class KeepingTime(Record):
    """How long the office keeps cases of one class; without a row the proposal of the register holds.

    Attributes:
        days: after closing; then a case comes up to be looked at.
        why: on which ground the office decided so.
    """

    retention = models.CharField(max_length=8, choices=Retention)
    days = models.IntegerField()
    why = models.CharField(max_length=300)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("compartment", "retention"), name="keeping_classes_differ"),
        )
