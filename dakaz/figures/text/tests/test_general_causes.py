"""What was wrong in texts that no rule was made with, cause by cause; sentences and numbers are invented."""

from __future__ import annotations

from datetime import date

import pytest

from dakaz.figures.text.tests.reading import kinds, periods


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Refusals were rare (-7,5 % on the year before).", [("change", -7.5)]),
        ("The rate was 31% (+3 points).", [("share", 31), ("change", 3)]),
        ("Дозволаў цяпер 4.210 (-315; -6,9%).", [("count", 4210), ("change", -315), ("change", -6.9)]),
        ("Arrivals: −12 % in 2031.", [("change", -12)]),
        ("Arrivals: -12 % against 2030.", [("change", -12)]),
        ("The fee changed by −340 euros.", [("change", -340)]),
        ("Form A-17 and COVID-19 are no changes.", []),
    ],
)  # fmt: skip
def test_a_sign_makes_a_change(text, found):
    assert kinds(text) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Пераехалі 21 тысяча 340 чалавек.", 21_340),
        ("Живут 9 миллионов 87,4 тысячи человек.", 9_087_400),
        ("Gyvena 3 mln. 12 tūkst. žmonių.", 3_012_000),
        ("Mieszka tam 14 tys. 205 osób.", 14_205),
        ("Уехали два десятка семей.", 20),
        ("Дапамаглі больш як 2,7 тысячы беларусаў.", 2700),
        ("Three dozen families came.", 36),
    ],
)
def test_a_number_in_two_parts_is_one(text, value):
    assert [number for _, number in kinds(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Збор пройдзе 9 траўня.",
        "С 2 марта по 5 июня приём закрыт.",
        "Įstaiga dirbs iki birželio 14 dienos.",
        "Our March 6, 2031 statement stands.",
        "Council Regulation (EU) 2031/1477 applies.",
        "Dotyczy młodzieży do 26. roku życia.",
        "Posiedzenie o godz. 14.30 w sali 5.",
        "Susitikimas vyks 15.00 val. prie įėjimo.",
        "Ring 0800 41 52 63 on working days.",
        "Трэці пакет санкцый уступіў у дзеянне.",
    ],
)
def test_dates_clocks_codes_and_ordinals_count_nothing(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Заяў стала менш на 415.", [("change", 415)]),
        ("Liczba skarg była o 12 proc. mniejsza.", [("change", 12)]),
        ("Prašymų buvo 3,1 tūkst. (6,4 proc.) mažiau.", [("change", 3100), ("change", 6.4)]),
        ("Skundų sumažėjo 410 (3,3 proc.).", [("change", 410), ("change", 3.3)]),
        ("Įtaką darė išvykimas (61 proc. bendro sumažėjimo).", [("share", 61)]),
        ("Рост числа жалоб составил 240% за два квартала.", [("change", 240)]),
        ("Czas wydłużył się z 90 do 140 dni.", [("change", (90, 140))]),
    ],
)
def test_how_much_something_changed_is_a_change(text, found):
    assert kinds(text)[: len(found)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Население сократилось на 5120 человек, а на 1 мая стабильно.", [("change", 5120)]),
        ("Сайт называет 417 имён по состоянию на 20 июня.", [("count", 417)]),
        ("Na 100 tys. mieszkańców przypada 41 wniosków.", [("rate", 41)]),
        ("Rodiklis, tenkantis 1 tūkst. gyventojų, – 8,2 (2030 m. – 9,1).", [("rate", 8.2), ("rate", 9.1)]),
        ("Коэффициент составил 11 промилле.", [("rate", 11)]),
    ],
)  # fmt: skip
def test_only_round_numbers_are_what_a_rate_is_of(text, found):
    assert kinds(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They passed nine packages of measures.", [9]),
        ("Zatrzymano trzech Gruzinów.", [3]),
        ("Penkioms šeimoms padėta.", [5]),
        ("Выехали граждане Грузии (31 человек), Молдовы (22) и Чехии (18).", [31, 22, 18]),
        ("Sekmadienį apgręžė Estijos pareigūnai – 17.", [17]),
        ("Panaikinta 118 leidimų (2030 – 46, 2029 – 51).", [118, 46, 51]),
    ],
)
def test_words_and_lists_count_too(text, found):
    assert [number for _, number in kinds(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There were 8,140 claims in the year ending June 2031.", [(8140, "2030-07/2031-06")]),
        ("There were 910 in the six months to March 2031.", [(910, "2030-10/2031-03")]),
        ("In 2031, 640 came, 5% more than in 2030.", [(640, "2031"), (5, "2031")]),
        ("В 2031 году подали 640 заявлений, что на 5% больше, чем в 2030-м.", [(640, "2031"), (5, "2031")]),
        ("In 2031 it spent €700, up from €410 in 2030.", [(700, "2031"), (410, "2030")]),
        ("In 2031 some 900 fled, the highest number since 2014.", [(900, "2031")]),
        ("Per metus atvyko 5200 žmonių, kai per visus 2030 metus – 4800.", [(5200, ""), (4800, "2030")]),
        ("Panaikinta 118 leidimų (2030 metais – 46).", [(118, ""), (46, "2030")]),
        ("In 2031, 640 came, more than in 2030, when 480 did.", [(640, "2031"), (480, "2030")]),
        ("Из 640 жалоб, рассмотренных в 2031 году, 48 приняты.", [(640, "2031"), (48, "2031")]),
        ("In 2031 there were 500 cases. A year earlier there were 300.", [(500, "2031"), (300, "2030")]),
    ],
)  # fmt: skip
def test_what_a_figure_is_compared_with_is_not_its_time(text, found):
    assert periods(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 2031 there were 500 cases. Of these, 40 were closed.", [(500, "2031"), (40, "2031")]),
        ("Since 2031 there were 500 cases. The office has 40 workers.", [(500, "2031/.."), (40, "")]),
        ("In 2031 there were 500 cases. Now there are 40 workers.", [(500, "2031"), (40, "")]),
        ("На 1 мая 2031 года жили 5000 человек. Стало меньше на 90.", [(5000, "2031-05-01"), (90, "")]),
        ("Od 2031 r. liczba wzrosła o 90 proc. Z 500 osób część wyjechała.", [(90, "2031/.."), (500, "")]),
    ],
)  # fmt: skip
def test_the_next_sentence_goes_on_about_a_time_that_is_over(text, found):
    assert periods(text) == found


def test_last_year_with_a_month_counts_from_the_day_of_the_text():
    text = "В мае прошлого года приехали 300 человек."
    assert periods(text, published=date(2032, 3, 1)) == [(300, "2031-05")]
    assert periods("В 2019 году закон изменили. " + text) == [(300, "")]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("In 2031 permits fell to 300, compared with 500 in 2029. In March, 40 were issued.", "2031-03"),
        ("In 2031, 300 came, the most since records began in 2010. In June, 40 came.", "2031-06"),
        ("В 2031 году выдали 300 разрешений против 500 в 2029 году. В марте выдали 40.", "2031-03"),
    ],
)
def test_a_month_without_a_year_is_of_the_year_told_not_of_the_one_compared_with(text, last):
    assert periods(text)[-1] == (40, last)
