"""Costs of many pairs of stems at once: the same numbers as ``costs`` and ``relation`` give for one.

Stems are kept as rows of sign indices; the alignment runs cell by cell over all pairs together.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .costs import CAP, MASK_CUT, costs
from .given import weak_pairs
from .relation import (
    DIMINUTIVE,
    INITIAL_DIFFERS,
    INITIAL_FITS,
    INITIAL_NEAR,
    OTHER_GIVEN,
    SAME_GIVEN,
    WEAK_GIVEN,
)
from .sounds import SIGNS

Ints = NDArray[np.int32]
Rows = NDArray[np.int64]
_AT_ONCE = 16_384  # pairs aligned together: their rows stay in the processor's cache


class Stems(NamedTuple):
    """Columns over stems: what the cost of taking one for another rests on.

    ``signs`` (stems, ``LONGEST``) indices into ``SIGNS``; ``groups`` bits of consonant groups; ``classes``
    (stems, words of 64 bits) given names, ``known`` whether any; ``patronymic`` 0, or 1 of a
    man, 2 of a woman; ``first`` the sign an initial is judged by; ``weak`` the row in ``weak_table``.
    """

    signs: NDArray[np.int16]
    lengths: Ints
    groups: NDArray[np.uint16]
    classes: NDArray[np.uint64]
    known: NDArray[np.bool_]
    full: NDArray[np.bool_]
    patronymic: NDArray[np.uint8]
    initial: NDArray[np.bool_]
    first: NDArray[np.int16]
    weak: NDArray[np.int16]


class _Tables(NamedTuple):
    swap: Ints
    swap_first: Ints
    gap: Ints
    gap_first: Ints
    gap_last: Ints


@cache
def _tables() -> _Tables:
    columns = [np.array(column, dtype=np.int32) for column in costs()]
    return _Tables(columns[0].ravel(), columns[1].ravel(), *columns[2:])


def relations(stems: Stems, one: Rows, other: Rows) -> Ints:
    """``relation`` for pairs of stems.

    Args:
        stems: the columns.
        one, other: rows of stems, pair by pair.

    Returns:
        Costs in hundredths of a nat, 0 to ``CAP``.
    """
    found = word_costs(stems, one, other)
    both = np.flatnonzero(stems.known[one] & stems.known[other] & (one != other))
    if len(both):
        found[both] = _of_known(stems, one[both], other[both], found[both])
    begun = np.flatnonzero(stems.initial[one] | stems.initial[other])
    if len(begun):
        found[begun] = _of_initials(stems, one[begun], other[begun])
    return found


def _of_known(stems: Stems, one: Rows, other: Rows, cost: Ints) -> Ints:
    shared = (stems.classes[one] & stems.classes[other]).any(axis=1)
    shared &= stems.patronymic[one] == stems.patronymic[other]
    full = stems.full[one] & stems.full[other]
    same = np.minimum(cost, np.where(full, SAME_GIVEN, DIMINUTIVE))
    weak = weak_table()[0][stems.weak[one], stems.weak[other]]
    found: Ints = np.where(weak, WEAK_GIVEN, np.where(shared, same, OTHER_GIVEN)).astype(np.int32)
    return found


def _of_initials(stems: Stems, one: Rows, other: Rows) -> Ints:
    swap = _tables().swap[stems.first[one].astype(np.int64) * len(SIGNS) + stems.first[other]]
    found: Ints = np.where(swap <= INITIAL_NEAR, INITIAL_FITS, INITIAL_DIFFERS).astype(np.int32)
    return found


@cache
def weak_table() -> tuple[NDArray[np.bool_], dict[str, int]]:
    """Which stems are weakly one name, as a table, and the row of each; row 0 is every other stem."""
    forms = sorted({form for pair in weak_pairs() for form in pair})
    row = {form: at for at, form in enumerate(forms, start=1)}
    table = np.zeros((len(forms) + 1, len(forms) + 1), dtype=np.bool_)
    for pair in weak_pairs():
        if len(pair) == 2:
            one, other = (row[form] for form in pair)
            table[one, other] = table[other, one] = True
    return table, row


def word_costs(stems: Stems, one: Rows, other: Rows) -> Ints:
    """``word_cost`` for pairs of stems, by rows."""
    found = np.where(one == other, 0, CAP).astype(np.int32)
    apart = np.bitwise_count(stems.groups[one] ^ stems.groups[other])
    near = np.flatnonzero((one != other) & (apart < MASK_CUT))
    if not len(near):
        return found
    order = near[np.argsort(stems.lengths[one[near]] * 32 + stems.lengths[other[near]], kind="stable")]
    for start in range(0, len(order), _AT_ONCE):
        chunk = order[start : start + _AT_ONCE]
        found[chunk] = np.minimum(_aligned(stems, one[chunk], other[chunk]), CAP)
    return found


def _gaps(signs: NDArray[np.int16], lengths: Ints) -> Ints:
    own = _tables()
    gaps = own.gap[signs]
    many = np.flatnonzero(lengths > 1)
    last = lengths[many] - 1
    gaps[many, last] = own.gap_last[signs[many, last]]
    filled = np.flatnonzero(lengths > 0)
    gaps[filled, 0] = own.gap_first[signs[filled, 0]]
    return np.ascontiguousarray(gaps.T)


def _aligned(stems: Stems, one: Rows, other: Rows) -> Ints:
    """The last cell of every pair's grid; a row of the grid is kept for all pairs together."""
    own = _tables()
    tall, wide = stems.lengths[one], stems.lengths[other]
    height, width = int(tall.max()), int(wide.max())
    left = stems.signs[one][:, : height or 1]
    right = stems.signs[other][:, : width or 1]
    down, across = _gaps(left, tall), _gaps(right, wide)
    left_rows = np.ascontiguousarray(left.T).astype(np.int32) * len(SIGNS)
    right_rows = np.ascontiguousarray(right.T).astype(np.int32)
    row = np.zeros((width + 1, len(one)), dtype=np.int32)
    np.cumsum(across[:width], axis=0, out=row[1:])
    found = row[wide, np.arange(len(one))] if (tall == 0).any() else np.zeros(len(one), dtype=np.int32)
    for i in range(height):
        row = _next_row(row, own, left_rows[i], right_rows, gap=down[i], across=across, first=i == 0)
        done = np.flatnonzero(tall == i + 1)
        found[done] = row[wide[done], done]
    return found


def _next_row(
    above: Ints, own: _Tables, left: Ints, right: Ints, *, gap: Ints, across: Ints, first: bool
) -> Ints:
    row = np.empty_like(above)
    np.add(above[0], gap, out=row[0])
    for j in range(above.shape[0] - 1):
        table = own.swap_first if first or j == 0 else own.swap
        cell = table.take(left + right[j])
        cell += above[j]
        np.minimum(cell, above[j + 1] + gap, out=cell)
        np.minimum(cell, row[j] + across[j], out=row[j + 1])
    return row
