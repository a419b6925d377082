"""Which row of which table or form a record came from, so that the same file twice adds nothing."""

from __future__ import annotations

from django.db import models

from .record import Record


class TakenIn(Record):
    """One row of a file that was taken in.

    Attributes:
        table: which list of theirs it stood in; with ``key`` it names the row for good.
        kind, record: what it became: name of the model, id.
        digest: of the values it held, so that a changed row is noticed.
    """

    table = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    record = models.UUIDField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "rows taken in"
        constraints = (
            models.UniqueConstraint(fields=("compartment", "table", "key", "kind"), name="rows_differ"),
        )
