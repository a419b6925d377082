"""Two strings are spellings of one name or not, by a score that minds neither order nor script."""

from __future__ import annotations

import unicodedata
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakaz.names import compare, compare_many
from dakaz.names.weights import THRESHOLD

PRESIDENT = [
    "Аляксандр Лукашэнка",
    "Александр Лукашенко",
    "Aleksandr Lukashenko",
    "Alaksandar Łukašenka",
    "LUKASHENKA Aliaksandr",
    "Aleksandras Lukašenka",
    "Олександр Лукашенко",
    "Alexander Lukaschenko",
    "Aleksandr Łukaszenka",
    "Лукашенко Александр Григорьевич",
    "Рыгоравіч Аляксандр Лукашэнка",
]
SAME = [
    ("Vasil Vieramiejčyk", "Vasiliy Veremeichik"),
    ("Veremeychik Vasil", "Veramechik Vasiliy"),
    ("Sviatlana Tsikhanouskaya", "Светлана Тихановская"),
    ("Swiatłana Cichanouska", "Святлана Ціханоўская"),
    ("Ales Bialiatski", "Алесь Беляцкий"),
    ("Павел Латушка", "Pavel Latushko"),
    ("Вераніка Цапкала", "Veronika Tsepkalo"),
    ("Мария Колесникова", "Marya Kalesnikava"),
    ("Михаил Карач", "Михаилу Карачу"),
    ("Karačiui Michailui", "Михаил Карач"),
    ("И. Иванов", "Иванов Иван"),
    ("Саша Иванов", "Александр Иванов"),
    ("Иванова-Петрова Анна", "Анна Петрова"),
    ("Ivanov Ivan", "Ивaнов Иван"),  # a Latin a
    ("ШведчиковаТатьяна Юрьевна", "Татьяна Юрьевна Шведчикова"),
]
OTHERS = [
    ("Данченко Иван Петрович", "Панченко Иван Петрович"),
    ("Данченко Иван", "Панченко Иван"),
    ("Сергей Тихановский", "Светлана Тихановская"),
    ("Иван Петрович Сидоров", "Пётр Петрович Сидоров"),
    ("Иван Петрович Сидоров", "Пётр Иванович Сидоров"),
    ("Иван Петрович Сидоров", "Иван Николаевич Сидоров"),
    ("Александр Волков", "Александра Волкова"),
    ("Мария Иванова", "Марина Иванова"),
    ("П. Иванов", "Иванов Иван"),
    ("Иван Иванов", "王小明"),
    ("", "Иван Иванов"),
]


@pytest.mark.parametrize(("a", "b"), list(combinations(PRESIDENT, 2)))
def test_one_name_in_six_languages_is_one(a, b):
    assert compare(a, b).score >= THRESHOLD


@pytest.mark.parametrize(("a", "b"), SAME)
def test_spellings_of_one_name_are_one(a, b):
    assert compare(a, b).score >= THRESHOLD


@pytest.mark.parametrize(("a", "b"), OTHERS)
def test_relatives_and_near_names_are_others(a, b):
    assert compare(a, b).score < THRESHOLD


def test_many_at_once_are_scored_as_one_by_one():
    pairs = [*SAME, *OTHERS, *combinations(PRESIDENT, 2)]
    together = compare_many([a for a, _ in pairs], [b for _, b in pairs])
    assert together == pytest.approx([compare(a, b).score for a, b in pairs], abs=1e-9)


def test_unequal_numbers_of_names_are_refused():
    with pytest.raises(ValueError, match="equally long"):
        compare_many(["Иван"], [])


def test_no_pairs_have_no_scores():
    assert compare_many([], []).shape == (0,)


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        ("Уладзімір Мороз", "Vladimir Moroz", "Уладзімір = Vladimir: one given name (be/ru"),
        ("Тихановская Светлана", "Ціханоўская Святлана", "т/t → ц/c/ts"),
        ("Иван Петрович Мороз", "Иван Мороз", "The patronymic stands on one side only."),
        ("Анна Иванова", "Анна Иванов", "the feminine and masculine form of the surname"),
        ("Иван Мороз", "Мороз Иван", "The same words."),
        ("Саша Мороз", "Александр Мороз", "one is the short form"),
        ("Данченко Иван", "Панченко Иван", "Данченко and Панченко differ: д/d → п/p"),
        ("Иван Мороз", "Пётр Мороз", "different given names"),
        ("Иван Мороз Козлов", "Иван Мороз", "Without a counterpart: Козлов"),
        ("И. Мороз", "Иван Мороз", "the initial fits"),
    ],
)
def test_the_explanation_says_what_was_seen(a, b, told):
    assert told in " ".join(map(str, compare(a, b).explanation))


NAMES = st.one_of(
    st.sampled_from([*PRESIDENT, *(a for a, _ in SAME), *(b for _, b in OTHERS)]),
    st.text(max_size=40),
    st.text(alphabet="абвгдеёжзійклмноўпрстАБВ -'’abcdefghijklmnopqrstuvwxyzšžčłŭ.,", max_size=40),
)


@settings(max_examples=60, deadline=None)
@given(NAMES, NAMES)
def test_any_two_strings_have_a_score_whatever_their_order(a, b):
    match = compare(a, b)
    assert 0 <= match.score <= 1
    assert match.score == pytest.approx(compare(b, a).score, abs=1e-12)
    assert all(map(str, match.explanation))
    assert compare_many([a], [b])[0] == pytest.approx(match.score, abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(NAMES)
def test_a_name_is_itself(name):
    assert compare(name, name).score == 1
    assert compare(name, unicodedata.normalize("NFD", unicodedata.normalize("NFC", name))).score == 1


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Иван", "Петрович", "Мороз", "Ганна", "Ковалёва", "Łukašenka", "Oglu", "О"]),
        min_size=1,
        max_size=5,
    ),
    NAMES,
    st.randoms(),
)
def test_neither_order_of_parts_nor_case_nor_normal_form_matters(own, other, chance):
    name = " ".join(own)
    score = compare(name, other).score
    shuffled = chance.sample(own, len(own))
    for same in (" ".join(shuffled), name.upper(), name.lower(), unicodedata.normalize("NFD", name)):
        assert compare(same, other).score == pytest.approx(score, abs=1e-12)
        assert compare(name, same).score == 1


def test_a_very_long_string_takes_no_longer():
    long = "Кшшччщ" * 1000 + " " + "Ivan " * 1000 + "'" * 3000
    assert compare(long, long[::-1]).score <= 1
    assert compare(long, long).score == 1
