"""A published figure to hold a claim against: a number, a number with bounds, or bounds alone."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dakaz.errors import N_, BadInput
from dakaz.figures.checks.quantity import Quantity, quantity
from dakaz.figures.checks.verdict import Note, plain
from dakaz.figures.period import Period, parse_period
from dakaz.figures.rates import Bounds

_LISTED = 3  # number, low, high


@dataclass(frozen=True, slots=True)
class Published:
    """What a publisher says of one number.

    Args:
        value: the number; None where it is suppressed and only its bounds are known.
        bounds: all numbers it can stand for.
        text: as it is told: ``397``, ``60 (58–62)``, ``1–4``.
    """

    value: float | None
    bounds: Bounds
    text: str

    @property
    def middle(self) -> float:
        """The number; the middle of the bounds where none is published."""
        return (self.bounds.low + self.bounds.high) / 2 if self.value is None else self.value

    @property
    def stood(self) -> Bounds:
        """The number as published, or its bounds where there is none."""
        return self.bounds if self.value is None else Bounds(self.value, self.value)

    @property
    def plainly(self) -> str:
        """The number, or the bounds in brackets, as a formula takes it."""
        return f"({_spread(self.bounds)})" if self.value is None else plain(self.value)

    def agrees(self, said: Quantity) -> bool | None:
        """Say whether a claim is right; None where that depends on which number of the bounds is true.

        A number that is published answers for itself, rounding and all; bounds alone answer only what is
        so for each number in them.
        """
        if not said.can_be(self.bounds):
            return False
        if self.value is not None or said.is_all_of(self.bounds):
            return True
        return None


@dataclass(frozen=True, slots=True)
class Reference:
    """A published figure of a period and unit, and who publishes it."""

    published: Published
    period: Period | None
    unit: str
    source: str

    @property
    def bounds(self) -> Bounds:
        """All numbers it can stand for."""
        return self.published.bounds

    @property
    def day(self) -> str:
        """Its period as it is told."""
        return self.period.edtf if self.period else "?"


def references(given: Sequence[Mapping[str, Any]]) -> list[Reference]:
    """Read what a claim is held against.

    Raises:
        BadInput: a row has neither a number nor both bounds, or bounds the wrong way round.
    """
    return [
        Reference(
            _published(one),
            parse_period(str(one["period"])) if one.get("period") else None,
            str(one.get("unit", "")),
            str(one.get("source", "")),
        )
        for one in given
    ]


def _published(given: Mapping[str, Any]) -> Published:
    bounds = _bounds(given.get("low"), given.get("high"))
    if given.get("value") in (None, "") and bounds is not None:
        return Published(None, bounds, _spread(bounds))
    read: Quantity = quantity(given["value"])
    if bounds is None:
        return Published(read.value, read.rounding, read.text)
    return Published(read.value, bounds, f"{read.text} ({_spread(bounds)})")


def in_series(given: Any) -> Published:
    """Read a number of a series: itself, or a list of it (None for no number), its low and its high bound.

    Raises:
        BadInput: there is no number, or a list has another length or no bounds.
    """
    if isinstance(given, int | float):
        return Published(given, Bounds(given, given), plain(given))
    if not isinstance(given, list | tuple):
        read = quantity(given)
        return Published(read.value, read.rounding, read.text)
    bounds = _bounds(*given[1:]) if len(given) == _LISTED else None
    if bounds is None:
        raise BadInput(N_("A number of a series that is a list needs its bounds: number, low, high."))
    value = None if given[0] is None else number(given[0])
    return Published(value, bounds, plain(value) if value is not None else _spread(bounds))


def _bounds(low: Any, high: Any) -> Bounds | None:
    if low in (None, "") or high in (None, ""):
        return None
    ends = Bounds(number(low), number(high))
    if ends.low > ends.high:
        raise BadInput(
            N_("Bounds go from the low to the high one, not %(low)s to %(high)s."), low=low, high=high
        )
    return ends


def number(given: Any) -> float:
    """Read a plain number.

    Raises:
        BadInput: it is none.
    """
    try:
        read = float(given)
    except (TypeError, ValueError):
        read = math.nan
    if math.isnan(read):
        raise BadInput(N_("“%(text)s” is no number here; write it as 1644 or 0.5."), text=given)
    return read


def shared(said: Quantity, bounds: Bounds, *, whole: bool) -> str:
    """Return the numbers within bounds for which a claim would be right, in words.

    Args:
        whole: they are counts: *more than 2* are 3 and what follows.
    """
    low, high = max(said.claimed.low, bounds.low), min(said.claimed.high, bounds.high)
    if whole and bounds.low.is_integer() and bounds.high.is_integer():
        first, last = math.ceil(low), math.floor(high)
        first += first == said.value and said.qualifier == "more than"
        last -= last == said.value and said.qualifier == "less than"
        if first <= last:
            low, high = first, last
    return _spread(Bounds(low, high))


def _spread(bounds: Bounds) -> str:
    low, high = plain(bounds.low), plain(bounds.high)
    return low if low == high else f"{low}–{high}"


def right_if(numbers: str, source: str) -> Note:
    """Say under which of the numbers that are not shown a claim is right."""
    template = N_("right if the number that %(source)s does not show is %(numbers)s")
    if not source:
        template = N_("right if the number that is not shown is %(numbers)s")
    return Note(template, {"source": source, "numbers": numbers})
