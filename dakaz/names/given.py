"""Given names: which forms are one name across languages, and which patronymics come from it.

``given_names.tsv`` has one line per class; ``given_weak.tsv`` lists forms of one class that are separate
names in papers today; ``patronymics.tsv`` those not formed from the whole name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from .costs import word_cost
from .shape import shape
from .sounds import sounds
from .tables import rows

LANGUAGES = ("be", "ru", "uk", "pl", "lt", "latin", "diminutives")
_NEAR, _NEAR_LONG = 450, 700  # so much an unlisted spelling may cost (from six signs on)
_LOOSE = str.maketrans(dict.fromkeys("aeiouyOEAUj") | dict(zip("hxHTDwWcJ", "ggCtdvStZ", strict=True)))
_SHORTER = re.compile("[eEo](?=[^aeiouyOEAU]$)")


class Given(NamedTuple):
    """What is known of a stem as a given name or patronymic.

    ``classes`` are class names (none: not a known name), ``gender`` m, f, mf or empty, ``full`` whether
    the form is no mere diminutive.
    """

    classes: frozenset[str]
    gender: str
    full: bool


UNKNOWN = Given(frozenset(), "", False)


@cache
def given_forms() -> dict[str, Given]:
    """Signs of every listed form, and stems of the patronymics formed from them."""
    found: dict[str, Given] = {}
    for row in rows("given_names"):
        for signs, full in _forms(row):
            _add(found, signs, Given(frozenset((row["class"],)), row["gender"], full))
    for row in rows("patronymics"):
        stem = shape(sounds(row["form"])).stem
        _add_patronymics(found, stem.rstrip("MF"), row["class"])
    return found


def is_listed(signs: str) -> bool:
    """Whether these signs, as they stand, are a listed given name: its ending is then its own."""
    return signs in given_forms()


@lru_cache(maxsize=100_000)
def given(stem: str) -> Given:
    """What a stem may be, by its signs or by those of the nearest listed form.

    Args:
        stem: of ``shape``, or the signs themselves where ``is_listed``.
    """
    known = given_forms().get(stem)
    if known or len(stem) < 3:
        return known or UNKNOWN
    rivals = ((word_cost(stem, form), form) for form in _by_loose().get(_loose(stem), ()))
    best = min(rivals, default=(_NEAR_LONG + 1, ""))
    return given_forms()[best[1]] if best[0] <= (_NEAR if len(stem) < 6 else _NEAR_LONG) else UNKNOWN


@lru_cache(maxsize=10_000)
def official_forms(word: str) -> frozenset[str]:
    """The forms a given name has in the languages we know, when ``word`` is itself one of them.

    Args:
        word: as written; short forms have no other, for one is short for many names.
    """
    signs = sounds(word)
    found: set[str] = set()
    for name in given_forms().get(signs, UNKNOWN).classes:
        forms = _official()[name]
        if signs in map(sounds, forms):
            found |= forms
    return frozenset(found)


@cache
def _official() -> dict[str, frozenset[str]]:
    languages = [one for one in LANGUAGES if one != "diminutives"]
    return {
        row["class"]: frozenset(
            form for language in languages for form in filter(None, row[language].split(";"))
        )
        for row in rows("given_names")
    }


def weakly_one(one: str, other: str) -> bool:
    """Whether two forms of one class are two official names today (Иван, Ян)."""
    return frozenset((one, other)) in weak_pairs()


@cache
def weak_pairs() -> frozenset[frozenset[str]]:
    """Signs of the forms of one class that are two official names today."""
    return frozenset(frozenset((sounds(row["form"]), sounds(row["other"]))) for row in rows("given_weak"))


def _forms(row: dict[str, str]) -> Iterator[tuple[str, bool]]:
    for language in LANGUAGES:
        for form in filter(None, row[language].split(";")):
            signs = sounds(form)
            yield signs, language != "diminutives"
            if language not in ("diminutives", "lt") and row["gender"] == "m":
                yield from _fathers(signs)


def _fathers(signs: str) -> Iterator[tuple[str, bool]]:
    """Stems as ``shape`` leaves them of -ович, -евна formed from a name."""
    for stem in {signs.rstrip("ijy"), signs.rstrip("aeoiyjA"), _SHORTER.sub("", signs)}:
        if len(stem) > 1:
            yield stem + "M", True
            yield stem + "F", True


def _add_patronymics(found: dict[str, Given], stem: str, name: str) -> None:
    for sign, gender in (("M", "m"), ("F", "f")):
        _add(found, stem + sign, Given(frozenset((name,)), gender, True))


def _add(found: dict[str, Given], signs: str, new: Given) -> None:
    gender = {"M": "m", "F": "f"}.get(signs[-1:], new.gender)
    old = found.get(signs, UNKNOWN)
    genders = "".join(sorted({*old.gender, gender}))
    found[signs] = Given(old.classes | new.classes, genders, old.full or new.full)


@cache
def _by_loose() -> dict[str, tuple[str, ...]]:
    table: dict[str, set[str]] = {}
    for form in given_forms():
        table.setdefault(_loose(form), set()).add(form)
    return {key: tuple(sorted(forms)) for key, forms in table.items()}


def _loose(stem: str) -> str:
    """Consonant classes; whether it is a patronymic, and whose, must agree."""
    return stem.translate(_LOOSE) + (stem[-1:] if stem[-1:] in "MF" else "")


@cache
def given_classes() -> dict[str, int]:
    """Every class and its number."""
    return {row["class"]: at for at, row in enumerate(rows("given_names"))}


@cache
def male_stems() -> dict[str, tuple[str, ...]]:
    """For each class the stems its patronymics begin with, without their last sign."""
    found: dict[str, list[str]] = {}
    for signs, known in given_forms().items():
        if signs.endswith("M"):
            for name in known.classes:
                found.setdefault(name, []).append(signs[:-1])
    return {name: tuple(stems) for name, stems in found.items()}
