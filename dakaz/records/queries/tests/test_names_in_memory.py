"""Names in memory: found by any part and spelling; what was taken away is found by nothing."""

from __future__ import annotations

import itertools
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakaz.names.fold import fold_text, prefix_readings, readings, words
from dakaz.records.queries import word_lists
from dakaz.records.queries.names_in_memory import NamesInMemory
from dakaz.records.queries.one_slip import OneSlip
from dakaz.records.queries.word_lists import WordLists

HANNA, SIARHEI, ANNA = (uuid.UUID(int=number) for number in (1, 2, 3 << 64))
CROWD = [(HANNA, "Ганна Прыкладовіч"), (SIARHEI, "Сяргей Узораў"), (ANNA, "Annabel Uzor")]


def wanted(typed):
    return [readings(word) | prefix_readings(word) for _, _, word in words(typed)]


@pytest.fixture
def crowd():
    names = NamesInMemory()
    names.add((party, text, fold_text(text, None)) for party, text in CROWD)
    return names


@pytest.mark.parametrize("typed", ["Hanna", "прыкл", "Прикладович Анна", "ladov"])
def test_a_part_of_a_name_in_any_script_finds_it(crowd, typed):
    assert crowd.parts(wanted(typed), 5)[0] == HANNA


def test_whole_words_stand_before_parts_of_words(crowd):
    assert crowd.parts(wanted("Uzor"), 5) == [ANNA, SIARHEI]


def test_spellings_are_found_before_the_index_is_made_and_after(crowd):
    typed = "Prykladovič Hanna"
    assert not crowd.finds_spellings
    assert crowd.like(typed, 5) == []
    (close,) = [one for one in crowd.like_by_words(typed, wanted(typed), 5) if one.score > 0.5]
    assert close.party_id == HANNA
    crowd.make_index()
    assert [one.party_id for one in crowd.like("Анна Прикладович", 5)] == [HANNA]
    late = uuid.UUID(int=9)
    crowd.add([(late, "Ганна Прыкладовіч", fold_text("Ганна Прыкладовіч", "be"))])
    assert {one.party_id for one in crowd.like("Анна Прикладович", 5)} == {HANNA, late}


def test_a_party_that_was_taken_away_is_found_by_nothing(crowd):
    crowd.make_index()
    crowd.forget([HANNA])
    crowd.forget([])
    assert crowd.like("Анна Прикладович", 5) == []
    assert crowd.parts(wanted("Прыкл"), 5) == []
    assert crowd.like_by_words("Ганна", wanted("Ганна"), 5) == []


def test_a_slip_of_the_finger_finds_the_name_too(crowd):
    crowd.make_index()
    for typed in ("Прыкладовч Ганна", "Пырыкладовіч Ганна"):
        found = crowd.slips([readings(word) for _, _, word in words(typed)], 5)
        assert found == [HANNA], typed


def one_slip_apart(one, other):
    """Said plainly, letter by letter."""
    less = {one[:at] + one[at + 1 :] for at in range(len(one))}
    more = {other[:at] + other[at + 1 :] for at in range(len(other))}
    swapped = {one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1)}
    changed = len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= 1
    return one == other or other in less or one in more or other in swapped or changed


@given(st.lists(st.text("abc", min_size=1, max_size=7), max_size=30), st.text("abc", min_size=2, max_size=7))
def test_exactly_the_words_one_slip_apart_are_near(known, typed):
    near = OneSlip(known).near(typed)
    assert sorted(near) == [at for at, word in enumerate(known) if one_slip_apart(word, typed)]


def test_lists_that_are_made_and_words_that_came_since_answer_alike(monkeypatch):
    draw = ["".join(letters) for letters in itertools.product("ab", repeat=4)]
    answers = []
    for fresh in (0, 7, 1000):
        monkeypatch.setattr(word_lists, "FRESH", fresh)
        lists = WordLists()
        for number, word in enumerate(draw * 2):
            lists.add(number, [word, word[::-1]])
            lists.list_when_due()
        asked = [frozenset({"ab"}), frozenset({"abab", "bba"}), frozenset({"b"}), frozenset({"x"})]
        answers.append([(lists.parts(one).tolist(), lists.whole(one).tolist()) for one in asked])
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][3] == ([], [])
