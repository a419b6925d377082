"""Counts that were published are kept, and later ones are proved against them."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from urllib.parse import urlencode

import pytest

from dakaz.records.actions import observatory
from dakaz.records.actions.casebook import save_case, save_event
from dakaz.records.actions.sealing import seal
from dakaz.records.models import CountsRelease
from dakaz.records.queries.verify import verify


@pytest.fixture
def inside(signed_in):
    return f"{signed_in.inside}/observatory/"


@pytest.fixture
def many(acting):
    """Invented threats: 12 in Lithuania and 4 in Poland in 2023, 30 and 20 in 2024."""
    for year, country, number in (
        ("2023", "LT", 12),
        ("2023", "PL", 4),
        ("2024", "LT", 30),
        ("2024", "PL", 20),
    ):
        for place in range(number):
            save_event(acting, kind="threat", title=f"Invented {place}", date=year, country=country)


def look(signed_in, inside, query):
    answer = signed_in.get(f"{inside}counts/?{query}")
    return answer.status, html.unescape(answer.text)


def keep(signed_in, inside, query, **changed):
    page = signed_in.get(f"{inside}counts/?{query}")
    (form,) = [one for one in re.findall(r"<form.*?</form>", page.text, re.DOTALL) if "looked_at" in one]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    sent = [(name, html.unescape(value)) for name, value in found if name not in changed] + [*changed.items()]
    headers = {"CONTENT_TYPE": "application/x-www-form-urlencoded"}
    return signed_in.ask("POST", f"{inside}counts/", urlencode(sent).encode(), headers)


def body(page):
    return page.split("<tbody>")[1].split("</tbody>")[0]


def test_a_table_is_kept_as_it_was_shown_with_who_when_and_where(signed_in, inside, many, acting):
    query = "table=events&by=country&by=year&threshold=10"
    answer = keep(signed_in, inside, query, published_in="Invented yearly report")
    assert answer.status == 303
    (kept,) = CountsRelease.objects.all()
    assert (kept.of, kept.dimensions, kept.threshold) == ("events", ["country", "year"], 10)
    assert [["PL", "2023"], None] in kept.shown
    assert kept.by == acting.seen_by.user_id
    status, page = look(signed_in, inside, "table=events")
    assert status == 200
    assert "Published before" in page and "Invented yearly report" in page
    assert "Kept by office." in page
    assert verify(acting.vault, acting.keys).clean


def test_a_later_table_by_other_sides_is_solved_together_with_the_earlier_and_says_what_is_hidden_and_why(
    signed_in, inside, many
):
    _, page = look(signed_in, inside, "table=events&by=country&threshold=10")
    assert ">24<" in body(page), "alone it gives nothing away"
    assert "No table of these records was kept as published before." in page
    keep(signed_in, inside, "table=events&by=country&by=year&threshold=10")
    (kept,) = CountsRelease.objects.all()
    shown = {tuple(key): value for key, value in kept.shown}
    _, page = look(signed_in, inside, "table=events&by=year&threshold=10")
    assert "It was solved together with 1 table published before." in page
    assert "proved" in page
    _, page = look(signed_in, inside, "table=events&by=country&by=year&threshold=10")
    assert "Poland · 2023: below 10" in page or "PL · 2023: below 10" in page
    assert "with it another hidden number could be computed" in page
    assert shown["PL", "2023"] is None


def test_a_few_who_came_since_cannot_be_told_from_two_tables(signed_in, inside, many, acting):
    keep(signed_in, inside, "table=events&by=country&threshold=10")
    for place in range(3):
        save_event(acting, kind="threat", title=f"Later {place}", date="2024", country="LT")
    status, page = look(signed_in, inside, "table=events&by=country&threshold=10")
    assert status == 200
    assert ">45<" not in body(page) and ">69<" not in body(page)
    assert "an earlier table shows it with a difference of fewer than 10" in page


def test_a_table_that_changed_since_it_was_looked_at_is_not_kept(signed_in, inside, many, acting):
    query = "table=events&by=country&threshold=10"
    answer = keep(signed_in, inside, query, looked_at="0" * 64)
    assert answer.status == 422
    assert "changed since you looked at them" in answer.text
    assert not CountsRelease.objects.exists()
    token = signed_in.get(f"{inside}counts/").form_token
    assert signed_in.post(f"{inside}counts/", {"csrfmiddlewaretoken": token}).status == 422


def test_numbers_of_a_series_are_kept_with_it(signed_in, inside, acting):
    cells = [("2023", name, Decimal(value), "") for name, value in (("granted", 40), ("refused", 60))]
    found = observatory.save_series(acting, key="k", title="Numbers (invented)", unit="person", cells=cells)
    assert keep(signed_in, inside, f"table={found.pk}&threshold=10").status == 303
    (kept,) = CountsRelease.objects.all()
    assert (kept.of, kept.dimensions) == (str(found.pk), ["period", "outcome"])


def test_what_is_sealed_is_not_counted_for_anybody(signed_in, inside, many, acting):
    query = "table=events&by=country&threshold=10"
    _, before = look(signed_in, inside, query)
    case = save_case(acting, code="K-1", title="Invented")
    for place in range(11):
        save_event(acting, case_id=case.pk, kind="threat", title=f"S {place}", date="2024", country="LV")
    seal(acting, case.pk)
    _, after = look(signed_in, inside, query)
    assert body(before) == body(after)
    assert "What is sealed is not counted" in after


def test_whoever_only_reads_figures_cannot_keep_a_table(signed_in, serving, inside, many):
    (session,) = serving.sessions._open.values()
    user = session.user
    session.user = type(user)(user.user_id, user.name, user.compartments, roles=frozenset(["publisher"]))
    _, page = look(signed_in, inside, "table=events&by=country&threshold=10")
    assert "Keep it as published" not in page
    token = signed_in.get(f"{signed_in.inside}/settings/").form_token
    assert signed_in.post(f"{inside}counts/", {"csrfmiddlewaretoken": token}).status == 403
