"""The times of a sentence sorted: told of its figures, only compared with, of records, acts and names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dakaz.figures.period import Period, parse_period
from dakaz.figures.text.asides import Asides
from dakaz.figures.text.comparisons import is_base_of_change, is_compared, same_period, the_same_period
from dakaz.figures.text.context import changes
from dakaz.figures.text.dated import Dated
from dakaz.figures.text.guards import DASHES
from dakaz.figures.text.implied import closed, with_next_part, with_whole, with_winter
from dakaz.figures.text.mentions import (
    in_an_aside,
    is_of_an_act,
    is_of_record,
    is_open,
    only_names,
)
from dakaz.figures.text.sentence import Found
from dakaz.figures.text.tokens import Tokens

_BASELINE = 8
_EVENT = 6  # words
_AFTER = {"after", "после", "пасля", "po"}
_FIRST_WORDS = 5
_THAT_TIME = ("period", "timeword")
_NOTHING_SAID: frozenset[str] = frozenset()
_TOLD = frozenset("now thatyear relative earlier later over habit weekday".split())  # noqa: SIM905


class Before(NamedTuple):
    """What a text has told before a sentence.

    Args:
        last: the period that it is about; None when it told none.
        written: the day or month of the text, for *now*; None when it is not known.
        entered: the day that an entry of a chronicle began with; None outside of one.
        untold: whether the text has named no time yet but its own.
        told: the period of the last figure, in EDTF; empty for none.
    """

    last: Period | None
    written: Period | None
    entered: Period | None
    untold: bool
    told: str = ""


class Times(Asides):
    """The periods of a sentence, each with what it is for.

    Args:
        tokens: of the sentence.
        figures: in order.
        dated: its periods in order.
        noted: places of words that say something of a time besides the dates.
        before: what the text has told before the sentence.
    """

    def __init__(
        self,
        tokens: Tokens,
        figures: Sequence[Found],
        dated: Sequence[Dated],
        *,
        noted: Sequence[int],
        before: Before,
    ) -> None:
        last, written, self._entered, untold, told = before
        self._tokens, self._figures = tokens, figures
        self._dated, self._last, self._noted = dated, last, noted
        self._goes_on = last
        self._day = written if written is not None and written.days == 1 else None
        self._own = last is not None and last == written  # whether the text tells of its own day
        self._written = written if untold else None  # what holds while nothing else is told
        self._found: dict[int, Period | None] = {}  # of a figure's place, when it was asked for
        said = self._said = {role for at in noted for role in tokens[at].roles} if noted else _NOTHING_SAID
        if figures and (dated or last is not None):
            dated = with_next_part(tokens, dated, last)
        if last is not None and figures:
            told_so_far, dated = dated, with_whole(tokens, dated, last)
            if len(dated) > len(told_so_far):  # the end of the month that goes on
                self._elsewhere = [one for one in dated if one not in told_so_far and one.period.days == 1]
        if "winter" in said:
            dated = with_winter(tokens, dated, last, written)
        if dated:
            self._dated = self._own_dates(dated, written)
            self._set_baselines_aside()
        elif told and not said.isdisjoint(_THAT_TIME):
            self._dated = the_same_period(tokens, parse_period(told))
        if "sameyear" in said:
            self._set_same_year()
        if said and not _TOLD.isdisjoint(said):
            self._look_around(written)

    def _own_dates(self, told: Sequence[Dated], written: Period | None) -> Sequence[Dated]:
        """Leave out the dates of records, acts and names, and that of the text itself."""
        tokens, said = self._tokens, self._said
        if written is not None and told[0].first <= _FIRST_WORDS:
            told = [one for one in told if not _is_dateline(tokens, one, written)]
        if "record" in said:
            told = [one for one in told if not is_of_record(tokens, one)]
        if self._figures:
            told = [one for one in told if not (in_an_aside(tokens, one) or self._counts_from(one))]
        if "act" in said:
            told = [one for one in told if not is_of_an_act(tokens, one)]
        if "period" in said:
            told = self._same_periods(told)
        if len(told) > 1 or self._last is not None:
            told = [one for one in told if not only_names(tokens, one)]
        told = closed(told) if len(told) > 1 else told
        return [_opened_by_since(tokens, told[0]), *told[1:]] if told and "since" in tokens[0].roles else told

    def _counts_from(self, dated: Dated) -> bool:
        """*More than four years after the election of August 2031*: what a length of time counts from."""
        before = next((one for one in reversed(self._figures) if one.after <= dated.first), None)
        if before is None or before.kind != "duration" or dated.first - before.after > _EVENT:
            return False
        return self._tokens[before.after].name in _AFTER

    def _led_from(self) -> bool:
        return any(one.first and "from" in self._tokens[one.first - 1].roles for one in self._figures)

    def _set_baselines_aside(self) -> None:
        """Put aside the dates of what is compared with."""
        told = self._dated
        compares = not self._said.isdisjoint(("compare", "period")) or any(
            self._tokens[one.first].name in ("as", "tyle") or is_base_of_change(self._tokens, one.first)
            for one in told
        )
        if not compares and not (
            self._figures and told and told[-1].first >= self._figures[0].after and self._led_from()
        ):
            return
        compared = [
            one
            for one in self._dated
            if (compares and is_compared(self._tokens, one)) or self._of_baseline(one, compares=compares)
        ]
        if compared:
            self._baselines = [one._replace(period=one.named or one.period) for one in compared]
            self._dated = [one for one in self._dated if one not in compared]

    def _of_baseline(self, dated: Dated, *, compares: bool) -> bool:
        """*down from 460 in 2023*, *compared with 336 in 2022*: the date of what is compared with."""
        figure = next((one for one in reversed(self._figures) if one.first < dated.first), None)
        if figure is None or figure.after > dated.first or not figure.first or figure.stop is not None:
            return False  # from 91 % in 2031 to 58 % in 2033: both its own
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

    def _same_periods(self, told: Sequence[Dated]) -> list[Dated]:
        """Read *in the same period of 2030* by the period told before it."""
        found: list[Dated] = []
        for one in told:
            base = found[-1].period if found else self._last
            same = same_period(self._tokens, one, base) if base is not None else None
            found.append(one if same is None else one._replace(period=same, named=None))
            if same is not None and len(found) == 1:
                self._aside = [*self._aside, found[0]]  # the text comes back to its own time
        return found


def _opened_by_since(tokens: Tokens, dated: Dated) -> Dated:
    """*Since the crossing reopened in October 2031, 4,900 were sent back*: from then on."""
    led = [token.text for token in tokens[1 : dated.first]]
    if not led or "," in led or tokens[dated.after].text != "," or is_open(dated.period):
        return dated
    start = dated.period.start
    return dated._replace(period=Period(start, date.max, f"{dated.period.edtf.split('/')[0]}/.."))


def _is_dateline(tokens: Tokens, dated: Dated, written: Period) -> bool:
    """*VILNIUS, 14 May 2031 – The service …*: when the text was written, not what it tells of."""
    following = tokens[dated.after].text
    ends = following == "." and tokens[dated.after + 1].text == ""
    opens = dated.first <= _FIRST_WORDS and (ends or following in DASHES or following in ("(", ")"))
    return opens and dated.period == written
