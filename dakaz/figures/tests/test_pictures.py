"""Pictures are well-formed, grey, told to screen readers, and stamped when their numbers are invented."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from lxml import etree

from dakaz.errors import BadInput
from dakaz.figures.breaks import analyse
from dakaz.figures.period import parse_period
from dakaz.figures.pictures import Mark, draw_series, draw_shares
from dakaz.figures.readers import Mapping, read_grid
from dakaz.figures.tests.test_breaks import months

__all__ = ["months"]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def picture(months):
    found = analyse(months, np.random.default_rng(1))
    law = Mark(parse_period("2023-04-03"), "law on <restrictive> measures")
    return draw_shares(
        months, "Positive decisions", source="invented", analysis=found, marks=[law], invented=True
    )


def test_a_picture_shows_data_break_doubt_and_laws(picture):
    root = etree.fromstring(picture.svg)
    assert len(root.findall(f"{SVG}circle")) == 26
    assert root.find(f"{SVG}rect[@class='z']") is not None
    assert root.find(f"{SVG}line[@class='b']") is not None
    assert root.find(f"{SVG}line[@class='l']") is not None
    assert len(root.findall(f"{SVG}line[@class='w']")) == 26


def test_a_screen_reader_hears_what_is_seen(picture):
    root = etree.fromstring(picture.svg)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}desc").text == picture.description
    assert "Step between 2023-06 and 2023-07" in picture.description
    assert "2023-04-03: law on <restrictive> measures" in picture.description
    assert all(circle.find(f"{SVG}title").text for circle in root.findall(f"{SVG}circle"))


def test_every_word_of_the_pictures_own_can_be_said_in_another_language(months):
    known = {
        "invented": "выдумана",
        "Invented numbers.": "Лічбы выдуманы.",
        "%(count)d periods, %(first)s to %(last)s.": "Перыядаў: %(count)d, %(first)s – %(last)s.",
        "Lowest %(low)s in %(then)s, highest %(high)s in %(later)s.": "%(low)s %(then)s, %(high)s %(later)s.",
        "Step between %(before)s and %(after)s, probability %(step)s, dates %(first)s to %(last)s.": (
            "Зрух паміж %(before)s і %(after)s, %(step)s, %(first)s – %(last)s."
        ),
    }
    found = analyse(months, np.random.default_rng(1))
    law = Mark(parse_period("2023-04-03"), "Закон")
    drawn = draw_shares(
        months, "Рашэнні", source="", analysis=found, marks=[law], invented=True, say=known.__getitem__
    )
    root = etree.fromstring(drawn.svg)
    assert "Зрух паміж 2023-06 і 2023-07" in root.find(f"{SVG}desc").text
    assert not re.search("[A-Za-z]", "".join(one for one in root.itertext() if "font" not in one))


def test_no_colour_carries_meaning(picture):
    colours = re.findall(r"#([0-9a-f]{3})\b", picture.svg)
    assert colours
    assert all(len(set(colour)) == 1 for colour in colours)


def test_invented_numbers_are_stamped_in_the_picture(picture, months):
    stamp = etree.fromstring(picture.svg).find(f"{SVG}text[@class='i']")
    assert stamp.text == "invented"
    assert etree.fromstring(draw_shares(months, "x", source="y").svg).find(f"{SVG}text[@class='i']") is None


def test_the_table_behind_it_has_the_same_numbers(picture):
    assert picture.table[1] == ("2022-08", "6", "11", "54.5")
    assert len(picture.table) == 27


def test_a_series_keeps_gaps_and_bounds():
    table = read_grid(
        "month\tn\n2031-01\t3\n2031-02\t-\n2031-03\t<5\n2031-04\t9\n", "g", Mapping(("n",), "month")
    )
    root = etree.fromstring(draw_series(table.series("n"), "Cases").svg)
    assert root.find(f"{SVG}polyline") is None
    assert len(root.findall(f"{SVG}circle")) == 2
    assert len(root.findall(f"{SVG}line[@class='w']")) == 1


def counts(cells, *, marks=()):
    rows = "".join(f"2031-0{month}\t{cell}\n" for month, cell in enumerate(cells, start=1))
    table = read_grid(f"month\tn\n{rows}", "g", Mapping(("n",), "month"))
    return etree.fromstring(draw_series(table.series("n"), "Cases", marks=marks).svg)


def test_a_law_is_named_whole_on_lines_of_its_own_inside_the_picture():
    names = ["Decree 278 on passports that no embassy renews " * 4, "Šiaurinis įstatymas", "Закон"]
    marks = [Mark(parse_period(f"2031-0{at}-02"), name.strip()) for at, name in enumerate(names, start=2)]
    root = counts([3, 4, 5, 6], marks=marks)
    lines = [(float(one.get("y")), one.text) for one in root.findall(f"{SVG}text[@class='s']")]
    *legend, source = lines
    assert " ".join(" ".join(text for _, text in legend).split()) == " ".join(
        f"{number} 2031-0{number + 1}-02 {name.strip()}" for number, name in enumerate(names, start=1)
    )
    heights = [y for y, _ in lines]
    assert heights == sorted(set(heights)) and min(b - a for a, b in pairwise(heights)) >= 14
    assert source[0] < float(root.get("viewBox").split()[3])
    assert max(len(text) for _, text in legend) <= 100


def test_numbers_of_laws_of_one_week_do_not_lie_on_each_other():
    root = counts([3, 4, 5, 6], marks=[Mark(parse_period(f"2031-02-0{day}"), "law") for day in (3, 4, 5)])
    places = [float(one.get("x")) for one in root.findall(f"{SVG}g/{SVG}text")]
    assert min(b - a for a, b in pairwise(places)) >= 13


def test_large_numbers_are_written_out():
    drawn = draw_series(
        read_grid("month\tn\n2031-01\t62474\n2031-02\t6288400\n", "g", Mapping(("n",), "month")).series("n"),
        "Cases",
    )
    assert "10,000,000" in drawn.svg and "e+0" not in drawn.svg
    assert "Lowest 62,474 in 2031-01, highest 6,288,400 in 2031-02." in drawn.description


def test_nothing_to_draw_is_said():
    with pytest.raises(BadInput, match="nothing to draw"):
        draw_series(
            read_grid("month\tn\n2031-01\t3\n", "g", Mapping(("n",), "month"))
            .series("n")
            .__class__("n", {}, (), None),
            "x",
        )
