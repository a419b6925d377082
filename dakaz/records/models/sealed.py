"""Rows of sealed compartments as they lie in the database: ciphertext, one value for each row.

What they hold is opened into memory for those who have the key (``sqlcipher.overlay``); nobody else's
connection knows more of them than stands here.
"""

from __future__ import annotations

from django.db import models

from .record import CompartmentField


class SealedState(models.Model):
    """A compartment whose rows are sealed, and how often they were changed: so that copies notice."""

    compartment = CompartmentField(primary_key=True)
    change = models.BigIntegerField(default=0)


class SealedRow(models.Model):
    """One row, of whichever table.

    Attributes:
        name: hex HMAC of table and key under the compartment's naming key.
        change: the compartment's count of changes when this row was written.
        content: table, key and columns, padded, sealed under the compartment's field key.
    """

    name = models.CharField(primary_key=True, max_length=64)
    compartment = CompartmentField()
    change = models.BigIntegerField()
    content = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=("compartment", "change"), name="sealed_by_change"),)
