"""Where words stand in a text, and, when they stand nowhere, where a text comes nearest to them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+")
_LAST_MARKS = re.compile(r"\W*$")
_BETWEEN = r"[\W_]+"
_MOST_WORDS = 400  # of what is looked for; more do not make a place any clearer
_ENOUGH = 0.5  # of the words must stand near one another, else no place is near


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of a text, in characters from its beginning; ``end`` is exclusive."""

    start: int
    end: int


def standing(text: str, words: str, *, most: int | None = None) -> list[Place]:
    """Every place where words stand, whatever white space and marks are between them.

    Words and numbers are never cut: *the ministry* does not stand in *the ministry12*.

    Args:
        text: the whole text.
        words: letters and digits count, in this order and case.
        most: no more places than this; None for all.

    Returns:
        Places in reading order that do not overlap, with the marks after the last word if they are the same.
    """
    wanted = _WORD.findall(words)
    if not wanted:
        return []
    last = _LAST_MARKS.search(words.rstrip())
    tail = last[0] if last else ""
    pattern = re.compile(rf"(?<!\w){_BETWEEN.join(map(re.escape, wanted))}(?!\w)")
    found: list[Place] = []
    for match in pattern.finditer(text):
        if most is not None and len(found) == most:
            break
        end = match.end() + (len(tail) if text.startswith(tail, match.end()) else 0)
        found.append(Place(match.start(), end))
    return found


def nearest(text: str, words: str) -> Place | None:
    """The stretch of a text that has most of the words near one another; rare words weigh more.

    Args:
        text: the whole text; its length costs once.
        words: what somebody typed or quoted.

    Returns:
        Whole words of the text, about as many as were given; None when fewer than half stand anywhere near.
    """
    wanted = [_key(match[0]) for match in _WORD.finditer(words)][:_MOST_WORDS]
    known = set(wanted)
    spans = [match.span() for match in _WORD.finditer(text)]
    hits = [(at, key) for at, (start, end) in enumerate(spans) if (key := _key(text[start:end])) in known]
    best = _densest(hits, width=len(wanted) + len(wanted) // 4 + 2)
    if not best or len({key for _, key in best}) < _ENOUGH * len(known):
        return None
    first, last = best[0][0], best[-1][0]
    here = [_key(text[slice(*spans[at])]) for at in range(first, last + 1)]
    before, after = _missing(wanted, here)
    return Place(spans[max(0, first - before)][0], spans[min(len(spans) - 1, last + after)][1])


def _key(word: str) -> str:
    """A word without its case, and without digits run into its end, as marks of footnotes are."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    return plain.rstrip("0123456789") or plain


Hit = tuple[int, str]


def _densest(hits: Sequence[Hit], *, width: int) -> Sequence[Hit]:
    """The hits of the window of ``width`` words in which the most, and the rarest, words stand."""
    often = Counter(key for _, key in hits)
    inside: Counter[str] = Counter()
    best, most, weight, first = (0, 0), 0.0, 0.0, 0
    for last, (at, key) in enumerate(hits):
        weight += 0 if inside[key] else 1 / often[key] + 1
        inside[key] += 1
        while hits[first][0] <= at - width:
            gone = hits[first][1]
            inside[gone] -= 1
            weight -= 0 if inside[gone] else 1 / often[gone] + 1
            first += 1
        if weight > most + 1e-9:
            best, most = (first, last + 1), weight
    return hits[slice(*best)]


def _missing(wanted: Sequence[str], here: Sequence[str]) -> tuple[int, int]:
    """How many words of what is wanted are not yet in a stretch, at its beginning and its end."""
    matcher = SequenceMatcher(None, wanted, here, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    first, last = blocks[0], blocks[-1]
    before = first.a - first.b
    after = (len(wanted) - last.a - last.size) - (len(here) - last.b - last.size)
    return max(0, before), max(0, after)


def surroundings(text: str, place: Place, *, around: int) -> tuple[str, str]:
    """What stands before and after a place, at most ``around`` characters of each, cut between words."""
    before, after = text[max(0, place.start - around) : place.start], text[place.end : place.end + around]
    if place.start > around:
        before = _after_first_space(before)
    if place.end + around < len(text):
        after = _after_first_space(after[::-1])[::-1]
    return before, after


def _after_first_space(text: str) -> str:
    gap = re.search(r"\s", text)
    return text[gap.end() :] if gap else text
