"""Months by their names in English, Russian, Belarusian, Lithuanian, Polish and German."""

from __future__ import annotations

import unicodedata
from functools import cache

from dakaz.figures.tables import rows

_LONGEST_ENDING = 6


@cache
def _names() -> tuple[dict[str, int], dict[str, int]]:
    """Return whole names and beginnings of names, each with its month."""
    whole: dict[str, int] = {}
    begun: dict[str, int] = {}
    for row in rows("months"):
        for form in row["forms"].split():
            if form.endswith("-"):
                begun[form[:-1]] = int(row["month"])
            else:
                whole[form] = int(row["month"])
    return whole, begun


@cache
def month_called(word: str) -> int | None:
    """Return the month (1 to 12) a word names, in any case and with any ending; None when it names none.

    ``May`` and ``мая`` are months here; whether a text means the verb is for its reader to say.
    """
    name = unicodedata.normalize("NFC", word).strip(" .,").lower()
    whole, begun = _names()
    if name in whole:
        return whole[name]
    for length in range(len(name), max(2, len(name) - _LONGEST_ENDING) - 1, -1):
        if name[:length] in begun:
            return begun[name[:length]]
    return None
