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
    """The first pattern of ``shapes.tsv`` that fits the whole word decides; its group is the stem.

    Args:
        signs: what ``sounds`` gave.
    """
    for pattern, adds, ending in _shapes():
        match = pattern.fullmatch(signs)
        if match:
            return Shape(match[1] + adds, ending)
    return Shape(signs, "")


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(row["pattern"]), row["adds"], row["ending"]) for row in rows("shapes"))
