"""Several published tables of the same records solved together: what they leave open of a hidden number.

Each set of sides (citizenship × ground, citizenship × year) is a table of unknowns of its own; two tables
must agree in every total over the sides they share. For sets of sides without a ring that is all there is to
know: tables that agree so come from one common table (Vorob'ev 1962; decomposable models, Lauritzen 1996,
chapter 4). Where the sets form a ring, the common table itself is solved with them, if it is not too large.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from dakaz.errors import N_, BadInput
from dakaz.figures.linear import bounds
from dakaz.figures.released import ALL, Cells, Key, Release, Revealed, inside, small, true_number

Sides = tuple[str, ...]
MOST_TOGETHER = 400  # cells of a common table: hundreds of unknowns take the solver half a minute
Truth = Callable[[Sides], Cells]
RING = N_(
    "Tables by %(before)s were published before. With one by %(now)s they would have to be proved safe "
    "together over %(cells)d cells; at most %(most)d can be. Count by one side alone, by the sides of one of "
    "those tables, or by values there are fewer of: years, not months."
)
GROWN = N_(
    "Tables by %(before)s were published before. What they count has grown since: together they now have "
    "%(cells)d cells, and at most %(most)d can be proved safe. Publish the tables you have; nothing can be "
    "added beside them."
)


@dataclass(slots=True)
class _System:
    """Equations over the cells nobody knows; cells that are known are reckoned in."""

    tables: dict[Sides, Cells]
    known: dict[Sides, dict[Key, int]]
    place: dict[tuple[Sides, Key], int] = field(default_factory=dict)
    rows: list[dict[int, float]] = field(default_factory=list)
    totals: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        for sides, cells in self.tables.items():
            for key in cells:
                if key not in self.known[sides]:
                    self.place[sides, key] = len(self.place)

    def part(self, sides: Sides, key: Key) -> tuple[dict[int, float], float]:
        """Return which unknowns a cell or total adds up, and the sum of what is known in it."""
        unknown: dict[int, float] = {}
        sure = 0.0
        for cell in self.tables[sides]:
            if inside(cell, key):
                at = self.place.get((sides, cell))
                if at is None:
                    sure += self.known[sides][cell]
                else:
                    unknown[at] = 1.0
        return unknown, sure

    def equal(self, row: dict[int, float], total: float) -> None:
        """Add an equation; one without unknowns says nothing."""
        if row:
            self.rows.append(row)
            self.totals.append(total)

    def bounds_of(self, targets: Sequence[tuple[Sides, Key]]) -> list[tuple[float, float]]:
        """Return the smallest and largest value of cells and totals: each is one more unknown."""
        width = len(self.place)
        matrix = np.zeros((len(self.rows) + len(targets), width + len(targets)))
        values = np.zeros(len(matrix))
        for at, (row, total) in enumerate(zip(self.rows, self.totals, strict=True)):
            for column, factor in row.items():
                matrix[at, column] = factor
            values[at] = total
        for number, (sides, key) in enumerate(targets):
            at = len(self.rows) + number
            unknown, sure = self.part(sides, key)
            for column in unknown:
                matrix[at, column] = 1.0
            matrix[at, width + number] = -1.0
            values[at] = -sure
        if not targets:
            return []
        low, high = bounds(matrix, values, only=range(width, width + len(targets)))
        return [(float(low[width + at]), float(high[width + at])) for at in range(len(targets))]


def revealed_together(
    release: Release, truth: Truth, earlier: Sequence[Release] = (), *, also: Sequence[Key] = ()
) -> tuple[tuple[Sides, Revealed], ...]:
    """Return the hidden small numbers of all tables that can be computed to too few values.

    Args:
        release: the table about to be published.
        truth: the true inner cells of a table by these sides, as they are now.
        earlier: tables published before. What they show counts where it is still so: whoever solves them
            together has to assume that nothing changed.
        also: other cells and totals of ``release`` that must stay as open as a small number.

    Returns:
        The sides of a table and what can be computed of it.

    Raises:
        BadInput: the tables form a ring whose common table is too large to be solved; it says what else can
            be counted.
    """
    releases = (release, *(_still_so(one, truth(one.dimensions)) for one in earlier))
    system = _system(releases, truth)
    least: dict[tuple[Sides, Key], int] = {}
    for sides, key, threshold in _targets(releases, system, also):
        least[sides, key] = max(threshold, least.get((sides, key), 0))
    return tuple(
        (sides, Revealed(key, low, high))
        for ((sides, key), threshold), (low, high) in zip(
            least.items(), system.bounds_of(list(least)), strict=True
        )
        if high - low < threshold - 1 - 1e-6
    )


def _still_so(one: Release, cells: Cells) -> Release:
    """Leave out of an older table what is no longer as it was shown."""
    shown = {
        key: value for key, value in one.shown.items() if value is None or value == true_number(key, cells)
    }
    return Release(one.dimensions, shown, one.threshold)


def _targets(
    releases: Sequence[Release], system: _System, also: Sequence[Key]
) -> Iterator[tuple[Sides, Key, int]]:
    for release in releases:
        cells = system.tables[release.dimensions]
        for key in release.hidden:
            if small(true_number(key, cells), release.threshold):
                yield release.dimensions, key, release.threshold
    for key in also:
        yield releases[0].dimensions, key, releases[0].threshold


def _system(releases: Sequence[Release], truth: Truth) -> _System:
    tables = {one.dimensions: truth(one.dimensions) for one in releases}
    if _ring(list(tables)):
        common = tuple(dict.fromkeys(name for sides in tables for name in sides))
        if common not in tables:
            _check_size(releases, tables, common)
            tables[common] = truth(common)
    known: dict[Sides, dict[Key, int]] = {sides: {} for sides in tables}
    for one in releases:
        cells = tables[one.dimensions]
        known[one.dimensions] |= {
            key: cells[key] for key, value in one.shown.items() if key in cells and value is not None
        }
    system = _System(tables, known)
    for one in releases:
        for key, value in one.shown.items():
            if value is not None and ALL in key:
                unknown, sure = system.part(one.dimensions, key)
                system.equal(unknown, value - sure)
    _link(system)
    return system


def _check_size(releases: Sequence[Release], tables: Mapping[Sides, Cells], common: Sides) -> None:
    """Refuse a common table that cannot be solved in reasonable time, and say what can be counted instead."""
    axes: dict[str, set[str]] = {side: set() for side in common}
    for sides, cells in tables.items():
        for key in cells:
            for side, code in zip(sides, key, strict=True):
                axes[side].add(code)
    size = math.prod(map(len, axes.values()))
    if size <= MOST_TOGETHER:
        return
    before = list(dict.fromkeys(one.dimensions for one in releases[1:]))
    told = {
        "before": "; ".join(map(" × ".join, before)),
        "now": " × ".join(releases[0].dimensions),
        "cells": size,
        "most": MOST_TOGETHER,
    }
    raise BadInput(GROWN if _ring(before) else RING, **told)


def _link(system: _System) -> None:
    """Let tables agree in the totals over the sides they share, wherever they truly do.

    They do not where one record stands in several cells: then no such sum can be relied on by anybody.
    """
    names = list(system.tables)
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            shared = [side for side in one if side in other]
            for codes in _codes(system, one, other, shared):
                first, second = _total(one, shared, codes), _total(other, shared, codes)
                if true_number(first, system.tables[one]) != true_number(second, system.tables[other]):
                    continue
                row, sure = system.part(one, first)
                against, other_sure = system.part(other, second)
                for place, factor in against.items():
                    row[place] = row.get(place, 0.0) - factor
                system.equal(row, other_sure - sure)


def _codes(system: _System, one: Sides, other: Sides, shared: Sequence[str]) -> set[Key]:
    return {
        tuple(cell[sides.index(side)] for side in shared)
        for sides in (one, other)
        for cell in system.tables[sides]
    }


def _total(sides: Sides, shared: Sequence[str], codes: Key) -> Key:
    given = dict(zip(shared, codes, strict=True))
    return tuple(given.get(side, ALL) for side in sides)


def _ring(sets: Sequence[Sides]) -> bool:
    """Say whether sets of sides form a ring: Graham's reduction leaves something of them."""
    left = [set(one) for one in sets]
    while True:
        before = [set(one) for one in left]
        for one in left:
            one -= {side for side in one if sum(side in other for other in left) == 1}
        left = [one for at, one in enumerate(left) if not _within(one, left, at)]
        if left == before:
            return len(left) > 1


def _within(one: set[str], others: Sequence[set[str]], at: int) -> bool:
    """Say whether a set is part of another; of two that are alike the first stays."""
    return any(one < other or (one == other and at > place) for place, other in enumerate(others))
