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
# Standing alone a month has another case than beside a day.
MONTHS_ALONE = {
    "en": MONTHS["en"],
    "be": "студзень люты сакавік красавік май чэрвень ліпень жнівень верасень кастрычнік лістапад снежань",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "lt": "sausis vasaris kovas balandis gegužė birželis liepa rugpjūtis rugsėjis spalis lapkritis gruodis",
}
MONTH = {
    "en": "{month} {year}",
    "be": "{month} {year} г.",
    "ru": "{month} {year} г.",
    "lt": "{year} m. {month}",
}
DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?([?~%])?")
DOUBT = {"?": ("uncertain",), "~": ("approximate",), "%": ("approximate", "uncertain")}


@cache
def words(language: str) -> dict[str, str]:
    """All words of the table in one language."""
    table = files("dakaz.report").joinpath("words.csv").read_text(encoding="utf-8")
    return {row["key"]: row[language] for row in csv.DictReader(io.StringIO(table, newline=""))}


def day(text: str, language: str) -> str:
    """A date as people write it: *7 March 2024*, *October 2024 (uncertain)*; other EDTF stays as it is."""
    parts = [_part(part, language) for part in text.split("/")]
    return text if None in parts else " – ".join(part for part in parts if part)


def _part(text: str, language: str) -> str | None:
    found = DATE.fullmatch(text)
    if not found:
        return None
    year, month, number, doubt = found.groups()
    said = year
    if number:
        name = MONTHS[language].split()[int(month) - 1]
        said = DAY[language].format(day=int(number), month=name, year=year)
    elif month:
        name = MONTHS_ALONE[language].split()[int(month) - 1]
        said = MONTH[language].format(month=name, year=year)
    return " ".join([said, *(f"({words(language)[each]})" for each in DOUBT.get(doubt, ()))])


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
