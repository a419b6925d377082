"""Figures that somebody states, in the words of a source, and what recomputing them gave."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .archive import Passage
from .link import Link
from .observatory import Series
from .people import Party
from .record import Record


class FigureKind(models.TextChoices):
    COUNT = "count", _("number")
    SHARE = "share", _("share")
    RATIO = "ratio", _("ratio")
    CHANGE = "change", _("change")
    RANGE = "range", _("range")
    RATE = "rate", _("rate")
    DURATION = "duration", _("length of time")
    MONEY = "money", _("money")


class Claim(Record):
    """One figure as a source states it; numbers in base units, percent as 44 (``figures.text.Figure``).

    Attributes:
        passage: where it stands, word for word.
        says: the figure's own words in it.
        value: one number; ``low`` and ``high`` of a range; ``first`` and ``last`` of a change.
        unit: person, %, day, ISO 4217 code, times; empty when the text does not say.
        counted: what is counted, in the text's words.
        place: ISO 3166 code.
        period: EDTF interval.
        attributed_to: who says so, in the text's words; ``said_by`` once somebody has said which party.
        about: what it is a figure of, in our words; claims with the same are laid side by side.
        answer: what those it concerns say to it, word for word or as told.
    """

    kept_with = ("passage",)

    passage = Link(Passage, on_delete=models.PROTECT, related_name="claims")
    says = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=FigureKind)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    low = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    high = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    first = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    last = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    unit = models.CharField(max_length=40, blank=True)
    counted = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=2, blank=True)
    period = models.CharField(max_length=40, blank=True)
    qualifier = models.CharField(max_length=20, blank=True)
    attributed_to = models.CharField(max_length=200, blank=True)
    said_by = Link(Party, null=True, on_delete=models.PROTECT, related_name="claims")
    about = models.CharField(max_length=120, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=("about", "period"), name="claims_by_matter"),)


class Check(Record):
    """One recomputation: what was tried, with which numbers, and the verdict.

    Attributes:
        says: the claim in question, in words.
        kind: which check of room ``figures``.
        given: numbers and what they are held against, by name, as the room takes them.
        series: the official series it was held against, if any.
        verdict: the room's code; ``result`` the room's whole answer: readings, trace, what is missing.
        on: EDTF; the day it was recomputed, or searched for in vain.
    """

    owned = ("parts",)

    says = models.CharField(max_length=300)
    kind = models.CharField(max_length=40)
    given = models.JSONField(default=dict, blank=True)
    series = Link(Series, null=True, on_delete=models.PROTECT, related_name="checks")
    verdict = models.CharField(max_length=24)
    result = models.JSONField(default=dict, blank=True)
    on = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)


class CheckPart(models.Model):
    """A claim that a check took a number from, and under which name it went in."""

    checked = Link(Check, on_delete=models.CASCADE, related_name="parts")
    claim = Link(Claim, on_delete=models.PROTECT, related_name="check_parts")
    name = models.CharField(max_length=40, blank=True)
