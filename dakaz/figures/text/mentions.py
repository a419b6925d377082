"""What words before a date make of it: a baseline, how long a record stood, a name; and times without one."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dakaz.figures.period import Period, months
from dakaz.figures.text.dated import Dated
from dakaz.figures.text.tokens import Tokens

_ASKS_TOO = {"чем", "чым"}
_BEFORE_THAN = 8
_BRACKETS = 15
_NUMBERED = {"nr", "poz", "№"}
_ADOPTED = {
    "adopted",
    "dated",
    "принятый",
    "принят",
    "прыняты",
    "przyjętej",
    "uchwalonej",
    "priimtas",
    "priimto",
}
_ASIDE, _CHANGED = 5, 4
_APART = frozenset(("earlier", "later"))
_SHORT_UNITS = {"week", "month", "quarter"}
_ASIDE_OF_TIME = {"after", "before", "po", "prieš", "через", "праз"}
_COMPARED, _RECORD = 6, 9  # so many words before a date may still speak of it
_YEAR = 360  # days
_A_YEAR = {"year", "год", "годом", "годам", "rok", "metais"}
_YEAR_WORDS = {"год", "году", "года", "годзе", "годам", "годом"}
_METAI = {"metais", "metų", "metus"}
_LEADS = {  # words that stand before the year
    "previous": {"year"},
    "preceding": {"year"},
    "following": {"year"},
    "через": {"год"},
    "праз": {"год"},
    "предыдущий": {"год"},
    "папярэдні": {"год"},
    "poprzedni": {"rok"},
    "предыдущем": _YEAR_WORDS,
    "предыдущего": _YEAR_WORDS,
    "предыдущим": _YEAR_WORDS,
    "папярэднім": _YEAR_WORDS,
    "папярэдняга": _YEAR_WORDS,
    "следующем": _YEAR_WORDS,
    "следующего": _YEAR_WORDS,
    "наступным": _YEAR_WORDS,
    "наступнага": _YEAR_WORDS,
    "prieš": {"metus"},
    "po": {"metų"},
    "ankstesniais": _METAI,
    "ankstesnių": _METAI,
    "poprzednim": {"roku", "rokiem"},
    "poprzedniego": {"roku"},
    "następnym": {"roku", "rokiem"},
    "następnego": {"roku"},
}
_MOST_YEARS = 20
_MONTH, _LONGEST_MONTH, _WEEK = 28, 31, 7  # days; what is shorter than 28 is no whole month
_OF_AN_ACT = {"of", "from", "от", "з", "ад", "z", "dnia", "г", "r", "no", "nr"}
_OVER = {"за", "per", "ciągu", "przez"}
_UNITS_OF_TIME = {"time", "yearword", "month", "season"}


def is_open(period: Period) -> bool:
    """Say whether a period has no end yet: *since 2020*."""
    return period.end == date.max


def counted_on(day: Period) -> bool:
    """*1 January*, *31 December*: days for which things are counted, seldom those of a text."""
    return day.days == 1 and day.end.day in (1, calendar.monthrange(day.end.year, day.end.month)[1])


def _words_before(tokens: Tokens, dated: Dated, reach: int) -> Iterable[dict[str, str]]:
    """Yield the roles of the words before a date, back to the first number or end of a clause."""
    for at in range(dated.first - 1, max(-1, dated.first - 1 - reach), -1):
        if tokens[at].kind != "word":
            return
        yield tokens[at].roles


def only_names(tokens: Tokens, dated: Dated) -> bool:
    """*during the 2013 protest*: a year that only names something."""
    at, after = dated.after - 1, dated.after
    if tokens[at].letter != "Y" or at < 1 or after >= len(tokens) or tokens[at - 1].name != "the":
        return False
    return tokens[after].kind == "word" and tokens[after].text.islower() and not tokens[after].roles


def is_of_an_act(tokens: Tokens, dated: Dated) -> bool:
    """*ustawa z 13 czerwca 2003 r.*, *the Act of 29 April 2031*, *2031 m. gegužės 5 d. nutarimas*."""
    led = "in" in tokens[dated.first].roles or "from" in tokens[dated.first].roles
    if not led and ("act" in tokens[dated.after - 1].roles or "act" in tokens[dated.after].roles):
        return True
    at = dated.first - 1
    if tokens[at].name in _ADOPTED or tokens[dated.after].name in _NUMBERED:
        return True
    if "in" in tokens[dated.first].roles and dated.period.days >= _YEAR:
        return False  # the document was given in 2031
    while at > 0 and (tokens[at].name in _OF_AN_ACT or tokens[at].kind != "word"):
        at -= 1
    return (at >= 0 and "act" in tokens[at].roles) or _in_brackets_of_an_act(tokens, dated)


def _in_brackets_of_an_act(tokens: Tokens, dated: Dated) -> bool:
    """*(art. 91 ustawy o pomocy społecznej z 12 marca 2004 r.)*"""
    for at in range(dated.first - 1, max(0, dated.first - 1 - _BRACKETS), -1):
        if tokens[at].text in ("(", ")"):
            return tokens[at].text == "(" and any("act" in token.roles for token in tokens[at : dated.first])
    return False


def in_an_aside(tokens: Tokens, dated: Dated) -> bool:
    """*The fence, opened on 30 June 2032, cost …*: a day between commas that only describes a thing."""
    following = tokens[dated.after].text
    if (tokens[dated.after + 1].text if following == "." else following) != "," or dated.period.days > 1:
        return False
    for words, at in enumerate(range(dated.first - 1, max(0, dated.first - 1 - _ASIDE), -1)):
        if tokens[at].kind != "word":
            return tokens[at].text == "," and words > 0
    return False


def is_of_record(tokens: Tokens, dated: Dated) -> bool:
    """*the highest since 2010*, *since records began in 2010*: how long nothing was like it."""
    before = list(_words_before(tokens, dated, _RECORD))
    since = is_open(dated.period) or any("since" in roles for roles in before)
    return since and any("record" in roles for roles in before)


def of_another_time(tokens: Tokens, noted: Sequence[int], last: Period) -> bool:
    """*now*, *last week*, *this year*, *за год*: a time of its own that the text alone does not date."""
    for at in noted:
        roles = tokens[at].roles
        if roles.keys() & {"now", "thatyear", "habit"}:
            return True
        if "over" in roles and at and tokens[at - 1].name in _OVER and last.days < _YEAR:
            return True
        following = tokens[at + 1].roles
        same = roles.get("relative") == "0" and following.get("time") == _unit_of(last)
        if "relative" in roles and following.keys() & _UNITS_OF_TIME and not same:
            return True
    return False


def _unit_of(period: Period) -> str:
    """Return what a text that is about a period calls it: *this week*, *this month*."""
    return "month" if _MONTH <= period.days <= _LONGEST_MONTH else "week" if period.days == _WEEK else ""


def weeks_or_months_apart(tokens: Tokens, at: int) -> tuple[int, str, int] | None:
    """Read *a month earlier*, *неделей раньше*, *tydzień wcześniej*, *the previous quarter*.

    Returns:
        The place of the first word, ``month``, ``week`` or ``quarter``, and 1 for later or -1 for earlier;
        None when it is none.
    """
    roles = tokens[at].roles
    if roles.keys().isdisjoint(_APART):
        return None
    by = -1 if "earlier" in roles else 1
    if "quarter" in tokens[at + 1].roles and tokens[at].name not in _ASIDE_OF_TIME:
        return at, "quarter", by
    before = tokens[at - 1].roles if at else {}
    unit = "quarter" if "quarter" in before else before.get("time", "")
    if unit not in _SHORT_UNITS or _counted(tokens, at - 1):
        return None
    return at - 1, unit, by


def years_apart(tokens: Tokens, at: int) -> tuple[int, int, int] | None:
    """Read *a year earlier*, *the following year*, *годом ранее*, *prieš metus*, *two years later*.

    Returns:
        The place of the first token, the place after the last and how many years later; None when it is none.
    """
    roles, name = tokens[at].roles, tokens[at].name
    if "relative" in roles or "thatyear" in roles:
        return _as_long_ago(tokens, at)
    direction = -1 if "earlier" in roles else 1
    if name in _LEADS:
        return _led(tokens, at, direction)
    if not at or roles.keys().isdisjoint(_APART) or (name == "after" and tokens[at + 1].kind == "word"):
        return None  # the year after the elections
    if tokens[at - 1].name in _A_YEAR and not _counted(tokens, at - 1):
        return at - 1, at + 1, direction
    years = _number(tokens, at - 2) if tokens[at - 1].roles.get("time") == "year" else 0
    return (at - 2, at + 1, direction * years) if years else None


def _led(tokens: Tokens, at: int, direction: int) -> tuple[int, int, int] | None:
    """*the previous year*, *через год*, *prieš metus*, *w roku poprzednim*"""
    years = _LEADS[tokens[at].name]
    if at and tokens[at - 1].name in years:
        return at - 1, at + 1, direction
    return (at, at + 2, direction) if tokens[at + 1].name in years and not _counted(tokens, at) else None


def _as_long_ago(tokens: Tokens, at: int) -> tuple[int, int, int] | None:
    """*за тот же период прошлого года*, *tuo pačiu laikotarpiu pernai*: however long that period is."""
    years = int(tokens[at].roles.get("thatyear") or tokens[at].roles["relative"])
    led = any("period" in token.roles for token in tokens[max(0, at - 2) : at + 4])
    return (at, at + 1, years) if years and led else None


def _counted(tokens: Tokens, at: int) -> bool:
    return at > 0 and (tokens[at - 1].kind == "number" or "number" in tokens[at - 1].roles)


def _number(tokens: Tokens, at: int) -> int:
    """Return how many years are told; 0 for none or more than a text would go back or ahead in one step."""
    told = tokens[at].roles.get("number", tokens[at].text) if at >= 0 else ""
    return int(told) if told.isdigit() and int(told) <= _MOST_YEARS else 0


def weekday_before(written: date, named: str) -> Period:
    """Return the last such day up to the day of a text; a Saturday and Sunday for ``w``.

    Args:
        written: the day of the text.
        named: ``0`` for Monday to ``6`` for Sunday, ``w`` for a weekend, ``y`` for yesterday.
    """
    if named == "y":
        day = written - timedelta(days=1)
        return Period(day, day)
    wanted = 6 if named == "w" else int(named)
    back = (written.weekday() - wanted) % 7
    last = written - timedelta(days=back)
    return Period(last - timedelta(days=1) if named == "w" else last, last)


def last_named(written: date, unit: str) -> Period | None:
    """Return the week or month before that of a text's day; None for other units."""
    if unit == "week":
        monday = written - timedelta(days=written.weekday() + 7)
        return Period(monday, monday + timedelta(days=6))
    if unit == "month":
        end = written.replace(day=1) - timedelta(days=1)
        return months(end.year, end.month, end.month)
    return None


def moved(period: Period, *, years: int) -> Period:
    """Return the same period some years later, or earlier where the number is negative.

    Days of a survey become their month, and several years ago are told by the year.
    """
    start, end = _moved(period.start, years), _moved(period.end, years)
    if years < -1 and start.year == end.year and period.days > 1:
        return months(start.year, 1, 12)
    if 1 < period.days < _MONTH and (start.year, start.month) == (end.year, end.month):
        return months(start.year, start.month, start.month)
    return Period(start, end)


def shifted(period: Period, unit: str, by: int) -> Period:
    """Return the same days, month or quarter one such unit later, or earlier."""
    if unit == "quarter":
        year, first = divmod(period.start.year * 12 + period.start.month - 1 + 3 * by, 12)
        return months(year, first + 1, min(first + 3, 12))
    if unit == "week":
        return Period(period.start + timedelta(days=7 * by), period.end + timedelta(days=7 * by))
    year, month = divmod(period.end.year * 12 + period.end.month - 1 + by, 12)
    if period.days > 1:
        return months(year, month + 1, month + 1)
    last = calendar.monthrange(year, month + 1)[1]
    ends = period.end.day == calendar.monthrange(period.end.year, period.end.month)[1]
    day = date(year, month + 1, last if ends else min(period.end.day, last))
    return Period(day, day)


def _moved(day: date, years: int) -> date:
    if day in (date.min, date.max):
        return day
    year = min(max(day.year + years, date.min.year), date.max.year)
    last = calendar.monthrange(year, day.month)[1]
    ends = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, day.month, last if ends else min(day.day, last))
