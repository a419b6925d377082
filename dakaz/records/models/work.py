"""How the office shares its work: who is away and who stands in, and the questions somebody kept."""

from __future__ import annotations

from django.db import models

from .record import Record


class Absence(Record):
    """From ``since`` until ``until``, both counted, what is due from ``user`` is due from ``stand_in``."""

    user = models.CharField(max_length=36)
    stand_in = models.CharField(max_length=36)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        indexes = (models.Index(fields=("until", "since"), name="absences_by_day"),)


class SavedSearch(Record):
    """A question to a list, under a name, for the one who kept it.

    Attributes:
        user: id of whose it is.
        place: which list, by the name of its page.
        terms: what was asked, by field.
    """

    user = models.CharField(max_length=36)
    place = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    terms = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "saved searches"
        constraints = (models.UniqueConstraint(fields=("user", "place", "name"), name="search_names_differ"),)
