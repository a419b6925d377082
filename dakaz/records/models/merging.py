"""That two parties were found to be one: what was moved, what stood there before, how to undo it."""

from __future__ import annotations

from django.db import models

from .link import Link
from .people import Party
from .record import Record


class Merge(Record):
    """Two parties made one.

    Attributes:
        moved: rows that led to ``merged`` and lead to ``kept`` now, as they were: kind, key, columns; and
            those that said what ``kept``'s own row said already, which were put aside.
        before: the facts of both as they stood before, by column.
        why: what showed that they are one.
        undone: they were found to be two after all; everything stands where it stood.
    """

    kept_with = ("kept", "merged")

    kept = Link(Party, on_delete=models.PROTECT, related_name="merges")
    merged = Link(Party, on_delete=models.PROTECT, related_name="merged_by")
    moved = models.JSONField(default=list, blank=True)
    before = models.JSONField(default=dict, blank=True)
    why = models.CharField(max_length=300, blank=True)
    undone = models.BooleanField(default=False)
