"""Tables, winters, school years, first and past months, and other ways to tell time; all is invented."""

from __future__ import annotations

import pytest

from dakaz.figures.text.tests.reading import kinds, periods


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Permits by citizenship\n\n"
            "Country   1 Jan 2031   1 Jan 2032\nGeorgia   745   702\nArmenia   30   42",
            [(745, "2031-01-01"), (702, "2032-01-01"), (30, "2031-01-01"), (42, "2032-01-01")],
        ),
        (
            "Riga, 3 March 2032\n\nMonth | January | February\nDetained | 140 | 155",
            [(140, "2032-01"), (155, "2032-02")],
        ),
        (
            "Parama\n\n   Kryptis      2031   2032\n   Būstas       112    175\n   Vaistai      77     64",
            [(112, "2031"), (175, "2032"), (77, "2031"), (64, "2032")],
        ),
        (
            "Permits of Belarusian citizens, 1 July 2032\n\n"
            "Country   Permits   Change on 1 July 2031\nPoland   129,300   +9.4%\nLatvia   58,710   -6.2%",
            [(129_300, "2032-07-01"), (9.4, ""), (58_710, "2032-07-01"), (-6.2, "")],
        ),
    ],
)
def test_cells_of_a_table_are_of_the_days_months_or_years_above_them(text, found):
    assert periods(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She came in September 2031. That winter 40 people lived there.", [(40, "2031-12/2032-02")]),
        ("Она приехала в мае 2031 года. В первую зиму помогли 40 людям.", [(40, "2031-12/2032-02")]),
        (
            "Riga, 6 February 2032. This winter 40 came. Last winter 30 came.",
            [(40, "2031-12/2032-02"), (30, "2030-12/2031-02")],
        ),
        ("Riga, 6 May 2032. Last winter 40 came.", [(40, "2031-12/2032-02")]),
        ("Опрос прошёл зимой 2031/2032 годов и охватил 415 человек.", [(415, "2031-12/2032-02")]),
        ("W roku szkolnym 2031/2032 do szkół chodziło 4265 uczniów.", [(4265, "2031-09/2032-06")]),
        ("У 2031/2032 навучальным годзе вучыліся 7300 школьнікаў.", [(7300, "2031-09/2032-06")]),
        ("In the 2031/32 school year there were 300 pupils.", [(300, "2031-09/2032-06")]),
    ],
)
def test_winters_and_school_years_lie_in_two_years(text, found):
    assert periods(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Минск, 6 июня 2032 г.\n\nЗа первые пять месяцев поступило 2380 заявлений.",
            [(2380, "2032-01/2032-05")],
        ),
        (
            "Vilnius, 2032 m. gegužės 7 d.\n\n"
            "Per keturis pirmuosius šių metų mėnesius sulaikyti 74 piliečiai. "
            "Pernai per tą patį laikotarpį sulaikytas 131 pilietis. Leista 90 piliečių.",
            [(74, "2032-01/2032-04"), (131, "2031-01/2031-04"), (90, "2032-01/2032-04")],
        ),
        (
            "Vilnius, 2032 m. gegužės 7 d. 2031 m. "
            "leista 58 žmonėms, o šių metų sausio–balandžio mėnesiais – 41.",
            [(58, "2031"), (41, "2032-01/2032-04")],
        ),
        (
            "Riga, 20 June 2032. In the past twelve months 910 people received such a letter.",
            [(12, "2031-06/2032-06"), (910, "2031-06/2032-06")],
        ),
        (
            "Riga, 8 November 2033. For the first four months she had 40 pupils.",
            [(4, ""), (40, "2033-11-08")],
        ),
        (
            "Since July 2031 the pardons have covered 178 people. Over the same period 402 were convicted.",
            [(178, "2031-07/.."), (402, "2031-07/..")],
        ),
        (
            "Since the crossing reopened in October 2031, more than 4,900 were sent back.",
            [(4900, "2031-10/..")],
        ),
        (
            "Срок сократился с 41 дня в 2031 году до 28 в 2033 году. За это время пособие выросло на 20 %.",
            [((41, 28), "2031/2033"), (20, "2031/2033")],
        ),
        (
            "The time fell from 41 to 28 days between the last quarter of 2031 and the last quarter of 2032.",
            [((41, 28), "2031-10/2032-12")],
        ),
        (
            "Policy note, May 2032\n\n"
            "More than ten years after the election of August 2020, 350,000 live abroad.",
            [(10, ""), (350_000, "2032-05")],
        ),
    ],
)
def test_first_past_and_same_months_count_from_what_the_text_tells(text, found):
    assert periods(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Riga, 1 April 2032\n\nFrom 1 July an application will cost €90.", [(90, "2032-07-01/..")]),
        ("Riga, 1 April 2032\n\nIn November 400 people applied.", [(400, "2031-11")]),
        (
            "Warszawa, 4 grudnia 2032 r.\n\n"
            "We wrześniu 2031 r. złożono 40 skarg. W roku bieżącym złożono 20 skarg.",
            [(40, "2031-09"), (20, "2032")],
        ),
        (
            "Warszawa, 4 grudnia 2032 r.\n\n"
            "W 2031 r. było 40 miejsc. Według stanu na 31 marca zajętych było 90 miejsc.",
            [(40, "2031"), (90, "2032-03-31")],
        ),
        (
            "Warszawa, 4 grudnia 2032 r.\n\n"
            "W 2031 r. było 40 miejsc. Na dzień sporządzenia zajętych jest 131 miejsc.",
            [(40, "2031"), (131, "2032-12-04")],
        ),
        ("News · 21.10.2032 · 12:15\n\nNow 130 people wait.", [(130, "2032-10-21")]),
        ("12.03.2032 № 15/331\nНа № 44 от 26.02.2032\n\nСейчас ждут 118 человек.", [(118, "2032-03-12")]),
        (
            "На 1 июля 2031 года за решёткой 900 человек. С начала года умерли 40 человек.",
            [(900, "2031-07-01"), (40, "2031-01/2031-06")],
        ),
        ("Riga, 10 grudnia 2031 r.\n\nW mijającym roku pomogliśmy 118 osobom.", [(118, "2031")]),
        ("Per pirmuosius tris 2031 m. ketvirčius gauti 33 skundai.", [(33, "2031-01/2031-09")]),
        (
            "В марте 2031 года осуждены 40 человек. На конец месяца сидели 1187 человек. Бежали 50 человек.",
            [(40, "2031-03"), (1187, "2031-03-31"), (50, "2031-03")],
        ),
        ("Польскі дакумент за 2031 год атрымалі 2915 беларусаў.", [(2915, "2031")]),
        (
            "Riga, 6 May 2031. In April 2031 300 came. "
            "By the end of 2034 they will be 900. Since then 40 left.",
            [(300, "2031-04"), (900, "2034-12-31"), (40, "2031-04")],
        ),
        ("2031 m. pabaigoje veikė 2214 įmonių.", [(2214, "2031-12-31")]),
        (
            "Chronicle of the week: 3–9 March 2031\n\n"
            "Minsk. On 4 March 12 people were fined. 40 people stood by.",
            [(12, "2031-03-04"), (40, "2031-03-04")],
        ),
        (
            "Opłata nie zmieniła się od początku 2016 r. Wiosną 2031 r. przyjęto 40 osób.",
            [(40, "2031-03/2031-05")],
        ),
        (
            "Riga, 6 May 2032. In 2031 there were 57 firms; now there are 130 firms. "
            "Forty firms trade abroad.",
            [(57, "2031"), (130, "2032-05-06"), (40, "2032-05-06")],
        ),
    ],
)
def test_days_without_a_year_and_the_text_s_own_day(text, found):
    assert periods(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Of 188 appeals the courts upheld 31, or 16.5 per cent.",
            [("count", 188), ("count", 31), ("share", 16.5)],
        ),
        ("Only 17 appeals were lodged, and three succeeded.", [("count", 17), ("count", 3)]),
        ("Статус предоставлен 12, защита — 205 заявителям.", [("count", 12), ("count", 205)]),
        ("К врачу обращалась всего одна десятая.", [("share", 10)]),
        ("Больш за палову прыпала на люты, у студзені — траціна.", [("share", 50), ("share", 33.33)]),
        ("Пособие — 2 500 сомов на человека.", [("money", 2500)]),
        (
            "Her lawyers have cost her EUR 2,300, almost three times her monthly wage.",
            [("money", 2300), ("ratio", 3)],
        ),
        ("Passports expire within two years; one in nine had none.", [("duration", 2), ("share", 11.11)]),
        ("В третьем квартале 2031 года – 38 человек на тысячу жителей.", [("rate", 38)]),
        ("Liczba wzrosła ze 148 tys. w 2031 r. do 203 tys. rok później.", [("change", (148_000, 203_000))]),
        ("Panaikinta 390 leidimų, trečdalis – dėl darbo.", [("count", 390), ("share", 33.33)]),
        ("It paid PLN 240 million, or about an eighth of all.", [("money", 240_000_000), ("share", 12.5)]),
        (
            "Today it has 13, and costs are a third smaller.",
            [("count", 13), ("change", 33.33)],
        ),
        ("Come to our office (Pylimo St. 35, room 214).", []),
    ],
)
def test_figures_that_only_a_few_words_show(text, found):
    assert kinds(text) == found
