"""Which lines of a printed page go on in the next: Tesseract gives lines, people quote paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_SHORTEST = 30  # characters of a line that may go on: shorter ones are addresses, headings, cells
_RAGGED = 0.15  # of the block's width may stay free at the end of a line that goes on
_FULL = 0.04  # of the width free at its end: such a line is full
_SET = 4  # so many full lines show that a block is running text
_ITEM = re.compile(r"(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]|\(?\w\)|[-–—•*·])$")
_ENDED = re.compile(r"[.!?:;][\"»”“’)]*$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of Tesseract's table.

    Args:
        block, paragraph, line: the numbers of what holds it; a line's counts within its paragraph.
        left, top, width, height: in pixels of the page.
        confidence: 0 to 100.
    """

    block: str
    paragraph: str
    line: str
    left: float
    top: float
    width: float
    height: float
    confidence: float
    text: str

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return self.left + self.width / 2, self.top + self.height / 2


Line = Sequence[Word]


@dataclass(frozen=True, slots=True)
class _Block:
    """The edges of a block of print, and how many of its lines reach the right one."""

    left: float
    right: float
    full_lines: int

    @property
    def width(self) -> float:
        return self.right - self.left

    def free_after(self, line: Line) -> float:
        """How much of a line stays empty at its end."""
        return self.right - line[-1].right


def page_text(words: Sequence[Word], *, joined: bool) -> str:
    """The words of a page as text: a paragraph on one line, an empty line between blocks and paragraphs.

    Args:
        words: in reading order.
        joined: whether lines that go on are joined; False where the page lies on its side.
    """
    pieces = []
    for _, within in groupby(words, key=lambda word: word.block):
        paragraphs = [
            [list(line) for _, line in groupby(paragraph, key=lambda word: word.line)]
            for _, paragraph in groupby(within, key=lambda word: word.paragraph)
        ]
        block = _block([line for lines in paragraphs for line in lines])
        for lines in paragraphs:
            pieces.append("\n".join(_paragraphs(lines, block) if joined else map(_said, lines)))
    return "\n\n".join(pieces)


def _block(lines: Sequence[Line]) -> _Block:
    left = min(word.left for line in lines for word in line)
    right = max(word.right for line in lines for word in line)
    full = sum(right - line[-1].right <= _FULL * (right - left) for line in lines)
    return _Block(left, right, full)


def _paragraphs(lines: Sequence[Line], block: _Block) -> Iterator[str]:
    said = ""
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        said += _said(line)
        if following is not None and _goes_on(line, following, block):
            # A hyphen keeps its line's end: whether it belongs to the word shows only beside a quotation.
            said += "\n" if said.endswith("-") else " "
        else:
            yield said
            said = ""


def _goes_on(line: Line, following: Line, block: _Block) -> bool:
    """Whether a line goes on in the next: its end is full, and the next begins no paragraph or item."""
    said, first, free = _said(line), following[0], block.free_after(line)
    letter = (line[-1].right - line[0].left) / max(len(said), 1)
    indented = first.left - max(line[0].left, block.left) > 2 * letter
    if len(said) < _SHORTEST or indented or _ITEM.match(first.text):
        return False
    if free > min(_RAGGED * block.width, first.width + letter):
        return False
    return not first.text[:1].isupper() or _may_begin_a_sentence(said, free, block)


def _may_begin_a_sentence(said: str, free: float, block: _Block) -> bool:
    """Whether a line may go on with a capital letter: in a block that is set to its edge, as print is."""
    return free <= _FULL * block.width and (block.full_lines >= _SET or not _ENDED.search(said))


def _said(line: Line) -> str:
    return " ".join(word.text for word in line)
