"""Stems by the Snowball algorithms; Belarusian and Ukrainian go through the Russian one."""

from __future__ import annotations

import re
import threading
from functools import cache

import Stemmer

from .tables import endings

LATIN_LANGUAGES = ("en", "lt", "pl", "de", "fr")
CYRILLIC_LANGUAGES = ("ru", "be", "uk")

_ALGORITHMS = {
    "en": "english",
    "lt": "lithuanian",
    "pl": "polish",
    "de": "german",
    "fr": "french",
    "ru": "russian",
}
_RUSSIAN_LETTERS = str.maketrans({"і": "и", "ї": "и", "є": "е", "э": "е", "ё": "е", "ў": "в", "ґ": "г"})
_NOT_RUSSIAN = re.compile("[іїєэёўґ]")
_NOT_OF_A_NAME = re.compile("[внлтшщс]")
_SURNAME_ENDINGS = ("ов", "ев", "ёв", "аў", "еў", "ёў", "ів", "їв")


class _PerThread(threading.local):
    """PyStemmer's objects may not be shared between threads; their own memory of words is off."""

    def __init__(self) -> None:
        self.stemmers: dict[str, Stemmer.Stemmer] = {}

    def of(self, language: str) -> Stemmer.Stemmer:
        if language not in self.stemmers:
            self.stemmers[language] = Stemmer.Stemmer(_ALGORITHMS[language], 0)
        return self.stemmers[language]


_stemmers = _PerThread()


def latin_stem(word: str, language: str | None, *, capital: bool) -> str:
    """The stem of a casefolded Latin word; the word itself where no algorithm is known.

    A capital and Polish -ów is a name (Charków, Karpów), not the ending of many (uchodźców).
    """
    if language not in LATIN_LANGUAGES or (capital and language == "pl" and word.endswith("ów")):
        return word
    stem: str = _stemmers.of(language).stemWord(word)
    return stem


def cyrillic_stem(word: str, language: str | None, *, capital: bool) -> str:
    """The stem of a casefolded Cyrillic word through the Russian algorithm.

    Args:
        word: casefolded.
        language: ``be`` or ``uk`` turn their endings into Russian ones first; others are read as Russian.
        capital: whether the word began with a capital, as names do. A name keeps what is an ending
            only of verbs or of many: Попов (not as документов), Станислав (not as узнав), Беларусь
            (not as боюсь).
    """
    if capital and word.endswith(_SURNAME_ENDINGS):
        return word
    if language in ("be", "uk"):
        word = _russian_ending(word, language).translate(_RUSSIAN_LETTERS)
    elif _NOT_RUSSIAN.search(word):
        word = word.translate(_RUSSIAN_LETTERS)
    stem: str = _stemmers.of("ru").stemWord(word)
    return word if capital and _NOT_OF_A_NAME.search(word, len(stem)) else stem


def _russian_ending(word: str, language: str) -> str:
    if not word.endswith(_endings_only(language)):
        return word
    for ending, russian in endings(language):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + russian
    return word


@cache
def _endings_only(language: str) -> tuple[str, ...]:
    return tuple(ending for ending, _ in endings(language))
