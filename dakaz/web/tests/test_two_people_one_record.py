"""Two people write into one record: nothing is overwritten silently, both values stand side by side."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest

from dakaz.web.tests.casebook_people import dossier, inside
from dakaz.web.tests.people_material import hang

__all__ = ["dossier", "inside"]  # fixtures

# For each kind of record a column of its form that two people write into.
COLUMNS = {
    "cases": "summary",
    "parties": "description",
    "decisions": "reference",
    "testimonies": "text",
    "events": "description",
    "due-dates": "what",
    "documents": "note",
    "ties": "note",
    "named-ties": "answer",
    "needs": "asks_for",
    "consents": "scope",
    "offers": "place",
}
# For each kind that owns rows a column of its first row.
ROWS = {
    "cases": "involvements-0-role",
    "parties": "names-0-text",
    "decisions": "reasons-1-words",
    "events": "involvements-0-role",
}


class Sent(HTMLParser):
    """What a browser would send of the record's form as it stands, as pairs."""

    def __init__(self):
        super().__init__()
        self.pairs, self._inside, self._select, self._text = [], False, "", None

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if tag == "form":
            self._inside = "record-form" in (has.get("class") or "")
        if not self._inside:
            return
        if tag == "select":
            self._select = has["name"]
        elif tag == "option" and "selected" in has:
            self.pairs.append((self._select, has.get("value") or ""))
        elif tag == "textarea":
            self._text = (has["name"], "")
        elif tag == "input" and "name" in has and ("checked" in has or has.get("type") not in ONE_OF_SEVERAL):
            self.pairs.append((has["name"], has.get("value") or ""))

    def handle_data(self, data):
        if self._text is not None:
            self._text = (self._text[0], self._text[1] + data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self._text is not None:
            self.pairs.append((self._text[0], self._text[1].removeprefix("\n")))
            self._text = None
        elif tag == "form":
            self._inside = False


ONE_OF_SEVERAL = ("radio", "checkbox")


def fields_of(page):
    """The pairs of the record's form."""
    parser = Sent()
    parser.feed(page)
    return parser.pairs


def with_value(pairs, name, value):
    """The same form with one field written anew."""
    assert name in dict(pairs), (name, [one for one, _ in pairs])
    return [(one, value if one == name else there) for one, there in pairs]


@pytest.fixture
def records(acting, dossier):
    """One row of each kind."""
    hung = hang(acting, dossier)
    return {
        "cases": dossier.case,
        "parties": dossier.person,
        "decisions": dossier.decision,
        "testimonies": dossier.testimony,
        "events": dossier.event,
        "due-dates": dossier.due,
        **{name: hung[name] for name in ("documents", "ties", "named-ties", "needs", "consents", "offers")},
    }


def text_of(page):
    """The table of what differs, tags taken out."""
    table = re.search(r'<table class="list apart">(.*?)</table>', page, re.DOTALL)[1]
    return html.unescape(re.sub(r"<[^>]+>", " ", table))


def send(inside, path, pairs):
    return inside.visitor.post(inside.visitor.inside + path, pairs)


@pytest.mark.parametrize("kind", COLUMNS)
def test_the_later_one_sees_both_values_and_overwrites_nothing(inside, records, kind):
    column, path = COLUMNS[kind], f"/people/{kind}/{records[kind].pk}/edit"
    opened = fields_of(inside.get(path).text)
    assert send(inside, path, with_value(opened, column, "hers entirely")).status == 303
    late = send(inside, path, with_value(opened, column, "mine alone"))
    assert late.status == 409
    table = text_of(late.text)
    assert "hers entirely" in table and "mine alone" in table
    stands = dict(fields_of(inside.get(path).text))
    assert stands[column] == "hers entirely"
    again = fields_of(late.text)
    assert dict(again)[column] == "mine alone"
    assert send(inside, path, again).status == 303
    assert dict(fields_of(inside.get(path).text))[column] == "mine alone"


@pytest.mark.parametrize("kind", ROWS)
def test_rows_of_a_record_stand_side_by_side_too(inside, records, kind):
    column, path = ROWS[kind], f"/people/{kind}/{records[kind].pk}/edit"
    page = inside.get(path).text
    opened = fields_of(page)
    options = re.search(rf'<select[^>]*name="{column}"[^>]*>(.*?)</select>', page, re.DOTALL)
    values = re.findall(r'<option value="(\w+)"', options[1])[1:3] if options else ["Hers", "Mine"]
    assert send(inside, path, with_value(opened, column, values[0])).status == 303
    late = send(inside, path, with_value(opened, column, values[1]))
    assert late.status == 409
    words = [
        re.search(rf'<option value="{value}"[^>]*>([^<]*)<', options[1])[1] if options else value
        for value in values
    ]
    table = text_of(late.text)
    assert all(html.unescape(word) in table for word in words), table
    assert dict(fields_of(inside.get(path).text))[column] == values[0]


def test_what_the_other_changed_elsewhere_in_the_record_is_shown_too(inside, records):
    path = f"/people/cases/{records['cases'].pk}/edit"
    opened = fields_of(inside.get(path).text)
    assert send(inside, path, with_value(opened, "title", "her title")).status == 303
    late = send(inside, path, with_value(opened, "summary", "my summary"))
    table = text_of(late.text)
    assert late.status == 409 and "her title" in table and "my summary" in table
