"""Counts of people that may be published: small ones hidden, and what would give them away hidden too.

A hidden cell is safe when everything that is published, now and before, leaves at least as many possible
values as the threshold. That is shown by solving the published margins, not by a rule of thumb. Totals
are the true ones or hidden; none is ever added up again from what is left.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from dakaz.errors import N_, BadInput, Refused
from dakaz.figures.linear import bounds

THRESHOLD, LEAST_THRESHOLD = 10, 5
ALL = "*"
Key = tuple[str, ...]
RULE = N_(
    "Numbers below %(threshold)d are not shown, and others with which they could be computed are not either."
)


@dataclass(frozen=True, slots=True)
class Release:
    """A cross-table as published.

    Args:
        dimensions: what it is by: ``("citizenship", "ground")``.
        shown: each cell and total (``ALL`` where a dimension is added up) to its number; None is hidden.
        threshold: the smallest number shown, besides 0.
        reason: why the threshold is below 10; empty when it is not.
        as_of: the day of the counts, EDTF; tables of one day can be solved together.
    """

    dimensions: tuple[str, ...]
    shown: Mapping[Key, int | None]
    threshold: int = THRESHOLD
    reason: str = ""
    as_of: str = ""

    @property
    def hidden(self) -> tuple[Key, ...]:
        """Cells and totals that are not shown."""
        return tuple(key for key, value in self.shown.items() if value is None)


@dataclass(frozen=True, slots=True)
class Revealed:
    """A cell that can be computed closer than it may be.

    Args:
        key: the cell.
        low: smallest value it can have.
        high: largest.
    """

    key: Key
    low: float
    high: float

    def __str__(self) -> str:
        return f"{' / '.join(self.key)}: {self.low:g} to {self.high:g}"


def count(records: Iterable[Mapping[str, str]], by: Sequence[str]) -> dict[Key, int]:
    """Count records by some of their values; combinations that do not occur are 0.

    Args:
        records: one mapping for each record.
        by: names of the values; a record without one is counted under the empty text.
    """
    found = Counter(tuple(record.get(name, "") for name in by) for record in records)
    axes = [sorted({key[at] for key in found}) for at in range(len(by))]
    return {key: found.get(key, 0) for key in product(*axes)}


def protect(
    cells: Mapping[Key, int],
    dimensions: Sequence[str],
    *,
    threshold: int = THRESHOLD,
    reason: str = "",
    as_of: str = "",
    earlier: Sequence[Release] = (),
    hide_zeros: bool = False,
) -> Release:
    """Hide what must be hidden so that no small cell can be computed from what is published.

    Args:
        cells: every inner cell, zeros included.
        dimensions: names of the dimensions.
        threshold: numbers from 1 to below it are hidden.
        reason: why the threshold is below 10; recorded with the table.
        as_of: day of the counts.
        earlier: tables of the same records already published; what they show cannot be hidden any more.
        hide_zeros: also hide zeros, where that nobody has an attribute says something of those counted.

    Raises:
        BadInput: the threshold is below 10 without a reason, or below 5.
        Refused: earlier tables already give a small cell away; ``findings`` say which.
    """
    _check_threshold(threshold, reason)
    everything = with_totals(cells)
    hidden = {key for key, value in everything.items() if _small(value, threshold, zeros=hide_zeros)}
    release = Release(tuple(dimensions), {}, threshold, reason, as_of)
    while True:
        release = replace(
            release, shown={key: None if key in hidden else value for key, value in everything.items()}
        )
        found = revealed(release, cells, earlier)
        if not found:
            return release
        another = _complement(found[0].key, everything, hidden)
        if another is None:
            raise Refused(
                N_("What was published before already gives small numbers away. Nothing can hide them now."),
                findings=tuple(found),
            )
        hidden.add(another)


def _check_threshold(threshold: int, reason: str) -> None:
    if threshold < LEAST_THRESHOLD:
        raise BadInput(N_("A threshold below %(least)d is not possible."), least=LEAST_THRESHOLD)
    if threshold < THRESHOLD and not reason.strip():
        raise BadInput(
            N_("A threshold below %(usual)d needs a reason, which is kept with the table."), usual=THRESHOLD
        )


def _small(value: int, threshold: int, *, zeros: bool) -> bool:
    return 0 < value < threshold or (zeros and value == 0)


def with_totals(cells: Mapping[Key, int]) -> dict[Key, int]:
    """Return the cells and every total over one or more dimensions, keyed with ``ALL``."""
    found: Counter[Key] = Counter()
    for key, value in cells.items():
        for mask in product((False, True), repeat=len(key)):
            found[tuple(ALL if total else code for code, total in zip(key, mask, strict=True))] += value
    return dict(found)


def revealed(
    release: Release, cells: Mapping[Key, int], earlier: Sequence[Release] = ()
) -> tuple[Revealed, ...]:
    """Return the hidden small cells and totals that can be computed to fewer values than the threshold.

    Args:
        release: the table about to be published.
        cells: the true inner cells, to know which are small.
        earlier: tables of the same records and day published before.
    """
    inner = [key for key in cells if _known(key, (release, *earlier)) is None]
    if not inner:
        return ()
    place = {key: at for at, key in enumerate(inner)}
    system = _system([release, *(one for one in earlier if one.as_of == release.as_of)], cells, place)
    small = [key for key in release.hidden if _small(_true(key, cells), release.threshold, zeros=False)]
    low, high = _bounds_of(small, cells, place, system)
    return tuple(
        Revealed(key, low[at], high[at])
        for at, key in enumerate(small)
        if high[at] - low[at] < release.threshold - 1 and not math.isinf(high[at])
    )


def _true(key: Key, cells: Mapping[Key, int]) -> int:
    return sum(value for cell, value in cells.items() if _inside(cell, key))


def _inside(cell: Key, key: Key) -> bool:
    return all(total in (ALL, code) for code, total in zip(cell, key, strict=True))


def _known(key: Key, releases: Sequence[Release]) -> int | None:
    for release in releases:
        if release.as_of == releases[0].as_of and release.shown.get(key) is not None:
            return release.shown[key]
    return None


System = tuple[list[list[float]], list[float]]


def _system(releases: Sequence[Release], cells: Mapping[Key, int], place: Mapping[Key, int]) -> System:
    """Return one equation for each published total that holds something hidden."""
    equations: list[list[float]] = []
    totals: list[float] = []
    for release in releases:
        for key, value in release.shown.items():
            if value is None:
                continue
            inside = [cell for cell in cells if _inside(cell, key)]
            unknown = [place[cell] for cell in inside if cell in place]
            if unknown:
                row = [0.0] * len(place)
                for at in unknown:
                    row[at] = 1.0
                equations.append(row)
                totals.append(value - sum(cells[cell] for cell in inside if cell not in place))
    return equations, totals


def _bounds_of(
    keys: Sequence[Key], cells: Mapping[Key, int], place: Mapping[Key, int], system: System
) -> tuple[list[float], list[float]]:
    """Return the bounds of cells and totals: each becomes one more unknown of the system."""
    equations, totals = system
    width = len(place)
    extended = [[*row, *([0.0] * len(keys))] for row in equations]
    values = list(totals)
    for at, key in enumerate(keys):
        row = [0.0] * (width + len(keys))
        known = 0
        for cell in cells:
            if _inside(cell, key):
                if cell in place:
                    row[place[cell]] = 1.0
                else:
                    known += cells[cell]
        row[width + at] = -1.0
        extended.append(row)
        values.append(-known)
    if not keys:
        return [], []
    low, high = bounds(np.array(extended), np.array(values, dtype=np.float64))
    return [float(one) for one in low[width:]], [float(one) for one in high[width:]]


def _complement(key: Key, everything: Mapping[Key, int], hidden: set[Key]) -> Key | None:
    """Return what to hide besides: the smallest shown cell on a line with ``key``, then a total."""
    shown = [one for one in everything if one not in hidden]
    lines = [one for one in shown if ALL not in one and ALL not in key and _differs_once(one, key)]
    inner = [one for one in shown if ALL not in one and everything[one] > 0]
    totals = [one for one in shown if ALL in one]
    for candidates in ([one for one in lines if everything[one] > 0], inner, totals):
        if candidates:
            return min(candidates, key=lambda one: (one.count(ALL), everything[one], one))
    return None


def _differs_once(one: Key, other: Key) -> bool:
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def differences(later: Release, earlier: Release) -> tuple[Revealed, ...]:
    """Return numbers shown on two days whose difference is small: who came in between can be told.

    Args:
        later: the newer table.
        earlier: the older one; its threshold counts too.
    """
    least = max(later.threshold, earlier.threshold)
    found = []
    for key, value in later.shown.items():
        before = earlier.shown.get(key)
        if value is not None and before is not None and 0 < abs(value - before) < least:
            found.append(Revealed(key, value - before, value - before))
    return tuple(found)


def rounded(cells: Mapping[Key, int], base: int = 5) -> dict[Key, int]:
    """Return the table with every cell and every total rounded by itself, the alternative to hiding.

    Parts then miss their totals by a little; that is said beside the table and not mended.
    """
    return {key: base * round(value / base) for key, value in with_totals(cells).items()}


def rare(
    records: Sequence[Mapping[str, str]], by: Sequence[str], *, fewest: int = THRESHOLD
) -> tuple[tuple[Key, int], ...]:
    """Return combinations of values (place, profession, date) that fewer than ``fewest`` records share."""
    found = Counter(tuple(record.get(name, "") for name in by) for record in records)
    return tuple(sorted((key, number) for key, number in found.items() if number < fewest))
