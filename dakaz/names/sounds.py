"""A word of a name as sounds: one string over a small alphabet, whatever script it was written in.

Letters that stand for several sounds keep a sign of their own (Latin ``ch`` is ``H``: ч or х), and the
cost of taking one sign for another (``costs``) says which spellings vary. So a word has one reading,
and ambiguity is a matter of costs. Signs: a e i o u y vowels, O ё, E e after a hardened consonant, A я, U ю,
j й, w ў, x х, h Latin h, H Latin ch, c ц, C ч, S ш, W щ, Z ж, J дж, D soft д and дз, T soft т, the rest as
they are; M and F end patronymics (``shape``); digits stand for letters of other scripts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from .tables import rows, to_cyrillic, to_latin

SIGNS = "abcdefghijklmnoprstuvwxyzOEAUHCSWZJDTMF0123456789"
LONGEST = 24  # signs of one word; what follows in a longer word is dropped
_LONGEST_WORD = 60  # letters looked at
_CYRILLIC = re.compile("[\u0400-\u052f]")
_MODIFIER = re.compile("[\u02b0-\u02ff]")  # the apostrophe of Дарʼя counts as a letter in Unicode
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
    if text.isalpha() and not _MODIFIER.search(text):
        return text
    return "".join(letter for letter in text if letter.isalpha() and not _MODIFIER.match(letter))


def one_script(word: str) -> str:
    """A word of two scripts in the one whose letters cannot be the other's in disguise."""
    if word.isascii() or not (_CYRILLIC.search(word) and _LATIN.search(word)):
        return word
    cyrillic = word.translate(to_cyrillic())
    return word.translate(to_latin()) if _LATIN.search(cyrillic) else cyrillic


def _read(word: str) -> str:
    """Letters that rules name together or in their place first, then the rest one by one."""
    pattern, signs, single = _rules()
    marked = pattern.sub(lambda match: signs[match.lastindex or 0], word)
    return marked.translate(single)


class _Single(dict[int, str]):
    """Letters to signs; one with marks that no rule names is read without them, one of another script by
    its code."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        base = unicodedata.normalize("NFKD", letter)[0]
        sign = self[ord(base)] if base != letter else str(code % 10)
        if len(self) < _REMEMBERED:
            self[code] = sign
        return sign


_REMEMBERED = 5_000
_SETS = {"V": "aeiouyáéíóúąęįųėūāēīōöüäаеёиоуыэюяіїєў", "C": "бвгджзйклмнпрстфхцчшщ", "S": "еёиіїюяєьѣ"}
_PRIVATE = 0xE000  # signs already found, so that they are not read again as letters


@cache
def _rules() -> tuple[re.Pattern[str], tuple[str, ...], _Single]:
    """A pattern of everything but lone letters, what each of its groups sounds, and the lone letters."""
    by_letter: dict[str, list[dict[str, str]]] = {}
    single = _Single({_PRIVATE + at: sign for at, sign in enumerate(SIGNS)})
    for row in rows("sounds"):
        if len(row["letters"]) == 1 and not row["before"] and not row["after"]:
            single[ord(row["letters"])] = row["sounds"]
        else:
            by_letter.setdefault(row["letters"][0], []).append(row)
    branches, signs = [], [""]
    for letter, own in by_letter.items():
        ordered = sorted(own, key=lambda row: (-len(row["letters"]), not (row["before"] or row["after"])))
        branches.append(letter + "(?:" + "|".join(f"({_rest(row)})" for row in ordered) + ")")
        signs += [_hidden(row["sounds"]) for row in ordered]
    return re.compile("|".join(branches)), tuple(signs), single


def _hidden(signs: str) -> str:
    return "".join(chr(_PRIVATE + SIGNS.index(sign)) for sign in signs)


def _rest(row: dict[str, str]) -> str:
    """What follows the first letter of a rule, with what must stand before and after."""
    letters = re.escape(row["letters"])
    before = _set(row["before"], "^")
    return re.escape(row["letters"][1:]) + (before and f"(?<={before}{letters})") + _after(row["after"])


def _set(cell: str, edge: str) -> str:
    """The letters of a cell as a character class; nothing where it names the word's edge alone."""
    letters = _SETS.get(cell.removeprefix("!"), cell.removeprefix("!")).replace(edge, "")
    return letters and f"[{'^' * cell.startswith('!')}{letters}]"


def _after(cell: str) -> str:
    either = "|".join(filter(None, (_set(cell.removeprefix("!"), "$"), "$" * ("$" in cell))))
    return either and f"(?{'!' if cell.startswith('!') else '='}{either})"
