"""Numbers that rest on nothing are pointed out."""

import pytest

from dakaz.report import parse, warn

HEAD = "---\ntitle: T\nlanguage: en\n---\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "Some 300 persons waited.",
        "It rose by 37%.",
        "In 2024 there were 12,345 permits.",
        "First a source [@a]. Then 40 others.",
        "“300” waited.",
    ],
)
def test_a_number_without_a_source_is_named_with_its_line(sentence):
    [found] = warn(parse(HEAD + sentence))
    assert found.line == 5


@pytest.mark.parametrize(
    "sentence",
    [
        "Some 300 persons waited [@a].",
        "Some 300 persons waited. [@a] Others did not.",
        "It says “300 persons waited here” [@a#q1].",
        "{{ count(decisions) }} of 300 were refused.",
        "On 28 July 2024 and from 2018 to 2024, Article 113 and § 5 applied.",
        "28 ліпеня 2024 года, арт. 90, ст. 5; 2024-10-18.",
        "No figures here.",
    ],
)
def test_sources_dates_and_articles_are_no_naked_numbers(sentence):
    assert warn(parse(HEAD + sentence)) == ()
