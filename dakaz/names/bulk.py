"""Scores of many pairs of names at once: the same as ``compare`` gives one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .alignment import GIVEN_ELSEWHERE, PATRONYMIC_ELSEWHERE, TIES, orders
from .bulk_costs import Ints, relations
from .bulk_features import Group, features_of
from .lexicon import Lexicon
from .prepared import G, I, P, Prepared
from .weights import weights

Scores = NDArray[np.float64]
_AT_ONCE = 200_000  # pairs


def compare_many(a: Sequence[str], b: Sequence[str]) -> Scores:
    """The scores of ``compare``, pair by pair.

    Args:
        a, b: names as written, equally many.

    Returns:
        Float64 array of ``len(a)`` scores in [0, 1].

    Raises:
        ValueError: a and b differ in length.
    """
    if len(a) != len(b):
        raise ValueError("compare_many: a and b must be equally long")
    lexicon = Lexicon()
    numbers = {name: at for at, name in enumerate(dict.fromkeys((*a, *b)))}
    one = np.fromiter(map(numbers.__getitem__, a), np.int64, len(a))
    other = np.fromiter(map(numbers.__getitem__, b), np.int64, len(b))
    names = Prepared(list(numbers), lexicon)
    return scores(names, one, names, other)


def scores(a: Prepared, rows_a: NDArray[np.int64], b: Prepared, rows_b: NDArray[np.int64]) -> Scores:
    """Scores of names prepared with one lexicon.

    Args:
        a, rows_a: names, and which of them stands first in each pair.
        b, rows_b: likewise for the second.
    """
    found = np.zeros(len(rows_a))
    for start in range(0, len(rows_a), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        found[part] = _scores(a, rows_a[part], b, rows_b[part])
    return found


def against(a: Prepared, row: int, b: Prepared) -> Scores:
    """Scores of one prepared name with every one of others."""
    return scores(a, np.full(len(b), row, dtype=np.int64), b, np.arange(len(b)))


def _scores(a: Prepared, rows_a: NDArray[np.int64], b: Prepared, rows_b: NDArray[np.int64]) -> Scores:
    found = np.zeros(len(rows_a))
    count_a, count_b = a.read.sizes[rows_a], b.read.sizes[rows_b]
    kinds = count_a.astype(np.int64) * 8 + count_b
    for kind in np.unique(kinds):
        height, width = divmod(int(kind), 8)
        if not height or not width:
            continue
        own = np.flatnonzero(kinds == kind)
        if height <= width:
            found[own] = _of_group(a, rows_a[own], b, rows_b[own], (height, width))
        else:
            found[own] = _of_group(b, rows_b[own], a, rows_a[own], (width, height))
    found[a.letters[rows_a] == b.letters[rows_b]] = 1.0
    return found


def _of_group(
    a: Prepared, rows_a: NDArray[np.int64], b: Prepared, rows_b: NDArray[np.int64], size: tuple[int, int]
) -> Scores:
    """Pairs whose first name has as many parts as ``size`` says, and whose second has no fewer."""
    height, width = size
    words_a, words_b = a.words[rows_a, :height], b.words[rows_b, :width]
    roles_a, roles_b = a.read.roles[rows_a, :height], b.read.roles[rows_b, :width]
    cost = _costs(a.lexicon, words_a, words_b)
    order_of = a.lexicon.columns()[0].order
    order = _cheapest(_tolls(cost, (order_of[words_a], order_of[words_b]), roles_a, roles_b))
    each = np.arange(len(rows_a))[:, None]
    group = Group(
        words_a, words_b[each, order], roles_a, roles_b[each, order], cost[each, np.arange(height), order],
        _left(roles_b, order), a, rows_a, b, rows_b,
    )  # fmt: skip
    constant, *own = weights()
    odds = np.clip(constant + features_of(group) @ np.array(own), -30.0, 30.0)
    found: Scores = 1 / (1 + np.exp(-odds))
    return found


def _costs(lexicon: Lexicon, words_a: NDArray[np.int32], words_b: NDArray[np.int32]) -> Ints:
    if len(words_a) > 1:
        if (words_a == words_a[0]).all():
            return _of_one(lexicon, words_a[0], words_b)
        if (words_b == words_b[0]).all():
            return _of_one(lexicon, words_b[0], words_a).transpose(0, 2, 1)
    words, stems = lexicon.columns()
    one, other = words.stem[words_a][:, :, None], words.stem[words_b][:, None, :]
    low, high = np.minimum(one, other).astype(np.int64), np.maximum(one, other)
    keys, back = np.unique(low * len(stems.lengths) + high, return_inverse=True)
    cost = relations(stems, *np.divmod(keys, len(stems.lengths)))
    found: Ints = cost[back.reshape(low.shape)]
    return found


def _of_one(lexicon: Lexicon, name: NDArray[np.int32], words: NDArray[np.int32]) -> Ints:
    """One name against many: each of its words against every stem, or every stem of theirs."""
    own, stems = lexicon.columns()
    other = own.stem[words].astype(np.int64)
    if other.size > len(stems.lengths):
        return np.stack([lexicon.costs_from(int(own.stem[at]))[other] for at in name], axis=1)
    seen, back = np.unique(other, return_inverse=True)
    rows = [relations(stems, np.full(len(seen), own.stem[at], dtype=np.int64), seen) for at in name]
    return np.stack([row[back.reshape(other.shape)] for row in rows], axis=1)


def _tolls(
    cost: Ints,
    orders_of: tuple[NDArray[np.uint32], NDArray[np.uint32]],
    roles_a: NDArray[np.int8],
    roles_b: NDArray[np.int8],
) -> Ints:
    one, other = roles_a[:, :, None], roles_b[:, None, :]
    extra = PATRONYMIC_ELSEWHERE * ((one == P) != (other == P)) + GIVEN_ELSEWHERE * (
        (one == G) != (other == G)
    )
    extra[(one == I) | (other == I)] = 0
    ties = (orders_of[0][:, :, None] ^ orders_of[1][:, None, :]) & (TIES - 1)
    found: Ints = ((cost + extra) * TIES + ties).astype(np.int32)
    return found


def _cheapest(tolls: Ints) -> NDArray[np.int64]:
    """Which part of the longer name answers to each part of the shorter."""
    height, width = tolls.shape[1:]
    ways = np.array(orders(height, width))
    sums = np.zeros((len(ways), len(tolls)), dtype=np.int32)
    for at, way in enumerate(ways):
        for row, column in enumerate(way):
            sums[at] += tolls[:, row, column]
    found: NDArray[np.int64] = ways[sums.argmin(axis=0)]
    return found


def _left(roles: NDArray[np.int8], order: NDArray[np.int64]) -> NDArray[np.int8]:
    """The roles of the longer name's parts that have no counterpart; -1 elsewhere."""
    left = roles.copy()
    np.put_along_axis(left, order, np.int8(-1), axis=1)
    return left
