"""Invented people for the casebook's benchmark: one name in the spellings five languages give it.

Given names and their forms are those of ``dakaz/names/data``; surnames are put together from beginnings,
middles and endings that are common in Belarus, in Belarusian and Russian; Latin forms follow the official
schemes of ``dakaz/names/tests/schemes.tsv``. A family shares a surname; surnames are as unevenly common as
real ones (Zipf). Nobody here is anybody.
"""

from __future__ import annotations

import csv
import itertools
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dakaz.names.tests.test_schemes import schemes, written

GIVEN = Path(__file__).parent.parent / "dakaz" / "names" / "data" / "given_names.tsv"
LANGUAGES = ("be", "ru", "lt", "pl", "en", "ru-en")
_SCHEMES = {"lt": "lt-ru", "pl": "pl-2005-be", "en": "mia200-2010-be", "ru-en": "mvd310-ru"}
# Belarusian and Russian, for men and for women.
_ENDINGS = (
    ("аў", "ава", "ов", "ова"),
    ("аў", "ава", "ов", "ова"),
    ("оўскі", "оўская", "овский", "овская"),
    ("оўскі", "оўская", "овский", "овская"),
    ("овіч", "овіч", "ович", "ович"),
    ("овіч", "овіч", "ович", "ович"),
    ("евіч", "евіч", "евич", "евич"),
    ("енка", "енка", "енко", "енко"),
    ("енка", "енка", "енко", "енко"),
    ("ук", "ук", "ук", "ук"),
    ("чук", "чук", "чук", "чук"),
    ("ік", "ік", "ик", "ик"),
    ("чык", "чык", "чик", "чик"),
    ("ейка", "ейка", "ейко", "ейко"),
    ("ец", "ец", "ец", "ец"),
    ("ін", "іна", "ин", "ина"),
    ("уля", "уля", "уля", "уля"),
    ("еня", "еня", "еня", "еня"),
)
_BEGINNINGS = (
    "Бар/Бор Мал/Мал Кав/Ков Руд/Руд Бел/Бел Чарн/Черн Зял/Зел Кар/Кор Мак/Мак Сак/Сок Пяр/Пер Вар/Вор "
    "Гар/Гор Дуб/Дуб Крыв/Крив Лук/Лук Мір/Мир Наз/Наз Пав/Пав Раг/Рог Сам/Сам Тар/Тар Хад/Ход Шам/Шам "
    "Юр/Юр Яс/Яс Бяр/Бер Вал/Вол Гал/Гол Дан/Дан Жук/Жук Зар/Зар Кас/Кос Лаз/Лоз Мар/Мор Ніс/Нис Пат/Пот "
    "Рам/Ром Сін/Син Ткач/Ткач Хам/Хом Шыл/Шил Кіс/Кис Буд/Буд Віт/Вит Граб/Граб Кул/Кул Стан/Стан"
)
_MIDDLES = (
    "/ / / / ал/ал ан/ан ар/ар ас/ас ат/ат ур/ур ус/ус аш/аш ап/ап ак/ак ым/им яж/яж ыл/ил уб/уб вын/вин"
)
_FATHERS = (
    ("Іванавіч", "Іванаўна", "Иванович", "Ивановна"),
    ("Пятровіч", "Пятроўна", "Петрович", "Петровна"),
    ("Мікалаевіч", "Мікалаеўна", "Николаевич", "Николаевна"),
    ("Аляксандравіч", "Аляксандраўна", "Александрович", "Александровна"),
    ("Уладзіміравіч", "Уладзіміраўна", "Владимирович", "Владимировна"),
    ("Сяргеевіч", "Сяргееўна", "Сергеевич", "Сергеевна"),
    ("Віктаравіч", "Віктараўна", "Викторович", "Викторовна"),
    ("Анатольевіч", "Анатольеўна", "Анатольевич", "Анатольевна"),
    ("Дзмітрыевіч", "Дзмітрыеўна", "Дмитриевич", "Дмитриевна"),
    ("Міхайлавіч", "Міхайлаўна", "Михайлович", "Михайловна"),
    ("Васільевіч", "Васільеўна", "Васильевич", "Васильевна"),
    ("Юр'евіч", "Юр'еўна", "Юрьевич", "Юрьевна"),
    ("Алегавіч", "Алегаўна", "Олегович", "Олеговна"),
    ("Андрэевіч", "Андрэеўна", "Андреевич", "Андреевна"),
)
# What a Lithuanian form makes of the end of a Russian surname.
_LITHUANIAN = (
    ("skij", "skis"),
    ("vič", "vičius"),
    ("ov", "ovas"),
    ("in", "inas"),
    ("uk", "ukas"),
    ("ik", "ikas"),
    ("ec", "ecas"),
    ("skaja", "skaja"),
)


class Given(NamedTuple):
    """A given name by language."""

    gender: str
    be: str
    ru: str
    pl: str
    lt: str


class Surname(NamedTuple):
    """A surname of a man and of a woman, Belarusian and Russian."""

    be: str
    be_woman: str
    ru: str
    ru_woman: str


@dataclass(frozen=True, slots=True)
class Named:
    """Who somebody is, before it is written in any language."""

    given: Given
    surname: Surname
    father: tuple[str, str, str, str]

    @property
    def woman(self) -> bool:
        """Whether the name is a woman's."""
        return self.given.gender == "f"


@cache
def given_names() -> list[Given]:
    """Return the given names that have a form in each language."""
    with GIVEN.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    first = [
        Given(row["gender"], *(row[name].split(";")[0] for name in ("be", "ru", "pl", "lt"))) for row in rows
    ]
    return [one for one in first if all(one)]


@cache
def surnames() -> list[Surname]:
    """Return every surname, the commonest first; the order is drawn once and for all."""
    beginnings = [tuple(one.split("/")) for one in _BEGINNINGS.split()]
    middles = [tuple(one.split("/")) for one in _MIDDLES.split()]
    made = {
        Surname(_hard(b + m + ends[0]), _hard(b + m + ends[1]), rb + rm + ends[2], rb + rm + ends[3])
        for (b, rb), (m, rm), ends in itertools.product(beginnings, middles, _ENDINGS)
    }
    found = sorted(made)
    random.Random(1).shuffle(found)
    return found


def _hard(surname: str) -> str:
    """Write what follows a consonant that is always hard in Belarusian as Belarusian does."""
    after = {"е": "э", "і": "ы", "я": "а"}
    return re.sub("(?<=[шжчцр])[еія]", lambda found: after[found[0]], surname)


@cache
def _surname_weights() -> list[float]:
    return list(itertools.accumulate(1 / (rank + 20) ** 0.8 for rank in range(len(surnames()))))


def families(rng: random.Random) -> Iterator[list[Named]]:
    """Yield families, one to five people of one surname, without end."""
    while True:
        surname = rng.choices(surnames(), cum_weights=_surname_weights())[0]
        size = rng.choices((1, 2, 3, 4, 5), (50, 22, 15, 9, 4))[0]
        yield [Named(rng.choice(given_names()), surname, rng.choice(_FATHERS)) for _ in range(size)]


def spelled(one: Named, language: str, *, patronymic: bool = False, as_man: bool = False) -> str:
    """Return a name as a language writes it.

    Args:
        language: of ``LANGUAGES``; *ru-en* is the Russian form by the Russian passport's table.
        patronymic: with it, where the language has one (be, ru).
        as_man: a woman's surname in the form of a man's, as her husband's papers have it.
    """
    woman = one.woman and not as_man
    be, ru = (one.surname.be_woman, one.surname.ru_woman) if woman else (one.surname.be, one.surname.ru)
    if language in ("be", "ru"):
        given, surname = (one.given.be, be) if language == "be" else (one.given.ru, ru)
        father = one.father[(0 if language == "be" else 2) + one.woman]
        return " ".join([given, father, surname] if patronymic else [given, surname])
    if language == "lt":
        return f"{one.given.lt} {_lithuanian(ru, woman=woman)}"
    if language == "pl":
        return f"{one.given.pl} {_latin(be, 'pl')}"
    return " ".join(
        _latin(part, language) for part in ((one.given.be, be) if language == "en" else (one.given.ru, ru))
    )


@cache
def _latin(name: str, language: str) -> str:
    return written(name, schemes_once()[_SCHEMES[language]][1]).capitalize().replace("'", "")


@cache
def schemes_once() -> dict[str, tuple[str, dict[tuple[str, str], str]]]:
    """Return the tables of transliteration, read once."""
    return schemes()


def _lithuanian(surname: str, *, woman: bool) -> str:
    latin = _latin(surname, "lt")
    if woman:
        return latin
    return next((latin.removesuffix(end) + new for end, new in _LITHUANIAN if latin.endswith(end)), latin)


def with_slip(name: str, rng: random.Random) -> str:
    """Return a name with one slip of the finger: a letter left out, doubled, or changed with the next."""
    places = [at for at in range(1, len(name) - 1) if name[at].isalpha() and name[at + 1].isalpha()]
    at = rng.choice(places)
    slips: tuple[Callable[[], str], ...] = (
        lambda: name[:at] + name[at + 1 :],
        lambda: name[:at] + name[at] + name[at:],
        lambda: name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    )
    return rng.choice(slips)()
