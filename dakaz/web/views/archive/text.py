"""An item's text as the page draws it: the part shown, its anchors, its passages, words searched for.

Places are counted in characters (Unicode code points) from the start of the whole text, as passages
are; the page's script counts the same way, so what is marked with the mouse is what is kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from . import words

if TYPE_CHECKING:
    from dakaz.records.models import ItemText, Passage

AT_ONCE = 24_000
MARGIN = 5  # characters that fit beside the text
Anchor = Sequence[Any]  # [start, kind, label]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text that stands on one page of the reader.

    Args:
        number: from 1.
        start, end: in characters of the whole text.
    """

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """Characters with something said of them.

    Args:
        start: of the first, in characters of the whole text.
        text: as it stands.
        passages: labels of the passages that hold them.
        begins: labels of the passages that begin here; each is a place a link can lead to.
        found: whether a search found them.
    """

    start: int
    text: str
    passages: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    found: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """The text from one anchor to the next.

    Args:
        start: in characters of the whole text.
        name: of the place in words, such as *paragraph 3*; empty where there is no anchor.
        short: the same as short as it can stand in a margin: its label, else its number on this page.
        spans: the text.
    """

    start: int
    name: str
    short: str
    spans: Sequence[Span]


def located(content: str, passages: Sequence[Passage]) -> dict[str, tuple[int, int]]:
    """Return where each passage stands now, by its label; text read anew may have moved it.

    A passage whose words stand nowhere any more is left out; its own record still holds them.
    """
    places = {}
    for passage in passages:
        start, end = passage.start, passage.end
        if content[start:end] != passage.exact:
            start = content.find(passage.exact)
            end = start + len(passage.exact)
        if start >= 0:
            places[passage.label] = (start, end)
    return places


def parts(text: ItemText) -> list[Part]:
    """Cut a text into what is shown at once: its pages where it has some, else pieces at anchors or lines."""
    pages = [anchor[0] for anchor in text.anchors if anchor[1] == "page"]
    starts = [0, *pages[1:]] if pages else _pieces(text)
    ends = [*starts[1:], len(text.content)]
    return [Part(number, start, end) for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)]


def _pieces(text: ItemText) -> list[int]:
    places = [anchor[0] for anchor in text.anchors]
    starts, here = [0], 0
    while len(text.content) - here > AT_ONCE:
        here = _cut(text.content, places, here)
        starts.append(here)
    return starts


def _cut(content: str, places: Sequence[int], here: int) -> int:
    """The last anchor within reach, else the last line's end, else simply the reach."""
    reach = here + AT_ONCE
    at = bisect_right(places, reach) - 1
    if at >= 0 and places[at] > here:
        return places[at]
    line = content.rfind("\n", here + 1, reach)
    return line + 1 if line > here else reach


def part_at(cut: Sequence[Part], place: int) -> Part:
    """Return the part in which a character stands."""
    return cut[max(0, bisect_right([part.start for part in cut], place) - 1)]


def blocks(
    text: ItemText, part: Part, *, places: dict[str, tuple[int, int]], found: Sequence[tuple[int, int]] = ()
) -> list[Block]:
    """Return a part of the text, cut at its anchors, with passages and found words marked.

    Args:
        places: where passages stand, by label.
        found: (start, end) of words a search found.
    """
    within = [anchor for anchor in text.anchors if part.start <= anchor[0] < part.end]
    starts = sorted({part.start, *(anchor[0] for anchor in within)})
    named = {anchor[0]: anchor for anchor in within}
    ends = [*starts[1:], part.end]
    drawn = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        anchor = named.get(start)
        name = words.place(anchor[1], anchor[2]) if anchor else ""
        short = (str(anchor[2]) if len(anchor[2]) <= MARGIN else str(number)) if anchor else ""
        spans = list(_spans(text.content, start, end, places, found))
        drawn.append(Block(start, name, short, spans))
    return [block for block in drawn if block.name or any(span.text.strip() for span in block.spans)]


def _spans(
    content: str,
    start: int,
    end: int,
    places: dict[str, tuple[int, int]],
    found: Sequence[tuple[int, int]],
) -> Iterator[Span]:
    marks = [place for place in places.values() if place[0] < end and place[1] > start]
    near = [mark for mark in found if mark[0] < end and mark[1] > start]
    edges = {edge for mark in (*marks, *near) for edge in mark if start < edge < end}
    cuts = sorted({start, end, *edges})
    for first, last in pairwise(cuts):
        holding = tuple(label for label, place in places.items() if place[0] <= first and last <= place[1])
        yield Span(
            first,
            content[first:last],
            holding,
            tuple(label for label in holding if max(places[label][0], 0) == first),
            any(mark[0] <= first and last <= mark[1] for mark in near),
        )
