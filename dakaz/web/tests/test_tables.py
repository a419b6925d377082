"""Lists sort, page and export by links."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from dakaz.records.actions.casebook import save_case
from dakaz.web.edtf_words import When
from dakaz.web.look import Empty, Fact, Link, Provenance, State, Step, Trace
from dakaz.web.tables import Column, Row, Table, TableAsked

COLUMNS = [
    Column("title", "Title"),
    Column("date", "Date", minor=True),
    Column("pages", "Pages", number=True),
]


def asked(query=""):
    return TableAsked.of(
        RequestFactory().get("/list/" + query), sortable=("title", "date"), first="-date", size=2
    )


def table(query="", **other):
    rows = [Row(["a <b>", date(2024, 10, 28), 1200], "/one"), Row(["c", None, 3])]
    return Table("Papers", COLUMNS, rows, asked(query), **other)


def test_the_address_says_order_and_page():
    found = asked("?sort=title&page=3&q=abc")
    assert (found.key, found.descending, found.offset, found.rest) == ("title", False, 4, (("q", "abc"),))


@pytest.mark.parametrize(
    "query", ["?sort=secret", "?sort=--date", "?page=x", "?page=-1", "?page=0", "?page=²"]
)
def test_what_cannot_be_is_the_lists_own_order_and_first_page(query):
    assert (asked(query).sort, asked(query).offset) == ("-date", 0)


def test_headings_turn_the_order_round_and_keep_the_search():
    html = render_to_string("parts/table.html", {"table": table("?sort=title&q=abc", total=5)})
    assert 'href="?q=abc&amp;sort=-title"' in html
    assert 'aria-sort="ascending"' in html
    assert 'href="?q=abc&amp;sort=title&amp;page=2"' in html
    assert "1–2 of 5" in html


def test_values_are_drawn_by_what_they_are_and_never_as_markup():
    html = render_to_string("parts/table.html", {"table": table(total=2, exports=[Link("CSV", "/x.csv")])})
    assert '<a href="/one">a &lt;b&gt;' in html
    assert '<span class="day">Mon 28 Oct 2024</span>' in html
    assert "1,200" in html
    assert 'aria-label="not recorded"' in html
    assert '<a href="/x.csv">CSV</a>' in html
    assert "Next page" not in html


def test_an_empty_list_says_what_to_do():
    empty = Table("Papers", COLUMNS, [], asked(), 0, empty=Empty("No paper yet.", "", Link("Add", "/add")))
    assert "No paper yet." in render_to_string("parts/table.html", {"table": empty})


def test_a_statement_without_a_source_says_so():
    assert "no source yet" in render_to_string("parts/provenance.html", {"line": None})
    line = Provenance("Department (invented)", "18 October 2024", "official", 1, Link("p. 2", "/p"))
    html = render_to_string("parts/provenance.html", {"line": line})
    assert "1 independent source" in html
    assert '<a href="/p">p. 2</a>' in html


def test_a_state_is_a_word_and_a_shape():
    html = render_to_string("parts/state.html", {"state": State("last day", "brick")})
    assert "■" in html
    assert "last day" in html


def test_facts_open_into_their_trace():
    trace = Trace("How?", [Step("Handed over on 18 October.", "Art. 81")], ["It was served"], ["The hour"])
    facts = [Fact("Due", date(2024, 11, 1), trace=trace), Fact("Names", [Link("A", "/a"), "B"])]
    html = render_to_string("parts/facts.html", {"facts": facts})
    assert "<cite>Art. 81</cite>" in html
    assert "Not known" in html
    assert '<li><a href="/a">A</a>' in html


def saved(visitor, path):
    """Save a list that names nobody, and say so where it is asked."""
    page = visitor.get(path)
    return visitor.fill_in(path, {"people": 0}) if b'name="people"' in page.body else page


@pytest.mark.parametrize("place", ["people/cases", "people/due-dates", "observatory/statements", "reports"])
def test_every_list_is_saved_as_a_sheet_too(acting, signed_in, place):
    save_case(acting, title="Sample")
    path = f"{signed_in.inside}/{place}/"
    assert place != "people/cases" or f'{path}as.xlsx"' in signed_in.get(path).text
    answer = saved(signed_in, path + "as.xlsx")
    assert answer.status == 200
    name = place.rpartition("/")[2]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(answer.body)).active
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == list(
        csv.reader(io.StringIO(saved(signed_in, path + "as.csv").text.lstrip("\ufeff")))
    )


@pytest.mark.parametrize(
    ("edtf", "in_a_row", "elsewhere"),
    [
        ("2024-10-28", "Mon 28 Oct 2024", "Mon 28 October 2024"),
        ("2024-09", "Sep 2024", "September 2024"),
        ("2024", "2024", "2024"),
        ("2024-09-04/2024-09-05", "4–5 Sep 2024", "Wed 4 September 2024 to Thu 5 September 2024"),
        ("2024-06-28/2024-07-03", "28 Jun – 3 Jul 2024", "Fri 28 June 2024 to Wed 3 July 2024"),
        ("2023-12-31/2024-01-02", "31 Dec 2023 – 2 Jan 2024", "Sun 31 December 2023 to Tue 2 January 2024"),
        ("2024-09/2024-10", "Sep 2024 to Oct 2024", "September 2024 to October 2024"),
        ("2024-10-28~", "about Mon 28 Oct 2024", "about Mon 28 October 2024"),
        ("2024-10-28/..", "since Mon 28 Oct 2024", "since Mon 28 October 2024"),
        ("202X", "202X", "202X"),
    ],
)
def test_a_date_is_short_in_a_row_and_whole_elsewhere(edtf, in_a_row, elsewhere):
    assert in_a_row in render_to_string("parts/value.html", {"value": When(edtf), "in_row": True})
    assert elsewhere in render_to_string("parts/value.html", {"value": When(edtf)})


def test_a_moment_stays_on_one_line_of_a_row():
    drawn = render_to_string(
        "parts/value.html", {"value": datetime(2024, 10, 28, 8, 0, tzinfo=UTC), "in_row": True}
    )
    assert re.search(r'<span class="day">Mon 28 Oct 2024, \d\d:00</span>', drawn)


def test_a_column_says_what_becomes_of_long_values():
    columns = [
        Column("name", "Name"),
        Column("code", "Code", fit="whole"),
        Column("by", "By", fit="cut", minor=True),
    ]
    shown = Table("Cases", columns, [Row(["a", "C-2024-01", "An office"])], asked())
    html = render_to_string("parts/table.html", {"table": shown})
    assert re.findall(r'<td [^>]*class="([^"]*)"', html) == ["wrap", "whole", "cut minor"]
