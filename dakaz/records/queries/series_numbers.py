"""A stored series as the figures room takes it: bounds, shares and counts for breaks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dakaz import figures
from dakaz.errors import N_, BadInput
from dakaz.figures.breaks import MonthlyShares
from dakaz.figures.period import Period, is_period, parse_period
from dakaz.figures.values import Cell, Status
from dakaz.records.models import Observation, Series

from .observatory import table
from .series_bounds import bounds_of


def cell_of(one: Observation | None) -> Cell:
    """Return a stored cell with its bounds."""
    if one is None:
        return Cell("", None, None, None, "", Status.MISSING)
    value = None if one.value is None else float(one.value)
    found = bounds_of(one)
    low = value if found.low is None else float(found.low)
    high = value if found.high is None else float(found.high)
    status = Status.GIVEN if value is not None else Status.MISSING if low is None else Status.SUPPRESSED
    text = f"{value:g}" if value is not None and value < 1e6 else "" if value is None else f"{value:.0f}"
    return Cell(f"{text} {found.flag}".strip(), value, low, high, found.flag, status)


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts of a series, period by period in order of time, as printed.

    Args:
        periods: those that have a number in every outcome asked for.
        counts: the sum of the outcomes asked for.
        left_out: periods without a number in one of them; they are named, never filled in.
        blurred: periods in which a number is rounded or stands for several.
    """

    periods: tuple[Period, ...]
    counts: tuple[int, ...]
    left_out: tuple[str, ...]
    blurred: tuple[str, ...]


def counted(found: Series, outcomes: Collection[str]) -> Counted:
    """Add up outcomes of a series in each period.

    Raises:
        BadInput: a number is no count, or periods overlap.
    """
    whole = table(found)
    at = [place for place, name in enumerate(whole.outcomes) if name in outcomes]
    rows: list[tuple[Period, int, bool]] = []
    left_out = []
    for period, cells in zip(whole.periods, whole.cells, strict=True):
        chosen = [cell_of(cells[place]) for place in at]
        if not is_period(period) or any(one.value is None for one in chosen):
            left_out.append(period)
            continue
        rows.append((parse_period(period), _sum(period, chosen), any(not one.exact for one in chosen)))
    rows.sort(key=lambda row: row[0])
    return Counted(
        tuple(row[0] for row in rows),
        tuple(row[1] for row in rows),
        tuple(left_out),
        tuple(row[0].edtf for row in rows if row[2]),
    )


def _sum(period: str, cells: Sequence[Cell]) -> int:
    total = sum(cell.value or 0 for cell in cells)
    if total < 0 or not float(total).is_integer():
        raise BadInput(N_("%(period)s: %(value)s is no count."), period=period, value=total)
    return int(total)


def shares(found: Series, yes: Collection[str], rest: Collection[str], *, rest_is_all: bool) -> MonthlyShares:
    """Put success and the other cases together, for the periods that have both.

    Args:
        yes: outcomes that count as success.
        rest: the other outcomes; or all cases, when ``rest_is_all``.

    Raises:
        BadInput: an outcome stands on both sides, or one side is empty.
    """
    if not yes or not rest:
        raise BadInput(N_("Choose what counts as success, and what it is out of."))
    if set(yes) & set(rest):
        raise BadInput(N_("The same column stands on both sides. Take it away from one of them."))
    positive, others = counted(found, yes), counted(found, rest)
    both = [one for one in positive.periods if one in others.periods]
    counts = dict(zip(positive.periods, positive.counts, strict=True))
    others_by = dict(zip(others.periods, others.counts, strict=True))
    return MonthlyShares(
        tuple(both),
        tuple(counts[one] for one in both),
        tuple(others_by[one] + (0 if rest_is_all else counts[one]) for one in both),
        " + ".join(yes),
        " + ".join(rest),
    )


def outcomes(found: Series) -> list[str]:
    """Return the outcomes of a series in the order published."""
    return list(table(found).outcomes)


def drawable(found: Series, outcome: str) -> figures.Series:
    """Return one outcome over time as the room draws it; periods that are none are passed over."""
    whole = table(found)
    at = list(whole.outcomes).index(outcome)
    seen = [
        figures.Observation(parse_period(period), cell_of(cells[at]))
        for period, cells in zip(whole.periods, whole.cells, strict=True)
        if is_period(period)
    ]
    publisher = found.item.source.title if found.item and found.item.source else found.title
    vintage = figures.Vintage(
        found.title, found.item.sha256 if found.item else "", "series", publisher=publisher[:60],
        invented=found.invented,
    )  # fmt: skip
    return figures.Series(outcome, {}, tuple(sorted(seen, key=lambda one: one.period)), vintage)
