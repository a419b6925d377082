"""Countries as people write them in the four languages, as ISO 3166 codes."""

from __future__ import annotations

from functools import cache

from babel import Locale

LANGUAGES = ("en", "be", "ru", "lt")
NOBODYS = "XXA"  # ICAO 9303: a person without a citizenship
# What people write besides the names a dictionary of names has.
_BESIDES = {
    "белоруссия": "BY", "рб": "BY", "беларусь": "BY", "blr": "BY", "rb": "BY", "baltarusija": "BY",
    "рф": "RU", "россия": "RU", "расія": "RU", "rus": "RU", "литва": "LT", "літва": "LT", "ltu": "LT",
    "lietuva": "LT", "lithuania": "LT", "pol": "PL", "ukr": "UA", "lva": "LV", "uk": "GB", "usa": "US",
    "сша": "US", "stateless": NOBODYS, "none": NOBODYS, "без гражданства": NOBODYS,
    "лбг": NOBODYS, "апатрид": NOBODYS, "без грамадзянства": NOBODYS, "be pilietybės": NOBODYS,
    "citizen of belarus": "BY", "belarusian": "BY", "belarus": "BY", "belorus": "BY", "беларус": "BY",
    "белорус": "BY", "белоруска": "BY", "баларус": "BY", "russian": "RU", "lithuanian": "LT",
}  # fmt: skip


def country_of(text: str) -> str:
    """Return the ISO 3166 code of a country (or of no citizenship); empty when it is none we know."""
    return _codes().get(" ".join(text.casefold().split()).rstrip("."), "")


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found.setdefault(name.casefold(), code)
                found.setdefault(code.casefold(), code)
    return {**found, NOBODYS.casefold(): NOBODYS, **_BESIDES}
