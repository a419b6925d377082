"""A period in a sentence, and those told by their length: *the year ending June 2031*, *the first months*."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dakaz.figures.period import Period, months
from dakaz.figures.text.vocabulary import Token

_ENDINGS = {"ending", "ended", "to"}
_LENGTHS = {"year": 12, "quarter": 3}
_MOST_MONTHS = 24
_COUNTED_MONTHS = re.compile("o[DW]m|[DW]om|(?P<last>[pF][DW]m)")


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


def of_school_or_winter(tokens: Sequence[Token], first: int, after: int, period: Period) -> Period:
    """*the 2031/32 school year*: from September to June; *winter 2031/32*: from December to February."""
    if period.end.year != period.start.year + 1:
        return period
    near = [token.roles for token in (*tokens[max(0, first - 2) : first], *tokens[after : after + 2])]
    if any("school" in roles for roles in near):
        return Period(date(period.start.year, 9, 1), date(period.end.year, 6, 30))
    if any("winter" in roles for roles in near):
        return Period(date(period.start.year, 12, 1), months(period.end.year, 2, 2).end)
    return period


def months_counted(
    tokens: Sequence[Token], line: str, written: Period | None, *, untold: bool
) -> Dated | None:
    """*(6 June) in the first five months*, when they are over; *in the past twelve months*.

    Args:
        tokens: of the sentence.
        line: one letter for each token (``dates.letters``).
        written: the day or month of the text; None when it is not known.
        untold: whether the text has told no time yet but its own, from which the past months count.
    """
    match = _COUNTED_MONTHS.search(line) if written is not None else None
    if match is None or written is None:
        return None
    at, part = match.start(), tokens[match.start() : match.end()]
    count, led = next((one, part[0]) for one in part if one.letter in "DW")
    number = int(count.roles.get("number", count.text))
    year, month = written.end.year, written.end.month
    if match["last"]:
        if not untold or led.roles.get("relative", "-1") != "-1" or not 1 < number <= _MOST_MONTHS:
            return None
        begun, before = divmod(year * 12 + month - 1 - number, 12)
        return Dated(at, at + 1, Period(date(begun, before + 1, 1), months(year, month, month).end))
    first = next(one for one in part if one.letter == "o")
    if first.roles.get("ordinal") != "1" or month - number not in (0, 1):
        return None
    return Dated(at, match.end(), months(year, 1, number))
