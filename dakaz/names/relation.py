"""What one word of a name costs as another: spelling, known given names, initials."""

from __future__ import annotations

from .costs import CAP, INDEX, costs, word_cost
from .given import weakly_one
from .parts import Word

# Hundredths of a nat, like spelling costs, so that the cheapest pairing of words can be sought in one sum.
SAME_GIVEN = 30  # Уладзімір, Vladimir
DIMINUTIVE = 80  # Саша, Александр
WEAK_GIVEN = 150  # Иван, Ян: one origin, two names in papers today
OTHER_GIVEN = CAP  # two known names, however near they are written (Марина, Мария)
INITIAL_FITS, INITIAL_DIFFERS = 50, 800
INITIAL_NEAR = 300


def relation(one: Word, other: Word) -> int:
    """The cost of taking two words for one, 0 to ``CAP``; the order does not matter."""
    if one.initial or other.initial:
        return INITIAL_FITS if initials_fit(one, other) else INITIAL_DIFFERS
    if one.stem == other.stem:
        return 0
    cost = word_cost(one.stem, other.stem)
    if one.known.classes and other.known.classes:
        return _of_known(one, other, cost)
    return cost


def _of_known(one: Word, other: Word, cost: int) -> int:
    if weakly_one(one.stem, other.stem):
        return WEAK_GIVEN
    if not one.known.classes & other.known.classes or not _same_use(one, other):
        return OTHER_GIVEN
    return min(cost, SAME_GIVEN if one.known.full and other.known.full else DIMINUTIVE)


def _same_use(one: Word, other: Word) -> bool:
    """Иван is not Иванович; Иванович and Ивановна have one father and are two people."""
    if one.patronymic_like != other.patronymic_like:
        return False
    return not one.patronymic_like or one.stem[-1] == other.stem[-1]


def initials_fit(one: Word, other: Word) -> bool:
    """Whether an initial may begin the other word."""
    if not one.stem or not other.stem:
        return False
    swap = costs().swap[INDEX[first_sign(one.stem)]][INDEX[first_sign(other.stem)]]
    return swap <= INITIAL_NEAR


def first_sign(stem: str) -> str:
    """The sign an initial is judged by: the vowel after a glide."""
    return stem[1] if len(stem) > 1 and stem[0] == "j" else stem[0]


__all__ = ["CAP", "DIMINUTIVE", "INITIAL_FITS", "OTHER_GIVEN", "SAME_GIVEN", "WEAK_GIVEN", "relation"]
