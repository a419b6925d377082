"""The page that looks for breaks of a series: what it says, draws, and refuses."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from pathlib import Path

import pytest

from dakaz.records.actions import casebook, observatory

MONTHS = Path(__file__).parents[2] / "figures" / "tests" / "real" / "synthetic_26_months.csv"


@pytest.fixture
def series(acting):
    """Twenty-six invented months with a step."""
    head, *rows = (line.split(",") for line in MONTHS.read_text().splitlines())
    cells = [
        (row[0], name, Decimal(number), "")
        for row in rows
        for name, number in zip(head[1:], row[1:], strict=True)
    ]
    return observatory.save_series(
        acting, key="months", title="Decisions (invented)", unit="decision", cells=cells, invented=True
    )


@pytest.fixture
def path(signed_in, series):
    return f"{signed_in.inside}/observatory/series/{series.pk}/breaks"


def look(signed_in, path, **asked):
    query = "&".join(f"{name}={one}" for name, one in asked.items())
    page = signed_in.get(f"{path}?{query}")
    return page.status, html.unescape(page.text)


ASKED = {"yes": 0, "rest": 1, "way": "negative", "family": 1}


def test_a_break_is_told_with_its_doubt_and_with_what_may_not_be_said(signed_in, path):
    status, page = look(signed_in, path, **ASKED)
    assert status == 200
    assert "What may be said" in page
    assert "What may not" in page
    assert re.search(r"one step</dt><dd>(?:more than )?9\d %", page)
    assert "With 95 % it lies" in page
    assert "in 999 shuffles" in page
    assert "odds ratio" in page
    assert "all periods" in page
    assert "Leaving out each period in turn" in page


def test_all_cases_may_be_given_instead_of_the_others(signed_in, path):
    _, other = look(signed_in, path, **ASKED)
    _, whole = look(signed_in, path, **ASKED | {"rest": 2, "way": "decided"})
    said = re.compile(r'class="may-say">([^<]*)')
    assert said.search(other)[1] == said.search(whole)[1]


def test_the_picture_is_stamped_marks_laws_and_loads_no_style_of_its_own(signed_in, path, acting):
    casebook.save_event(acting, kind="law", title="An invented law", date="2023-07-15", country="LT")
    casebook.save_event(acting, kind="law", title="A law of before", date="2003-07-15", country="LT")
    _, page = look(signed_in, path, **ASKED)
    assert 'class="i">invented</text>' in page
    assert "<style" not in page
    assert "15 Jul 2023: An invented law" in page
    assert "A law of before" not in page
    assert page.count("<tr>") > 26


def test_a_date_chosen_beforehand_is_tested_apart_and_marked_when_it_was_not(signed_in, path):
    _, page = look(signed_in, path, **ASKED | {"before": "2023-06"})
    assert "This date was chosen before the numbers were seen." in page
    _, page = look(signed_in, path, **ASKED | {"before": "2023-06", "seen": "on"})
    assert "This date was NOT chosen beforehand" in page
    status, page = look(signed_in, path, **ASKED | {"before": "1999-06"})
    assert status == 422
    assert "1999-06 is no period of this series." in page


def test_a_number_by_itself_is_looked_at_too(signed_in, path):
    status, page = look(signed_in, path, yes=2, way="count", family=1)
    assert status == 200
    assert "Mean before and after it" in page


def test_what_cannot_be_compared_is_said(signed_in, path, acting):
    status, page = look(signed_in, path, **ASKED | {"rest": 0})
    assert status == 422
    assert "The same column stands on both sides." in page
    cells = [(str(year), name, Decimal(3), "") for year in (2022, 2023) for name in ("a", "b")]
    short = observatory.save_series(acting, key="short", title="Short", unit="decision", cells=cells)
    status, page = look(signed_in, path.replace(path.split("/")[-2], str(short.pk)), **ASKED)
    assert status == 422
    assert "8 periods or more" in page


def test_the_size_of_the_family_pays_for_the_search(signed_in, path):
    _, page = look(signed_in, path, **ASKED | {"family": 40})
    assert "one of 40 series looked at" in page
    assert "corrected for that:" in page


def test_recommendations_are_marked_when_asked_for(signed_in, path, acting):
    from dakaz.web.tests import observatory_material as material

    house = material.party(acting, "Organisation (invented)")
    for number in ("1", "2"):
        observatory.save_recommendation(
            acting, number=number, text="Say why.", made_by_id=house.pk, since="2023-10"
        )
    _, page = look(signed_in, path, **ASKED)
    assert "Recommended by" not in page
    _, page = look(signed_in, path, **ASKED | {"asked": "on"})
    assert "1 October 2023: Recommended by Organisation (invented)" in page
    assert "2 October 2023" not in page
