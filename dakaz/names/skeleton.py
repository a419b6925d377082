"""The sound skeleton of a word: small Latin letters that spellings of one name share.

Classes: a e i o u; ``w`` for ш, ``q`` for ч, ``j`` for ж, ``c`` for ц, ``x`` for х, ``h`` for a Latin h
(which may stand for г or х), the rest as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from .tables import Digraphs, cyrillic_sounds, single_letters

ORTHOGRAPHIES = ("any", "baltoslavic", "german", "french")

_CYRILLIC = re.compile("[\u0400-\u052f]")
_SHORT_U = re.compile(r"(?<=[aeo])u(?![aeiou])")  # Kaunas, Karaliou, Kaŭ-: a glide after a vowel
_SOFT = re.compile(r"i+(?=[aeou])[aeo]?")  # ia, ie, io are one soft vowel; iu is u
_HARDENED = re.compile(r"(?<=[jwqrc])e")  # Чэрнавец, Черновец, Чарнавец
_DOUBLED = re.compile(r"([a-z])\1")  # asked first: a search costs a quarter of a replacement
_REPEATED = re.compile(r"([a-z])\1+")
_VOWEL = re.compile("[aeiou]")
_TWO_VOWELS = re.compile("[aeiou][^aeiou]*[aeiou]|[aeiou]{2}")


def is_cyrillic(word: str) -> bool:
    """Whether any letter is Cyrillic."""
    return _CYRILLIC.search(word) is not None


def skeleton(stem: str, orthography: str, *, whole: bool = True) -> str:
    """The sound classes of a stem.

    Args:
        stem: a casefolded stem or word, Latin or Cyrillic.
        orthography: how Latin digraphs are read, one of ``ORTHOGRAPHIES``.
        whole: False for the beginning of a word: its last vowels stay.

    Returns:
        Small ASCII letters; letters of other scripts as they came, without marks.
    """
    sounds = _sounds(stem, orthography)
    if "u" in sounds:
        sounds = _SHORT_U.sub("v", sounds)
    if "i" in sounds:
        sounds = _SOFT.sub(_soft_vowel, sounds)
    if _DOUBLED.search(sounds):
        sounds = _REPEATED.sub(r"\1", sounds)
    if whole:
        sounds = _without_last_vowels(sounds)
    return _unstressed(sounds)


def _sounds(stem: str, orthography: str) -> str:
    if is_cyrillic(stem):
        sounds = stem.translate(single_letters())
        for letters, sound in cyrillic_sounds():
            sounds = sounds.replace(letters, sound)
        return sounds
    sounds = _digraphs(orthography).replace(stem).translate(single_letters())
    return sounds if sounds.isascii() else _without_marks(sounds)


@cache
def _digraphs(orthography: str) -> Digraphs:
    return Digraphs("any") if orthography == "any" else Digraphs("any", orthography)


def _without_marks(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _soft_vowel(match: re.Match[str]) -> str:
    return "e" if match[0][-1] in "aeo" else ""


def _without_last_vowels(sounds: str) -> str:
    shorter = sounds.rstrip("aeiou")
    return shorter if len(shorter) > 1 and _VOWEL.search(shorter) else sounds


def _unstressed(sounds: str) -> str:
    """Only a word of one syllable is sure to be stressed: elsewhere o is a (akanie), hard e is a."""
    if not _TWO_VOWELS.search(sounds):
        return sounds
    return _HARDENED.sub("a", sounds).replace("o", "a")
