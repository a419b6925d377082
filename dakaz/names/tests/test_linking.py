"""Whole tables linked through Splink, with our comparison as its column."""

from __future__ import annotations

import random

import pytest

from dakaz.errors import BadInput
from dakaz.names.linking import Person, blocks_of, link

OURS = [
    Person("1", "Аляксандр Лукашэнка", "1954-08-30"),
    Person("2", "Лукашенко Александр", "1954-08-30"),
    Person("3", "Jan Novak", "1990"),
    Person("4", "Ingrida Šimonytė", "1974-11-15"),
]
THEIRS = [
    Person("a", "LUKASHENKA Aliaksandr", "1954-08-30"),
    Person("b", "Šimonyte Ingrida", "1974"),
    Person("c", "Petra Novak", "1990"),
]


def pairs(found):
    return {(one.one, one.other) for one in found}


def test_rows_of_one_person_are_linked_within_a_table():
    assert pairs(link(OURS)) == {("1", "2")}


def test_two_tables_are_linked_across_spellings_and_those_who_share_a_surname_are_not():
    assert pairs(link(OURS, THEIRS)) == {("1", "a"), ("2", "a"), ("4", "b")}


def test_another_day_of_birth_makes_one_name_less_likely_to_be_one_person():
    (same,) = link([Person("1", "Jan Novak", "1990-02-01"), Person("2", "Ян Новак", "1990-02-01")])
    other = link([Person("1", "Jan Novak", "1990-02-01"), Person("2", "Ян Новак", "1961-07-30")], threshold=0)
    assert all(one.probability < same.probability for one in other)


def test_the_same_tables_give_the_same_answer_in_any_order():
    shuffled = random.Random(3).sample(OURS, len(OURS))
    assert {frozenset(pair) for pair in pairs(link(shuffled))} == {frozenset(("1", "2"))}


def test_spellings_of_one_name_share_a_block():
    one, two, other = map(set, blocks_of(["Аляксандр Лукашэнка", "LUKASHENKA Aliaksandr", "Jan Novak"]))
    assert one & two and not one & other


def test_a_key_that_stands_twice_is_named():
    with pytest.raises(BadInput, match="“1” stands twice"):
        link([OURS[0], OURS[0]])


def test_an_empty_table_has_no_links():
    assert link([]) == link(OURS, []) == []
