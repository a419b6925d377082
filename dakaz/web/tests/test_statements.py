"""A statement's words are tied to a passage: taken from it, compared with it, marked where they differ."""

from __future__ import annotations

import uuid

import pytest

from dakaz.records.actions import observatory as actions
from dakaz.records.actions.grounds import rest_on_cited
from dakaz.records.actions.passages import mark_words
from dakaz.records.queries import observatory
from dakaz.records.queries.grounds import grounds_of
from dakaz.web.tests import observatory_material as material

WORDS = "These calls are fake (invented)."


@pytest.fixture
def inside(acting, signed_in):
    return signed_in.inside + "/observatory/statements/"


@pytest.fixture
def fields(acting, readers):
    """A form about somebody whose words stand in a note, as ``note#q1``."""
    text = f"A note in our own words.\n\n{WORDS} The rest is not theirs.\n"
    note = material.taken(acting, readers, "note.txt", text, cite="note")
    mark_words(acting, note.pk, words=WORDS, label="q1")
    speaker = material.party(acting, "Speaker (invented)", kind="person")
    return {"speaker_id": str(speaker.pk), "stands_at": "note#q1", "date": "2024-02", "role": "press release"}


def kept(signed_in, acting, answer):
    assert answer.status == 303, answer.text
    return observatory.statement(acting.seen_by, uuid.UUID(answer.to.rstrip("/").split("/")[-1]))


@pytest.mark.parametrize(("typed", "words"), [("", WORDS), ("These calls are fake", "These calls are fake")])
def test_the_words_are_those_of_the_passage_or_a_part_of_them(
    signed_in, inside, acting, fields, typed, words
):
    answer = signed_in.fill_in(inside + "new", {**fields, "words": typed})
    statement = kept(signed_in, acting, answer)
    assert statement.words == words
    assert [ground.passage.label for ground in grounds_of(acting.seen_by, statement)] == ["q1"]
    page = signed_in.follow(answer).text
    assert "word for word in the passage" in page and "no source yet" not in page


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        (
            "These calls are real",
            "note#q1",
            "These words do not stand so in the passage. It says: “These calls are",
        ),
        ("x", "note#q9", "Nothing is cited as “note#q9”"),
        ("x", "note", "Nothing is cited as “note”"),
        ("", "", "Write the exact words, or name the passage they stand in."),
    ],
)
def test_other_words_a_strange_passage_and_no_words_are_said(signed_in, inside, fields, typed, place, said):
    answer = signed_in.fill_in(inside + "new", {**fields, "words": typed, "stands_at": place})
    assert answer.status == 422
    assert said in answer.text


def test_words_that_differ_from_what_they_rest_on_are_marked(signed_in, inside, acting, fields):
    statement = actions.save_statement(acting, speaker_id=fields["speaker_id"], words="All calls are real.")
    rest_on_cited(acting, statement, "note#q1")
    assert "not so in the passage" in signed_in.get(f"{inside}{statement.pk}/").text
    whole = actions.save_statement(acting, speaker_id=fields["speaker_id"], words="Typed.")
    rest_on_cited(acting, whole, "note")
    text = signed_in.get(f"{inside}{whole.pk}/").text
    assert "not so in the passage" not in text and "word for word" not in text
