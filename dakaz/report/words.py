"""The words a report itself says (Contents, Sources, …), its dates and numbers, in its language.

A report speaks the language of its outline, whatever language the program is set to,
so these words lie in their own table, ``words.csv``, and not in the program's catalogues.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from decimal import Decimal
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "be", "ru", "lt")

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
}
DAY = {
    "en": "{day} {month} {year}",
    "be": "{day} {month} {year} г.",
    "ru": "{day} {month} {year} г.",
    "lt": "{year} m. {month} {day} d.",
}
# Grouping: a no-break space, so that a number never breaks over two lines.
SEPARATORS = {"en": (",", "."), "be": ("\u00a0", ","), "ru": ("\u00a0", ","), "lt": ("\u00a0", ",")}
PLAIN_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@cache
def words(language: str) -> dict[str, str]:
    """All words of the table in one language."""
    table = files("dakaz.report").joinpath("words.csv").read_text(encoding="utf-8")
    return {row["key"]: row[language] for row in csv.DictReader(io.StringIO(table, newline=""))}


def day(text: str, language: str) -> str:
    """A date as people write it; dates of other precision (EDTF ``2024-10``, ``2024?``) stay as they are."""
    found = PLAIN_DAY.fullmatch(text)
    if not found:
        return text
    year, month, number = (int(part) for part in found.groups())
    return DAY[language].format(day=number, month=MONTHS[language].split()[month - 1], year=year)


def ended(text: str) -> str:
    """A sentence with its full stop: none is added after "28 d." or "?"."""
    return text + stop(text)


def stop(text: str) -> str:
    """The full stop that ``text`` still needs."""
    return "" if not text or text[-1] in ".!?…" else "."


def today(date: datetime.date, language: str) -> str:
    """The date of a build in words."""
    return day(date.isoformat(), language)


def number(value: int | Decimal, language: str) -> str:
    """A number grouped as the language groups it."""
    group, point = SEPARATORS[language]
    return f"{value:,}".replace(",", "\0").replace(".", point).replace("\0", group)


def percent(value: Decimal, language: str) -> str:
    """A share in per cent, with the sign as the language sets it."""
    return number(value, language) + ("%" if language == "en" else "\u00a0%")
