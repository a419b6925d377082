"""How a dossier's office shares its work: who works there, what was confirmed, what is still to do."""

from __future__ import annotations

import uuid
from datetime import date

from dakaz.errors import BadInput
from dakaz.records import guard
from dakaz.records.models import Decision
from dakaz.records.queries.deadlines import deadlines_of

from . import deadlines
from .sample_filling import Entry, Filling


def deadline(filling: Filling, entry: Entry) -> uuid.UUID:
    """Confirm a day that was counted for a decision, and say when it was done."""
    decision = guard.one(
        Decision.objects.all(), filling.acting.seen_by, filling.of("decisions", entry["decision"]) or ""
    )
    for counted in deadlines_of(filling.acting.seen_by, decision):
        if counted.row == entry["row"]:
            bound = deadlines.confirm(filling.acting, counted.pk)
            if entry.get("done"):
                on = date.fromisoformat(str(entry["done"]))
                deadlines.mark_deadline_done(filling.acting, bound.pk, on=on)
            return bound.pk
    raise BadInput("“%(key)s”: the law pack counts no day by %(row)s.", key=entry["key"], row=entry["row"])
