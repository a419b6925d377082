"""A word of a name as sounds: one string over a small alphabet, whatever script it was written in.

Letters that stand for several sounds keep a sign of their own (Latin ``ch`` is ``H``: ч or х), and the
cost of taking one sign for another (``costs``) says which spellings vary. So a word has one reading,
and ambiguity is a matter of costs. Signs: a e i o u y vowels, O ё, E e after a consonant that hardened, A я, U ю, j й, w ў, x х, h Latin h, H Latin
ch, c ц, C ч, S ш, W щ, Z ж, J дж, D soft д and дз, T soft т, the rest as they are; M and F end
patronymics (``shape``); digits stand for letters of other scripts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from .tables import rows, to_cyrillic, to_latin

SIGNS = "abcdefghijklmnoprstuvwxyzOEAUHCSWZJDTMF0123456789"
LONGEST = 24  # signs of one word; what follows in a longer word is dropped
_LONGEST_WORD = 60  # letters looked at
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[a-z\u00df-\u024f]")
_DOUBLED = re.compile(r"([bcdfghjklmnprstvwxzHCSWZJDTiy])\1+")
_HARDENED = re.compile("(?<=[CZSHWJrc])e(?!$)")  # Чэрнавец, Чарнавец
_ENDS_IN_Y = re.compile("(?<=[^aeiouyOEAU])[iy]j?$")


def sounds(word: str) -> str:
    """The signs of one word.

    Args:
        word: letters of one word; case, marks and apostrophes do not matter.

    Returns:
        Signs of ``SIGNS``, at most ``LONGEST``; empty where the word has no letter.
    """
    plain = one_script(plain_word(word))[:_LONGEST_WORD]
    signs = _DOUBLED.sub(r"\1", _read(plain))
    if "e" in signs:
        signs = _HARDENED.sub("E", signs)
    return _ENDS_IN_Y.sub("y", signs)[:LONGEST]


def plain_word(word: str) -> str:
    """Small letters in NFC and nothing else."""
    if word.isascii():
        text = word.casefold()
    else:
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    return text if text.isalpha() else "".join(filter(str.isalpha, text))


def one_script(word: str) -> str:
    """A word of two scripts in the one whose letters cannot be the other's in disguise."""
    if word.isascii() or not (_CYRILLIC.search(word) and _LATIN.search(word)):
        return word
    cyrillic = word.translate(to_cyrillic())
    return word.translate(to_latin()) if _LATIN.search(cyrillic) else cyrillic


class _Rule(NamedTuple):
    letters: str
    before: str
    not_before: bool
    after: str
    not_after: bool
    signs: str

    def fits(self, word: str, at: int) -> bool:
        if not word.startswith(self.letters, at):
            return False
        if self.before and ((word[at - 1] if at else "^") in self.before) == self.not_before:
            return False
        end = at + len(self.letters)
        following = word[end] if end < len(word) else "$"
        return not self.after or (following in self.after) != self.not_after


def _read(word: str) -> str:
    rules, found, at = _rules(), [], 0
    while at < len(word):
        for rule in rules.get(word[at], ()):
            if len(rule) == 2:
                found.append(rule[1])
                at += 1
                break
            if rule.fits(word, at):
                found.append(rule.signs)
                at += len(rule.letters)
                break
        else:
            found.append(_other(word[at]))
            at += 1
    return "".join(found)


def _other(letter: str) -> str:
    """A letter with marks that no rule names is read without them; one of another script by its code."""
    base = unicodedata.normalize("NFKD", letter)[0]
    return _read(base) if base != letter and base in _rules() else str(ord(letter) % 10)


_SETS = {"V": "aeiouyáéíóúąęįųėūāēīōōöüäаеёиоуыэюяіїєў", "C": "бвгджзйклмнпрстфхцчшщ", "S": "еёиіїюяєьѣ"}


def _set(cell: str) -> tuple[str, bool]:
    letters = cell.removeprefix("!")
    return _SETS.get(letters, letters), cell.startswith("!")


@cache
def _rules() -> dict[str, tuple[_Rule | tuple[str, str], ...]]:
    """For each letter the rules that begin with it: longest first, those with a condition first."""
    table: dict[str, list[_Rule]] = {}
    for row in rows("sounds"):
        rule = _Rule(row["letters"], *_set(row["before"]), *_set(row["after"]), row["sounds"])
        table.setdefault(rule.letters[0], []).append(rule)
    return {letter: _ordered(own) for letter, own in table.items()}


def _ordered(own: list[_Rule]) -> tuple[_Rule | tuple[str, str], ...]:
    ordered = sorted(own, key=lambda rule: (-len(rule.letters), not (rule.before or rule.after)))
    return tuple(
        (rule.letters, rule.signs) if len(rule.letters) == 1 and not (rule.before or rule.after) else rule
        for rule in ordered
    )
