"""How old the knowledge is stands in every answer, and colours it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dakaz import law

CHECKED = date(2026, 11, 22)
KNOWN_UNTIL = date(2026, 2, 21)


def knowledge(pack, served, on):
    return law.evaluate(pack, "C01", {"served": served}, on).knowledge


@pytest.mark.parametrize(
    ("after", "band"), [(0, "plain"), (23, "plain"), (24, "red"), (90, "red"), (91, "red"), (400, "red")]
)
def test_after_the_review_day_everything_is_red(sample, after, band):
    assert knowledge(sample, KNOWN_UNTIL, CHECKED + timedelta(days=after)).band == band


@pytest.mark.parametrize(
    ("after", "band"), [(0, "plain"), (30, "plain"), (31, "amber"), (90, "amber"), (91, "red")]
)
def test_the_bands_by_age(broken, after, band):
    pack = law.load(broken("pack.yaml", "review_by: 2026-12-15", "review_by: 2030-01-01"))
    assert knowledge(pack, KNOWN_UNTIL, CHECKED + timedelta(days=after)).band == band


def test_past_the_last_day_that_is_known_the_day_is_given_with_the_red_band(sample):
    assert knowledge(sample, KNOWN_UNTIL, CHECKED).band == "plain"
    outcome = law.evaluate(sample, "C01", {"served": KNOWN_UNTIL + timedelta(days=1)}, CHECKED)
    assert (outcome.knowledge.band, outcome.last_day) == ("red", date(2026, 3, 9))
    assert [one.key for one in outcome.knowledge.reasons] == ["knowledge_ends"]
    assert "band_red" in [one.key for one in outcome.warnings]


def test_a_text_that_has_ended_is_known_to_its_end(sample):
    assert knowledge(sample, "2024-02-15", CHECKED).last_known_valid_on == date(2024, 6, 30)
    assert knowledge(sample, "2024-02-15", CHECKED).band == "plain"


def test_an_amendment_that_was_not_read_makes_it_red(broken):
    folder = broken(
        "pack.yaml",
        "    read_on: 2026-11-22\n",
        "    read_on: 2026-11-22\n    later: [{number: XV-945, in_force: 2026-01-15}]\n",
    )
    known = knowledge(law.load(folder), "2026-02-01", CHECKED)
    assert (known.band, [one.key for one in known.reasons]) == ("red", ["knowledge_later_law"])


def test_every_answer_says_when_it_was_checked_and_when_to_look_again(shipped):
    known = knowledge(shipped, "2026-11-03", CHECKED)
    assert known.checked_on is not None
    assert known.review_by is not None
