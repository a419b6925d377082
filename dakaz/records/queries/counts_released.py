"""Counts as they may be published: proved against every table of the same records that was published before.

Only what the whole office sees is counted. A number that grew by a sealed case would tell colleagues without
its key that it is there, and the same question would have two answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import rfc8785

from dakaz.errors import N_, BadInput
from dakaz.figures.disclosure import protect, revealed
from dakaz.figures.released import Cells, Release
from dakaz.figures.together import Sides
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import CountsRelease

from .observatory import series
from .observatory_counts import COUNTABLE, counted, of_series

SERIES_SIDES = ("period", "outcome")


@dataclass(frozen=True, slots=True)
class Question:
    """What is counted.

    Args:
        of: decisions, events …; or the id of a series.
        by: one or two values records are counted by; nothing for a series.
        threshold: numbers below it are not shown.
        reason: why it is below 10.
    """

    of: str
    by: Sequence[str]
    threshold: int
    reason: str = ""

    @property
    def sides(self) -> Sides:
        """The values counted by, always in one order: the same table has the same sides."""
        if self.of not in COUNTABLE:
            return SERIES_SIDES
        return tuple(one for one in COUNTABLE[self.of].by if one in self.by) or tuple(self.by)


@dataclass(frozen=True, slots=True)
class Proved:
    """A table that may be published.

    Args:
        release: what of it.
        earlier: what it was proved against, the newest first.
        safe: whether solving everything shown gives no hidden number away.
    """

    release: Release
    earlier: Sequence[CountsRelease]
    safe: bool

    @property
    def digest(self) -> str:
        """Says whether somebody else's table is this one."""
        return hashlib.sha256(rfc8785.dumps(as_rows(self.release))).hexdigest()


def proved(seen_by: SeenBy, question: Question, *, as_of: str) -> Proved:
    """Count, and hide what must be hidden, together with all that was published before.

    Args:
        as_of: EDTF, the day of the counts.

    Raises:
        BadInput: there is nothing to count, or not so. Refused: earlier tables give a small number away.
    """
    cells = cells_of(seen_by, question.of, question.sides)
    if not cells:
        raise BadInput(N_("There is nothing to count."))
    earlier = released(seen_by, question.of)
    before = [as_release(one) for one in earlier]

    def truth(sides: Sides) -> Cells:
        return cells_of(seen_by, question.of, sides)

    release = protect(
        cells, question.sides, threshold=question.threshold, reason=question.reason, as_of=as_of,
        earlier=before, truth=truth,
    )  # fmt: skip
    return Proved(release, earlier, safe=not revealed(release, cells, before, truth))


def cells_of(seen_by: SeenBy, of: str, sides: Sides) -> Cells:
    """Return the true cells of a table, as the whole office sees its records."""
    if of in COUNTABLE:
        return counted(replace(seen_by, compartments=(seen_by.office,)), of, sides)
    return of_series(series(seen_by, of))


def released(seen_by: SeenBy, of: str) -> list[CountsRelease]:
    """Return the tables of these records that were published, the newest first."""
    return list(guard.visible(CountsRelease.objects.filter(of=of), seen_by).order_by("-as_of", "-entry"))


def as_release(one: CountsRelease) -> Release:
    """Return a kept table as the room takes it."""
    shown = {tuple(key): value for key, value in one.shown}
    return Release(tuple(one.dimensions), shown, one.threshold, one.reason, one.as_of)


def as_rows(release: Release) -> list[Any]:
    """Return what a table shows as it is kept."""
    return [[list(key), value] for key, value in sorted(release.shown.items())]
