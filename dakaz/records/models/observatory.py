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
    """One published cell: ``value`` is None where the publisher printed none; ``flag`` is as printed.

    ``low`` and ``high`` are the smallest and largest true number it can stand for, where the publisher rounds
    or hides small ones; both are None where the number is exact or nothing is known.
    """

    later = frozenset({"low", "high"})

    series = Link(Series, on_delete=models.CASCADE, related_name="observations")
    period = models.CharField(max_length=20)
    outcome = models.CharField(max_length=80)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    flag = models.CharField(max_length=40, blank=True)
    low = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    high = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    position = models.IntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("series", "period", "outcome"), name="one_cell_per_place"),
        )
        ordering = ("position",)


class CountsRelease(Record):
    """A table of counts that was published: a later one is proved against what it shows.

    Attributes:
        of: what was counted: decisions, events; or the id of a series.
        dimensions: by what, in order.
        shown: ``[[codes, number or None], …]``; None was not shown, and what it was is kept nowhere.
        threshold: the smallest number shown; ``reason`` says why it is below 10.
        as_of: EDTF, the day of the counts.
        published_in: where it is to be read, in words.
        by: who approved it.
    """

    of = models.CharField(max_length=40)
    dimensions = models.JSONField()
    shown = models.JSONField()
    threshold = models.IntegerField()
    reason = models.CharField(max_length=200, blank=True)
    as_of = models.CharField(max_length=40)
    published_in = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=36)

    class Meta:
        indexes = (models.Index(fields=("of", "as_of"), name="releases_of_counts"),)
