"""A receipt holds what was asked and answered, no name, and gives the same bytes when asked again."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dakaz import law
from dakaz.errors import BadInput, Conflict
from dakaz.law.receipt import canonical

CASES = [
    ("C01", {"served": "2026-12-10"}),
    ("C01", {"served": "2026-11-05", "how": "migris_notice"}),
    ("C01", {"served": "unknown", "decision_dated": "2026-11-02"}),
    ("C01", {"served": "2026-11-03", "decision_kind": "asylum_inadmissible"}),
    ("C03", {"served": "2026-11-03", "x2": "no"}),
    ("A11", {"served": "2026-10-24T10:30"}),
    ("E01", {"served": "2024-07-01", "permit_kind": "temporary", "cancel_ground": "employment"}),
    ("U01", {"served": "2026-06-10"}),
]


@pytest.mark.parametrize(("rule", "facts"), CASES)
def test_asked_again_it_answers_byte_for_byte_the_same(shipped, rule, facts):
    kept = law.receipt(law.evaluate(shipped, rule, facts, date(2026, 11, 22)))
    through_a_file = json.loads(canonical(kept))
    assert canonical(law.receipt(law.again(shipped, through_a_file))) == canonical(kept)


def test_it_names_pack_rule_version_facts_clock_and_result(shipped):
    kept = law.receipt(law.evaluate(shipped, "C01", {"served": "2026-12-10"}, date(2026, 12, 12)))
    assert kept["pack_hash"] == shipped.hash
    assert kept["calendar_hash"] == shipped.calendar_hash
    assert kept["facts"] == {"decision_served": "2026-12-10"}
    assert (kept["as_of"], kept["version"], kept["result"]["last_day"]) == ("2026-12-12", 2, "2026-12-28")


def test_of_another_pack_is_refused(shipped, sample):
    kept = law.receipt(law.evaluate(sample, "C01", {"served": "2026-12-10"}, date(2026, 12, 12)))
    with pytest.raises(Conflict, match="the pack at hand"):
        law.again(shipped, kept)


def test_with_another_answer_is_refused(shipped):
    kept = law.receipt(law.evaluate(shipped, "C01", {"served": "2026-12-10"}, date(2026, 12, 12)))
    kept["result"]["last_day"] = "2026-12-29"
    with pytest.raises(Conflict, match="another answer"):
        law.again(shipped, kept)


@pytest.mark.parametrize(
    "kept", [{}, {"format": "law-receipt/1"}, {"format": "x", "pack_hash": "", "rule": ""}]
)
def test_what_is_no_receipt_is_refused(shipped, kept):
    with pytest.raises(BadInput, match="not a receipt"):
        law.again(shipped, kept)
