"""Times told by the way: *a year earlier*, *that year*, *now*, *on Monday*, *last week*."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dakaz.figures.period import Period, months
from dakaz.figures.text.comparisons import is_compared
from dakaz.figures.text.dated import Dated
from dakaz.figures.text.implied import year_up_to
from dakaz.figures.text.mentions import (
    last_named,
    moved,
    of_another_time,
    shifted,
    weekday_before,
    weeks_or_months_apart,
    years_apart,
)
from dakaz.figures.text.tokens import Tokens

# A time that is told but that nobody can date: *now*, in a text without a day.
UNKNOWN = Period(date.min, date.max, "")

_MONTH = 31  # days
_QUARTER = range(90, 93)  # days
_OPENING = 1  # a dash or quotation mark may stand before what a sentence opens with
_SPOKEN = 3  # so many words from a weekday stands the verb of who spoke then
_UNDATED = {"now", "thatyear", "relative", "habit"}


class Asides:
    """A sentence with its periods, and those that words like *now* and *a year earlier* add to them."""

    _tokens: Tokens
    _dated: Sequence[Dated]
    _noted: Sequence[int]
    _said: frozenset[str] | set[str]
    _last: Period | None
    _goes_on: Period | None
    _entered: Period | None
    # As most sentences have them: none.
    _baselines: Sequence[Dated] = ()  # what is compared with
    _aside: Sequence[Dated] = ()  # told for one figure or clause only: a year earlier, now
    _elsewhere: Sequence[Dated] = ()  # what only a later clause is about
    _year_long: Period | None = None  # the year up to what was told: it fell by 12 % over a year
    _over = 0  # place of those words
    _turned: Period | None = None  # the day of the text, where a sentence opens with *now*

    @property
    def turned(self) -> Period | None:
        """The day of the text, where the sentence opens with *now*; None for others."""
        return self._turned

    def _look_around(self, written: Period | None) -> None:
        """Mind *a year earlier* and *the following year*, *now*, and times that nobody dates."""
        for at in self._noted:
            apart = years_apart(self._tokens, at)
            base = next((one.period for one in reversed(self._dated) if one.first < at), self._last)
            if apart is None or base is None or any(one.first <= at < one.after for one in self._dated):
                continue
            first, after, years = apart
            self._set_apart(Dated(first, after, moved(base, years=years)), later=years > 0)
        self._set_weeks_apart()
        self._set_now(written)
        if written is not None and written.days == 1:
            self._set_weekdays(written.end)
        elif written is None and self._dated:
            self._set_undated()
        if self._last is None or self._dated:
            return
        free = [at for at in self._noted if not any(one.first <= at < one.after for one in self._baselines)]
        if of_another_time(self._tokens, free, self._last):
            if "over" in self._said and _UNDATED.isdisjoint(self._said):
                self._year_long = year_up_to(self._last)
                self._over = next(at for at in self._noted if "over" in self._tokens[at].roles)
                return
            self._last = None
            if "habit" not in self._said:
                self._goes_on = None

    def _set_same_year(self) -> None:
        """Mind *that year*, *в том же году*, *tais pačiais metais*: the year of what was told before."""
        for at in self._noted:
            if "sameyear" not in self._tokens[at].roles or "yearword" not in self._tokens[at + 1].roles:
                continue
            base = next((one.period for one in reversed(self._dated) if one.first < at), self._last)
            if (
                base is None
                or base.end == date.max
                or any(one.first <= at < one.after for one in self._dated)
            ):
                continue
            told = Dated(at, at + 2, months(base.end.year, 1, 12))
            self._dated = sorted([*self._dated, told], key=lambda one: one.first)

    def _set_weeks_apart(self) -> None:
        """Mind *a month earlier*, *a week later* and *in the previous quarter*."""
        for at in self._noted:
            apart = weeks_or_months_apart(self._tokens, at)
            base = next((one.period for one in reversed(self._dated) if one.first < at), self._last)
            if apart is None or base is None:
                continue
            first, unit, by = apart
            fits = base.days in _QUARTER if unit == "quarter" else base.days <= _MONTH
            if fits and date.min.year < base.start.year and base.end.year < date.max.year:
                self._set_apart(Dated(first, first + 2, shifted(base, unit, by)), later=by > 0)

    def _set_undated(self) -> None:
        """Mind *last year* in a text without a day: what is told of it is of no time that the text names."""
        for at in self._noted:
            roles = self._tokens[at].roles
            years = roles.get("thatyear") or (
                "yearword" in self._tokens[at + 1].roles and roles.get("relative")
            )
            known = any(one.first <= at < one.after for one in (*self._dated, *self._baselines))
            if years and years != "0" and not known:
                self._set_apart(Dated(at, at + 1, UNKNOWN), later=False)

    def _set_now(self, written: Period | None) -> None:
        """*now*, *obecnie*: the day of the text, for the figures of its clause."""
        now = written or UNKNOWN
        if self._last is not None and self._last == self._entered:
            now = self._last  # in an entry of a chronicle
        if now is UNKNOWN and self._aside and self._last is not None:
            now = self._last  # a year earlier 300, now 400
        places = [at for at in self._noted if "now" in self._tokens[at].roles]
        # Lithuanian “šiuo” is any “this”; a time only in “šiuo metu”.
        places = [
            at for at in places if self._tokens[at].name != "šiuo" or self._tokens[at + 1].name == "metu"
        ]
        found = [Dated(at, at + 1, now) for at in places]
        free = [one for one in found if not any(each.first <= one.first < each.after for each in self._dated)]
        if free:
            self._dated = sorted([*self._dated, *free], key=lambda one: one.first)
            if now is UNKNOWN or free[0].first > _OPENING:
                self._aside = [*self._aside, *free]
            else:
                self._turned = now  # Today she works in a school. …

    def _set_weekdays(self, written: date) -> None:
        """*on Monday*, *w weekend*, *last week*: before the day of the text, unless somebody spoke then."""
        for at in self._noted:
            named = self._tokens[at].roles.get("weekday")
            near = self._tokens[max(0, at - _SPOKEN) : at + _SPOKEN]
            spoken = any("says" in token.roles and len(token.text) > _SPOKEN for token in near)
            period = weekday_before(written, named) if named and not spoken else None
            if self._tokens[at].roles.get("relative") == "-1":
                period = last_named(written, self._tokens[at + 1].roles.get("time", ""))
            if period is not None:
                told = Dated(at, at + 1, period)
                self._dated = sorted([*self._dated, told], key=lambda one: one.first)

    def _set_apart(self, told: Dated, *, later: bool) -> None:
        if is_compared(self._tokens, told):
            self._baselines = [*self._baselines, told]
            return
        self._dated = sorted([*self._dated, told], key=lambda one: one.first)
        if not later:
            self._aside = [*self._aside, told]
