"""What is observed of two aligned names: a few numbers, weighed by ``weights``.

``bulk_features`` computes the same for many pairs at once; tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .alignment import Alignment, Pair
from .costs import CAP
from .parts import GIVEN, INITIAL, PATRONYMIC, SURNAME, Part, crossing, gender

FEATURES = (
    "surname_small",
    "surname_middle",
    "surname_middle_crossing",
    "surname_large",
    "surname_other_word",
    "surname_per_sign",
    "surname_per_sign_crossing",
    "surname_short",
    "surname_none",
    "surname_others",
    "given_small",
    "given_middle",
    "given_large",
    "given_none",
    "patronymic_small",
    "patronymic_middle",
    "patronymic_large",
    "patronymic_both",
    "patronymic_once",
    "patronymic_as_other",
    "patronymic_alone",
    "initial_fits",
    "initial_differs",
    "gender_differs",
    "ending_contradicts",
    "ending_differs",
    "parts_over",
    "surname_over",
    "single_part",
)

NEAR = 300  # a further surname, or a given name not known, is the same one


class Evidence(NamedTuple):
    """Costs in hundredths of a nat by role; -1 where no pair has the role."""

    surname: int
    surname_signs: int
    others: int
    given: int
    patronymic: int


def kind(pair: Pair) -> str:
    """The role a pair of parts has together."""
    roles = (pair.one.role, pair.other.role)
    if INITIAL in roles:
        return INITIAL
    return roles[0] if roles[0] == roles[1] else SURNAME


def evidence(pairs: Sequence[Pair]) -> Evidence:
    """The dearest pair of each role; of given names alone the dearest stands for the surname."""
    surnames = [pair for pair in pairs if kind(pair) == SURNAME]
    given = [pair.cost for pair in pairs if kind(pair) == GIVEN]
    patronymics = [pair.cost for pair in pairs if kind(pair) == PATRONYMIC]
    dearest, signs = dearest_of(surnames), 9
    others = sorted(pair.cost for pair in surnames)[:-1]
    near = sum(cost <= NEAR for cost in others) if dearest_of(surnames) < CAP else 0
    if surnames:
        signs = min(_signs(pair) for pair in surnames if pair.cost == dearest)
    elif len(given) > 1:
        dearest = max(given)
        signs = min(_signs(pair) for pair in pairs if kind(pair) == GIVEN and pair.cost == dearest)
        given.remove(dearest)
    most = max(given, default=-1), max(patronymics, default=-1)
    return Evidence(dearest, signs, near, *most)


def dearest_of(pairs: Sequence[Pair]) -> int:
    """The highest cost, -1 of none."""
    return max((pair.cost for pair in pairs), default=-1)


def _signs(pair: Pair) -> int:
    return min(len(pair.one.word.stem), len(pair.other.word.stem))


def hinges(cost: int) -> tuple[float, float, float]:
    """A cost in three stretches: to 1.5 nats, to 4.5, beyond."""
    nats = max(cost, 0) / 100
    return min(nats, 1.5), min(max(nats - 1.5, 0.0), 3.0), max(nats - 4.5, 0.0)


def features(
    one: Sequence[Part], other: Sequence[Part], alignment: Alignment, *, crosses: bool | None = None
) -> tuple[float, ...]:
    """The numbers named in ``FEATURES``, in that order.

    Args:
        one, other: parts of two names.
        alignment: which answer to each other.
        crosses: whether the names are spelt in two languages; None to see it from their letters.
    """
    pairs = alignment.pairs
    seen = evidence(pairs)
    over = (*alignment.left, *alignment.left_other)
    fits = [pair.cost for pair in pairs if kind(pair) == INITIAL]
    return (
        *_surname(seen, crosses=crossing(one, other) if crosses is None else crosses),
        1 - min(seen.surname_signs, 9) / 9,
        float(seen.surname < 0),
        float(seen.others > 0),
        *hinges(seen.given),
        float(seen.given < 0),
        *_patronymics(one, other, alignment, seen),
        float(any(cost <= 50 for cost in fits)),
        float(any(cost > 50 for cost in fits)),
        float({gender(one), gender(other)} == {"m", "f"}),
        *_endings(pairs),
        float(min(len(over), 3)),
        float(min(sum(part.role == SURNAME for part in over), 2)),
        float(min(len(one), len(other)) == 1),
    )


def _surname(seen: Evidence, *, crosses: bool) -> tuple[float, ...]:
    """Between Belarusian or Ukrainian and other spelling the same cost says less: vowels differ by rule."""
    small, middle, large = hinges(seen.surname)
    per_sign = min(max(seen.surname, 0) / 100 / max(seen.surname_signs, 2), 2.0)
    other_word = float(seen.surname >= CAP)
    if crosses:
        return small, 0.0, middle, large, other_word, 0.0, per_sign
    return small, middle, 0.0, large, other_word, per_sign, 0.0


def _patronymics(
    one: Sequence[Part], other: Sequence[Part], alignment: Alignment, seen: Evidence
) -> tuple[float, ...]:
    in_one, in_other = (any(part.role == PATRONYMIC for part in own) for own in (one, other))
    as_other = any(
        (pair.one.role == PATRONYMIC) != (pair.other.role == PATRONYMIC) and kind(pair) != INITIAL
        for pair in alignment.pairs
    )
    alone = max(seen.patronymic, 0) / 100 if seen.given < 0 else 0.0
    return (
        *hinges(seen.patronymic),
        float(seen.patronymic >= 0),
        float(in_one != in_other),
        float(as_other),
        alone,
    )


def _endings(pairs: Sequence[Pair]) -> tuple[float, float]:
    own = [{pair.one.word.ending, pair.other.word.ending} for pair in pairs if kind(pair) == SURNAME]
    contradicts = any({"masculine", "feminine"} <= endings for endings in own)
    differs = any(len(endings) > 1 and not {"masculine", "feminine"} <= endings for endings in own)
    return float(contradicts), float(differs)
