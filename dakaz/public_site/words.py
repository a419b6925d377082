"""The words of these pages, in four languages, from readable tables; and days as people say them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from babel import Locale

from dakaz.law.say import say_day

__all__ = ["LANGUAGES", "NAMES", "Speech", "all_words", "signed_by"]

LANGUAGES = ("be", "ru", "lt", "en")
NAMES = {"be": "Беларуская", "ru": "Русский", "lt": "Lietuvių", "en": "English"}
"""What each language calls itself; the order is the one people see."""

VILNIUS = ZoneInfo("Europe/Vilnius")

Sentence = Mapping[str, Any]
"""One sentence by language: a text, or a map of plural forms."""


@cache
def all_words() -> Mapping[str, Sentence]:
    """Return every sentence by its key, from all tables.

    Raises:
        ValueError: a key stands in two tables.
    """
    found: dict[str, Sentence] = {}
    for table in sorted(_tables(), key=lambda one: one.name):
        entries = yaml.safe_load(table.read_text("utf-8"))
        twice = found.keys() & entries.keys()
        if twice:
            raise ValueError(f"{table.name} gives again: {', '.join(sorted(twice))}")
        found |= entries
    return found


@cache
def signed_by() -> Mapping[str, str | None]:
    """Return who signed the words of each language; None while nobody did."""
    signed: Mapping[str, str | None] = yaml.safe_load(
        files("dakaz.public_site").joinpath("signed.yaml").read_text("utf-8")
    )
    return signed


def _tables() -> Iterator[Any]:
    folder = files("dakaz.public_site").joinpath("words")
    return (one for one in folder.iterdir() if one.name.endswith(".yaml"))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


@dataclass(frozen=True, slots=True)
class Speech:
    """One language.

    Args:
        language: ``be``, ``ru``, ``lt`` or ``en``.
        zone: in which moments are told.
    """

    language: str
    zone: ZoneInfo = VILNIUS

    def say(self, key: str, /, **values: Any) -> str:
        """Return a sentence with its values in place; days are written out, ``n`` picks the plural form.

        Raises:
            KeyError: no table has the key.
        """
        words = all_words()[key][self.language]
        if isinstance(words, Mapping):
            form = _locale(self.language).plural_form(values["n"])
            words = words.get(form, words["other"])
        shown = {name: self.day(one) if isinstance(one, date) else one for name, one in values.items()}
        return str(words).format(**shown) if values else str(words)

    def day(self, day: date | datetime | None) -> str:
        """Write a day (or a moment) as people say it: ``Mon 28 October 2024``."""
        if day is None:
            return self.say("unknown_day")
        return say_day(day, self.language, self.zone)

    def months(self) -> list[tuple[int, str]]:
        """Return the months with their numbers, as they stand in a date."""
        return sorted(_locale(self.language).months["format"]["wide"].items())

    def of(self, words: Mapping[str, str] | str | None) -> str:
        """Return the text of this language out of a pack's four; a plain text is the same in all."""
        if words is None or isinstance(words, str):
            return words or ""
        return str(words.get(self.language) or words.get("lt") or next(iter(words.values()), ""))
