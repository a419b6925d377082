"""The trunk of a word: what its case forms share in the Slavic and Baltic languages, as sounds.

A protected name stands in a text in any case, spelling and script. So both sides lose their endings: the
name in every way its trunk may change (fleeting vowels, softened consonants), the text's word by each
ending it may have. ``key`` of a trunk is its consonants by loose classes; trunks of one key are compared
sound by sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .sounds import sounds
from .tables import rows

_VOWELS = "aeiouyOEAUj"
_FLEETING = "eEoiOA"
_LOOSE = {
    **dict.fromkeys(_VOWELS, ""),
    **dict.fromkeys("ghx", "g"),
    **dict.fromkeys("tTc", "t"),
    **dict.fromkeys("dD", "d"),
    **dict.fromkeys("sSW", "s"),
    **dict.fromkeys("zZJ", "z"),
    **dict.fromkeys("vw", "v"),
}
_TABLE = str.maketrans(_LOOSE)
_HARD = {"D": "d", "T": "t"}
_SPELT_VOWEL = re.compile("[aeiouyąęóůáéíúýěаеёиоуыэюяіїє]")
_MOVING = re.compile("[^aeiouyOEAUj][vwnr][eEi]c")  # a vowel that moves: Швець, Шевця; švec, ševce; жрец
SHORTEST = 2  # signs of a trunk


def name_trunks(word: str, *, read: bool = False) -> frozenset[str]:
    """The trunks a name's word may show in its case forms.

    Args:
        word: a part of a name in its basic form.
        read: the word is signs already.
    """
    signs = _single(word if read else sounds(word))
    found = {_bare(signs)}
    if not read:
        others = (_before_an_ending(word), *_opened(word))
        found.update(_bare(_single(sounds(other))) for other in others)
    if signs[-1:] not in _VOWELS:  # a vowel is fleeting only where no ending follows
        for trunk in tuple(found):
            found.update(_without_fleeting(trunk))
    if signs[-1:] == "s" and len(signs) > 3 and signs[-2] in _VOWELS:
        found.add(_bare(signs[:-1]))  # Lithuanian -as, -is, -us
    for trunk in tuple(found):
        found.update(_softened(trunk))
    return frozenset(filter(None, found))


def text_trunks(signs: str) -> tuple[str, ...]:
    """The trunks of a word of a text, by each ending it may have.

    Args:
        signs: what ``sounds`` gave for the word.
    """
    found = [_bare(_single(signs))]
    for _ in range(2):
        shorter = _without_ending(found[-1])
        if shorter is None:
            break
        found.append(shorter)
    return tuple(filter(None, found))


def keys(trunk: str) -> frozenset[str]:
    """Consonants by loose classes; Latin ch is ч or х, c without its mark is ц or ч."""
    loose = [trunk.translate(_TABLE)]
    if "H" in trunk:
        loose = [key.replace("H", other) for key in loose for other in "Cg"]
    if "c" in trunk:
        loose.append(trunk.replace("c", "C").translate(_TABLE).replace("H", "C"))
    return frozenset(loose)


def allowed(length: int) -> int:
    """The cost up to which two trunks of one key are one word, in hundredths of a nat."""
    return 220 if length < 5 else min(120 + 75 * length, 900)


def _opened(word: str) -> Iterator[str]:
    """The word with the vowel its last syllable has once an ending opens it: Mróz, Mroza; Тихін, Тихона."""
    for row in rows("closed_syllables"):
        before, letter, after = word.casefold().rpartition(row["letter"])
        if letter and after and not _SPELT_VOWEL.search(after):
            yield before + row["becomes"] + after


def _before_an_ending(word: str) -> str:
    """The word with a vowel after it, for what is read otherwise before one: Glück, Glücka; Лау, Лауа."""
    return word + ("a" if word[-1:] < "\u0400" else "\u0430")


def _softened(trunk: str) -> Iterator[str]:
    """The trunk as its end becomes before some endings."""
    for length in (1, 2):
        for soft in softened().get(trunk[-length:], ()):
            yield trunk[:-length] + soft


def _single(signs: str) -> str:
    """Doubled letters of which the second is softened are one sound: Анета, Аннета; Генрієтті."""
    return signs.replace("tT", "T").replace("dD", "D")


def _bare(signs: str) -> str:
    bare = signs.rstrip(_VOWELS)
    return bare if len(bare) >= SHORTEST else signs[: max(SHORTEST, len(bare) + 1)]  # Зоя, Зоею: Зо


def _without_fleeting(trunk: str) -> set[str]:
    if len(trunk) <= SHORTEST or trunk[-2] not in _FLEETING:
        return set()
    before, last = trunk[:-2], trunk[-1]
    if _MOVING.fullmatch(trunk):
        return {trunk[0] + vowel + trunk[1] + last for vowel in "eEa"}
    hard = before[:-1] + _HARD[before[-1]] if before[-1] in _HARD else before  # Dudek, Dudka
    plain = before[:-1] if before.endswith("rz") else before  # Orzeł, Orła
    if before.endswith("H") and last in "lr":
        plain = before[:-1] + "x"  # Latin ch is х there: Pachel, Pachle
    return {before + last, hard + last, plain + last}


def _without_ending(trunk: str) -> str | None:
    """One consonant of an ending less (-ом, -ах, -ого, -ови, -ams), with the vowels before it."""
    if trunk[-1:] not in ending_consonants() or len(trunk) <= SHORTEST + 1:
        return None
    glide = trunk.endswith("ws")  # Lithuanian -aus, -iaus
    shorter = trunk[: -2 if glide else -1]
    bare = _bare(shorter)
    return bare if len(bare) < len(shorter) or trunk[-2:] == "ms" else None


@cache
def softened() -> dict[str, tuple[str, ...]]:
    """Last consonants of a trunk and what they become before some endings."""
    return {row["sign"]: tuple(row["becomes"].split()) for row in rows("case_endings") if row["becomes"]}


@cache
def ending_consonants() -> frozenset[str]:
    """Consonants that stand in case endings."""
    return frozenset(row["sign"] for row in rows("case_endings") if row["ends"])
