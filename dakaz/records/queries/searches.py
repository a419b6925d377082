"""Questions somebody kept; nobody else is shown them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import SavedSearch


def kept(seen_by: SeenBy, *, place: str = "") -> Sequence[SavedSearch]:
    """Return the reader's own kept questions, by name; of one list, or of all."""
    rows = SavedSearch.objects.filter(user=seen_by.user_id)
    rows = rows.filter(place=place) if place else rows
    return list(guard.visible(rows, seen_by).order_by("place", "name"))


def search(seen_by: SeenBy, identifier: uuid.UUID | str) -> SavedSearch:
    """Return one of the reader's own.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    return guard.one(SavedSearch.objects.filter(user=seen_by.user_id), seen_by, identifier)
