"""Days of laws as marks in pictures: those that fall into what is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from dakaz.errors import BadInput
from dakaz.figures import Period, parse_period
from dakaz.figures.pictures import Mark
from dakaz.records.queries.observatory import recommendations
from dakaz.records.queries.observatory_laws import laws

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy

MOST = 9
MOST_ASKED = 500


def marks_of(
    seen_by: SeenBy, periods: Sequence[str], *, country: str = "", asked: bool = False
) -> list[Mark]:
    """Return the laws of kind *law or policy* whose day lies within these periods.

    Args:
        periods: EDTF; those that are none are passed over.
        country: only laws of this country; all when empty.
        asked: also mark recommendations, by the day since when they are made.
    """
    drawn = [found for one in periods if (found := _period(one))]
    if not drawn:
        return []
    first, last = min(one.start for one in drawn), max(one.end for one in drawn)
    marks: list[Mark] = []
    named = [(law.date, law.title) for law in laws(seen_by, country=country)]
    named += _recommendations(seen_by) if asked else []
    for date, title in named:
        day = _period(date.rstrip("?~%"))
        if day is not None and first <= day.start <= last:
            marks.append(Mark(day, title))
    return sorted(marks, key=lambda one: one.period)[:MOST]


def _recommendations(seen_by: SeenBy) -> list[tuple[str, str]]:
    """Return recommendations by one body on one day as one mark."""
    rows = recommendations(seen_by, sort="since", size=MOST_ASKED).rows
    by = dict.fromkeys((one.since, one.made_by.label) for one in rows if one.since)
    return [(since, gettext("Recommended by %(who)s") % {"who": who}) for since, who in by]


def _period(text: str) -> Period | None:
    try:
        return parse_period(text) if text else None
    except BadInput:
        return None
