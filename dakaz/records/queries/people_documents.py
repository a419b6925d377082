"""Documents of people: which, where each is, and which run out soon."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Document, Party, Whereabouts

from .listing import Listing, listed

FIRST_TOLD = timedelta(days=90)
TOLD_AGAIN = timedelta(days=30)
MOST = 200
COLUMNS = {
    "expires": "expires_on",
    "person": "party__label",
    "kind": "kind",
    "whereabouts": "whereabouts",
    "issued": "issued",
}


def documents(
    seen_by: SeenBy,
    *,
    kind: str = "",
    whereabouts: str = "",
    sort: str = "expires",
    page: int = 1,
    size: int = 50,
) -> Listing[Document]:
    """Return documents with whose they are."""
    rows = guard.visible(Document.objects.select_related("party", "held_by"), seen_by)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(whereabouts=whereabouts) if whereabouts else rows
    return listed(rows, columns=COLUMNS, sort=sort, page=page, size=size)


def document(seen_by: SeenBy, identifier: uuid.UUID | str) -> Document:
    """Return one document."""
    return guard.one(Document.objects.select_related("party", "held_by", "item"), seen_by, identifier)


def documents_of(seen_by: SeenBy, party: Party) -> Sequence[Document]:
    """Return a person's documents, what holds longest first, what was replaced last."""
    rows = guard.visible(Document.objects.filter(party=party).select_related("party", "held_by"), seen_by)
    return list(rows.order_by("replaced", "-expires_on", "kind"))


@dataclass(frozen=True, slots=True)
class RunningOut:
    """A document that runs out soon or has run out.

    Args:
        days: calendar days from the asking day to the first on which it may have run out; negative
            when it has passed.
        urgent: thirty days or fewer are left.
    """

    document: Document
    days: int

    @property
    def urgent(self) -> bool:
        return self.days <= TOLD_AGAIN.days


def running_out(seen_by: SeenBy, *, day: date, limit: int = MOST) -> Sequence[RunningOut]:
    """Return documents to be told of on ``day``: ninety days before they run out and until they are replaced.

    What is lost, destroyed or replaced is not told of. Any page may ask; one line of
    ``people/running_out.html`` shows one.
    """
    # asked in a way that the index on both columns answers: “not replaced” alone would look at every row
    soon = Document.objects.filter(replaced__in=(False,), expires_on__lte=day + FIRST_TOLD)
    rows = soon.exclude(whereabouts__in=(Whereabouts.LOST, Whereabouts.DESTROYED)).select_related("party")
    seen = guard.visible(rows, seen_by).order_by("expires_on")[:limit]
    return [RunningOut(one, (one.expires_on - day).days) for one in seen if one.expires_on]
