"""When a figure holds: which of the periods that its sentence and the one before it name is its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dakaz.figures.period import Period
from dakaz.figures.text.context import changes
from dakaz.figures.text.dates import Dated
from dakaz.figures.text.guards import DASHES
from dakaz.figures.text.mentions import (
    a_year_before,
    is_compared,
    is_of_record,
    is_open,
    of_another_time,
    only_names,
    year_earlier,
)
from dakaz.figures.text.sentence import Found
from dakaz.figures.text.tokens import Tokens
from dakaz.figures.text.vocabulary import Token

_UNDATED = {"duration", "money"}
_NEAR = 3
_BASELINE = 8
_HEAD = 2  # so many words may stand before the date that a sentence begins with
_APART = {",", ";", ":", "–", "—"}
_LITTLE = 5
_WHEN = {
    "when",
    "while",
    "whereas",
    "kai",
    "kuomet",
    "когда",
    "тогда",
    "калі",
    "тады",
    "kiedy",
    "gdy",
    "natomiast",
}
_CLAUSES = {",", ";", ":"}
_TIMES = {"now", "thatyear", "relative", "earlier", "over"}


class Dating:
    """The periods of a sentence, as its figures may have them.

    Args:
        tokens: of the sentence.
        figures: in order.
        dated: its periods in order.
        last: the period that the sentences before ended with; None when they had none.
        noted: places of words that say something of a time besides the dates.
    """

    __slots__ = ("_baselines", "_dated", "_elsewhere", "_figures", "_last", "_tokens")

    def __init__(
        self,
        tokens: Tokens,
        figures: Sequence[Found],
        dated: Sequence[Dated],
        last: Period | None,
        noted: Sequence[int],
    ) -> None:
        self._tokens, self._figures = tokens, figures
        self._dated, self._last = dated, last
        self._baselines: Sequence[Dated] = ()
        self._elsewhere: Sequence[Dated] = ()  # dates that only a later clause of the sentence is about
        said: set[str] = set()
        for at in noted:
            if tokens[at].roles:
                said |= tokens[at].roles.keys()
        if dated:
            self._sort_out(said)
        if said and not said.isdisjoint(_TIMES):
            self._look_around(noted, last)

    def _sort_out(self, said: set[str]) -> None:
        """Put aside the dates of records and of names, and those of what is compared with."""
        tokens, told = self._tokens, self._dated
        if "record" in said:
            told = [one for one in told if not is_of_record(tokens, one)]
        if len(told) > 1 or self._last is not None:
            told = [one for one in told if not only_names(tokens, one)]
        self._dated = told
        compares = "compare" in said
        if compares or (
            self._figures and told and told[-1].first >= self._figures[0].after and self._led_from()
        ):
            self._set_baselines_aside(compares=compares)

    def _led_from(self) -> bool:
        return any(one.first and "from" in self._tokens[one.first - 1].roles for one in self._figures)

    def _set_baselines_aside(self, *, compares: bool) -> None:
        compared = [
            one
            for one in self._dated
            if (compares and is_compared(self._tokens, one)) or self._of_baseline(one, compares=compares)
        ]
        if compared:
            self._baselines = [one._replace(period=one.named or one.period) for one in compared]
            self._dated = [one for one in self._dated if one not in compared]

    def _look_around(self, noted: Sequence[int], last: Period | None) -> None:
        """Mind *a year earlier*, and what says that the sentence is about another time than the last one."""
        for at in noted:
            earlier = year_earlier(self._tokens, at)
            base = next((one.period for one in reversed(self._dated) if one.first < at), last)
            if earlier and base is not None and not is_compared(self._tokens, Dated(*earlier, base)):
                self._dated = sorted(
                    [*self._dated, Dated(*earlier, a_year_before(base))], key=lambda one: one.first
                )
        if last is not None and not self._dated and of_another_time(self._tokens, noted, last):
            self._last = None

    @property
    def after(self) -> Period | None:
        """What the next sentence goes on about: the later of the periods compared; an open one is over."""
        if not self._dated:
            return self._last
        if len(self._dated) == 1 and self._figures and not self._elsewhere:
            only = self._dated[0].period
            return self._last if only.start == date.min or is_open(only) else only
        heads = [
            one.period
            for one in self._dated
            if one not in self._elsewhere
            and date.min < one.period.start
            and not is_open(one.period)
            and (self._figures or one.first <= _HEAD)
        ]
        return max(heads, key=lambda one: one.end) if heads else self._last

    def year_after(self, before: int | None, read: int | None) -> int | None:
        """Return the year for dates without one in what follows: never that of a record or of a baseline.

        Args:
            before: the year that the text was in before this sentence.
            read: the last year that this sentence names.
        """
        if not self._dated:
            return read if before is None else before
        goes_on = self.after
        return goes_on.end.year if goes_on is not None and not is_open(goes_on) else read

    def period_of(self, one: Found) -> Period | None:
        """Return the period of a figure; None when the text does not tell."""
        for baseline in self._baselines:
            if self._beside(baseline, one):
                return baseline.period
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

    def _of_baseline(self, dated: Dated, *, compares: bool) -> bool:
        """*down from 460 in 2023*, *compared with 336 in 2022*: the date of what is compared with."""
        figure = next((one for one in reversed(self._figures) if one.first < dated.first), None)
        if figure is None or figure.after > dated.first or not figure.first:
            return False
        if not compares and "from" not in self._tokens[figure.first - 1].roles:
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
            return one.first == last and self._of_baseline(baseline, compares=True)
        between = self._tokens[baseline.after : one.first]
        if baseline.after >= one.first or any(
            baseline.after <= each.first < one.first for each in self._dated
        ):
            return False
        return all(token.kind == "sign" for token in between) or (
            len(between) > 1 and between[0].text == "," and between[1].name in _WHEN
        )

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
        if len(self._dated) == 1 and self._dated[0].first < one.first:
            return self._dated[0].period
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
        self._elsewhere = [*self._elsewhere, following[0]]
        return None

    def _follows(self, one: Found, dated: Dated, reach: int, *, led: bool = False) -> bool:
        """Say whether a date belongs to the figure before it: no comma, clause or other figure between."""
        between = self._tokens[one.after : dated.first]
        if len(between) > reach:
            return False
        if any(one.after <= other.first < dated.first for other in self._figures):
            return False
        if len(between) == 1 and between[0].text in DASHES:
            return True  # 11 211 — в 2022-м
        signs = {token.text for token in between if token.kind == "sign"}
        if not signs.isdisjoint(_APART) or ("(" in signs and self._leads(dated)):
            return False  # 10,3 (2013 m. – 10,1)
        joined = led and any("and" in token.roles for token in between)
        return not (joined and self._goes_before(dated))  # fell by 300 in all and on 1 January was 900

    def _of_the_next(self, one: Found, dated: Dated) -> bool:
        """*300 came, while in 2016 500 had*; *300 (2016 – 500)*: the date begins what is told next."""
        if not self._goes_before(dated):
            return False
        between = self._tokens[one.after : dated.first]
        if any(token.text == "(" for token in between):
            return self._leads(dated)
        clause = next((at for at in range(len(between) - 1, -1, -1) if between[at].text in _CLAUSES), None)
        return clause is not None and all(_is_little(token) for token in between[clause + 1 :])

    def _leads(self, dated: Dated) -> bool:
        at = dated.after
        return at < len(self._tokens) and (
            self._tokens[at].text in (*DASHES, ":") or self._tokens[at].kind == "number"
        )

    def _goes_before(self, dated: Dated) -> bool:
        return self._figures[-1].first >= dated.after


def _is_little(token: Token) -> bool:
    """Say whether a word may open a clause; *committed in 2021* goes on with the one before."""
    return bool(token.roles) or len(token.text) <= _LITTLE or token.name in _WHEN


def _inside(one: Found, dated: Sequence[Dated]) -> Period:
    """Return the period that stands inside a figure, as far as the next one if that is near."""
    begin = dated[0].period.start
    next_ = next((date_ for date_ in dated if date_.first >= one.after), None)
    if next_ is None or next_.first - one.after > _NEAR or next_.period.end <= begin:
        return dated[0].period
    return Period(begin, next_.period.end)
