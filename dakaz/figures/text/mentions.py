"""What words before a date make of it: a baseline, how long a record stood, a name; and times without one."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date

from dakaz.figures.period import Period
from dakaz.figures.text.dates import Dated
from dakaz.figures.text.tokens import Tokens

_COMPARED, _RECORD = 4, 6  # so many words before a date may still speak of it
_YEAR = 360  # days
_A_YEAR = {"year", "год", "годом", "годам", "rok", "metais"}
_OVER = {"за", "per", "ciągu", "przez"}
_UNITS_OF_TIME = {"time", "yearword", "month", "season"}


def is_open(period: Period) -> bool:
    """Say whether a period has no end yet: *since 2020*."""
    return period.end == date.max


def _words_before(tokens: Tokens, dated: Dated, reach: int) -> Iterable[dict[str, str]]:
    """Yield the roles of the words before a date, back to the first number or end of a clause."""
    for at in range(dated.first - 1, max(-1, dated.first - 1 - reach), -1):
        if tokens[at].kind != "word":
            return
        yield tokens[at].roles


def is_compared(tokens: Tokens, dated: Dated) -> bool:
    """*20 % more than in 2021*, *palyginti su 2013 metais*: what is compared with, not what is told."""
    return "compare" in tokens[dated.first].roles or any(
        "compare" in roles for roles in _words_before(tokens, dated, _COMPARED)
    )


def only_names(tokens: Tokens, dated: Dated) -> bool:
    """*during the 2013 protest*: a year that only names something."""
    at, after = dated.after - 1, dated.after
    if tokens[at].letter != "Y" or at < 1 or after >= len(tokens) or tokens[at - 1].name != "the":
        return False
    return tokens[after].kind == "word" and tokens[after].text.islower() and not tokens[after].roles


def is_of_record(tokens: Tokens, dated: Dated) -> bool:
    """*the highest since 2010*, *since records began in 2010*: how long nothing was like it."""
    return any("record" in roles for roles in _words_before(tokens, dated, _RECORD)) and (
        is_open(dated.period) or any("since" in roles for roles in _words_before(tokens, dated, _RECORD))
    )


def of_another_time(tokens: Tokens, noted: Sequence[int], last: Period) -> bool:
    """*now*, *last week*, *this year*, *за год*: a time of its own that the text alone does not date."""
    for at in noted:
        roles = tokens[at].roles
        if roles.keys() & {"now", "thatyear"}:
            return True
        if "over" in roles and at and tokens[at - 1].name in _OVER and last.days < _YEAR:
            return True
        following = tokens[at + 1].roles if at + 1 < len(tokens) else {}
        if "relative" in roles and following.keys() & _UNITS_OF_TIME:
            return True
    return False


def year_earlier(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Return the places of *year earlier*, *годом ранее*, *prieš metus*; None when it is none."""
    if "earlier" not in tokens[at].roles:
        return None
    following = tokens[at + 1].name if at + 1 < len(tokens) else ""
    if (tokens[at].name, following) == ("prieš", "metus"):
        return at, at + 2
    led = at > 0 and tokens[at - 1].name in _A_YEAR and not (at > 1 and tokens[at - 2].kind == "number")
    return (at - 1, at + 1) if led else None


def a_year_before(period: Period) -> Period:
    """Return the same period a year before."""
    return Period(_year_before(period.start), _year_before(period.end))


def _year_before(day: date) -> date:
    if day in (date.min, date.max):
        return day
    last = calendar.monthrange(day.year - 1, day.month)[1]
    ends = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(day.year - 1, day.month, last if ends else min(day.day, last))
