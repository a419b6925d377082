"""Which texts are one source: the same odd figures, names and quotations in the same order.

A machine that rewords an article leaves its numbers, its names and most of the order; two journalists who
work apart share a few names and round numbers, in no common order. Shared marks are weighed by how odd
they are (a number such as 1,644 says more than 1,000, a name in few of the texts more than one in all),
and only those that follow one another in both texts count.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dakaz.figures.text import extract

SAME = 0.5
FEWEST_MARKS = 6
_NAME = re.compile(r"(?<=[^\s.!?…“\"„«(–—-] )[A-ZА-ЯЁЎІĄČĘĖĮŠŲŪŽŁŚĆŃÓŹŻ][^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
_QUOTED = re.compile(r"[“„«\"]([^“”„«»\"]{12,400})[”“»\"]")
_WORDS = re.compile(r"[^\W\d_]{4,}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something a rewording leaves in place: a figure, a name, a quotation.

    Args:
        kind: ``figure``, ``name`` or ``quotation``.
        key: the same for the same thing in both texts.
        at: character where it stands.
    """

    kind: str
    key: str
    at: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far two texts are one source.

    Args:
        score: share of the weight of the shorter text's marks that both have, in the same order, 0 to 1.
        shared: the marks both have in order, as they read.
        marks: how many marks the shorter text has.
        same_source: whether they count as one.
    """

    score: float
    shared: tuple[str, ...]
    marks: int
    same_source: bool


def marks(text: str) -> tuple[Mark, ...]:
    """Return the marks of a text in order: odd figures, names inside sentences, who is quoted."""
    found = [
        Mark("figure", _figure_key(one.value, one.low, one.high, one.from_, one.to), one.start)
        for one in extract(text)
    ]
    found += [Mark("name", _name_key(match[0]), match.start()) for match in _NAME.finditer(text)]
    found += [Mark("figure", match[0], match.start()) for match in _YEAR.finditer(text)]
    found += [Mark("quotation", _quotation_key(match[1]), match.start()) for match in _QUOTED.finditer(text)]
    return tuple(sorted((mark for mark in found if mark.key), key=lambda one: one.at))


def _figure_key(*numbers: float | None) -> str:
    return "/".join(f"{number:.12g}" for number in numbers if number is not None)


def _name_key(name: str) -> str:
    """Cut endings off, so that *Lukashenko’s* and *Lukashenko* are one name."""
    plain = re.sub(r"['’]s$", "", name).lower()
    return plain[: max(5, len(plain) - 2)] if len(plain) > 6 else plain


def _quotation_key(quotation: str) -> str:
    """Return the two longest words: a rewording changes the small ones."""
    words = sorted({word.lower() for word in _WORDS.findall(quotation)}, key=lambda word: (-len(word), word))
    return " ".join(sorted(words[:2]))


def likeness(
    first: str | Sequence[Mark],
    second: str | Sequence[Mark],
    others: Mapping[str, int] | None = None,
    texts: int = 0,
) -> Likeness:
    """Compare two texts.

    Args:
        first: a text, or its marks.
        second: another.
        others: in how many of ``texts`` each key occurs, so that what stands everywhere weighs little.
        texts: how many texts that count is over.
    """
    one = marks(first) if isinstance(first, str) else tuple(first)
    two = marks(second) if isinstance(second, str) else tuple(second)
    order_one, order_two = _first_places(one), _first_places(two)
    weights = {key: _weight(mark, others, texts) for key, mark in (order_one | order_two).items()}
    common = sorted(order_one.keys() & order_two.keys(), key=lambda key: order_one[key].at)
    in_order = _longest_rising(common, order_two, weights)
    shorter = (
        min(sum(weights[key] for key in order) for order in (order_one, order_two)) if one and two else 0.0
    )
    score = sum(weights[key] for key in in_order) / shorter if shorter else 0.0
    number = min(len(order_one), len(order_two))
    same = score >= SAME and len(in_order) >= FEWEST_MARKS
    return Likeness(min(1.0, score), tuple(in_order), number, same)


def _first_places(found: Sequence[Mark]) -> dict[str, Mark]:
    places: dict[str, Mark] = {}
    for mark in found:
        places.setdefault(mark.key, mark)
    return places


def _weight(mark: Mark, others: Mapping[str, int] | None, texts: int) -> float:
    """Weigh a mark: odd numbers and quotations most, what every text has least."""
    weight = {"name": 1.0, "quotation": 2.0}.get(mark.kind, _oddness(mark.key))
    if others and texts > 2:
        weight *= math.log(1 + texts / max(1, others.get(mark.key, 1))) / math.log(1 + texts)
    return weight


def _oddness(key: str) -> float:
    """Return 0.5 for a year or a round number up to 3 for one with five telling digits."""
    if _YEAR.fullmatch(key):
        return 0.5
    digits = re.sub(r"\D", "", key).rstrip("0")
    return max(0.5, min(3.0, 0.75 * len(digits)))


def _longest_rising(
    keys: Sequence[str], places: Mapping[str, Mark], weights: Mapping[str, float]
) -> list[str]:
    """Return the heaviest run of keys that also follow one another in the second text."""
    best: list[tuple[float, int]] = []  # weight of the best run that ends here, and the one before it
    for at, key in enumerate(keys):
        here = places[key].at
        before = [(best[k][0], k) for k in range(at) if places[keys[k]].at < here]
        weight, link = max(before, default=(0.0, -1))
        best.append((weight + weights[key], link))
    if not best:
        return []
    at = max(range(len(best)), key=lambda k: best[k][0])
    run = []
    while at >= 0:
        run.append(keys[at])
        at = best[at][1]
    return run[::-1]


def independent(texts: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Group texts into independent sources; their number is how many sources a claim has.

    Args:
        texts: names and texts of all sources of a claim.

    Returns:
        Groups of names; texts in one group are one source, told once or many times.
    """
    found = {name: marks(text) for name, text in texts.items()}
    spread = Counter(key for one in found.values() for key in {mark.key for mark in one})
    groups: list[list[str]] = []
    for name in texts:
        alike = [
            group
            for group in groups
            if any(likeness(found[name], found[other], spread, len(texts)).same_source for other in group)
        ]
        merged = [name for group in alike for name in group] + [name]
        groups = [group for group in groups if group not in alike] + [merged]
    return tuple(tuple(group) for group in groups)
