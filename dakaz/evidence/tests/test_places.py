"""Words are found where they stand, each time they stand; and where they nearly stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dakaz.evidence.places import nearest, standing, surroundings

TEXT = (
    "The ministry12 said that 9,543 persons asked in 2023.\n\nThe ministry said nothing more. "
    "Later the\nministry said: 9 543 persons."
)


def found(words: str) -> list[str]:
    return [TEXT[place.start : place.end] for place in standing(TEXT, words)]


def test_every_place_is_found_whatever_stands_between_the_words() -> None:
    assert found("ministry said") == ["ministry said", "ministry said"]
    assert found("the   ministry said") == ["the\nministry said"]
    assert found("9 543 persons") == ["9,543 persons", "9 543 persons"]
    assert found("9 543 persons.") == ["9,543 persons", "9 543 persons."]


def test_words_and_numbers_are_not_cut_and_a_changed_digit_is_not_found() -> None:
    for words in ("The minist", "43 persons", "8 543 persons", "9543 persons", "", " … "):
        assert found(words) == []


def test_no_more_places_than_wanted() -> None:
    assert len(standing("a " * 100, "a", most=7)) == 7


def near(words: str) -> str | None:
    place = nearest(TEXT, words)
    return TEXT[place.start : place.end] if place else None


def test_the_nearest_place_is_where_most_and_the_rarest_words_stand() -> None:
    assert near("The ministry said that") == "The ministry12 said that"
    assert near("ministry say nothing more") == "ministry said nothing more"
    assert near("that 9,544 persons asked in 2023") == "that 9,543 persons asked in 2023"
    assert near("ministry.") == "ministry12"


def test_where_less_than_half_stands_nothing_is_near() -> None:
    assert near("completely other words than these persons") is None
    assert near("") is None


def test_surroundings_are_cut_between_words() -> None:
    (place,) = standing(TEXT, "nothing more")
    assert surroundings(TEXT, place, around=10) == ("said ", ". Later")


@given(st.text(max_size=200), st.text(max_size=40))
def test_places_are_whole_stretches_of_any_text(text: str, words: str) -> None:
    near = nearest(text, words)
    for place in (*standing(text, words), *([near] if near else [])):
        assert 0 <= place.start < place.end <= len(text)
