"""When the figures of a sentence hold, and what the text goes on about after it."""

from __future__ import annotations

from datetime import date

from dakaz.figures.period import Period
from dakaz.figures.text.choosing import Choosing
from dakaz.figures.text.mentions import counted_on, is_open

_ENTRY = 1  # a dash may stand before the day


class Dating(Choosing):
    """The periods of a sentence, and what they leave to the next one."""

    @property
    def after(self) -> Period | None:
        """What the next sentence goes on about: the latest period that this one told of; an open one is over.

        Periods in brackets, those compared with and, where nothing is counted, single days move nothing.
        """
        if not self._dated or "sidelong" in self._said:
            return self._goes_on
        heads = self._heads()
        if not self._figures and self._turned is not None:
            return self._turned
        if not self._figures:
            longer = [period for period in heads if period.days > 1]
            if heads and not longer and self._last is not None and heads[-1].start > self._last.end:
                return None  # what is told has moved on
            back = None if self._own else self._last
            heads = [one for one in longer if back is None or one.end >= back.start]
        elif heads and self._last is not None and heads[0] != self._last and self._goes_on_at_first():
            heads = [period for period in heads if period.start >= self._last.start]
        if self._day is not None:
            heads = [period for period in heads if period.start <= self._day.end]  # not what is to come
        if not heads:
            return self._goes_on
        latest = max(heads, key=lambda period: period.end)
        if self._last is not None and latest.contains(self._last) and self._only_changes():
            return self._goes_on  # since January it grew by 4 %; of them, on 1 July, …
        return self._day if self._ends_now(latest) else self._latest_of_a_change(latest)

    def heading(self, *, opens_list: bool) -> Period | None:
        """Return what follows a heading: its last period that is longer than a day.

        Args:
            opens_list: whether it ends in a colon; what is listed may be of a day.
        """
        told = [one for one in self._dated if one not in self._aside]
        closed = [one.period for one in told if date.min < one.period.start and not is_open(one.period)]
        longer = [period for period in closed if period.days > 1]
        as_of = any("standing" in token.roles for token in self._tokens) or self._counts_on_its_day()
        if opens_list or (as_of and not longer):
            return closed[-1] if closed else self._goes_on
        return longer[-1] if longer else self._goes_on

    def _counts_on_its_day(self) -> bool:
        """*Permits of Belarusian citizens, 1 July 2031*: a heading of what is counted, and when."""
        told = self._dated[-1] if self._dated else None
        if told is None or not counted_on(told.period) or self._tokens[told.after].text:
            return False
        return any("counted" in token.roles for token in self._tokens[: told.first])

    def entry(self, chronicle: Period | None) -> Period | None:
        """*1 April. The court …*: the day that an entry of a chronicle begins with; None for other sentences.

        Args:
            chronicle: what earlier entries were entries of; None when there was none.
        """
        told, about = (self._dated[0] if self._dated else None), chronicle or self._last
        if told is None or about is None or told.first > _ENTRY or told.period.days > 1:
            return None
        return told.period if told.period != about and about.contains(told.period) else None

    def year_after(self, after: Period | None, *, before: int | None, read: int | None) -> int | None:
        """Return the year for dates without one in what follows: never that of a record or of a baseline.

        Args:
            after: what the next sentence goes on about.
            before: the year that the text was in before this sentence.
            read: the last year that this sentence names.
        """
        if not self._dated:
            return read if before is None else before
        if after is not None and not is_open(after):
            return after.end.year
        return max(before or 0, read or 0) or None

    def _ends_now(self, latest: Period) -> bool:
        """*In 2031 there were 57,000; now there are 130,000*: the text has come to its own day."""
        if not self._figures or self._day is None or latest.end >= self._day.start:
            return False
        last = self._figures[-1]
        return any(one.period == self._day and one.first < last.first for one in self._aside) and (
            self.period_of(last) == self._day
        )

    def _only_changes(self) -> bool:
        return bool(self._figures) and all(one.kind in ("change", "ratio") for one in self._figures)

    def _heads(self) -> list[Period]:
        """Return the periods that a sentence is about: none of another clause, in brackets or open."""
        aside = (*self._aside, *self._elsewhere)
        told = [one for one in self._dated if one not in aside] if aside else self._dated
        if self._last is not None:
            told = [one for one in told if self._tokens[one.first - 1].text != "("]
        return [one.period for one in told if date.min < one.period.start and not is_open(one.period)]

    def _goes_on_at_first(self) -> bool:
        """Say whether the first figure is still of the time told before."""
        return self.period_of(self._figures[0]) == self._last
