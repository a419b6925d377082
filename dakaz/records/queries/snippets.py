"""Passages of the original text around what was asked, with the words marked where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dakaz.names.fold import fold_text, words

from .question import Part, read_question


@dataclass(frozen=True)
class Snippet:
    """A piece of the original.

    Attributes:
        start: its first code point in the text.
        end: one past its last.
        text: the piece, as written.
        marks: (start, end) of each match, counted from the beginning of the text.
    """

    start: int
    end: int
    text: str
    marks: tuple[tuple[int, int], ...]


def highlight(
    text: str, query: str, *, language: str | None = None, around: int = 90, most: int | None = None
) -> list[Snippet]:
    """Show where a text answers a question.

    Args:
        text: the original, as it was indexed.
        query: as typed.
        language: the language the text was indexed with.
        around: code points of text to keep on each side of a match.
        most: no more snippets than this; None for all.

    Returns:
        Snippets in reading order; none when no wanted word stands in the text.
    """
    marks = _marks(text, query, language)
    snippets: list[Snippet] = []
    for group in _near(marks, around):
        if most is not None and len(snippets) == most:
            break
        start, end = _whole_words(text, group[0][0] - around, group[-1][1] + around)
        snippets.append(Snippet(start, end, text[start:end], tuple(group)))
    return snippets


def _marks(text: str, query: str, language: str | None) -> list[tuple[int, int]]:
    places = [(start, end) for start, end, _ in words(text)]
    tokens = fold_text(text, language).split(" ")
    found: set[tuple[int, int]] = set()
    for part in read_question(query).wanted:
        for first, last in _matches(part, tokens):
            found.add((places[first][0], places[last][1]))
    return _without_overlaps(sorted(found))


def _matches(part: Part, tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last word of each match; of several that begin at one word the longest."""
    whole = _by_first(part.whole if part.prefix else part.readings)
    beginnings = part.readings if part.prefix else frozenset()
    for first, token in enumerate(tokens):
        lengths = [len(one) for one in whole.get(token, ()) if _stands(one, tokens, first)]
        lengths += [len(one) for one in beginnings if _begins(one, tokens, first)]
        if lengths:
            yield first, first + max(lengths) - 1


def _by_first(readings: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for reading in readings:
        found.setdefault(reading[0], []).append(reading)
    return found


def _stands(reading: Sequence[str], tokens: Sequence[str], first: int) -> bool:
    return tuple(tokens[first : first + len(reading)]) == reading


def _begins(reading: Sequence[str], tokens: Sequence[str], first: int) -> bool:
    """Whether the words stand there, the last of them as the beginning of one."""
    last = first + len(reading) - 1
    return (
        last < len(tokens)
        and tokens[last].startswith(reading[-1])
        and tuple(tokens[first:last]) == reading[:-1]
    )


def _without_overlaps(marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in marks:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _near(marks: list[tuple[int, int]], around: int) -> Iterator[list[tuple[int, int]]]:
    """Matches whose surroundings touch, together."""
    group: list[tuple[int, int]] = []
    for mark in marks:
        if group and mark[0] - group[-1][1] > 2 * around:
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The nearest spaces outward (at most a long word away), so that no word is cut."""
    start, end = max(start, 0), min(end, len(text))
    for _ in range(40):
        if start > 0 and not text[start - 1].isspace():
            start -= 1
        if end < len(text) and not text[end].isspace():
            end += 1
    return start, end
