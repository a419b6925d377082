"""What it costs to take one word of a name for another spelling of it.

The cost is that of the cheapest alignment of signs, in hundredths of a nat: -ln of how often spellings
of one name show that change (``confusions.tsv``, learnt by ``benchmarks/learn_names.py``). Integers, so
that one pair costs the same here and in bulk (``bulk_costs``).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from .sounds import SIGNS
from .tables import rows

CAP = 1200  # no word costs more: it is another word
UNSEEN = 700  # a change never seen between spellings of one name
_FIRST, _RARE = 1.7, 400  # what is rare anyway is rarer at the beginning of a word
MASK_CUT = 5  # so many consonant groups on one side only are another word
GROUPS = ("ghxHCSWZJ", "tTcdDzs", "vwufb", "k", "l", "m", "n", "p", "r", "M", "F")


class Costs(NamedTuple):
    """Costs by the index of a sign in ``SIGNS``; ``first`` ones hold for the first sign of a word."""

    swap: tuple[tuple[int, ...], ...]
    swap_first: tuple[tuple[int, ...], ...]
    gap: tuple[int, ...]
    gap_first: tuple[int, ...]
    gap_last: tuple[int, ...]


@cache
def costs() -> Costs:
    """The table of changes, read once."""
    n = len(SIGNS)
    swap = [[UNSEEN] * n for _ in range(n)]
    gap, last = [UNSEEN] * n, [UNSEEN] * n
    for row in rows("confusions"):
        one, other, cost = row["sign"], row["other"], int(row["cost"])
        if other == "-":
            gap[SIGNS.index(one)] = cost
        elif other == "$":
            last[SIGNS.index(one)] = cost
        else:
            a, b = SIGNS.index(one), SIGNS.index(other)
            swap[a][b] = swap[b][a] = cost
    for a in range(n):
        swap[a][a] = 0
    return Costs(
        tuple(map(tuple, swap)),
        tuple(tuple(_first(cost) for cost in row) for row in swap),
        tuple(gap),
        tuple(map(_first, gap)),
        tuple(map(min, gap, last)),
    )


def _first(cost: int) -> int:
    return int(cost * _FIRST) if cost >= _RARE else cost


INDEX = {sign: index for index, sign in enumerate(SIGNS)}

_BITS = {sign: sum(1 << bit for bit, signs in enumerate(GROUPS) if sign in signs) for sign in SIGNS}


@lru_cache(maxsize=100_000)
def groups_of(stem: str) -> int:
    """Which groups of consonants a stem has, one bit each."""
    found = 0
    for sign in stem:
        found |= _BITS[sign]
    return found


def far(one: str, other: str) -> bool:
    """Whether so many consonants differ that no alignment need be made."""
    return (groups_of(one) ^ groups_of(other)).bit_count() >= MASK_CUT


def word_cost(one: str, other: str) -> int:
    """The cost of the cheapest alignment of two stems, at most ``CAP``.

    Args:
        one, other: signs as ``sounds`` or ``shape`` give them; the order does not matter.
    """
    if one == other:
        return 0
    if far(one, other):
        return CAP
    return _cost(one, other) if (one, other) < (other, one) else _cost(other, one)


@lru_cache(maxsize=200_000)
def _cost(one: str, other: str) -> int:
    table = costs()
    right = [INDEX[sign] for sign in other]
    gaps = gaps_of(right, table)
    row = [0]
    for gap in gaps:
        row.append(row[-1] + gap)
    left = [INDEX[sign] for sign in one]
    for at, (sign, gap) in enumerate(zip(left, gaps_of(left, table), strict=True)):
        row = _next_row(row, right, gaps, table, sign=sign, gap=gap, first=at == 0)
        if min(row) >= CAP:
            return CAP
    return min(row[-1], CAP)


def gaps_of(signs: list[int], table: Costs) -> list[int]:
    """What leaving out each sign of a word costs, by its place."""
    gaps = [table.gap[sign] for sign in signs]
    if len(signs) > 1:
        gaps[-1] = table.gap_last[signs[-1]]
    if signs:
        gaps[0] = table.gap_first[signs[0]]
    return gaps


def _next_row(
    above: list[int], right: list[int], gaps: list[int], table: Costs, *, sign: int, gap: int, first: bool
) -> list[int]:
    swap = table.swap_first[sign] if first else table.swap[sign]
    beginning = table.swap_first[sign]
    row = [above[0] + gap]
    cell = row[0]
    for at, other in enumerate(right):
        swapped = above[at] + (swap[other] if at else beginning[other])
        left_out = above[at + 1] + gap
        cell += gaps[at]
        cell = min(cell, swapped)
        cell = min(cell, left_out)
        row.append(cell)
    return row
