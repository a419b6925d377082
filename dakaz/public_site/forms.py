"""What a form sent, understood: a day out of three fields, or why it is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

__all__ = ["TypedDay", "typed_day"]

EARLIEST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class TypedDay:
    """Three fields as they were typed, and the day they make.

    Args:
        day: None when they make none.
        wrong: key of the words that say why; empty when nothing was typed or all is well.
    """

    d: str
    m: str
    y: str
    day: date | None
    wrong: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing was typed at all."""
        return not (self.d or self.m or self.y)


def typed_day(given: Mapping[str, str], prefix: str, *, until: date | None) -> TypedDay:
    """Read the day of the fields ``prefix_d``, ``prefix_m``, ``prefix_y``.

    Args:
        until: the last day that makes sense; None when later days may be tried.
    """
    d, m, y = (given.get(f"{prefix}_{part}", "").strip()[:4] for part in "dmy")
    if not (d or m or y):
        return TypedDay(d, m, y, None)
    numbers = [int(one) for one in (y, m, d) if one.isascii() and one.isdigit()]
    if len(numbers) < len("ymd"):
        return TypedDay(d, m, y, None, "day_needed")
    try:
        day = date(*numbers)
    except ValueError:
        return TypedDay(d, m, y, None, "day_not_there")
    if day.year < EARLIEST_YEAR:
        return TypedDay(d, m, y, None, "day_not_there")
    if until is not None and day > until:
        return TypedDay(d, m, y, None, "day_to_come")
    return TypedDay(d, m, y, day)
