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
_WORD = re.compile(
    r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*|['\u2019\u02bc\u2018`\u00b4\u02b9\u2032\u00ad\u200b-\u200d\u2060\"\u201d]+[^\W\d_]+)*"
)
_GLUED = re.compile(r"(?<=[a-zа-яёіїєў])(?=[A-ZА-ЯЁІЇЄЎ])")


class Word(NamedTuple):
    """One word of a name, its role in a name left open.

    ``text`` as written; ``stem`` and ``ending`` of ``shape``; ``known`` as a given name or patronymic;
    ``order`` breaks ties without regard to where the word stood.
    """

    text: str
    plain: str
    stem: str
    ending: str
    known: Given
    initial: bool
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
    return Word(text, plain, stem, ending, known, initial, zlib.crc32(plain.encode()))


@lru_cache(maxsize=50_000)
def parts(name: str) -> tuple[Part, ...]:
    """The parts of a written name.

    Args:
        name: in any script and order; commas, full stops, hyphens, digits only part words.

    Returns:
        At most ``MOST_PARTS`` parts; none where there is no letter.
    """
    own = [found for found in map(word, words_of(name)) if found.stem]
    chosen = [found for found in own if found.plain not in particles()] or own
    if len(chosen) > MOST_PARTS:
        chosen = sorted(chosen, key=lambda one: (-len(one.stem), one.order))[:MOST_PARTS]
    return tuple(map(Part, chosen, roles(chosen)))


def words_of(name: str) -> list[str]:
    """The words of a written name, in order; words glued together by a lost space are parted."""
    text = name[:_LONGEST_NAME]
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    found = _WORD.findall(text)
    if not any(map(_GLUED.search, found)):
        return found
    return [piece for one in found for piece in _unglued(one)]


def _unglued(text: str) -> list[str]:
    pieces = _GLUED.split(text)
    return pieces if all(len(piece) > 3 for piece in pieces) else [text]


def roles(own: Sequence[Word]) -> list[str]:
    """The role of each word, found without regard to order.

    Of words formed like patronymics the one of a known father's name is the patronymic; with one other
    word only, one of an unknown father is taken for a surname (Абрамович Роман).
    """
    patronymic = _patronymic(own)
    return [PATRONYMIC if one is patronymic else _role(one) for one in own]


def _role(one: Word) -> str:
    if one.initial:
        return INITIAL
    return GIVEN if one.known.classes and not one.patronymic_like else SURNAME


def _patronymic(own: Sequence[Word]) -> Word | None:
    if len(own) < 2:
        return None
    likely = [one for one in own if one.patronymic_like and not one.initial]
    if not likely:
        return None
    best = min(likely, key=lambda one: (not one.known.classes, -len(one.stem), one.order))
    return None if len(own) == 2 and not best.known.classes else best


def gender(own: Iterable[Part]) -> str:
    """m or f where given name and patronymic say one thing, else empty."""
    said = {part.word.known.gender or _by_sign(part.word) for part in own if part.role in (GIVEN, PATRONYMIC)}
    said = {one for one in said if len(one) == 1}
    return said.pop() if len(said) == 1 else ""


def _by_sign(one: Word) -> str:
    return {"M": "m", "F": "f"}.get(one.stem[-1:], "") if one.patronymic_like else ""


@cache
def particles() -> frozenset[str]:
    """Words that only join: van, oglu, кызы."""
    return frozenset(row["word"] for row in rows("particles"))
