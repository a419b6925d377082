"""``features`` for many aligned pairs at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .costs import CAP
from .features import NEAR
from .prepared import G, I, P, Prepared, S
from .relation import INITIAL_FITS
from .shape import ENDINGS

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
_MASCULINE, _FEMININE = ENDINGS.index("masculine"), ENDINGS.index("feminine")


class Group(NamedTuple):
    """Aligned pairs of names: parts of the first, and the parts of the second that answer to them.

    ``left`` roles of parts of the second that answer to none, -1 elsewhere.
    """

    words_a: NDArray[np.int32]
    words_b: NDArray[np.int32]
    roles_a: NDArray[np.int8]
    roles_b: NDArray[np.int8]
    cost: Ints
    left: NDArray[np.int8]
    a: Prepared
    rows_a: NDArray[np.int64]
    b: Prepared
    rows_b: NDArray[np.int64]


class _Kinds(NamedTuple):
    surname: Bools
    given: Bools
    patronymic: Bools
    initial: Bools


def features_of(group: Group) -> Floats:
    """An array (pairs, ``FEATURES``), columns in that order."""
    kinds = _kinds(group)
    surname, signs, others, given = _surnames(group, kinds)
    patronymic = _dearest(group.cost, kinds.patronymic)
    columns = [
        *_surname(group, surname, signs),
        1 - np.minimum(signs, 9) / 9,
        surname < 0,
        others,
        *_hinges(given),
        given < 0,
        *_patronymics(group, kinds, patronymic, given),
        (kinds.initial & (group.cost <= INITIAL_FITS)).any(axis=1),
        (kinds.initial & (group.cost > INITIAL_FITS)).any(axis=1),
        _gender_differs(group),
        *_endings(group, kinds),
        np.minimum((group.left >= 0).sum(axis=1), 3),
        np.minimum((group.left == S).sum(axis=1), 2),
        np.full(len(surname), group.cost.shape[1] == 1),
    ]
    table = np.empty((len(columns), len(surname)))
    for at, column in enumerate(columns):
        table[at] = column
    return table.T


def _gender_differs(group: Group) -> Bools:
    one, other = group.a.read.gender[group.rows_a], group.b.read.gender[group.rows_b]
    found: Bools = (one > 0) & (other > 0) & (one != other)
    return found


def _kinds(group: Group) -> _Kinds:
    one, other = group.roles_a, group.roles_b
    initial = (one == I) | (other == I)
    given, patronymic = (one == G) & (other == G), (one == P) & (other == P)
    return _Kinds(~(initial | given | patronymic), given, patronymic, initial)


def _dearest(cost: Ints, which: Bools) -> Ints:
    found: Ints = np.where(which, cost, -1).max(axis=1)
    return found


def _surnames(group: Group, kinds: _Kinds) -> tuple[Ints, Ints, Bools, Ints]:
    """The dearest surname, its signs, whether another is near, and the dearest given name.

    Of given names alone the dearest stands for the surname.
    """
    surname = _dearest(group.cost, kinds.surname)
    at = np.where(kinds.surname, group.cost, -1).argmax(axis=1)
    standing = ~kinds.surname.any(axis=1) & (kinds.given.sum(axis=1) > 1)
    of_given = np.where(kinds.given, group.cost, -1)
    dearest_given = of_given.argmax(axis=1)
    each = np.arange(len(surname))
    given_cost = of_given[each, dearest_given]
    pool = np.where(standing[:, None], kinds.given, kinds.surname)
    surname = np.where(standing, given_cost, surname)
    signs = np.where(surname >= 0, _signs(group, pool & (group.cost == surname[:, None])), 9)
    rest = kinds.surname.copy()
    rest[each, at] = False
    others = (rest & (group.cost <= NEAR)).any(axis=1) & (surname < CAP) & ~standing
    of_given[each[standing], dearest_given[standing]] = -1
    return surname, signs, others, of_given.max(axis=1)


def _signs(group: Group, which: Bools) -> Ints:
    words, stems = group.a.lexicon.columns()
    one, other = stems.lengths[words.stem[group.words_a]], stems.lengths[words.stem[group.words_b]]
    shorter = np.minimum(one, other)
    found: Ints = np.where(which, shorter, 99).min(axis=1)
    return found


def _hinges(cost: Ints) -> tuple[Floats, Floats, Floats]:
    nats = np.maximum(cost, 0) / 100
    return np.minimum(nats, 1.5), np.clip(nats - 1.5, 0.0, 3.0), np.maximum(nats - 4.5, 0.0)


def _surname(group: Group, cost: Ints, signs: Ints) -> tuple[Floats, ...]:
    crosses = group.a.read.languages[group.rows_a] != group.b.read.languages[group.rows_b]
    small, middle, large = _hinges(cost)
    per_sign = np.minimum(np.maximum(cost, 0) / 100 / np.maximum(signs, 2), 2.0)
    return (
        small,
        np.where(crosses, 0.0, middle),
        np.where(crosses, middle, 0.0),
        large,
        (cost >= CAP).astype(np.float64),
        np.where(crosses, 0.0, per_sign),
        np.where(crosses, per_sign, 0.0),
    )


def _patronymics(group: Group, kinds: _Kinds, cost: Ints, given: Ints) -> tuple[Floats | Bools, ...]:
    once = group.a.read.patronymic[group.rows_a] != group.b.read.patronymic[group.rows_b]
    elsewhere = ((group.roles_a == P) != (group.roles_b == P)) & ~kinds.initial
    alone = np.where(given < 0, np.maximum(cost, 0) / 100, 0.0)
    return (*_hinges(cost), cost >= 0, once, elsewhere.any(axis=1), alone)


def _endings(group: Group, kinds: _Kinds) -> tuple[Bools, Bools]:
    ending = group.a.lexicon.columns()[0].ending
    one, other = ending[group.words_a], ending[group.words_b]
    against = ((one == _MASCULINE) & (other == _FEMININE)) | ((one == _FEMININE) & (other == _MASCULINE))
    differs = (one != other) & ~against
    return (against & kinds.surname).any(axis=1), (differs & kinds.surname).any(axis=1)
