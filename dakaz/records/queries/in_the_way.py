"""What stays in the office and leads to a case, so that it cannot be sealed yet."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Case, Record

from .belonging import belonging


def in_the_way(seen_by: SeenBy, case_id: uuid.UUID | str) -> list[Record]:
    """Return the records that stand in the way of sealing a case, each once, those of a kind together.

    Only what this person may see is named. Nothing can stand in the way that they may not see: no row of a
    circle whose key they lack is in their tables.

    Raises:
        NotFound: no such case for this person.
    """
    case = guard.one(Case.objects.all(), seen_by, case_id)
    found: dict[tuple[str, Any], Record] = {}
    for row in belonging(case).staying:
        record = _record_of(row)
        if record is not None and record.compartment in seen_by.compartments:
            found.setdefault((str(record._meta.model_name), record.pk), record)
    return [found[key] for key in sorted(found, key=str)]


def _record_of(row: models.Model | None) -> Record | None:
    """Return the record that a row is a part of, or the row itself."""
    while row is not None and not isinstance(row, Record):
        needed = [one for one in row._meta.concrete_fields if one.is_relation and not one.null]
        row = getattr(row, needed[0].name) if needed else None
    return row
