"""The shape of a word of a name: its stem without gender and case, and what its ending says."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from .tables import rows

ENDINGS = ("", "patronymic", "feminine", "masculine", "Lithuanian", "case")


class Shape(NamedTuple):
    """Signs of the stem (patronymics end in M or F, by the bearer's sex) and the kind of ending."""

    stem: str
    ending: str


def shape(signs: str) -> Shape:
    """The first pattern of ``shapes.tsv`` that fits the whole word decides.

    Args:
        signs: what ``sounds`` gave.
    """
    for pattern, keeps, ending in _shapes():
        match = pattern.fullmatch(signs)
        if match:
            return Shape(match.expand(keeps), ending)
    return Shape(signs, "")


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(row["pattern"]), row["keeps"], row["ending"]) for row in rows("shapes"))
