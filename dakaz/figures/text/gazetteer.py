"""Countries by their names and the names of their cities, in five languages, with any ending."""

from __future__ import annotations

import re
from functools import cache

from dakaz.figures.tables import rows


@cache
def _places() -> tuple[dict[str, str], dict[str, str]]:
    whole: dict[str, str] = {}
    begun: dict[str, str] = {}
    for row in rows("places"):
        for form in row["forms"].split():
            if form.endswith("-"):
                begun[form[:-1]] = row["iso2"]
            else:
                whole[form] = row["iso2"]
    return whole, begun


def place_called(word: str) -> str:
    """Return the ISO 3166 code of the country a word names (or whose city it names); empty when none."""
    if not word[:1].isupper():
        return ""
    whole, begun = _places()
    name = word.lower()
    if name in whole:
        return whole[name]
    for length in range(len(name), 3, -1):
        if name[:length] in begun and len(name) - length <= 4 and not _of_people(name):
            return begun[name[:length]]
    return ""


def _of_people(name: str) -> bool:
    """“Belarusian”, “беларусов”, “ukrainiečių” name people, not the country."""
    return bool(
        re.search(
            r"(?:ian|ians|цев|ец|цы|цаў|нцев|нцы|ов|аў|ы|ские|ских|ский|ская|скай|скія|скіх|ski|ska|skie|skich|iečių|iečiai)$",
            name,
        )
    )
