"""Where the words of a text stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A word is letters and digits; marks above letters, soft hyphens, zero-width joiners and apostrophes
# between letters belong to it, so that one fold token stands for what a reader sees as one word.
WORD = re.compile(
    r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*|['\u2019\u02bc\u2018\u00ad\u200b-\u200d\u2060]+[^\W_]+)*"
)


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word with its place.

    Args:
        text: any text; positions count code points.

    Yields:
        Start, end (exclusive) and the word as written.
    """
    for match in WORD.finditer(text):
        yield match.start(), match.end(), match[0]
