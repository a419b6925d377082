"""Small tables in running text: a line of years, months or days, and under it rows with a number for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dakaz.figures.period import Period, months
from dakaz.figures.text.dates import Calendar, letters
from dakaz.figures.text.lexicon import Lexicon
from dakaz.figures.text.tokens import WORD, tokens

if TYPE_CHECKING:
    from dakaz.figures.text.extract import Figure

_WORDS = 6  # of the name of a row
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_GAP = re.compile(r"\s{2,}|\t|\s*[|;]\s*")
_HEAD = re.compile(
    r"\s*(?:[^\W\d_][^\d\n]{0,40})?"
    r"(?:[\s|;,/]*\b(?:19|20)[0-9]{2}(?:[ \u00a0]?(?:m|г|r)\b\.?)?(?![\w.-])){2,}"
    r"(?:(?:\s*[|;]|\s{2,})[^\d\n]{0,40})?\s*"  # a column of changes may come last
)


class Table:
    """The table that a text may be in: the years of its columns, once a line has named them."""

    def __init__(self) -> None:
        self._columns: tuple[Period, ...] = ()

    def read(
        self, text: str, span: tuple[int, int], row: Sequence[Figure], words: Lexicon, near: Period | None
    ) -> None:
        """Read a paragraph: the head of a table, or a row, whose figures get the times of their columns.

        Args:
            text: the whole text.
            span: where the paragraph begins and ends.
            row: its figures.
            words: the lexicon of its language.
            near: a time whose year columns without one are of; None when the text tells none.
        """
        if row and not self._columns:
            return
        line = text[slice(*span)]
        above, _, head = line.rpartition("\n")
        if not row and _HEAD.fullmatch(head):
            years = (months(int(year), 1, 12) for year in _YEAR.findall(head))
            ends = _counts_at_ends(above or text[: span[0]].rstrip().rpartition("\n")[2], words)
            self._columns = tuple(Period(one.end, one.end) if ends else one for one in years)
        elif not row:
            self._columns = _times_in(head, words, near) if len(_GAP.findall(head.strip())) > 1 else ()
        elif self._is_row(line, row):
            for one, year in zip(row, self._columns, strict=False):
                one.period = year.edtf
        else:
            self._columns = ()

    def _is_row(self, line: str, row: Sequence[Figure]) -> bool:
        """Say whether a line has a number for each column, perhaps one of change, and no year of its own."""
        columns = len(self._columns)
        sentence = line.rstrip().endswith(".") or len(line.split()) > _WORDS + 2 * columns
        return columns <= len(row) <= columns + 1 and not sentence and not _YEAR.search(line)


def _times_in(head: str, words: Lexicon, near: Period | None) -> tuple[Period, ...]:
    """*Country   1 Jan 2031   1 Jan 2032*, *Month | January | February*: a time for each but the first."""
    told = []
    for column in _GAP.split(head.strip()):
        found = tokens(column, 0, len(column), words)
        dated = Calendar(near).find(found, letters(found), english=words.language == "en")
        whole = len(dated) == 1 and not dated[0].first and not found[dated[0].after].text
        told.append(dated[0].period if whole else None)
    times = [one for one in told if one is not None]
    return tuple(times) if len(times) > 1 and told[-len(times) :] == times else ()


def _counts_at_ends(title: str, words: Lexicon) -> bool:
    """*Valid permits, end of year*: say whether a table counts at the end of each year."""
    roles = [words.roles(word) for word in WORD.findall(title)]
    years = any("yearword" in one or one.get("time") == "year" for one in roles)
    return years and any("end" in one for one in roles)
