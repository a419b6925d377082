"""Spellings of one sound are one string; what may vary costs little, what may not costs much."""

from __future__ import annotations

import pytest

from dakaz.names.costs import CAP, word_cost
from dakaz.names.given import given
from dakaz.names.shape import shape
from dakaz.names.sounds import SIGNS, sounds
from dakaz.names.tables import rows


@pytest.mark.parametrize(
    "spellings",
    [
        "Щербаков Szczerbakow Schtscherbakow Shcherbakov",
        "Аляксандр Aliaksandr Alyaksandr",
        "Дзмітры Dzmitry",
        "Дмитриев Dmitriev Dmitriyev",
        "Еремеев Eremeev Yeremeyev",
        "Белоус Belous",
        "Ціханоўская Tsikhanouskaya",
        "Дар’я Дар'я Дарʼя Dar'ya Darja",
        "Мария Maria Mariya Marija",
        "Никитчук Nikitchuk",
    ],
)
def test_spellings_of_one_sound_are_one(spellings):
    read = {word_cost(sounds(one), sounds(spellings.split()[0])) for one in spellings.split()}
    assert max(read) <= 110  # w for v in German and Polish


def test_letters_of_two_scripts_in_one_word_are_read_as_one():
    assert sounds("Иванoв") == sounds("Иванов")  # a Latin o


def test_letters_of_any_script_have_a_sign():
    assert set(sounds("王 Ελένη გიორგი Ångström ǰ")) <= set(SIGNS)


def test_every_sound_in_the_tables_is_a_sign():
    for row in rows("sounds"):
        assert set(row["sounds"]) <= set(SIGNS), row
    for row in rows("confusions"):
        assert {row["sign"], row["other"]} <= {*SIGNS, "-", "$"}, row
    for row in rows("sound_laws"):
        assert {row["sign"], row["other"]} <= {*SIGNS, "-"}, row


@pytest.mark.parametrize(
    ("near", "far"),
    [
        ("Волков Волкаў", "Волков Волчков"),
        ("Веремейчик Верамейчык", "Данченко Панченко"),
        ("Громыко Hramyka", "Громыко Хромико"),
        ("Тихановская Cichanouska", "Тихановская Тихоновецкая"),
    ],
)
def test_what_varies_by_rule_costs_less_than_another_letter(near, far):
    def cost(pair):
        one, other = (shape(sounds(word)).stem for word in pair.split())
        return word_cost(one, other)

    assert cost(near) < cost(far)


def test_the_cost_does_not_mind_the_order_and_is_bounded():
    assert word_cost("ivanov", "petrov") == word_cost("petrov", "ivanov") <= CAP
    assert word_cost("ivanov", "ivanov") == 0


@pytest.mark.parametrize(
    ("word", "ending"),
    [
        ("Иванова", "feminine"),
        ("Тихановский", "masculine"),
        ("Cichanouska", "feminine"),
        ("Serebriakovas", "masculine"),
        ("Pimenovs", "masculine"),
        ("Карачом", "case"),
        ("Николаевич", "patronymic"),
        ("Мікалаеўна", "patronymic"),
        ("Iwanowytsch", "patronymic"),
        ("Petrovičius", "patronymic"),
        ("Ильинична", "patronymic"),
    ],
)
def test_an_ending_says_gender_case_or_patronymic(word, ending):
    assert shape(sounds(word)).ending == ending


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("Уладзімір", "VLADIMIR"),
        ("Volodymyr", "VLADIMIR"),
        ("Włodzimierz", "VLADIMIR"),
        ("Алесь", "ALEXANDER"),
        ("Саша", "ALEXANDER"),
        ("Зміцер", "DMITRY"),
        ("Вольга", "OLGA"),
    ],
)
def test_forms_of_a_given_name_are_one_class(form, name):
    assert name in given(sounds(form)).classes


@pytest.mark.parametrize("word", ["Уладзіміравіч", "Vladimirovich", "Volodymyrovych", "Uładzimirawicz"])
def test_a_patronymic_is_known_by_the_fathers_name(word):
    assert "VLADIMIR" in given(shape(sounds(word)).stem).classes


@pytest.mark.parametrize(
    "table", ["sounds", "shapes", "given_names", "given_weak", "patronymics", "sound_laws"]
)
def test_every_row_of_a_table_says_why_or_whence(table):
    for row in rows(table):
        assert row.get("reason") or row.get("says") or row.get("source"), row
