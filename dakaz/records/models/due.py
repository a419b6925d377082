"""Days by which something must be done."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .casebook import Case
from .decisions import Decision
from .link import Link
from .record import Record


class DueKind(models.TextChoices):
    SAFE = "safe", _("safe day")
    LAST = "last", _("last day")
    TASK = "task", _("task")
    OTHER = "other", _("date")


class DueDate(Record):
    """A day by which something must be done, typed by a person who read it somewhere; a task is one too.

    Attributes:
        responsible: id of the user who does it; empty for whoever is responsible for the case.
    """

    later = frozenset({"responsible"})

    case = Link(Case, on_delete=models.PROTECT, related_name="due_dates")
    decision = Link(Decision, null=True, on_delete=models.PROTECT, related_name="due_dates")
    on = models.DateField(db_index=True)
    kind = models.CharField(max_length=5, choices=DueKind, default=DueKind.OTHER)
    what = models.CharField(max_length=200)
    typed_by = models.CharField(max_length=120, blank=True)
    done = models.DateField(null=True)
    responsible = models.CharField(max_length=36, blank=True)

    class Meta:
        indexes = (models.Index(fields=("done", "on"), name="due_dates_by_day"),)
