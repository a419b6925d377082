"""Answers are kept for five minutes in memory, found by their id alone, never more than a bound."""

from __future__ import annotations

import base64

from hypothesis import given, settings
from hypothesis import strategies as st

from dakaz.public_site.kept import KEPT_FOR, Kept


class Ticks:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_what_was_kept_is_read_again_by_its_id():
    kept = Kept()
    assert kept.read(kept.keep({"how": "paper"})) == {"how": "paper"}


def test_each_step_gets_an_id_of_its_own_with_128_random_bits():
    kept = Kept()
    ids = {kept.keep({"how": "paper"}) for _ in range(200)}
    assert len(ids) == 200
    assert all(len(base64.urlsafe_b64decode(one + "==")) * 8 >= 128 for one in ids)


def test_after_five_minutes_nothing_is_left_also_when_it_was_read_meanwhile():
    ticks = Ticks()
    kept = Kept(ticks=ticks)
    name = kept.keep({"how": "paper"})
    ticks.now = KEPT_FOR - 1
    assert kept.read(name)
    ticks.now = KEPT_FOR
    assert kept.read(name) is None
    assert len(kept._held) == 0


def test_answers_go_also_when_nobody_asks_any_more():
    kept = Kept(lasting=0.05)
    kept.keep({"how": "paper"})
    import time

    for _ in range(100):
        if not kept._held:
            break
        time.sleep(0.02)
    assert not kept._held


def test_somebody_elses_guess_reads_nothing():
    kept = Kept()
    kept.keep({"how": "paper"})
    assert kept.read("") is None
    assert kept.read("A" * 22) is None


def test_forgetting_is_at_once():
    kept = Kept()
    name = kept.keep({"how": "paper"})
    kept.forget(name)
    assert kept.read(name) is None


@given(st.lists(st.sampled_from(["paper", "letter"]), max_size=40))
@settings(deadline=None)
def test_the_oldest_goes_when_there_are_too_many(told):
    kept = Kept(most=5)
    names = [kept.keep({"how": one}) for one in told]
    assert len(kept) == min(5, len(told))
    assert [name for name in names if kept.read(name)] == names[-5:]
