"""A period in a sentence, and those told by their length and end: *the year ending June 2031*."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dakaz.figures.period import Period
from dakaz.figures.text.vocabulary import Token

_ENDINGS = {"ending", "ended", "to"}
_LENGTHS = {"year": 12, "quarter": 3}
_MOST_MONTHS = 24


class Dated(NamedTuple):
    """A period found in a sentence.

    Args:
        first: place of its first token.
        after: place of the token after it.
        period: the days it means.
        named: the days it names, where *since* or *until* goes before them; else None.
    """

    first: int
    after: int
    period: Period
    named: Period | None = None


def running(tokens: Sequence[Token], dated: Dated) -> Dated:
    """Read *the year ending June 2031*, *twelve months to 30 June 2031* as the months up to that date."""
    at = dated.first if tokens[dated.first].name in _ENDINGS else dated.first - 1
    if at < 1 or tokens[at].name not in _ENDINGS:
        return dated
    length, end = _months_named(tokens, at - 1), dated.period.end
    if not length or end == date.max:
        return dated
    after = end + timedelta(days=1)
    year, month = divmod(after.year * 12 + after.month - 1 - length, 12)
    start = date(year, month + 1, min(after.day, calendar.monthrange(year, month + 1)[1]))
    return Dated(dated.first, dated.after, Period(start, end))


def _months_named(tokens: Sequence[Token], at: int) -> int:
    """Return how many months *year*, *quarter* or *six months* before a place are; 0 for none of these."""
    name = tokens[at].name
    if name in _LENGTHS:
        return _LENGTHS[name]
    if name != "months" or not at:
        return 0
    told = tokens[at - 1].roles.get("number", tokens[at - 1].text)
    return int(told) if told.isdigit() and int(told) <= _MOST_MONTHS else 0
