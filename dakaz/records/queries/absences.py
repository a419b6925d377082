"""Who is away, and who stands in for whom: on a day, also by way of a stand-in who is away too."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Absence


def absences(seen_by: SeenBy, *, day: date) -> Sequence[Absence]:
    """Return the absences that last on ``day`` or are to come, the first to begin first."""
    rows = guard.visible(Absence.objects.filter(until__gte=day), seen_by)
    return list(rows.order_by("since", "pk"))


def absence(seen_by: SeenBy, identifier: uuid.UUID | str) -> Absence:
    """Return one absence."""
    return guard.one(Absence.objects.all(), seen_by, identifier)


def stood_in_for(seen_by: SeenBy, user_id: str, *, day: date) -> Mapping[str, Absence]:
    """Return for whom ``user_id`` stands in on ``day``, each with the absence that says until when.

    Where a stand-in is away too, whoever stands in for them has both. Somebody who is back at work on
    ``day`` is nobody's to stand in for; a circle of absences ends where it began.
    """
    lasting = [one for one in absences(seen_by, day=day) if one.since <= day]
    found: dict[str, Absence] = {}
    asked = [user_id]
    while asked:
        stand_in = asked.pop()
        for one in lasting:
            if one.stand_in == stand_in and one.user not in found and one.user != user_id:
                found[one.user] = one
                asked.append(one.user)
    return found
