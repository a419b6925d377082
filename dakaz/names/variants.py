"""Other ways one sound is written, tried when a question is asked, never when a text is indexed.

So a document costs one token per word, and letters that are different sounds in one language
(год, ход) stay different tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARKED = {"s": "š", "z": "ž", "c": "č"}
_MARKS = str.maketrans("szc", "šžč")
_H_AND_G = (("", ""), ("g", "h"), ("x", "h"), ("gx", "h"), ("h", "g"), ("h", "x"))
_SOFT_T = re.compile("t(?=[ei])")
_SOFT_C = re.compile("c(?=[eia])")
_BALTIC_ENDING = re.compile("(?<=[a-z]{3})[aiu]s$")
_ULA, _VLA = re.compile("^ula"), re.compile("^vla")
_ONE_VOWEL = re.compile("^[^aeiou]*[ao][^aeiou]*$")


def plain_variants(word: str) -> list[str]:
    """A Latin word typed without its marks, also with them: Lukasenka, Lukašenka.

    Args:
        word: casefolded.

    Returns:
        The word itself first; then with all marks, then with the marks of one letter each.
    """
    if not word.isascii() or re.search("[szc]h|[sc]z", word):
        return [word]
    everything = word.translate(_MARKS)
    single = [word.replace(letter, marked) for letter, marked in _MARKED.items()]
    return list(dict.fromkeys([word, everything, *single]))


def sound_variants(tokens: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The same tokens under other habits of writing sounds, one habit for the whole phrase.

    Latin h stands for г (Hrodna) or х (Harkov); a soft t is ц in Belarusian; Lithuanian gives
    foreign names an ending; Belarusian begins Uladzimir where Russian has Vladimir; in a word of
    one syllable o may still be an unstressed a elsewhere.
    """
    found: set[tuple[str, ...]] = set()
    for letters, instead in _H_AND_G:
        base = tuple(_swap(token, letters, instead) for token in tokens)
        for soft in _soft(base):
            found.add(tuple(_VLA.sub("ula", token) for token in soft))
            found.add(tuple(_ULA.sub("vla", token) for token in soft))
            found.add(soft)
            found.add(tuple(_BALTIC_ENDING.sub("", token) for token in soft))
            found.add(tuple(_other_vowel(token) for token in soft))
    return found


def _swap(token: str, letters: str, instead: str) -> str:
    for letter in letters:
        token = token.replace(letter, instead)
    return token


def _soft(tokens: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield tokens
    yield tuple(_SOFT_T.sub("c", token) for token in tokens)
    yield tuple(_SOFT_C.sub("t", token) for token in tokens)


def _other_vowel(token: str) -> str:
    if len(token) < 4 or not _ONE_VOWEL.match(token):
        return token
    return token.translate(str.maketrans("ao", "oa"))
