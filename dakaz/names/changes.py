"""Which sounds two spellings of a word write differently: the cheapest alignment, told."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .costs import INDEX, costs
from .costs import gaps_of as _gaps
from .tables import rows


class Change(NamedTuple):
    """A sound of one word as another of the other; empty where it is left out. ``cost`` in hundredths."""

    one: str
    other: str
    cost: int


def changes(one: str, other: str) -> tuple[Change, ...]:
    """The sounds that differ, from the beginning of the words.

    Args:
        one, other: stems.
    """
    table = costs()
    left, right = [INDEX[sign] for sign in one], [INDEX[sign] for sign in other]
    down, across = _gaps(left, table), _gaps(right, table)
    grid = _grid(left, right, down, across)
    found: list[Change] = []
    i, j = len(left), len(right)
    while i or j:
        here = grid[i][j]
        if i and j and here == grid[i - 1][j - 1] + swap_cost(left, right, i - 1, j - 1):
            i, j = i - 1, j - 1
            if left[i] != right[j]:
                found.append(Change(one[i], other[j], here - grid[i][j]))
        elif i and here == grid[i - 1][j] + down[i - 1]:
            i -= 1
            found.append(Change(one[i], "", down[i]))
        else:
            j -= 1
            found.append(Change("", other[j], across[j]))
    return tuple(reversed(found))


def swap_cost(left: list[int], right: list[int], i: int, j: int) -> int:
    """What taking sign i of one word for sign j of the other costs."""
    table = costs().swap if i and j else costs().swap_first
    return table[left[i]][right[j]]


def _grid(left: list[int], right: list[int], down: list[int], across: list[int]) -> list[list[int]]:
    row = [0]
    for gap in across:
        row.append(row[-1] + gap)
    grid = [row]
    for i, gap in enumerate(down):
        above, row = row, [row[0] + gap]
        for j in range(len(right)):
            swapped = above[j] + swap_cost(left, right, i, j)
            row.append(min(swapped, above[j + 1] + gap, row[j] + across[j]))
        grid.append(row)
    return grid


def letters_of(sign: str) -> str:
    """How a sign is written: дз/dz."""
    return _letters().get(sign, sign)


@cache
def _letters() -> dict[str, str]:
    return {row["sign"]: row["letters"] for row in rows("signs")}
