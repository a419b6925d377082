"""What a text is about from its head to its foot: its day, chronicles, lists, tables; all is invented."""

from __future__ import annotations

from datetime import date

import pytest

from dakaz.figures.period import Period, parse_period
from dakaz.figures.text import extract
from dakaz.figures.text.tests.reading import kinds, periods
from dakaz.figures.text.written import written_of


# fmt: off
@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("No way home\nSummary of findings, March 2031\n\nOf 40 asked, 12 agreed.", "en", "2031-03"),
        ("Verslas traukiasi\nApžvalga, 2031 m. gruodis\n\nVeikia 40 įmonių.", "lt", "2031-12"),
        ("Biznes nad rzeką\nLato 2031\n\nDziałało 40 spółek.", "pl", "2031-06/2031-08"),
        ("Her story\n\nShe left with 40 dollars.\n\n(First published 6 March 2032)", "en", "2032-03-06"),
        ("Пекар\n\nУ яго 40 работнікаў.\n\nАла Нікіціна, 17 лютага 2032, 10:40", "cyr", "2032-02-17"),
        ("Komunikat z 9 października 2031 r., godz. 12:15\n\nZłożono 40 wniosków.", "pl", "2031-10-09"),
        ("Ответ на запрос\nИсх. № 14/3 от 19 марта 2031 г.\n\nПоступило 40.", "cyr", "2031-03-19"),
        ("Įmonės traukiasi\n\n2031-02-11 08:15\n\nVeikia 40 įmonių.", "lt", "2031-02-11"),
        ("KAUNAS, lapkričio 21 d. (Agentūra). 2031 m. rugsėjį apklausti 40 žmonių.", "lt", "2031-11-21"),
        ("RIGA, 6 February – In 2031 the office took 40 decisions.", "en", "2032-02-06"),
    ],
)
def test_a_text_is_of_the_day_or_month_at_its_head_or_foot(text, language, written):
    assert written_of(text, language) == parse_period(written)


@pytest.mark.parametrize(
    "text",
    [
        "Residents (stan na 30 czerwca 2031 r.)\n\nMieszka 40 osób.",
        "Act of 12 June 2031\n\nIt has 40 articles.",
        "On 14 May 2031 the court heard 40 people in one day.",
    ],
)
def test_days_of_counts_acts_and_what_is_to_come_are_not_the_day_of_a_text(text):
    assert written_of(text, "en" if "stan" not in text else "pl") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Chronicle: April 2031\n\n"
            "1 April. The court fined 12 people.\n\n"
            "9 April, Brest. Police searched 40 "
            "flats. Three were held.\n\nOver the month 90 were held.",
            [(12, "2031-04-01"), (40, "2031-04-09"), (3, "2031-04-09"), (90, "2031-04")],
        ),
        (
            "Хроника: апрель 2031\n\n7 апреля. Осуждены 9 человек: сроки от 2 до 6 лет колонии.\n\n"
            "11 апреля. МВД отчиталось за первый квартал: 418 дел.\n\n12 апреля. Вышли четверо.",
            [(9, "2031-04-07"), ((2, 6), "2031-04-07"), (418, "2031-01/2031-03"), (4, "2031-04-12")],
        ),
        (
            "Sentences: October 2031 in brief\n\nWe learned of 171 people this month. A quarter were women.",
            [(171, "2031-10"), (25, "2031-10")],
        ),
    ],
)
def test_entries_of_a_chronicle_are_of_their_day(text, found):
    assert periods(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "First permits\n\n"
            "              2031      2032\nPoland       1,240     3,660\nLatvia         145       110",
            [(1240, "2031"), (3660, "2032"), (145, "2031"), (110, "2032")],
        ),
        (
            "Country | 2031 | 2032 | Change, %\nPoland | 3,095 | 3,868 | 25 %",
            [(3095, "2031"), (3868, "2032"), (25, "2032")],
        ),
        (
            "1 lentelė. Gyventojų skaičius metų pabaigoje\n\n"
            "          2031       2032\nVilnius   31 900     41 280",
            [(31_900, "2031-12-31"), (41_280, "2032-12-31")],
        ),
    ],
)
def test_rows_of_a_table_are_of_the_years_of_its_columns(text, found):
    assert periods(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "In 2031 we gave 900 consultations.\n\n"
            "On 31 December there were:\n• Riga – 148 people;\n• Kaunas – 63.\n\n"
            "Of them 13 were children.\n\nThe budget was €500,000.",
            [(900, "2031"), (148, "2031-12-31"), (63, "2031-12-31"), (13, "2031-12-31"), (500_000, "2031")],
        ),
        (
            "В 2031 году приняты 900 человек.\n\n"
            "Рекомендуем:\n1) хранить данные 5 лет;\n2) платить 300 евро.",
            [(900, "2031"), (5, ""), (300, "")],
        ),
        (
            "Annual report 2031\n\n"
            "We gave 900 consultations. In December we held 12 courses.\n\n"
            "We spent 1.8 million euros.",
            [(900, "2031"), (12, "2031-12"), (1_800_000, "2031")],
        ),
        (
            "W 2031 r. złożono 900 wniosków. Dla porównania: w 2029 r. było to 400. Decyzji wydano 800.",
            [(900, "2031"), (400, "2029"), (800, "2031")],
        ),
        (
            "Her story\n\n"
            "She fled in May 2031 with 600 dollars.\n\n"
            "Today she works in a school. Rent takes half of it.\n\n"
            "Published 9 April 2034",
            [(600, "2031-05"), (50, "2034-04-09")],
        ),
    ],
)
def test_lists_reports_and_stories_go_on_about_their_time(text, found):
    assert periods(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Between 3 and 28 February 2031 we asked 842 people.", [(842, "2031-02-03/2031-02-28")]),
        ("In the spring of 2031, 400 came.", [(400, "2031-03/2031-05")]),
        (
            "2031 m. pavasarį atvyko 400 žmonių, rudenį – 500.",
            [(400, "2031-03/2031-05"), (500, "2031-09/2031-11")],
        ),
        ("RIGA, 6 February 2032 – Last summer 400 people came to the country.", [(400, "2031-06/2031-08")]),
        (
            "Vilnius, 2031 m. spalio 10 d. Per tris šių metų ketvirčius gauta 400 prašymų.",
            [(400, "2031-01/2031-09")],
        ),
        ("In the fourth quarter of 2031, 1,107 were refused, against 640 in the third.",
         [(1107, "2031-10/2031-12"), (640, "2031-07/2031-09")]),
        ("На конец марта 2031 года жили 400 человек.", [(400, "2031-03-31")]),
        ("Warszawa, 9 stycznia 2032 r. Na koniec roku mieszkało 400 osób.", [(400, "2031-12-31")]),
        ("The number was 400 in 2031, down 9.4% from 2030.", [(400, "2031"), (9.4, "2031")]),
        ("Poland rejected more than half of its cases in 2031.", [(50, "2031")]),
        ("(May 2034) Since 2031 there are 400; in the first half of 2034 there were 90.",
         [(400, "2031/.."), (90, "2034-01/2034-06")]),
    ],
)  # fmt: skip
def test_seasons_quarters_and_ends_are_read_where_no_year_stands_beside_them(text, found):
    assert periods(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In May 2031 a court gave her 15 days in jail. She waited 5 months.", [(15, "2031-05"), (5, "")]),
        (
            "Опрос шёл 3–24 сентября 2031 года. Медианный доход составляет 1 350 евро.",
            [(1350, "2031-09-03/2031-09-24")],
        ),
        ("In 2031, 612 held a passport that expires before the end of 2036.", [(612, "2031")]),
        (
            "Прытулак адкрылі ў верасні 2031 года. Да канца года прыйшлі 73 чалавекі.",
            [(73, "2031-09/2031-12")],
        ),
        (
            "7 мая 2031 г. суд назначил штраф 800 базовых единиц (32 000 рублей).",
            [(800, "2031-05-07"), (32_000, "2031-05-07")],
        ),
        (
            "(May 2034)\n\nIn May 2034 she was fined 40 units for a comment that she had left in 2030.",
            [(40, "2034-05")],
        ),
    ],
)  # fmt: skip
def test_penalties_medians_and_what_began_are_of_the_time_told(text, found):
    assert periods(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("На тысячу жителей приходится 21 приезжий.", [("rate", 21)]),
        ("Per 100,000 inhabitants, Poland received 10.7 applications in the year.", [("rate", 10.7)]),
        ("Затрыманыя дзевяць чалавек, пяцёра засталіся.", [("count", 9), ("count", 5)]),
        ("She earns roughly three times what she was paid at home.", [("ratio", 3)]),
        ("Czas skrócił się o 52 dni.", [("change", 52)]),
        ("Leidimas išduodamas trejiems metams.", [("duration", 3)]),
        ("Штраф по ч. 1 ст. 361-4 в кабинете, каб. 214, версия 2.0.", []),
        ("Kontakt dla mediów: 22 601 74 03.", []),
        ("Tai sužinojo oro uoste, 5 val. ryto.", []),
    ],
)
def test_rates_collectives_and_changes_of_lengths_are_told_from_codes_and_hours(text, found):
    assert kinds(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Policy brief 6/2032\n\nThe table shows applications decided in 2031.\n\nPoland 2,870",
            [(2870, "2031")],
        ),
        (
            "Open letter\n\nRiga, 6 February 2032\n\nIn 2031, 400 fled.\n\n"
            "The letter was signed by 27 organisations.",
            [(400, "2031"), (27, "2032-02-06")],
        ),
        (
            "В апреле 2031 года известно о 148 делах (в марте – 121) и 36 приговорах.",
            [(148, "2031-04"), (121, "2031-03"), (36, "2031-04")],
        ),
        (
            "Riga, 9 April 2032. It issued 4,310 permits in the first quarter of this year.",
            [(4310, "2032-01/2032-03")],
        ),
        ("1 2 3 4 5 6 7 8 " * 2000, []),
    ],
)
def test_numbers_of_papers_signatures_and_brackets_move_no_time(text, found):
    assert periods(text) == found


def test_a_day_given_by_whoever_asks_outdoes_what_the_text_says():
    text = "RIGA, 6 February 2032 – Last year 400 came."
    assert [one.period for one in extract(text, published=date(2030, 1, 5))] == ["2029"]


def test_edtf_seasons_are_read():
    assert parse_period("2031-21") == parse_period("2031-03/2031-05")
    assert parse_period("2031-23") == parse_period("2031-09/2031-11")
    assert parse_period("2031-24") == Period(date(2031, 12, 1), date(2032, 2, 29))
