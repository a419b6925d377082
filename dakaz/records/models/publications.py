"""What we publish: reports, the counts approved for them, releases."""

from __future__ import annotations

from django.db import models

from .link import Link
from .record import Record


class Report(Record):
    """An outline in Markdown; everything else in a report follows from it and the records."""

    owned = ("approvals",)

    key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    outline = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("compartment", "key"), name="report_keys_differ"),)


class Approval(models.Model):
    """A count someone looked at and let into a report; the report fails when the count moves."""

    report = Link(Report, on_delete=models.CASCADE, related_name="approvals")
    expression = models.CharField(max_length=500)
    value = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.CharField(max_length=36)
    entry = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("report", "expression"), name="one_approval_per_count"),
        )


class Release(Record):
    """A report as it was built: ``record`` is canonical JSON with the hash of every file in it."""

    report = Link(Report, on_delete=models.PROTECT, related_name="releases")
    at = models.DateTimeField()
    record = models.BinaryField()
