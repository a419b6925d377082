"""Under the axis of a picture stand dates as people say them, and no two labels touch."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from dakaz.figures import Cell, Observation, Series, Vintage, parse_period
from dakaz.figures.pictures import Mark, draw_series
from dakaz.web.views.observatory.axis_words import dates_in_words, short
from dakaz.web.views.observatory.inlined import inlined


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2023", "2023"),
        ("2023-07", "Jul 2023"),
        ("2023-07-05", "5 Jul 2023"),
        ("2023-07/2023-09", "Jul–Sep 2023"),
        ("2023-11/2024-02", "Nov 2023 – Feb 2024"),
        ("2022/2024", "2022–2024"),
        ("2024-09-04/2024-09-05", "4–5 Sep 2024"),
        ("2023-13", "2023-13"),
    ],
)
def test_a_date_is_short_and_says_what_it_said(written, said):
    assert short(written) == said


def picture(periods, *, marks=()):
    seen = tuple(Observation(parse_period(one), Cell("300", 300.0, 300.0, 300.0)) for one in periods)
    series = Series("refusals", {}, seen, Vintage("an office", "", "claims", publisher="an office"))
    return inlined(draw_series([series], "Refusals PVZ-2024-11 of 2023", marks=marks))


def test_no_interval_of_machines_is_left_and_names_that_look_like_dates_stay():
    law = Mark(parse_period("2023-07-15"), "Invented law")
    drawn = picture(["2023-01/2023-06", "2023-07/2023-12"], marks=[law])
    assert "Jan–Jun 2023" in drawn and "1 · 15 Jul 2023 Invented law" in drawn and "PVZ-2024-11" in drawn
    words = re.findall(r">([^<>]+)<", drawn.replace("PVZ-2024-11", ""))
    assert not [one for one in words if re.search(r"\d{4}-\d\d|\d{4}/\d{4}", one)]


def test_labels_that_would_touch_are_left_out():
    days = [date(2020 + month // 12, 1 + month % 12, 1) for month in range(60)]
    periods = [f"{day:%Y-%m}/{day.year + 1}-{day:%m}" for day in days]
    drawn = picture(periods)
    labels = re.findall(r'<text x="([\d.]+)" y="342.0"[^>]*>([^<]+)<', drawn)
    assert len(labels) >= 2
    for (one, words), (other, more) in pairwise(labels):
        assert float(other) - float(one) > 6 * (len(words) + len(more)) / 2


def test_numbers_of_the_other_axis_and_the_papers_colour_are_the_pages():
    drawn = picture(["2022", "2023"])
    assert ">500<" in drawn or ">300<" in drawn
    assert 'class="paper"' in drawn and "#fff" not in drawn
    assert dates_in_words("<text>2,023-07</text>") == "<text>2,023-07</text>"
