"""Laws in order of time with their sources; counts with small ones hidden, and nothing added up again."""

from __future__ import annotations

import html
import re
from decimal import Decimal

import pytest

from dakaz.records.actions import casebook, observatory
from dakaz.records.actions.grounds import rest_on_cited
from dakaz.records.queries.observatory_laws import laws
from dakaz.web.tests import observatory_material as material


@pytest.fixture
def inside(acting, signed_in):
    return signed_in.inside + "/observatory/"


@pytest.fixture
def acts(acting, readers):
    note = material.taken(acting, readers, "note.txt", material.NOTE, cite="note")
    first = casebook.save_event(acting, kind="law", title="Invented vote", date="2023-04-20", country="LT")
    rest_on_cited(acting, first, note.cite)
    casebook.save_event(acting, kind="law", title="Invented decree", date="2023-09-04", country="BY")
    casebook.save_event(acting, kind="law", title="Invented extension", date="2024-04-25", country="LT")
    casebook.save_event(acting, kind="threat", title="No law at all", date="2023-05-01", country="LT")


def test_laws_stand_in_order_of_time_with_their_sources(signed_in, inside, acts):
    page = signed_in.get(inside + "laws/").text
    places = [page.index(one) for one in ("Invented vote", "Invented decree", "Invented extension")]
    assert places == sorted(places)
    assert "Source of note" in page
    assert "No law at all" not in page
    assert "Add a law or policy" in page


def test_laws_are_narrowed_by_country_and_years_and_saved(signed_in, inside, acts, acting):
    page = signed_in.get(inside + "laws/?country=LT&last=2023").text
    assert "Invented vote" in page
    assert "Invented decree" not in page
    assert "Invented extension" not in page
    lines = signed_in.get(inside + "laws/as.csv?country=BY").body.decode("utf-8-sig").splitlines()
    assert lines == ["Date,Country,What,Description,Source", "2023-09-04,BY,Invented decree,,"]
    assert [one.title for one in laws(acting.seen_by, first="2024")] == ["Invented extension"]


def test_a_sealed_circles_law_is_not_there_for_others(acting, signed_in, inside):
    from dakaz.records.guard import SeenBy

    casebook.save_event(acting, kind="law", title="Invented vote", date="2023", country="LT")
    stranger = SeenBy("x", "x", ("elsewhere",))
    assert laws(stranger) == []


def numbers(acting, rows, key="numbers"):
    cells = [
        (period, outcome, Decimal(value), "")
        for period, values in rows.items()
        for outcome, value in zip(("granted", "refused"), values, strict=True)
    ]
    return observatory.save_series(acting, key=key, title="Numbers (invented)", unit="person", cells=cells)


def look(signed_in, inside, **asked):
    query = "&".join(f"{name}={one}" for name, one in asked.items())
    answer = signed_in.get(f"{inside}counts/?{query}")
    return answer.status, html.unescape(answer.text)


def test_small_counts_and_those_that_would_give_them_away_are_hidden_and_totals_are_true(
    signed_in, inside, acting
):
    found = numbers(acting, {"2022": (40, 3), "2023": (50, 60), "2024": (70, 80)})
    status, page = look(signed_in, inside, table=found.pk, threshold=10)
    assert status == 200
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    assert ">3<" not in body
    assert body.count("not shown") >= 4
    assert ">303<" in body
    assert "proved" in page
    answer = signed_in.get(f"{inside}counts/as.csv?table={found.pk}&threshold=10")
    lines = answer.body.decode("utf-8-sig").splitlines()
    assert lines[0] == "period,outcome,number,as of,rule"
    assert len(lines) == 1 + 12
    assert not any(line.startswith("2022,refused,3,") for line in lines)


def test_a_lower_threshold_needs_a_reason_that_is_kept(signed_in, inside, acting):
    found = numbers(acting, {"2022": (40, 3), "2023": (50, 60)})
    status, page = look(signed_in, inside, table=found.pk, threshold=6)
    assert status == 422
    assert "needs a reason" in page
    status, page = look(signed_in, inside, table=found.pk, threshold=6, reason="Asked+by+the+court")
    assert status == 200
    assert "Asked by the court" in page
    status, _ = look(signed_in, inside, table=found.pk, threshold=2, reason="x")
    assert status == 422


def test_our_own_records_are_counted_by_one_or_two_of_their_values(signed_in, inside, acts):
    status, page = look(signed_in, inside, table="events")
    assert status == 200
    assert 'name="by" value="country"' in page
    status, page = look(signed_in, inside, table="events", by="kind&by=country", threshold=10)
    assert status == 200
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    assert "law or policy" in body
    assert not re.search(r">[1-9]<", body)
    status, page = look(signed_in, inside, table="events", by="kind&by=country&by=year", threshold=10)
    assert status == 422


def test_incomplete_numbers_are_not_counted(signed_in, inside, acting):
    cells = [("2022", "granted", Decimal(40), ""), ("2022", "refused", None, "*")]
    found = observatory.save_series(acting, key="gap", title="Gap", unit="person", cells=cells)
    status, page = look(signed_in, inside, table=found.pk, threshold=10)
    assert status == 422
    assert "has no whole number" in page
