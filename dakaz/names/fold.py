"""One token per word, the same for the spellings of a name across scripts and for forms of a word.

At index time a word is folded once, by the language of its document. At query time nobody knows in
which language the document is, so a word stands as any of its ``readings``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, product

from .skeleton import is_cyrillic, skeleton
from .stems import CYRILLIC_LANGUAGES, LATIN_LANGUAGES, cyrillic_stem, latin_stem
from .tables import to_cyrillic, to_latin
from .variants import plain_variants, sound_variants
from .words import WORD, joined_numbers, split_number, words

__all__ = [
    "FOLD_VERSION",
    "fold_text",
    "fold_word",
    "forget",
    "joined_numbers",
    "phrase_readings",
    "prefix_readings",
    "readings",
    "words",
]

FOLD_VERSION = 2  # 2: digits in groups are one number (9,543)

LONGEST_TOKEN = 40  # code points; longer runs are codes and garbage, their beginning is enough
LONGEST_WORD = 120  # only so much of a run of letters is looked at
_REMEMBERED = 200_000  # words of all languages, and as many older ones: some 60 MB

_INNER = re.compile("[\u0300-\u036f'\u2019\u02bc\u2018\u00ad\u200b-\u200d\u2060]+")
_HAS_DIGIT = re.compile(r"\d")
_HAS_LATIN = re.compile("[a-z]")
_BALTOSLAVIC = frozenset(("lt", "pl", "lv", "cs", "sk", "sl", "hr", "bs", "be", "sr"))


def fold_text(text: str, language: str | None) -> str:
    """The text as tokens, one for each of its ``words`` and in their order.

    Args:
        text: NFC text.
        language: ISO 639-1 of the whole text, or None when not known.

    Returns:
        Tokens joined by single spaces; tokens hold letters and digits only.
    """
    return " ".join(map(_memory_of(language).__getitem__, WORD.findall(text)))


def fold_word(word: str, language: str | None) -> str:
    """The one token a word stands as in a document of this language.

    Args:
        word: one word as ``words`` gives it.
        language: ISO 639-1, or None when not known.

    Returns:
        A token of letters and digits, never empty for a word.
    """
    plain = _plain(word[:LONGEST_WORD])
    if not plain.isalpha() and _HAS_DIGIT.search(plain):
        return _number(plain)
    capital = word[0].isupper()
    cyrillic = not plain.isascii() and is_cyrillic(plain)
    if cyrillic and _HAS_LATIN.search(plain):
        plain = _one_script(plain)
        cyrillic = is_cyrillic(plain)
    if cyrillic:
        sounds = _skeleton(cyrillic_stem(plain, language, capital=capital), "any")
    else:
        sounds = _skeleton(latin_stem(plain, language, capital=capital), _orthography(language))
    return _token(sounds or plain)


def readings(word: str) -> frozenset[str]:
    """The tokens a query's word may stand as, whatever language the document has.

    Args:
        word: one word as ``words`` gives it.

    Returns:
        At least one token; ``fold_word(word, language)`` is among them for every language.
    """
    return frozenset(reading[0] for reading in phrase_readings([word]) if len(reading) == 1)


def phrase_readings(phrase: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """The token sequences a phrase may stand as.

    One document has one language and mostly one way to write sounds: so a choice is made for the
    whole phrase, and the number of sequences does not multiply with its words.

    Args:
        phrase: words as ``words`` gives them.

    Returns:
        Sequences of as many tokens as there are words; where numbers are among them also the longer ones
        that stand for numbers grouped by spaces (9543, 9 543).
    """
    found: set[tuple[str, ...]] = set()
    for base in _base_sequences(phrase):
        found.update(sound_variants(base))
    together = {tuple(_token(token) for token in sequence) for sequence in found}
    return frozenset(other for sequence in together for other in _with_numbers_split(sequence))


_SPLIT_AT_ONCE = 3  # more numbers than this in one phrase are split all or none


def _with_numbers_split(tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The tokens, and the same with numbers as spaces may group them: years stay, amounts may not."""
    groups = [split_number(token) for token in tokens]
    numbers = sum(len(group) > 1 for group in groups)
    ways: Iterator[tuple[tuple[str, ...], ...]]
    if numbers <= _SPLIT_AT_ONCE:
        ways = product(*({(token,), group} for token, group in zip(tokens, groups, strict=True)))
    else:
        ways = iter((tuple((token,) for token in tokens), tuple(groups)))
    for way in ways:
        yield tuple(chain.from_iterable(way))


def prefix_readings(beginning: str) -> frozenset[str]:
    """The beginnings of tokens that words with this beginning may stand as."""
    plain = _one_script(_plain(beginning[:LONGEST_WORD]))
    if _HAS_DIGIT.search(plain):
        return frozenset((_number(plain),))
    bases = {
        skeleton(form, name, whole=False) for form in plain_variants(plain) for name in _PREFIX_ORTHOGRAPHIES
    }
    opened = bases | {base.replace("o", "a") for base in bases}
    found = {variant[0] for base in opened for variant in sound_variants((base,))}
    return frozenset(_token(token) for token in found if token) or frozenset((_token(plain),))


_PREFIX_ORTHOGRAPHIES = ("any", "baltoslavic", "german", "french")


def forget() -> None:
    """Drop every remembered word: for when the vault locks."""
    _memories.forget()
    _skeleton.cache_clear()


# The forms of one word share their stem, so half of the new words cost no more than the stemmer.
_skeleton = lru_cache(maxsize=50_000)(skeleton)


class _Memory(dict[str, str]):
    """Words of one language and their tokens."""

    def __init__(self, language: str | None, every: _Memories) -> None:
        super().__init__()
        self._language = language
        self._every = every
        self.older: dict[str, str] = {}

    def __missing__(self, word: str) -> str:
        if len(word) > LONGEST_TOKEN:
            return fold_word(word, self._language)
        token = self.older.get(word) or fold_word(word, self._language)
        self._every.count_one()
        self[word] = token
        return token


class _Memories:
    """The memories of all languages within one bound; when full, words not met again since are dropped."""

    def __init__(self) -> None:
        self._of: dict[str | None, _Memory] = {}
        self._counted = 0

    def of(self, language: str | None) -> _Memory:
        return self._of.setdefault(language, _Memory(language, self))

    def count_one(self) -> None:
        self._counted += 1
        if self._counted > _REMEMBERED:
            self._counted = 0
            for memory in self._of.values():
                memory.older = dict(memory)
                memory.clear()

    def forget(self) -> None:
        self._of.clear()
        self._counted = 0


_memories = _Memories()


def _memory_of(language: str | None) -> _Memory:
    known = language if language in LATIN_LANGUAGES + CYRILLIC_LANGUAGES else _kind(language)
    return _memories.of(known)


def _kind(language: str | None) -> str | None:
    return "cs" if language in _BALTOSLAVIC else None


def _orthography(language: str | None) -> str:
    if language in _BALTOSLAVIC:
        return "baltoslavic"
    return _OWN_ORTHOGRAPHY.get(language, "any")


_OWN_ORTHOGRAPHY: dict[str | None, str] = {"de": "german", "fr": "french"}


def _plain(word: str) -> str:
    if word.isalpha() and unicodedata.is_normalized("NFKC", word):
        return word.casefold()
    return _INNER.sub("", unicodedata.normalize("NFKC", word)).casefold()


def _one_script(word: str) -> str:
    """A word of two scripts is written in the one whose letters cannot be the other's in disguise."""
    if word.isascii() or not (_HAS_LATIN.search(word) and is_cyrillic(word)):
        return word
    cyrillic = word.translate(to_cyrillic())
    return word.translate(to_latin()) if _HAS_LATIN.search(cyrillic) else cyrillic


def _number(word: str) -> str:
    """Document numbers: digits stay, letters drawn alike are one (МР1234567, MP1234567)."""
    return _token(word.translate(to_latin()))


def _token(token: str) -> str:
    token = token[:LONGEST_TOKEN]
    return token if token.isalnum() else "".join(filter(str.isalnum, token)) or "0"


def _base_sequences(phrase: Sequence[str]) -> set[tuple[str, ...]]:
    spellings = [_spellings(word, first=place == 0) for place, word in enumerate(phrase)]
    ways = max(map(len, spellings), default=0)
    return {
        tuple(fold_word(forms[min(way, len(forms) - 1)], language) for forms in spellings)
        for language in (*LATIN_LANGUAGES, *CYRILLIC_LANGUAGES, "cs", None)
        for way in range(ways)
    }


def _spellings(word: str, *, first: bool) -> list[str]:
    """The word small, as a name, as typed (inside a sentence and beginning it), and with marks added."""
    plain = _one_script(_plain(word[:LONGEST_WORD]))
    inside = plain if first else word
    return [plain, plain[:1].upper() + plain[1:], inside, word, *plain_variants(plain)[1:]]
