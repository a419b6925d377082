"""The smallest and largest value each unknown of a linear system can have, no unknown below zero.

A dense simplex method with Bland's rule; the systems here are margins of published tables, some dozens of
unknowns. Tests compare it with scipy's solver.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dakaz.errors import N_, BadInput
from dakaz.figures.special import Array

CONTRADICTION = N_("The margins of this table contradict one another.")
_TINY = 1e-9
_MOST_PIVOTS = 20_000


@dataclass(slots=True)
class _Tableau:
    """A basic solution: ``rows`` hold the system solved for the basis, the last column its values."""

    rows: Array
    basis: list[int]

    def pivot(self, row: int, column: int) -> None:
        """Bring a column into the basis in place of a row's."""
        self.rows[row] /= self.rows[row, column]
        factors = self.rows[:, column].copy()
        factors[row] = 0
        self.rows -= np.outer(factors, self.rows[row])
        self.basis[row] = column

    def maximise(self, gain: Array) -> float:
        """Return the largest value of ``gain · x``; infinite when there is none."""
        for _ in range(_MOST_PIVOTS):
            reduced = gain - gain[self.basis] @ self.rows[:, :-1]
            rising = np.flatnonzero(reduced > _TINY)
            if not len(rising):
                return float(gain[self.basis] @ self.rows[:, -1])
            row = self._leaving(int(rising[0]))
            if row is None:
                return math.inf
            self.pivot(row, int(rising[0]))
        raise BadInput(N_("The margins of this table are too entangled to be solved."))

    def _leaving(self, column: int) -> int | None:
        entries = self.rows[:, column]
        candidates = np.flatnonzero(entries > _TINY)
        if not len(candidates):
            return None
        ratios = self.rows[candidates, -1] / entries[candidates]
        ties = candidates[ratios <= ratios.min() + _TINY]
        return int(min(ties, key=lambda at: self.basis[at]))


def bounds(equations: Array, totals: Array, *, only: Sequence[int] | None = None) -> tuple[Array, Array]:
    """Return the smallest and largest possible value of each unknown of ``equations · x = totals``, x ≥ 0.

    Args:
        equations: one row for each, one column for each unknown.
        totals: what each equation adds up to.
        only: the unknowns that are asked about; those of the others stay 0. None for all.

    Raises:
        BadInput: no such x exists: the margins contradict one another.
    """
    tableau = _feasible(np.asarray(equations, dtype=np.float64), np.asarray(totals, dtype=np.float64))
    unknowns = equations.shape[1]
    low, high = np.zeros(unknowns), np.zeros(unknowns)
    for at in range(unknowns) if only is None else only:
        gain = np.zeros(unknowns)
        gain[at] = 1
        high[at] = tableau.maximise(gain)
        low[at] = -tableau.maximise(-gain)
    return low, high


def _feasible(equations: Array, totals: Array) -> _Tableau:
    """Find a first solution with one artificial unknown for each equation, then drop those."""
    signs = np.where(totals < 0, -1.0, 1.0)
    count, unknowns = equations.shape
    rows = np.hstack([equations * signs[:, None], np.eye(count), (totals * signs)[:, None]])
    tableau = _Tableau(rows, list(range(unknowns, unknowns + count)))
    gain = np.concatenate([np.zeros(unknowns), -np.ones(count)])
    if tableau.maximise(gain) < -1e-6:
        raise BadInput(CONTRADICTION)
    kept = []
    for row, column in enumerate(list(tableau.basis)):
        if column >= unknowns:  # an equation that follows from the others, or one whose artificial is zero
            real = np.flatnonzero(np.abs(tableau.rows[row, :unknowns]) > _TINY)
            if not len(real):
                continue
            tableau.pivot(row, int(real[0]))
        kept.append(row)
    columns = [*range(unknowns), tableau.rows.shape[1] - 1]
    return _Tableau(tableau.rows[np.ix_(kept, columns)], [tableau.basis[row] for row in kept])
