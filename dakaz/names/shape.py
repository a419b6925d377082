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
    pattern, ends = _shapes()
    match = pattern.fullmatch(signs)
    if not match or match.lastindex is None:
        return Shape(signs, "")
    adds, ending = ends[match.lastindex - 1]
    return Shape(match[match.lastindex] + adds, ending)


@cache
def _shapes() -> tuple[re.Pattern[str], tuple[tuple[str, str], ...]]:
    """All patterns as one, each with its only group, and what each adds and says."""
    own = rows("shapes")
    pattern = "|".join(f"(?:{row['pattern']})" for row in own)
    return re.compile(pattern), tuple((row["adds"], row["ending"]) for row in own)
