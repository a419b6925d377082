"""What two tables of different days, by the same sides, tell of those who came in between."""

from __future__ import annotations

import numpy as np

from dakaz.errors import BadInput
from dakaz.figures.linear import CONTRADICTION, bounds
from dakaz.figures.released import ALL, Key, Release, Revealed, inside


def grown(later: Release, earlier: Release) -> tuple[Revealed, ...]:
    """Return the cells whose growth can be computed to a small number, though it is not shown.

    Whoever knows that records are only added solves the differences of what both tables show. Where one of
    them is negative records were taken away, nothing is known of the others, and nothing is returned.

    Args:
        later: the newer table.
        earlier: the older one, by the same sides; its threshold counts too.
    """
    known = {
        key: value - before
        for key, value in later.shown.items()
        if value is not None and (before := earlier.shown.get(key)) is not None
    }
    if not any(known.values()) or any(value < 0 for value in known.values()):
        return ()
    cells = [key for key in later.shown if ALL not in key]
    open_ = [key for key in cells if key not in known]
    if not open_:
        return ()
    return _small(later, earlier, known, open_)


def _small(later: Release, earlier: Release, known: dict[Key, int], cells: list[Key]) -> tuple[Revealed, ...]:
    rows, totals = [], []
    for key, value in known.items():
        row = [float(inside(cell, key)) for cell in cells]
        if any(row):
            rows.append(row)
            totals.append(
                float(value - sum(known[one] for one in known if ALL not in one and inside(one, key)))
            )
    if not rows or min(totals) < 0:
        return ()
    try:
        low, high = bounds(np.array(rows), np.array(totals))
    except BadInput as problem:
        if problem.message != CONTRADICTION:
            raise
        return ()  # records were taken away as well, so that nothing can be told
    least = max(later.threshold, earlier.threshold)
    return tuple(
        Revealed(cell, float(low[at]), float(high[at]))
        for at, cell in enumerate(cells)
        if high[at] > 1e-6 and low[at] < least and high[at] - low[at] < least - 1 - 1e-6
    )
