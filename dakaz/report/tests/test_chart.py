"""Pictures of series are plain, deterministic and complete."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dakaz.report import Observation, SeriesRow, SeriesTable
from dakaz.report.chart import picture, ticks


def table(*rows):
    periods = tuple(str(2018 + n) for n in range(len(rows[0])))
    made = tuple(SeriesRow(f"<row> & {n}", tuple(map(Observation, row))) for n, row in enumerate(rows))
    return SeriesTable("t", "persons", periods, made, "k", "2024")


@pytest.mark.parametrize("shape", ["line", "bar"])
def test_it_is_well_formed_and_says_what_it_counts(shape):
    svg = etree.fromstring(picture(table([1, None, 3], [4, 5, 380]), shape=shape, language="en"))
    said = " ".join(svg.itertext())
    for expected in ("persons", "2018", "2020", "<row> & 1", "400"):
        assert expected in said


def test_a_missing_value_is_a_gap_and_not_a_zero():
    svg = picture(table([1, None, 3]), shape="line", language="en")
    assert svg.count("<polyline") == 2


@given(st.decimals(Decimal("0.01"), 10**12, places=2))
def test_the_axis_reaches_the_highest_value_in_few_steps(top):
    steps = ticks(top)
    assert steps[0] == 0
    assert steps[-1] >= top
    assert len(steps) <= 6


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
def test_every_mark_lies_inside_the_picture(values):
    svg = etree.fromstring(picture(table(values), shape="line", language="be"))
    height = float(svg.get("height"))
    for circle in svg.iter("{*}circle"):
        assert 0 <= float(circle.get("cy")) <= height
        assert 0 <= float(circle.get("cx")) <= 640
