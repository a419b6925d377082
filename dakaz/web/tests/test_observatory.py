"""The observatory: statements side by side, recommendations, series pasted and read from UNHCR's table."""

from __future__ import annotations

import html
import re

import pytest

from dakaz.records.actions import observatory as actions
from dakaz.records.actions.grounds import rest_on_cited
from dakaz.records.queries import observatory
from dakaz.records.queries.verify import verify
from dakaz.web.tests import observatory_material as material

TABLE = "Year\tgranted\trefused\n2022\t1 644\t5*\n2023\t306\t"


@pytest.fixture
def inside(acting, signed_in):
    return signed_in.inside + "/observatory/"


@pytest.fixture
def pair(acting, readers):
    """A minister and an organisation on the same matter."""
    note = material.taken(acting, readers, "note.txt", material.NOTE, cite="note")
    minister = material.party(acting, "Minister (invented)", kind="person")
    house = material.party(acting, "Organisation (invented)")
    one = actions.save_statement(
        acting, speaker_id=minister.pk, words="There is no such case.", language="en"
    )
    rest_on_cited(acting, one, note.cite)
    other = actions.save_statement(
        acting, speaker_id=house.pk, words="We counted 12.", role="author", date="2024-10", answers_id=one.pk
    )
    return one, other


def series_fields(**changed):
    return {
        "title": "Decisions (invented)",
        "key": "invented-1",
        "unit": "persons",
        "vintage": "2024-10-28",
        "note": "",
        "item_id": "",
        "table": TABLE,
        **changed,
    }


def saved_series(signed_in, inside, **changed):
    answer = signed_in.fill_in(inside + "series/new", series_fields(**changed))
    assert answer.status == 303, answer.text
    return answer.to


def test_an_empty_observatory_says_what_would_be_there(signed_in, inside):
    page = signed_in.get(inside)
    assert page.title == "Observatory · Dakaz"
    for said in ("Add a statement", "Add a recommendation", "Add a series", "Statements side by side"):
        assert said in page.text


def test_statements_on_one_matter_stand_side_by_side_by_a_rule_that_is_said(signed_in, inside, pair):
    page = signed_in.get(inside + "matters/")
    assert page.text.index("There is no such case.") < page.text.index("We counted 12.")
    assert "no order is a verdict" in page.text
    assert "no source yet" in page.text  # the second rests on nothing
    assert "organisation" in page.text


def test_a_statements_page_shows_the_other_whichever_of_the_two_it_is(signed_in, inside, pair):
    for one, other in (pair, pair[::-1]):
        page = signed_in.get(f"{inside}statements/{one.pk}/")
        assert page.title == "Statement · Dakaz"
        assert "On the same matter" in page.text
        assert other.words in page.text


def test_a_statement_is_written_by_a_form_and_listed_as_csv(signed_in, inside, acting):
    speaker = material.party(acting, "Speaker (invented)", kind="person")
    fields = {"speaker_id": str(speaker.pk), "words": "Exact words.", "date": "2024-10?", "role": "minister"}
    answer = signed_in.fill_in(inside + "statements/new", fields)
    assert answer.status == 303, answer.text
    page = signed_in.get(inside + "statements/")
    assert "Exact words." in page.text
    assert "Oct 2024 (uncertain)" in page.text
    assert (
        "Exact words.,Speaker (invented),minister,2024-10?"
        in signed_in.fill_in(inside + "statements/as.csv", {"people": 1}).text
    )


def test_a_statement_cannot_answer_itself(signed_in, inside, pair):
    page = signed_in.get(f"{inside}statements/{pair[0].pk}/edit")
    assert f'value="{pair[1].pk}"' in page.text
    assert f'<option value="{pair[0].pk}"' not in page.text


def test_a_recommendation_says_in_word_and_shape_what_came_of_it(signed_in, inside, acting):
    body = material.party(acting, "Organisation (invented)")
    fields = {"number": "4", "text": "Say why.", "made_by_id": str(body.pk), "state": "partly"}
    answer = signed_in.fill_in(inside + "recommendations/new", fields)
    page = signed_in.follow(answer)
    assert '<span class="shape" aria-hidden="true">▲</span> carried out in part' in page.text
    assert "Say why." in signed_in.get(inside + "recommendations/").text


def test_a_pasted_table_becomes_a_series_with_marks_and_gaps(signed_in, inside, acting):
    page = signed_in.get(saved_series(signed_in, inside))
    assert "1,644" in page.text
    assert '5 <span class="flag">*</span>' in page.text
    assert 'aria-label="not published"' in page.text
    assert "<svg" in page.text
    found = observatory.series_list(acting.seen_by).rows[0]
    assert [str(one.value) for one in found.observations.all()][:2] == ["1644.0000", "5.0000"]
    assert verify(acting.vault, acting.keys).clean


def test_a_table_is_looked_at_before_anything_is_saved(signed_in, inside, acting):
    fields = {"table": "\tn\n2023\t1.644", "look": "1"}
    answer = signed_in.fill_in(inside + "series/new", fields)
    assert answer.status == 200
    assert "Row 2: “1.644” was read as 1644." in answer.text
    assert "1.644</textarea>" in answer.text
    assert "Say what" not in answer.text
    assert observatory.series_list(acting.seen_by).total == 0


def test_what_cannot_be_read_is_said_row_by_row_and_nothing_is_lost(signed_in, inside, acting):
    table = TABLE + "\n2023\t1\n2024\t1 / 2"
    answer = signed_in.fill_in(inside + "series/new", series_fields(table=table))
    assert answer.status == 422
    assert "Row 4: “2023” stood in a row above already." in answer.text
    assert "Row 5: “1 / 2” is neither one number nor a mark." in answer.text
    assert "2024\t1 / 2</textarea>" in answer.text
    assert observatory.series_list(acting.seen_by).total == 0


def test_a_series_is_changed_without_losing_marks(signed_in, inside, acting):
    path = saved_series(signed_in, inside)
    page = signed_in.get(path + "edit")
    table = html.unescape(
        re.search(r'<textarea name="table"[^>]*>\n?(.*?)</textarea>', page.text, re.DOTALL)[1]
    )
    entry = re.search(r'name="entry" value="(\d+)"', page.text)[1]
    fields = series_fields(table=table, entry=entry, title="Another title")
    answer = signed_in.post(path + "edit", {"csrfmiddlewaretoken": page.form_token, **fields})
    assert answer.status == 303, answer.text
    found = observatory.series_list(acting.seen_by).rows[0]
    assert found.title == "Another title"
    assert [one.flag for one in found.observations.all()] == ["", "*", "", ""]


def test_a_key_is_given_to_one_series_only(signed_in, inside):
    saved_series(signed_in, inside)
    answer = signed_in.fill_in(inside + "series/new", series_fields())
    assert answer.status == 422
    assert "Another series has this key" in answer.text


def test_invented_numbers_say_so_inside_the_picture(signed_in, inside):
    plain = signed_in.get(saved_series(signed_in, inside))
    assert 'class="stamp"' not in plain.text
    stamped = signed_in.get(saved_series(signed_in, inside, key="invented-2", invented="on"))
    picture = re.search(r"<svg xmlns.*?</svg>", stamped.text, re.DOTALL)[0]
    assert re.search(r'class="stamp"[^>]*>invented</text>', picture)


def test_a_series_own_table_is_a_csv_with_its_marks(signed_in, inside):
    answer = signed_in.get(saved_series(signed_in, inside) + "table.csv")
    assert answer.body.decode("utf-8-sig").splitlines() == [
        'Period,granted,refused,"refused, mark"',
        "2022,1644,5,*",
        "2023,306,,",
    ]


def test_unhcrs_table_in_the_archive_becomes_a_series_to_look_at_and_save(signed_in, inside, acting, readers):
    path = inside + "series/from-unhcr"
    assert "No such table is in the archive yet." in signed_in.get(path).text
    item = material.taken(acting, readers, "decisions.csv", material.UNHCR, cite="unhcr")
    asked = {"item_id": str(item.pk), "origin": "blr", "asylum": "LTU", "level": "FI"}
    page = signed_in.fill_in(path, asked)
    assert "Asylum decisions, Belarus in Lithuania, first instance" in page.text
    assert "unhcr-ltu-blr-fi" in page.text
    assert '<td class="number">310</td>' in page.text
    assert "1 row of the file was added" in html.unescape(page.text)
    assert observatory.series_list(acting.seen_by).total == 0
    table = html.unescape(
        re.search(r'<textarea name="table"[^>]*>\n?(.*?)</textarea>', page.text, re.DOTALL)[1]
    )
    shown = signed_in.get(saved_series(signed_in, inside, table=table, item_id=str(item.pk)))
    assert "Source of unhcr" in shown.text


def test_a_part_that_is_not_in_unhcrs_table_is_named(signed_in, inside, acting, readers):
    item = material.taken(acting, readers, "decisions.csv", material.UNHCR, cite="unhcr")
    asked = {"item_id": str(item.pk), "origin": "POL", "asylum": "LTU", "level": "FI"}
    answer = signed_in.fill_in(inside + "series/from-unhcr", asked)
    assert answer.status == 422
    assert "no row from POL in LTU at level FI" in answer.text


def test_addresses_and_titles_name_nobody(signed_in, inside, pair):
    for path in ("", "matters/", "statements/", f"statements/{pair[0].pk}/", f"statements/{pair[0].pk}/edit"):
        page = signed_in.get(inside + path)
        assert "invented" not in page.title
        assert not re.search(r'(?:href|action)="[^"]*Minister', page.text)


def test_whoever_spoke_has_what_they_said_on_their_own_page(signed_in, pair):
    one, _ = pair
    page = signed_in.get(f"{signed_in.inside}/people/parties/{one.speaker_id}/").text
    assert "There is no such case." in page
    assert f"/observatory/statements/{one.pk}/" in page


def test_what_one_must_know_stands_under_the_picture_of_a_series(signed_in, inside):
    page = signed_in.get(saved_series(signed_in, inside, note="Counts of 1 to 4 are printed as 5.")).text
    assert page.index("</svg>") < page.index("Counts of 1 to 4 are printed as 5.") < page.index("<table")
    assert "Counted in persons. As of Mon 28 October 2024." in page


def test_a_series_finds_its_paper_by_words_and_keeps_what_was_typed(signed_in, inside, pair):
    fields = series_fields(**{"item_id-find": "note", "again": "item_id", "title": "Half typed"})
    page = signed_in.fill_in(inside + "series/new", fields).text
    assert "Half typed" in page
    found = r'name="item_id" value="[^"]+"[^>]*><label[^>]*>[^<]*<span class="soft small">note</span>'
    assert re.search(found, page)


def test_every_page_has_a_way_back(signed_in, inside, pair):
    one, _ = pair
    for path, words in (
        ("statements/", "Observatory"),
        (f"statements/{one.pk}/", "Statements"),
        (f"statements/{one.pk}/edit", "Statement"),
        ("matters/", "Observatory"),
    ):
        page = signed_in.get(inside + path).text
        assert f">{words}</a>" in page.split('<nav class="way-back')[1].split("</nav>")[0], path
