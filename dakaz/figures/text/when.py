"""When a figure holds: which of the periods that its sentence and the one before it name is its own."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date

from dakaz.figures.period import Period
from dakaz.figures.text.context import changes
from dakaz.figures.text.dates import Dated
from dakaz.figures.text.guards import DASHES
from dakaz.figures.text.sentence import Found
from dakaz.figures.text.tokens import Tokens

_UNDATED = {"duration", "money"}
_NEAR = 3
_COMPARED, _RECORD, _BASELINE = 4, 6, 8
_HEAD = 2  # so many words may stand before the date that a sentence begins with
_YEAR = 360  # days
_A_YEAR = {"year", "год", "годом", "годам", "rok", "metais"}
_UNITS_OF_TIME = {"time", "yearword", "month", "season"}


class Dating:
    """The periods of a sentence, as its figures may have them.

    Args:
        tokens: of the sentence.
        figures: in order.
        dated: its periods in order.
        last: the period that the sentences before ended with; None when they had none.
        noted: places of words that say something of a time besides the dates.
    """

    def __init__(
        self,
        tokens: Tokens,
        figures: Sequence[Found],
        dated: Sequence[Dated],
        last: Period | None,
        noted: Sequence[int],
    ) -> None:
        self._tokens, self._figures = tokens, figures
        told = [one for one in dated if not _of_record(tokens, one)]
        if len(told) > 1 or last is not None:
            told = [one for one in told if not _attributive(tokens, one)]
        compared = [one for one in told if _compared(tokens, one) or self._of_baseline(one)] if told else []
        self._dated = [one for one in told if one not in compared]
        self._baselines = [one._replace(period=one.named or one.period) for one in compared]
        self._last = last
        self._elsewhere: set[Dated] = set()  # dates that only a later clause of the sentence is about
        if noted:
            self._look_around(noted, last)

    def _look_around(self, noted: Sequence[int], last: Period | None) -> None:
        """Mind *a year earlier*, and what says that the sentence is about another time than the last one."""
        for at in noted:
            earlier = _year_earlier(self._tokens, at)
            base = next((one.period for one in reversed(self._dated) if one.first < at), last)
            if earlier and base is not None and not _compared(self._tokens, Dated(*earlier, base)):
                self._dated = sorted(
                    [*self._dated, Dated(*earlier, _shifted(base))], key=lambda one: one.first
                )
        if last is not None and not self._dated and _of_another_time(self._tokens, noted, last):
            self._last = None

    @property
    def after(self) -> Period | None:
        """What the next sentence goes on about: the later of the periods compared; an open one is over."""
        heads = [
            one.period
            for one in self._dated
            if one not in self._elsewhere
            and date.min < one.period.start
            and not _open(one.period)
            and (self._figures or one.first <= _HEAD)
        ]
        return max(heads, key=lambda one: one.end) if heads else self._last

    def period_of(self, one: Found) -> Period | None:
        """Return the period of a figure; None when the text does not tell."""
        beside = next((each for each in self._baselines if self._beside(each, one)), None)
        if beside is not None:
            return beside.period
        if self._dated and not (one.kind == "duration" and self._explained(one)):
            period = self._chosen(one)
            if period is not None:
                return period
        if self._last is None and self._baselines and one.kind in ("change", "ratio"):
            return self._baselines[0].period  # the only time that is named
        return self._told_before(one)

    def _told_before(self, one: Found) -> Period | None:
        """Return the period that the text is about; a change or a length of time does not happen in a day."""
        momentary = self._last is not None and self._last.start == self._last.end
        return None if one.kind in _UNDATED or (one.kind == "change" and momentary) else self._last

    def _of_baseline(self, dated: Dated) -> bool:
        """*down from 460 in 2023*, *compared with 336 in 2022*: the date of what is compared with."""
        figure = next((one for one in reversed(self._figures) if one.first < dated.first), None)
        if figure is None or figure.after > dated.first or not figure.first:
            return False
        between = self._tokens[figure.after : dated.first]
        if len(between) > _BASELINE or any(token.text in (",", ";", "(") for token in between):
            return False
        roles = self._tokens[figure.first - 1].roles
        led = "from" in roles and changes(self._tokens, figure.first - 1, 2)
        return led or any(
            "compare" in token.roles for token in self._tokens[max(0, figure.first - 3) : figure.first]
        )

    def _beside(self, baseline: Dated, one: Found) -> bool:
        """*than in 2021 (300)*, *compared with 336 in 2022*: a figure that stands by the baseline's date."""
        if one.after <= baseline.first:
            last = max((each.first for each in self._figures if each.first < baseline.first), default=-1)
            return one.first == last and self._of_baseline(baseline)
        between = self._tokens[baseline.after : one.first]
        return baseline.after < one.first and all(token.kind == "sign" for token in between)

    def _explained(self, one: Found) -> bool:
        """*in just one year (from March 2030 to March 2031)*: the brackets say when that time was."""
        following = next((each for each in self._dated if each.first >= one.after), None)
        return following is not None and self._text(one.after) == "(" and following.first <= one.after + 2

    def _text(self, at: int) -> str:
        return self._tokens[at].text if at < len(self._tokens) else ""

    def _chosen(self, one: Found) -> Period | None:
        """Where dates come first each holds until the next, else the next one holds.

        A date right after a figure (*416 in 2022, 287 in 2023*) is always its own.
        """
        before = [each for each in self._dated if each.first < one.first]
        following = self._dated[len(before) :]
        if following and following[0].first < one.after:
            return _inside(one, following)
        if following and self._follows(one, following[0], _NEAR, led=bool(before)):
            return following[0].period
        if before:
            return before[-1].period
        if not self._of_the_next(one, following[0]):
            return following[0].period
        self._elsewhere.add(following[0])
        return None

    def _follows(self, one: Found, dated: Dated, reach: int, *, led: bool = False) -> bool:
        """Say whether a date belongs to the figure before it: no comma, clause or other figure between."""
        between = self._tokens[one.after : dated.first]
        if any(one.after <= other.first < dated.first for other in self._figures):
            return False
        if len(between) == 1 and between[0].text in DASHES:
            return True  # 11 211 — в 2022-м
        if any(token.text in (",", ";", ":", "–", "—") for token in between):
            return False
        if any(token.text == "(" for token in between) and self._leads(dated):
            return False  # 10,3 (2013 m. – 10,1)
        if led and any("and" in token.roles for token in between) and self._goes_before(dated):
            return False  # fell by 300 in all and on 1 January was 900
        return len(between) <= reach

    def _of_the_next(self, one: Found, dated: Dated) -> bool:
        """*300 came, while in 2016 500 had*; *300 (2016 – 500)*: the date begins what is told next."""
        between = self._tokens[one.after : dated.first]
        opened = any(token.text == "(" for token in between) and self._leads(dated)
        apart = any(token.text in (",", ";", ":") for token in between) and self._goes_before(dated)
        return opened or apart

    def _leads(self, dated: Dated) -> bool:
        at = dated.after
        return at < len(self._tokens) and (
            self._tokens[at].text in (*DASHES, ":") or self._tokens[at].kind == "number"
        )

    def _goes_before(self, dated: Dated) -> bool:
        return any(other.first >= dated.after for other in self._figures)


def _inside(one: Found, dated: Sequence[Dated]) -> Period:
    """Return the period that stands inside a figure, as far as the next one if that is near."""
    begin = dated[0].period.start
    next_ = next((date_ for date_ in dated if date_.first >= one.after), None)
    if next_ is None or next_.first - one.after > _NEAR or next_.period.end <= begin:
        return dated[0].period
    return Period(begin, next_.period.end)


def _open(period: Period) -> bool:
    return period.end == date.max


def _words_before(tokens: Tokens, dated: Dated, reach: int) -> Iterable[dict[str, str]]:
    """Yield the roles of the words before a date, back to the first number or end of a clause."""
    for at in range(dated.first - 1, max(-1, dated.first - 1 - reach), -1):
        if tokens[at].kind != "word":
            return
        yield tokens[at].roles


def _compared(tokens: Tokens, dated: Dated) -> bool:
    """*20 % more than in 2021*, *palyginti su 2013 metais*: what is compared with, not what is told."""
    return "compare" in tokens[dated.first].roles or any(
        "compare" in roles for roles in _words_before(tokens, dated, _COMPARED)
    )


def _attributive(tokens: Tokens, dated: Dated) -> bool:
    """*during the 2013 protest*: a year that only names something."""
    at, after = dated.after - 1, dated.after
    if tokens[at].letter != "Y" or at < 1 or after >= len(tokens) or tokens[at - 1].name != "the":
        return False
    return tokens[after].kind == "word" and tokens[after].text.islower() and not tokens[after].roles


def _of_record(tokens: Tokens, dated: Dated) -> bool:
    """*the highest since 2010*, *since records began in 2010*: how long nothing was like it."""
    return any("record" in roles for roles in _words_before(tokens, dated, _RECORD)) and (
        _open(dated.period) or any("since" in roles for roles in _words_before(tokens, dated, _RECORD))
    )


def _of_another_time(tokens: Tokens, noted: Sequence[int], last: Period) -> bool:
    """*now*, *last week*, *this year*, *за год*: a time of its own that the text alone does not date."""
    for at in noted:
        roles = tokens[at].roles
        if roles.keys() & {"now", "thatyear"}:
            return True
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following is None:
            continue
        if "relative" in roles and following.roles.keys() & _UNITS_OF_TIME:
            return True
        if "over" in roles and following.roles.get("over") == roles["over"] and last.days < _YEAR:
            return True
    return False


def _year_earlier(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Return the places of *year earlier*, *годом ранее*, *prieš metus*; None when it is none."""
    if "earlier" not in tokens[at].roles:
        return None
    following = tokens[at + 1].name if at + 1 < len(tokens) else ""
    if (tokens[at].name, following) == ("prieš", "metus"):
        return at, at + 2
    led = at > 0 and tokens[at - 1].name in _A_YEAR and not (at > 1 and tokens[at - 2].kind == "number")
    return (at - 1, at + 1) if led else None


def _shifted(period: Period) -> Period:
    """Return the same period a year before."""
    return Period(_year_before(period.start), _year_before(period.end))


def _year_before(day: date) -> date:
    if day in (date.min, date.max):
        return day
    last = calendar.monthrange(day.year - 1, day.month)[1]
    ends = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(day.year - 1, day.month, last if ends else min(day.day, last))
