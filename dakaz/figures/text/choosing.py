"""Which of the periods that a sentence and those before it name is a figure's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dakaz.figures.period import Period
from dakaz.figures.text.asides import UNKNOWN
from dakaz.figures.text.dated import Dated
from dakaz.figures.text.guards import DASHES
from dakaz.figures.text.mentions import is_open
from dakaz.figures.text.rules import is_amount
from dakaz.figures.text.sentence import Found
from dakaz.figures.text.spans import Spans
from dakaz.figures.text.vocabulary import Token

_NEAR = 3
_OF_ANOTHER = {"ratio", "share"}
_CLAUSE = 9  # so many words on *now* may still be of the figure's clause
_APART = {",", ";", ":", "–", "—"}
_LITTLE = 5
_SHORT = 31  # days
_OF_PEOPLE = {"count", "share"}
_STANDING = {"count", "share", "range"}  # what a letter tells of its own day
_UNDATED = {"thatyear", "relative", "habit"}
_MONTHS = 100  # days
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
    "jeszcze",
    "przedtem",
    "раньше",
    "яшчэ",
    "раней",
    "anksčiau",
    "earlier",
    "before",
}
_ELSEWHERE = {"while", "whereas", "natomiast"}  # than in 2031, while Lithuania had 23
_CLAUSES = {",", ";", ":"}


class Choosing(Spans):
    """The periods of a sentence, as its figures have them."""

    def period_of(self, one: Found) -> Period | None:
        """Return the period of a figure; None when the text does not tell."""
        if one.first not in self._found:
            period = self._found_for(one)
            self._found[one.first] = None if period is UNKNOWN else period
        return self._found[one.first]

    def _found_for(self, one: Found) -> Period | None:
        same = self._said_otherwise(one)
        if same is not None:
            return self.period_of(same)
        period = self._told_for(one)
        if period is not None and period.start == date.min and self._last is not None:
            period = self._from_last_until(period)
        if one.stop is not None and period is not None:
            return self._span_of(one, period)
        return self._year_up_to(period or self._last) or period if one.kind == "change" else period

    def _said_otherwise(self, one: Found) -> Found | None:
        """*800 base units (32,000 roubles)*: the figure that one in brackets says in another unit."""
        before = next((each for each in reversed(self._figures) if each.after < one.first), None)
        if before is None or self._tokens[one.first - 1].text != "(" or self._text(one.after) != ")":
            return None
        near = all(
            token.kind == "word" and not token.letter.strip("w")
            for token in self._tokens[before.after : one.first - 1]
        )
        return before if near and one.first - before.after <= _NEAR else None

    def _from_last_until(self, period: Period) -> Period:
        """*It opened in September. By the end of the year 73 had come*: from September on."""
        last = self._last
        if last is None or last.start.year != period.end.year:
            return period
        begun = last.days <= _MONTHS and last.end < period.end
        return (
            Period(last.start, period.end)
            if begun or last.contains(Period(period.end, period.end))
            else period
        )

    def _told_for(self, one: Found) -> Period | None:
        for baseline in self._baselines:
            if self._beside(baseline, one):
                return baseline.period
        if self._dated and not (one.kind == "duration" and self._explained(one)):
            period = self._chosen(one)
            if period is not None and not self._tells_who(one, period):
                return period
        if self._last is None and self._baselines and one.kind in ("change", "ratio"):
            return self._baselines[0].period  # the only time that is named
        return self._told_before(one)

    def _tells_who(self, one: Found, period: Period) -> bool:
        """*Three quarters of those asked left after 2030*: the open time says who, not when it held.

        So does one that is still to come: *300 hold a passport that expires before the end of 2034*.
        """
        last = self._last.end.year if self._last is not None else date.max.year
        if period.start == date.min and last < period.end.year < date.max.year and one.kind in _OF_PEOPLE:
            return True
        if one.kind not in _OF_PEOPLE or not (is_open(period) or period.start == date.min):
            return False
        if one.kind == "count":
            return self._dated[0].first > one.first and "," in self._signs_between(one, self._dated[0].first)
        if self._last is None:
            return False
        told = self._dated[0]
        return told.first > one.first or "," in self._signs_between(one, told.after - 1)

    def _told_before(self, one: Found) -> Period | None:
        """Return the period that the text is about; a rule has none, and no change happens in a day."""
        if self._year_long is not None and (one.first > self._over or one.kind == "change"):
            whole = self._year_long.start.year == self._year_long.end.year
            return self._year_long if one.kind == "change" or whole else None
        if "signed" in self._said and self._day is not None and one.kind == "count":
            return self._day  # the letter was signed by 27 organisations
        if self._must():
            return None
        return self._of_the_text(one) if self._last is None else self._gone_on(one, self._last)

    def _of_the_text(self, one: Found) -> Period | None:
        """Return the day of a text that has told no time but its own, for what it counts."""
        stands = one.kind in _STANDING and not is_amount(one) and _UNDATED.isdisjoint(self._said)
        return self._written if stands else None

    def _gone_on(self, one: Found, last: Period) -> Period | None:
        """Return what was told before, unless the figure is a rule, a fee, a wait, or leans on one."""
        momentary = last.start == last.end and (self._entered is None or last.end != self._entered.end)
        if momentary and one.kind == "change" and not self._years_told_before(one):
            return None
        if is_amount(one) and (
            (momentary and not self._is_penalty(one)) or self._is_ruled(one) or self._is_paid_once(one, last)
        ):
            return None
        return None if one.kind in _OF_ANOTHER and self._leans_on_money(one) else last

    def _leans_on_money(self, one: Found) -> bool:
        """*the permit costs €160 or, if urgent, twice as much*: a ratio or part of what is of no time."""
        before = next((each for each in reversed(self._figures) if each.first < one.first), None)
        return before is not None and before.kind == "money" and self.period_of(before) is None

    def _beside(self, baseline: Dated, one: Found) -> bool:
        """*than in 2021 (300)*, *compared with 336 in 2022*: a figure that stands by the baseline's date."""
        if one.after <= baseline.first:
            last = max((each.first for each in self._figures if each.first < baseline.first), default=-1)
            return one.first == last and self._of_baseline(baseline, compares=True)
        between = self._tokens[self._past_ending(baseline.after) : one.first]
        if baseline.after >= one.first or any(
            baseline.after <= each.first < one.first for each in self._dated
        ):
            return False
        return all(token.kind == "sign" for token in between) or (
            len(between) > 1
            and between[0].text == ","
            and between[1].name in _WHEN
            and between[1].name not in _ELSEWHERE
        )

    def _past_ending(self, at: int) -> int:
        """Return the place after what ends a year: *2031-aisiais*, *2031-го*."""
        ends = self._tokens.touches(at) and self._tokens[at].text in DASHES and self._tokens.touches(at + 1)
        return at + 2 if ends and self._tokens[at + 1].kind == "word" else at

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
        dated = self._dated
        if self._aside:
            dated = [each for each in dated if each not in self._aside or self._told_aside(one, each)]
        if is_amount(one):
            dated = [each for each in dated if not self._of_another_clause(one, each)]
        before = [each for each in dated if each.first < one.first]
        following = dated[len(before) :]
        if self._last is not None or len(before) > 1:
            before = [each for each in before if not self._in_closed_brackets(each, one)]
        if following and following[0].first < one.after:
            return _inside(one, following)
        reach = _CLAUSE if following and following[0] in self._aside else _NEAR
        if following and self._follows(one, following[0], reach, led=bool(before)):
            return following[0].period
        if before or not following:
            return before[-1].period if before else None
        if self._long_before(one, following[0]):
            self._elsewhere = [*self._elsewhere, following[0]]
            return None
        if not self._of_the_next(one, following[0]):
            return following[0].period
        self._elsewhere = [*self._elsewhere, following[0]]
        return None

    def _in_closed_brackets(self, dated: Dated, one: Found) -> bool:
        """*148 cases (in March – 121) and 36 sentences*: a time told in brackets ends with them."""
        opened = any(token.text == "(" for token in self._tokens[max(0, dated.first - 2) : dated.first])
        if not opened or not any(token.text == ")" for token in self._tokens[dated.after : one.first]):
            return False
        told = [each for each in self._figures if each.after <= dated.first]
        inside = any(dated.after <= each.first < one.first for each in self._figures)
        return bool(told) and (inside or self._signs_between(told[-1], dated.first) == {"("})

    def _long_before(self, one: Found, dated: Dated) -> bool:
        """*(in May 2034) fined 40 units for a comment left in 2030*: the year of the deed."""
        last = self._last
        if (
            last is None
            or self._own
            or last.days > _SHORT
            or dated.period.start == date.min
            or dated.first - one.after <= _NEAR
        ):
            return False
        return dated.period.end.year < last.start.year - 1 and dated.first >= self._figures[-1].after

    def _told_aside(self, one: Found, aside: Dated) -> bool:
        """*against 3,655 a year earlier*: a comparison's time is its own figure's; *now* ends it."""
        now = "now" in self._tokens[aside.first].roles
        if aside.first > one.first:
            return self._follows(one, aside, _CLAUSE if now else _NEAR)
        if one.kind in ("change", "ratio") and not now:
            return False  # how far it has come since, not how it was
        return not any("now" in token.roles for token in self._tokens[aside.after : one.first])

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
        if any(token.text == ";" for token in between):
            return True
        brackets = [token.text for token in between if token.text in ("(", ")")]
        if brackets and brackets[-1] == "(":
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
