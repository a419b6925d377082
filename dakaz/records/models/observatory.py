"""What others publish and say: statements, recommendations, official series."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .archive import Item
from .link import Link
from .people import Party
from .record import Record


class Statement(Record):
    """Who said what, when, in which role, in which words."""

    speaker = Link(Party, on_delete=models.PROTECT, related_name="statements")
    role = models.CharField(max_length=200, blank=True)
    date = models.CharField(max_length=40, blank=True)
    words = models.TextField()
    language = models.CharField(max_length=3, blank=True)
    answers = Link("self", null=True, on_delete=models.SET_NULL, related_name="answered_by")


class RecommendationState(models.TextChoices):
    OPEN = "open", _("no answer known")
    ANSWERED = "answered", _("answered")
    PARTLY = "partly", _("carried out in part")
    DONE = "done", _("carried out")
    REFUSED = "refused", _("refused")


class Recommendation(Record):
    """Who asked whom for what, since when, and what came of it."""

    number = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    made_by = Link(Party, on_delete=models.PROTECT, related_name="recommendations_made")
    addressee = Link(Party, null=True, on_delete=models.PROTECT, related_name="recommendations_received")
    since = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=RecommendationState, default=RecommendationState.OPEN)
    answer = models.TextField(blank=True)


class Series(Record):
    """A table of period by outcome, as published. ``invented`` is stamped into every picture of it."""

    owned = ("observations",)

    key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    item = Link(Item, null=True, on_delete=models.PROTECT, related_name="series")
    vintage = models.CharField(max_length=40, blank=True)
    invented = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "series"
        constraints = (models.UniqueConstraint(fields=("compartment", "key"), name="series_keys_differ"),)


class Observation(models.Model):
    """One published cell: ``value`` is None where the publisher printed none; ``flag`` is as printed."""

    series = Link(Series, on_delete=models.CASCADE, related_name="observations")
    period = models.CharField(max_length=20)
    outcome = models.CharField(max_length=80)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    flag = models.CharField(max_length=40, blank=True)
    position = models.IntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("series", "period", "outcome"), name="one_cell_per_place"),
        )
        ordering = ("position",)
