"""A written name as its parts, each with the role it plays, whatever their order."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from .given import UNKNOWN, Given, given, is_listed
from .shape import shape
from .sounds import plain_word, sounds
from .tables import rows

SURNAME, GIVEN, PATRONYMIC, INITIAL = "surname", "given name", "patronymic", "initial"
MOST_PARTS = 5  # the longest ones count
_LONGEST_NAME = 400  # code points of a written name that are looked at
WORD = re.compile(
    r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*|['\u2019\u02bc\u2018`\u00b4\u02b9\u2032\u00ad\u200b-\u200d\u2060\"\u201d]+[^\W\d_]+)*"
)


class Word(NamedTuple):
    """One word of a name, its role in a name left open.

    ``text`` as written; ``stem`` and ``ending`` of ``shape``; ``known`` as a given name or patronymic;
    ``languages`` whose spelling shows; ``order`` breaks ties without regard to where the word stood.
    """

    text: str
    plain: str
    stem: str
    ending: str
    known: Given
    initial: bool
    languages: frozenset[str]
    order: int

    @property
    def patronymic_like(self) -> bool:
        """Whether it is formed like a patronymic: surnames in -ович are too."""
        return self.ending == "patronymic"


class Part(NamedTuple):
    """A word and its role in one name."""

    word: Word
    role: str


@lru_cache(maxsize=200_000)
def word(text: str) -> Word:
    """The word as sounds, stem and known given name."""
    plain = plain_word(text)
    signs = sounds(text)
    initial = len(plain) == 1
    stem, ending = (signs, "") if initial or is_listed(signs) else shape(signs)
    known = UNKNOWN if initial else given(stem)
    return Word(text, plain, stem, ending, known, initial, languages_of(plain), zlib.crc32(plain.encode()))


@lru_cache(maxsize=50_000)
def parts(name: str) -> tuple[Part, ...]:
    """The parts of a written name.

    Args:
        name: in any script and order; commas, full stops, hyphens, digits only part words.

    Returns:
        At most ``MOST_PARTS`` parts; none where there is no letter.
    """
    chosen = chosen_words(name)
    return tuple(map(Part, chosen, roles(chosen)))


def chosen_words(name: str) -> list[Word]:
    """The words of a name that count: no particles, not more than ``MOST_PARTS``."""
    own = unglued([found for found in map(word, words_of(name)) if found.stem])
    chosen = [found for found in own if found.plain not in particles()] or own
    if len(chosen) > MOST_PARTS:
        chosen = sorted(chosen, key=lambda one: (-len(one.stem), one.order))[:MOST_PARTS]
    return chosen


def same_letters(name: str) -> str:
    """What names that differ only in order, case and marks between words share."""
    letters = " ".join(sorted(filter(None, map(plain_word, words_of(name)))))
    return letters or unicodedata.normalize("NFKC", name).casefold().strip()


_GIVEN_LETTERS, _OTHER_LETTERS = 5, 5


def unglued(own: list[Word]) -> list[Word]:
    """Words written together by a lost space are parted where a known given name shows it.

    A surname and given name (ШвецоваТатьяна Юрьевна) only beside a patronymic, a given name and
    patronymic (Швецова ТатьянаЮрьевна) whenever the rest is one: whole names are left as they are.
    """
    if len(own) not in (1, 2):
        return own
    beside = any(one.patronymic_like and one.known.classes for one in own)
    return [piece for one in own for piece in _parted(one, beside=beside)]


def _parted(one: Word, *, beside: bool) -> list[Word]:
    if one.known.classes or len(one.plain) < _GIVEN_LETTERS + _OTHER_LETTERS:
        return [one]
    for at in range(_GIVEN_LETTERS, len(one.plain) - _OTHER_LETTERS + 1):
        before, after = one.plain[:at], one.plain[at:]
        if one.patronymic_like and is_listed(sounds(before)):
            rest = word(after)
            if rest.patronymic_like and rest.known.classes:
                return [word(before), rest]
        if beside and not one.patronymic_like and is_listed(sounds(after)):
            return [word(before), word(after)]
    return [one]


def words_of(name: str) -> list[str]:
    """The words of a written name, in order."""
    text = name[:_LONGEST_NAME]
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return WORD.findall(text)


def roles(own: Sequence[Word]) -> list[str]:
    """The role of each word, found without regard to order.

    Of words formed like patronymics the one that agrees with the given name and is of a known father is the
    patronymic (Галина Филиппович Васильевна); with one other word only, one of an unknown father is taken for
    a surname (Абрамович Роман).
    """
    patronymic = _patronymic(own)
    return [PATRONYMIC if at == patronymic else _role(one) for at, one in enumerate(own)]


def _role(one: Word) -> str:
    if one.initial:
        return INITIAL
    return GIVEN if one.known.classes and not one.patronymic_like else SURNAME


def _patronymic(own: Sequence[Word]) -> int | None:
    """Where the patronymic stands; None where there is none."""
    likely = [at for at, one in enumerate(own) if one.patronymic_like and not one.initial]
    if len(own) < 2 or not likely:
        return None
    said = _one_of(one.known.gender for one in own if not one.patronymic_like)

    def rank(at: int) -> tuple[bool, bool, int, int]:
        one = own[at]
        return bool(said) and _by_sign(one) != said, not one.known.classes, -len(one.stem), one.order

    best = min(likely, key=rank)
    return None if len(own) == 2 and not own[best].known.classes else best


def languages_of(plain: str) -> frozenset[str]:
    """Languages whose spelling shows in a word: be, uk; Russian leaves no mark."""
    return frozenset(language for language, pattern in _marks() if pattern.search(plain))


@cache
def _marks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    patterns: dict[str, list[str]] = {}
    for row in rows("language_marks"):
        patterns.setdefault(row["language"], []).append(row["pattern"])
    return tuple((language, re.compile("|".join(own))) for language, own in patterns.items())


def crossing(one: Iterable[Part], other: Iterable[Part]) -> bool:
    """Whether one name only shows Belarusian, or Ukrainian, spelling: then vowels vary by rule."""
    marks = [frozenset[str]().union(*(part.word.languages for part in own)) for own in (one, other)]
    return marks[0] != marks[1]


def gender(own: Iterable[Part]) -> str:
    """m or f where given name and patronymic say one thing, else empty."""
    telling = (part.word for part in own if part.role in (GIVEN, PATRONYMIC))
    return _one_of(one.known.gender or _by_sign(one) for one in telling)


def _one_of(genders: Iterable[str]) -> str:
    """The one gender said; empty where none or both are."""
    said = {one for one in genders if len(one) == 1}
    return said.pop() if len(said) == 1 else ""


def _by_sign(one: Word) -> str:
    return {"M": "m", "F": "f"}.get(one.stem[-1:], "") if one.patronymic_like else ""


@cache
def particles() -> frozenset[str]:
    """Words that only join: van, oglu, кызы."""
    return frozenset(row["word"] for row in rows("particles"))
