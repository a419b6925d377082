"""Times that a sentence only implies: *in the third* (quarter), *over the month* that a day is of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dakaz.figures.period import Period, days, months
from dakaz.figures.text.dated import Dated
from dakaz.figures.text.mentions import is_open, moved
from dakaz.figures.text.tokens import Tokens

_MONTH = 31  # days
_ORDINAL = {"o", "r"}  # letters of an ordinal and a Roman numeral
_DECEMBER = 12
_WINTER = (12, 1, 2)
_THAT = {"that", "ту", "той", "тую", "tą", "tę", "tamtą"}
_HALF_YEAR = 180  # days
_PARTS = frozenset((*range(90, 93), *range(181, 185)))  # days of a quarter, of half a year
_OF_MONTH = {"month", "месяца", "mėnesio", "miesiąca"}
_ONLY = {"już", "tylko", "only", "just", "толькі", "только", "уже", "ужо", "jau", "tik"}
_OVER = {"over", "in", "за", "per", "ciągu", "przez"}
_WHOLE = {
    "month": {"month", "месяц", "mėnesį", "miesiąca", "miesiąc"},
    "year": {"year", "год", "metus", "roku", "rok"},
}


def with_next_part(tokens: Tokens, dated: Sequence[Dated], last: Period | None) -> Sequence[Dated]:
    """*1,107 in the fourth quarter, compared with 640 in the third*: an ordinal that leaves out its noun."""
    told = [one.period for one in dated if one.period.days in _PARTS]
    base = told[0] if told else last
    if base is None or base.days not in _PARTS:
        return dated
    length = 3 if base.days < _HALF_YEAR else 6
    found = list(dated)
    for at in [at for at, token in enumerate(tokens) if token.letter in _ORDINAL]:
        token = tokens[at]
        number = int(token.roles.get("ordinal") or (token.text.isupper() and token.roles.get("roman")) or 0)
        before, following = tokens[at - 1], tokens[at + 1]
        led = at and ("in" in before.roles or before.name in ("the", "за"))
        alone = following.kind != "word" or following.name in _ONLY
        free = not any(one.first <= at < one.after for one in dated)
        if led and alone and free and 1 <= number <= 12 // length:
            part = months(base.end.year, length * (number - 1) + 1, length * number)
            found.append(Dated(at, at + 1, part))
    return sorted(found, key=lambda one: one.first)


def with_whole(tokens: Tokens, dated: Sequence[Dated], last: Period) -> Sequence[Dated]:
    """*(31 May) Over the month 96 were held*: the whole month that a day is of, in December the year too."""
    if last.days > _MONTH or last.start == date.min:
        return dated
    for at, token in enumerate(tokens):
        if not at or "time" not in token.roles or not token.gap:
            continue
        unit = token.roles["time"]
        ends = any("end" in one.roles for one in (tokens[at - 1], tokens[at - 2], tokens[at + 1]))
        if unit == "month" and ends and token.name in _OF_MONTH:
            day = months(last.end.year, last.end.month, last.end.month).end
            return sorted([*dated, Dated(at, at + 1, Period(day, day))], key=lambda one: one.first)
        led = any(token.name in _OVER for token in tokens[max(0, at - 2) : at])
        led = led or (tokens[at - 1].name == "the" and tokens[at - 3].name == "course")
        if led and unit in _WHOLE and token.name in _WHOLE[unit]:
            year, month = last.end.year, last.end.month
            if unit == "month" or month == _DECEMBER:
                whole = months(year, month, month) if unit == "month" else months(year, 1, 12)
                return sorted([*dated, Dated(at, at + 1, whole)], key=lambda one: one.first)
    return dated


def with_winter(
    tokens: Tokens, dated: Sequence[Dated], last: Period | None, written: Period | None
) -> Sequence[Dated]:
    """*(She came in September 2031) That first winter …*, *this winter*: from December to February."""
    for at, token in enumerate(tokens):
        if "winter" not in token.roles or any(one.first <= at + 1 < one.after for one in dated):
            continue
        before = tokens[at - 1]
        if "relative" in before.roles and written is not None and before.name not in _THAT:
            first = written.end.year - (written.end.month < _DECEMBER) + int(before.roles["relative"] or 0)
            first += before.roles["relative"] == "-1" and written.end.month not in _WINTER
        elif last is not None and date.min < last.start and _of_a_story(tokens, at):
            first = last.start.year - (last.days <= _MONTH and last.start.month in _WINTER[1:])
        else:
            continue
        if not date.min.year <= first < date.max.year:
            continue
        winter = Period(date(first, _DECEMBER, 1), months(first + 1, 2, 2).end)
        dated = sorted([*dated, Dated(at, at + 1, winter)], key=lambda one: one.first)
    return dated


def _of_a_story(tokens: Tokens, at: int) -> bool:
    """*that winter*, *the first winter*, *в первую зиму*, *tą žiemą*"""
    near = tokens[max(0, at - 2) : at]
    return any(token.name in _THAT or token.roles.get("ordinal") == "1" for token in near)


def year_up_to(last: Period) -> Period:
    """Return the year up to a day or month; up to a first of January it is the year before."""
    if last.days == 1 and (last.end.month, last.end.day) == (1, 1):
        return months(last.end.year - 1, 1, 12)
    return days(moved(last, years=-1).start, last.end)


def closed(told: Sequence[Dated]) -> list[Dated]:
    """Read *since 1 April 2031, when the law began, until the end of 2033* as one period."""
    found: list[Dated] = []
    for one in told:
        if found and is_open(found[-1].period) and one.period.start == date.min:
            begun = found[-1]
            if begun.period.start <= one.period.end:
                found[-1] = Dated(begun.first, one.after, Period(begun.period.start, one.period.end))
                continue
        found.append(one)
    return found
