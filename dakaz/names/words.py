"""Where the words of a text stand, and which runs of digits are one number."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The space that may not break, the narrow one, the thin one, the one as wide as a digit.
_TIGHT = "\u00a0\u202f\u2009\u2007"
_MARKS = (",", r"\.", f"[{_TIGHT}]")
# Nothing of a longer number, a word or a telephone number stands before or after.
_BEFORE = rf"(?<![^\W_])(?<!\+)(?<![0-9][.,\-/{_TIGHT}])"
_AFTER = r"(?![^\W_])(?![\-/][0-9])"
# 9,543 · 9.543 · 9 543 with a tight space are one number, 28.10.2024 · 5,3 · 0,543 · 1.234.5 are not.
# An ordinary space leaves it open, for 123 456 may be two cells of a table: there each run of digits
# is a word, and a question tries both readings (``split_number``).
_GROUPED = (
    "(?=[1-9])"  # asked first: most words begin with a letter
    + _BEFORE
    + "[1-9][0-9]{0,2}(?:"
    + "|".join(f"(?:{mark}[0-9]{{3}})+(?!{mark}[0-9])" for mark in _MARKS)
    + ")"
    + _AFTER
)

# A word is letters and digits; marks above letters, soft hyphens, zero-width joiners and apostrophes
# between letters belong to it, so that one fold token stands for what a reader sees as one word.
WORD = re.compile(
    _GROUPED + r"|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*|['\u2019\u02bc\u2018\u00ad\u200b-\u200d\u2060]+[^\W_]+)*"
)
# 2023 9 543 is a year and a number; of 375 29 123 456 nobody can say where a number begins.
_SPACED = re.compile(
    _BEFORE
    + r"(?:(?<![0-9] )|(?<=[0-9]{4} ))[1-9][0-9]{0,2}"
    + rf"(?:[ {_TIGHT}][0-9]{{3}})+(?! ?[0-9])"
    + _AFTER
)
_SPLIT = re.compile(r"[1-9][0-9]{3,14}")


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word with its place.

    Args:
        text: any text; positions count code points.

    Yields:
        Start, end (exclusive) and the word as written.
    """
    for match in WORD.finditer(text):
        yield match.start(), match.end(), match[0]


def joined_numbers(typed: str) -> str:
    """What somebody typed, with numbers grouped by spaces written together: 9 543 as 9543."""
    return _SPACED.sub(lambda number: "".join(number[0].split()), typed)


def split_number(token: str) -> tuple[str, ...]:
    """A number as the words it is where ordinary spaces group it: 9543 as 9 and 543.

    Args:
        token: what ``fold_word`` gave.

    Returns:
        Its groups; the token alone where it is no number of four digits or more.
    """
    if not _SPLIT.fullmatch(token):
        return (token,)
    first = len(token) % 3 or 3
    return (token[:first], *(token[at : at + 3] for at in range(first, len(token), 3)))
