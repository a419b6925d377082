"""Cross-tables as they were published: what they show, and what stays hidden in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

THRESHOLD, LEAST_THRESHOLD = 10, 5
ALL = "*"
Key = tuple[str, ...]
Cells = Mapping[Key, int]


@dataclass(frozen=True, slots=True)
class Release:
    """A cross-table as published.

    Args:
        dimensions: what it is by: ``("citizenship", "ground")``.
        shown: each cell and total (``ALL`` where a dimension is added up) to its number; None is hidden.
        threshold: the smallest number shown, besides 0.
        reason: why the threshold is below 10; empty when it is not.
        as_of: the day of the counts, EDTF.
        why: for each hidden cell or total the reason: ``small``, ``changed`` since an earlier table by fewer
            than the threshold, or ``complement``: with it another could be computed. It says which are the
            small ones, and is never published.
    """

    dimensions: tuple[str, ...]
    shown: Mapping[Key, int | None]
    threshold: int = THRESHOLD
    reason: str = ""
    as_of: str = ""
    why: Mapping[Key, str] = field(default_factory=dict, compare=False)

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


def inside(cell: Key, key: Key) -> bool:
    """Say whether a cell is part of a total, or is the cell itself."""
    return all(total in (ALL, code) for code, total in zip(cell, key, strict=True))


def true_number(key: Key, cells: Cells) -> int:
    """Return the number of a cell or total."""
    return sum(value for cell, value in cells.items() if inside(cell, key))


def small(value: int, threshold: int, *, zeros: bool = False) -> bool:
    """Say whether a number must not be shown."""
    return 0 < value < threshold or (zeros and value == 0)


def with_totals(cells: Cells) -> dict[Key, int]:
    """Return the cells and every total over one or more dimensions, keyed with ``ALL``."""
    found: Counter[Key] = Counter()
    for key, value in cells.items():
        for mask in product((False, True), repeat=len(key)):
            found[tuple(ALL if total else code for code, total in zip(key, mask, strict=True))] += value
    return dict(found)
