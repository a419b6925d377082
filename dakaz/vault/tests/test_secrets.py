from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shamir_mnemonic.wordlist import WORDLIST

from dakaz.errors import BadInput, VaultDamaged
from dakaz.vault import compartments, open_field, passphrase, seal_field, self_test, selftest

KEYS = compartments.fresh("office")


def test_the_self_test_passes_quickly():
    start = time.perf_counter()
    self_test()
    assert time.perf_counter() - start < 0.2 * 5  # five times the promise: other work runs beside tests


@pytest.mark.parametrize("part", sorted(selftest.CHECKS))
def test_the_self_test_names_the_part_that_computes_something_else(part, monkeypatch):
    monkeypatch.setitem(selftest.CHECKS, part, lambda: (b"something else", "ab" * 32))
    with pytest.raises(VaultDamaged, match=part):
        self_test()


def test_generated_words_are_accepted_and_differ():
    made = {passphrase.generate() for _ in range(20)}
    assert len(made) == 20
    assert all(len(text.split()) == passphrase.WORDS for text in made)
    for text in made:
        passphrase.check(text)


@pytest.mark.parametrize("words", [6, 7, 8])
def test_six_or_more_different_words_of_the_list_are_enough(words):
    assert passphrase.strength(" ".join(WORDLIST[:words])).enough


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "password",
        "Minsk2020",
        "qwertyuiop",
        "academic " * 7,
        "жыве",
        "aaaaaaaaaaaaaaaa",
        "2024-10-28",
    ],
)
def test_what_is_easy_to_guess_is_refused_with_a_reason(typed):
    judged = passphrase.strength(typed)
    assert not judged.enough
    assert judged.score < 4
    with pytest.raises(BadInput, match="too easy to guess"):
        passphrase.check(typed)


def test_an_endless_passphrase_is_refused():
    with pytest.raises(BadInput, match="at most"):
        passphrase.check("x y z " * 1000)


@given(st.binary(max_size=300), st.text(max_size=20))
def test_a_field_goes_there_and_back(value, place):
    assert open_field(KEYS, seal_field(KEYS, value, place=place), place=place) == value


def test_a_field_of_a_former_generation_still_opens():
    sealed = seal_field(KEYS, b"text", place="a")
    assert open_field(compartments.renewed(compartments.renewed(KEYS)), sealed, place="a") == b"text"


def test_a_field_of_a_later_generation_does_not_open_with_former_keys():
    sealed = seal_field(compartments.renewed(KEYS), b"text", place="a")
    with pytest.raises(VaultDamaged):
        open_field(KEYS, sealed, place="a")


def test_a_field_moved_or_changed_is_refused():
    sealed = seal_field(KEYS, b"text", place="a")
    with pytest.raises(VaultDamaged):
        open_field(KEYS, sealed, place="b")
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises(VaultDamaged):
            open_field(KEYS, bytes(changed), place="a")
    with pytest.raises(VaultDamaged):
        open_field(KEYS, b"", place="a")
