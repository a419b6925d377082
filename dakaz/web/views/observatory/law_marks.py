"""Days of laws as marks in pictures: those that fall into what is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dakaz.errors import BadInput
from dakaz.figures import Period, parse_period
from dakaz.figures.pictures import Mark
from dakaz.records.queries.observatory_laws import laws

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy

MOST = 9


def marks_of(seen_by: SeenBy, periods: Sequence[str], *, country: str = "") -> list[Mark]:
    """Return the laws of kind *law or policy* whose day lies within these periods.

    Args:
        periods: EDTF; those that are none are passed over.
        country: only laws of this country; all when empty.
    """
    drawn = [found for one in periods if (found := _period(one))]
    if not drawn:
        return []
    first, last = min(one.start for one in drawn), max(one.end for one in drawn)
    marks: list[Mark] = []
    for law in laws(seen_by, country=country):
        day = _period(law.date.rstrip("?~%"))
        if day is not None and first <= day.start <= last:
            marks.append(Mark(day, law.title))
    return marks[:MOST]


def _period(text: str) -> Period | None:
    try:
        return parse_period(text) if text else None
    except BadInput:
        return None
