"""Figures are found in five languages, and what only looks like a figure is not."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakaz.figures.tests.annotated import ours, score, sentences
from dakaz.figures.text import extract

ALL = sentences()


def read(text, **options):
    return list(extract(text, **options))


def only(text, **options):
    (found,) = read(text, **options)
    return found


def test_there_are_sentences_enough_in_every_language():
    assert len(ALL) >= 150
    assert all(
        sum(one.language == language for one in ALL) >= 20 for language in ("en", "ru", "be", "lt", "pl")
    )


@pytest.mark.parametrize("language", ["en", "ru", "be", "lt", "pl"])
def test_annotated_sentences_are_read(language):
    total, differing = score(ours, [one for one in ALL if one.language == language])
    assert total.right >= 0.95 * total.gold, differing
    assert total.false <= 0.05 * total.gold, differing
    assert total.period >= 0.9 * total.gold, differing


def test_a_figure_knows_its_place_period_speaker_and_span():
    text = "According to the Migration Department, more than 1,204 citizens of Belarus lived "
    text += "in Lithuania in July 2031."
    found = only(text)
    assert text[found.start : found.end] == found.text == "more than 1,204"
    assert (found.kind, found.value, found.qualifier, found.unit) == ("count", 1204, "more than", "person")
    assert (found.counted, found.place, found.period) == ("citizens of Belarus", "LT", "2031-07")
    assert found.attributed_to == "the Migration Department"


def test_json_has_the_keys_that_are_promised():
    body = only("The number fell from 1,345 to 850 in 2031.").as_json()
    assert list(body) == [
        "start", "end", "text", "kind", "from", "to",
        "unit", "counted", "place", "period", "qualifier", "attributed_to",
    ]  # fmt: skip
    assert (body["from"], body["to"]) == (1345, 850)


@pytest.mark.parametrize(
    "text",
    [
        "Refugees12 came.13 They stayed.",
        "They sought refuge after the protests (12) and the war (34).",
        "See Article 35(1)(2) and Directive 2011/95/EU.",
        "Skambinkite +370 5 271 7112 nuo 8:00 iki 17:00.",
        "Справа № 2-145/2031, артыкул 342.",
        "Na podstawie art. 35 ust. 2 pkt 3 ustawy.",
        "https://example.org/news/2031/123456",
        "1. General situation",
        "The 2031 elections and the 2032 report.",
        "On 17 April 2031 and on 01.05.2031.",
        "COVID-19, Mariupol-2, flight QX-114.",
        "The 46-nation Council met on the 17th.",
        "Tens of 1000's of people left.",
    ],
)
def test_what_only_looks_like_a_figure_is_none(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5.3 million people", 5_300_000),
        ("62 884 people", 62_884),
        ("62 884 žmonės", 62_884),
        ("62.884 žmonės gyvena Lietuvoje", 62_884),
        ("1.234 people each is odd", 1.234),
        ("55,5 тыс. человек", 55_500),
        ("полмиллиона человек", 500_000),
        ("двести сорок восемь человек", 248),
        ("dwieście czterdzieści osiem osób", 248),
        ("du šimtai keturiasdešimt aštuoni žmonės", 248),
        ("two hundred and forty-eight people", 248),
        ("дзвесце сорак восем чалавек", 248),
        ("half a million people", 500_000),
    ],
)
def test_numbers_are_read_however_they_are_written(text, value):
    assert only(text).value == value


def test_a_date_without_a_year_belongs_to_the_day_of_the_text():
    assert only("By 30 June some 61,200 people had left.", published=date(2032, 3, 1)).period == "2031-06-30"
    assert only("Last year 61,200 people left.", published=date(2032, 3, 1)).period == "2031"
    assert only("Last year 61,200 people left.").period == ""


def test_texts_in_several_languages_are_read_paragraph_by_paragraph():
    text = "In 2031, 300 people left.\n\nВ 2032 году уехали 400 человек.\n\n2033 m. išvyko 500 žmonių."
    assert [(one.value, one.period) for one in read(text)] == [(300, "2031"), (400, "2032"), (500, "2033")]


@settings(deadline=None)
@given(st.sampled_from(ALL))
def test_composed_and_decomposed_letters_read_the_same(sentence):
    pieces = unicodedata.normalize("NFD", sentence.text)
    whole, apart = read(unicodedata.normalize("NFC", sentence.text)), read(pieces)
    assert [(one.kind, one.value, one.period) for one in whole] == [
        (one.kind, one.value, one.period) for one in apart
    ]
    assert all(pieces[one.start : one.end] == one.text for one in apart)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_and_spans_are_true(text):
    for one in read(text):
        assert text[one.start : one.end] == one.text
        numbers = (one.value, one.low, one.high, one.from_, one.to)
        assert any(number is not None for number in numbers)


@settings(deadline=None)
@given(st.lists(st.sampled_from(ALL), min_size=2, max_size=5))
def test_paragraphs_do_not_change_the_numbers_of_one_another(chosen):
    text = "\n\n".join(one.text for one in chosen)
    together = [(one.kind, one.value, one.low, one.from_) for one in read(text)]
    apart = [(one.kind, one.value, one.low, one.from_) for each in chosen for one in read(each.text)]
    assert len(together) >= 0.7 * len(apart) - 1
