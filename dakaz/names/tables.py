"""The spelling tables under ``data/``, each row with its reason, read once and made fast."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one table, in file order.

    Args:
        name: the table's name without its ending, such as ``letters``.

    Returns:
        One mapping of column to cell per row.
    """
    text = files(__package__).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def single_letters() -> dict[int, str]:
    """Each single letter to its sound class; capitals are classes already found and become small."""
    table = {row["letters"]: row["class"] for row in rows("letters") if row["orthography"] in _SINGLE}
    found = {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    return str.maketrans(table | found)


_SINGLE = ("latin", "cyrillic")


class Digraphs:
    """Letters read together in one orthography.

    Classes are written as capitals so that a second pass over single letters leaves them alone.

    Args:
        orthographies: names in ``letters.tsv``; where two read the same letters, the last counts.
    """

    def __init__(self, *orthographies: str) -> None:
        read = {row["letters"]: row["class"].upper() for name in orthographies for row in _of(name)}
        in_context = {letters: sound for letters, sound in read.items() if not letters.isalpha()}
        self._contexts = [(letters[0], re.compile(letters), sound) for letters, sound in in_context.items()]
        self._classes = {letters: sound for letters, sound in read.items() if letters.isalpha()}
        self._pattern = re.compile("|".join(sorted(self._classes, key=lambda letters: -len(letters))))

    def replace(self, word: str) -> str:
        """The word with every digraph replaced by the capital letters of its class."""
        for first, pattern, sound in self._contexts:
            if first in word:
                word = pattern.sub(sound, word)
        return self._pattern.sub(self._class_of, word)

    def _class_of(self, match: re.Match[str]) -> str:
        return self._classes[match[0]]


def _of(orthography: str) -> list[dict[str, str]]:
    return [row for row in rows("letters") if row["orthography"] == orthography]


@cache
def cyrillic_sounds() -> tuple[tuple[str, str], ...]:
    """Classes of two Cyrillic letters that together are one sound, and its class."""
    return tuple((row["letters"], row["class"]) for row in _of("cyrillic sounds"))


@cache
def endings(language: str) -> tuple[tuple[str, str], ...]:
    """Endings of a language and the Russian endings that stand for them, longest first."""
    own = [(row["ending"], row["russian"]) for row in rows("endings") if row["language"] == language]
    return tuple(sorted(own, key=lambda pair: -len(pair[0])))


@cache
def to_cyrillic() -> dict[int, str]:
    """Latin letters to the Cyrillic letters drawn like them."""
    return str.maketrans({row["latin"]: row["cyrillic"] for row in rows("lookalikes")})


@cache
def to_latin() -> dict[int, str]:
    """Cyrillic letters to the Latin letters drawn like them."""
    return str.maketrans({row["cyrillic"]: row["latin"] for row in rows("lookalikes")})
