"""A name written by any official transliteration is the name: every scheme of ``schemes.tsv`` is tried."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dakaz.names import compare
from dakaz.names.weights import THRESHOLD

NAMES = {
    "be": "Аляксандр Лукашэнка;Вольга Кавалёва;Уладзімір Някляеў;Алесь Бяляцкі;Мікола Статкевіч;"
    "Юрый Зянковіч;Зміцер Дашкевіч;Вадзім Пракоп'еў;Яўген Шчарбакоў",
    "ru": "Александр Лукашенко;Светлана Тихановская;Ольга Ковалёва;Владимир Некляев;Николай Статкевич;"
    "Юрий Зенкович;Дмитрий Дашкевич;Вадим Прокопьев;Евгений Щербаков",
    "uk": "Олександр Лукашенко;Світлана Тихановська;Ольга Ковальова;Володимир Зеленський;Микола Азаров;"
    "Юрій Луценко;Дмитро Кулеба;Євген Щербаков;В'ячеслав Черновол",
}
VOWELS = "аеёиоуыэюяіїє"


def schemes() -> dict[str, tuple[str, dict[tuple[str, str], str]]]:
    found: dict[str, tuple[str, dict[tuple[str, str], str]]] = {}
    with Path(__file__).with_name("schemes.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            _, table = found.setdefault(row["scheme"], (row["language"], {}))
            latin = row["latin"].split(";")[0].split("/")[0]
            table.setdefault((row["context"], row["cyrillic"]), latin)
    return found


def written(name: str, table: dict[tuple[str, str], str]) -> str:
    """The name by a scheme; letters of two first, the context before the usual."""
    name, found, at = name.lower(), [], 0
    while at < len(name):
        before = name[at - 1] if at else " "
        context = (
            "initial" if not before.isalpha() else "after_vowel" if before in VOWELS else "after_consonant"
        )
        context = "after_apostrophe_or_sign" if before in "'ьъ" else context
        tries = [(own, name[at : at + size]) for size in (2, 1) for own in (context, "any", "hard")]
        letters = next((one for one in tries if one in table), ("", name[at]))
        found.append(table.get(letters, "" if letters[1].isalpha() else letters[1]))
        at += len(letters[1])
    return "".join(found)


@pytest.mark.parametrize("scheme", sorted(schemes()))
def test_a_name_is_known_by_every_scheme(scheme):
    language, table = schemes()[scheme]
    for name in NAMES.get(language, NAMES["ru"]).split(";"):
        latin = written(name, table)
        assert compare(name, latin).score >= THRESHOLD, (name, latin)
