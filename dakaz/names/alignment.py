"""Which part of one name answers to which part of another: the cheapest assignment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import permutations
from typing import NamedTuple

from .parts import GIVEN, INITIAL, PATRONYMIC, Part
from .relation import relation

PATRONYMIC_ELSEWHERE, GIVEN_ELSEWHERE = 100, 50
TIES = 4096  # room below one hundredth of a nat for breaking ties


class Pair(NamedTuple):
    """Two parts that answer to each other, and what it costs."""

    one: Part
    other: Part
    cost: int


class Alignment(NamedTuple):
    """The pairs, and the parts of either name that have no counterpart."""

    pairs: tuple[Pair, ...]
    left: tuple[Part, ...]
    left_other: tuple[Part, ...]


def align(one: Sequence[Part], other: Sequence[Part]) -> Alignment:
    """Pair every part of the shorter name with one of the longer.

    Args:
        one, other: parts of two names, at most ``MOST_PARTS`` each.
    """
    if len(one) > len(other):
        turned = align(other, one)
        pairs = tuple(Pair(pair.other, pair.one, pair.cost) for pair in turned.pairs)
        return Alignment(pairs, turned.left_other, turned.left)
    costs = [[relation(a.word, b.word) for b in other] for a in one]
    order = _cheapest(
        [
            [_toll(a, b, cost) for b, cost in zip(other, row, strict=True)]
            for a, row in zip(one, costs, strict=True)
        ],
        len(other),
    )
    pairs = tuple(Pair(a, other[at], costs[k][at]) for k, (a, at) in enumerate(zip(one, order, strict=True)))
    return Alignment(pairs, (), tuple(part for at, part in enumerate(other) if at not in order))


def _toll(one: Part, other: Part, cost: int) -> int:
    """The cost with that of unlike roles, and a tie-breaker that knows nothing of order."""
    if INITIAL not in (one.role, other.role):
        cost += PATRONYMIC_ELSEWHERE * ((one.role == PATRONYMIC) != (other.role == PATRONYMIC))
        cost += GIVEN_ELSEWHERE * ((one.role == GIVEN) != (other.role == GIVEN))
    return cost * TIES + ((one.word.order ^ other.word.order) & (TIES - 1))


def _cheapest(tolls: list[list[int]], width: int) -> tuple[int, ...]:
    rows = range(len(tolls))
    return min(orders(len(tolls), width), key=lambda order: sum(tolls[k][order[k]] for k in rows))


@cache
def orders(height: int, width: int) -> tuple[tuple[int, ...], ...]:
    """Every way to give ``height`` parts different places among ``width``."""
    return tuple(permutations(range(width), height))
