"""The append-only log: what was done, by whom, when. Its tree is RFC 6962 (see ``vault.log``)."""

from __future__ import annotations

from django.db import models

from .record import CompartmentField


class LogEntry(models.Model):
    """One act. The leaf of the tree is (seq, day, action, commitment) and tells nothing about anyone;
    who, what and which bytes stand in ``payload``, which ``commitment`` binds together with ``salt``."""

    seq = models.BigIntegerField(primary_key=True)
    day = models.CharField(max_length=10)
    action = models.CharField(max_length=40)
    commitment = models.CharField(max_length=64)
    compartment = CompartmentField()
    subject = models.UUIDField(null=True, db_index=True)
    # Erasing a person empties these two; the leaf, and so the tree, stays whole.
    salt = models.BinaryField(null=True)
    payload = models.BinaryField(null=True)

    class Meta:
        ordering = ("seq",)


class LogTree(models.Model):
    """The one row that holds the tree's right edge, so that appending costs log(n) hashes."""

    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=b"")
