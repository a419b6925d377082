"""Keeping a table of counts that is published, so that later ones are proved against it."""

from __future__ import annotations

from django.db import transaction

from dakaz.errors import N_, Conflict
from dakaz.records.models import CountsRelease
from dakaz.records.queries import observatory
from dakaz.records.queries.counts_released import Question, as_rows, proved
from dakaz.records.queries.observatory_counts import COUNTABLE

from .acting import Acting
from .saving import save

MOVED = N_(
    "These numbers changed since you looked at them. Look again before you publish them. Nothing was kept."
)


def keep_counts(
    acting: Acting, question: Question, *, looked_at: str, published_in: str = ""
) -> CountsRelease:
    """Keep a table of counts as published.

    It is counted and proved anew; what is hidden is kept nowhere.

    Args:
        looked_at: digest of the table the person saw and approves.
        published_in: where it is to be read, in words.

    Raises:
        BadInput: it cannot be counted so. Conflict: it is not the table that was looked at.
        Refused: earlier tables give a small number away.
    """
    with transaction.atomic():
        found = proved(acting.seen_by, question, as_of=acting.clock().date().isoformat())
        if found.digest != looked_at:
            raise Conflict(MOVED)
        release = found.release
        values = {
            "of": question.of,
            "dimensions": list(release.dimensions),
            "shown": as_rows(release),
            "threshold": release.threshold,
            "reason": release.reason,
            "as_of": release.as_of,
            "published_in": " ".join(published_in.split())[:200],
            "by": acting.seen_by.user_id,
        }
        return save(acting, CountsRelease, values=values, lives_in=_home(acting, question.of))


def _home(acting: Acting, of: str) -> str:
    """Numbers of a series are kept with it; those of our records are the office's."""
    if of in COUNTABLE:
        return acting.seen_by.office
    return str(observatory.series(acting.seen_by, of).compartment)
