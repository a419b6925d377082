"""How the figures of a whole document hang together: time, rules, notes; all of it is invented."""

from __future__ import annotations

from datetime import date

import pytest

from dakaz.figures.text import extract
from dakaz.figures.text.tests.reading import kinds, periods

REPORT = """Annual report for 2031

Our lawyers advised 412 people.

What we did:
- paid for 90 appeals, of which 31 were won;
- found rooms for 57 families.

We spent €48,000 on interpreters. A state fee of €120 must be paid within 14 days.
"""


def test_what_a_heading_says_holds_for_the_report_but_not_for_its_rules():
    assert periods(REPORT) == [
        (412, "2031"), (90, "2031"), (31, "2031"), (57, "2031"), (48_000, "2031"), (120, ""), (14, ""),
    ]  # fmt: skip


def test_a_paragraph_that_went_through_several_times_leaves_none():
    text = "In 2031, 300 came. In 2033, 500 came. In 2034, 700 came.\n\nWe spoke with 37 people."
    assert periods(text)[-1] == (37, "")


def test_a_survey_told_without_a_figure_dates_its_answers():
    text = "Опрос прошёл с 5 по 19 марта 2031 года.\n\nОпрошены 840 человек. Остаться хотят 62 % ответивших."
    assert periods(text) == [(840, "2031-03-05/2031-03-19"), (62, "2031-03-05/2031-03-19")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 2031, 300 applied; the following year 450 did.", [(300, "2031"), (450, "2032")]),
        ("В 2031 году подали 300 заявлений, через год — 450.", [(300, "2031"), (450, "2032")]),
        ("2031 m. gauta 300 prašymų, po metų – 450.", [(300, "2031"), (450, "2032")]),
        ("W 2031 r. złożono 300 wniosków, rok później – 450.", [(300, "2031"), (450, "2032")]),
        ("In 2031 we won 40 cases, against 55 a year earlier.", [(40, "2031"), (55, "2030")]),
        ("In 2031 there were 85 refusals, 20 more than the previous year.", [(85, "2031"), (20, "2031")]),
        (
            "As of 1 May 2031, 900 people lived here, 8% fewer than a year earlier.",
            [(900, "2031-05-01"), (8, "2030-05-01/2031-05-01")],
        ),
        (
            "From January to June 2031, 300 came; in the same period of 2030, 250 did.",
            [(300, "2031-01/2031-06"), (250, "2030-01/2030-06")],
        ),
        ("На конец 2031 года жили 300 человек.", [(300, "2031-12-31")]),
        ("By the end of 2031, 300 had left.", [(300, "2031-12-31")]),
        ("Pod koniec 2031 r. odmówiono 300 osobom.", [(300, "2031-12")]),
        (
            "На 1 мая 2031 года жили 900 человек. За год их стало меньше на 40.",
            [(900, "2031-05-01"), (40, "2030-05-01/2031-05-01")],
        ),
        ("Nuo 2031 m. sausio 1 d. iki 2032 m. birželio 30 d. atvyko 300 žmonių.", [(300, "2031-01/2032-06")]),
    ],
)
def test_years_before_and_after_are_counted_from_the_time_that_is_told(text, found):
    assert periods(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("WARSAW, 9 October 2031 – Since the start of the year 900 came.", [(900, "2031-01-01/2031-10-09")]),
        ("Варшава, 9 октября 2031 г. С начала года приехали 900 человек.", [(900, "2031-01-01/2031-10-09")]),
        ("Warszawa, 9 października 2031 r. W ośrodkach mieszka obecnie 860 osób.", [(860, "2031-10-09")]),
        ("WARSAW, 9 October 2031 – On Monday 19 people were stopped.", [(19, "2031-10-06")]),
        ("In 2031 there were 500 prisoners. Today there are 740.", [(500, "2031"), (740, "")]),
    ],
)
def test_now_and_days_of_the_week_count_from_the_day_of_the_text(text, found):
    assert periods(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "In 2031, 300 came. The fee is EUR 120.",
        "In 2031, 300 came. An appeal must be lodged within 14 days.",
        "В 2031 году приехали 300 человек. Пошлина составляет 120 евро.",
        "W 2031 r. przyjechało 300 osób. Grozi im do ośmiu lat więzienia.",
        "2031 m. atvyko 300 žmonių. Prašymas turi būti išnagrinėtas per 3 mėn.",
        "У 2031 годзе прыехалі 300 чалавек. Закон дае на рашэнне 60 дзён.",
        "Zasiłek wynosi 775 zł (art. 71 ustawy z 13 czerwca 2003 r.).",
        "300 people were refused under the Act of 29 April 2004.",
    ],
)
def test_rules_fees_and_terms_are_of_no_time_and_the_date_of_an_act_is_none(text):
    assert periods(text)[-1][1] == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 2031 there were 850 prisoners.15 Then 900 came.", [("count", 850), ("count", 900)]),
        ("Some 1,644¹² were issued, fewer than 2,000.4 Others waited.", [("count", 1644), ("count", 2000)]),
        ("3.2 Detention of applicants", []),
        ("The groups were 18–29, 30–44 and older.", []),
        ("Boys aged 15–17 were housed apart.", []),
        ("Кансультацыі вядуцца з 9.00 да 17.00.", []),
        ("Account 0000987654.", []),
        ("Call me on 601 555 018.", []),
        ("Полный текст на с. 22 доклада.", []),
        ("3.2. Detention", []),
        ("Zgodnie z ustawą (Dz.U. 2031 nr 128 poz. 1176) sprawę umorzono.", []),
        ("Courts applied Articles 130 and 342 of the Code.", []),
    ],
)  # fmt: skip
def test_marks_of_notes_ages_hours_and_numbers_of_things_are_no_figures(text, found):
    assert kinds(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("More than a third came from women.", [("share", 33.33)]),
        ("Two in five respondents agreed.", [("share", 40)]),
        ("Уехал каждый пятый, отказ получила почти половина.", [("share", 20), ("share", 50)]),
        ("Почти каждое восьмое решение отменили.", [("share", 12.5)]),
        ("Затрыманняў пабольшала на чвэрць.", [("change", 25)]),
        ("2,7 karto daugiau prašymų.", [("ratio", 2.7)]),
        ("Пошліна ўдвая большая.", [("ratio", 2)]),
        ("Из них 12 — женщины, ещё 9 — дети.", [("count", 12), ("count", 9)]),
        ("Złożono 96 zażaleń, uwzględniono 17;", [("count", 96), ("count", 17)]),
        ("It lasts three years in Poland, five in Latvia.", [("duration", 3), ("duration", 5)]),
        ("Яна чакала два гады і тры месяцы.", [("duration", 2.25)]),
        ("Grozi od 6 miesięcy do 8 lat więzienia.", [("range", (0.5, 8))]),
        ("The fee is between EUR 25 and EUR 110.", [("range", (25, 110))]),
        ("Збор складае 340 злотых, за картку трэба даплаціць 100.", [("money", 340), ("money", 100)]),
        ("Różnica wyniosła zaledwie 0,4 pkt proc.", [("change", 0.4)]),
        ("Courts handed down 63 convictions.", [("count", 63)]),
    ],
)
def test_parts_ratios_and_what_leans_on_the_figure_before_are_read(text, found):
    assert kinds(text) == found


def test_belarusian_has_is_no_may():
    assert periods("У 2031 годзе ўправа мае 340 спраў.") == [(340, "2031")]


@pytest.mark.parametrize(
    "text",
    [
        "In the year ended from 2021, 300 people came.",
        "1 January 0001\n\nIn December, 300 came, more than a year earlier.",
        "01.01.0001\n\nLast year 300 came. The year before, 200 did.",
        "On 01.01.0001, 300 came. A week earlier it was 200, a month earlier 100.",
        "On 31.12.9999, 300 came. A month later it was 200, a week later 100. That year it fell from 3 to 2.",
        "31.12.9999\n\nLast week 300 came. Last month 200 did.",
    ],
)
def test_times_at_the_ends_of_the_calendar_stop_nothing(text):
    assert 300 in [number for number, _ in periods(text)]
    assert 300 in [one.value for one in extract(text, published=date(1, 1, 1))]
