"""The pack that ships is whole: every row, nothing to mend, memory never gives a day."""

from __future__ import annotations

from datetime import date

import pytest

from dakaz import law
from dakaz.law.check_tests import _answer
from dakaz.law.outcome import Outcome
from dakaz.law.quotes import kept_texts, stands_in

ROWS = [
    *(f"C{n:02}" for n in range(1, 18)),
    *(f"E{n:02}" for n in range(1, 7)),
    *(f"R{n:02}" for n in range(1, 6)),
    *(f"H{n:02}" for n in range(1, 14)),
    *(f"A{n:02}" for n in range(1, 12)),
    *(f"U{n:02}" for n in range(1, 8)),
    *(f"I{n:02}" for n in range(1, 6)),
]


def test_there_is_nothing_to_mend():
    assert [str(one) for one in law.check(law.SHIPPED)] == []


def test_it_is_a_draft_until_a_lawyer_has_put_a_name_to_it(shipped):
    assert shipped.draft
    assert law.check(law.SHIPPED, release=True)


def test_there_are_sixty_four_rows():
    assert len(ROWS) == 64


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_its_rule(shipped, row):
    assert row in shipped.rows


@pytest.mark.parametrize("row", ["U01", "U03", "I03", "I04"])
def test_rows_from_memory_never_give_a_day(shipped, row):
    rule = shipped.rules[shipped.rows[row]]
    answers = [_answer(shipped, rule, test) for test in rule.tests]
    outcomes = [one for one in answers if isinstance(one, Outcome)]
    assert outcomes
    for one in outcomes:
        assert (one.state, one.raw_day, one.last_day, one.safe_day) == ("unknown", None, None, None)


def test_every_version_names_its_act_and_article(shipped):
    for rule in shipped.rules.values():
        for version in rule.versions:
            assert version.cites, rule.id
            for cite in version.cites:
                assert cite.source in shipped.sources


def test_every_quoted_sentence_stands_in_the_text_of_its_act(shipped):
    texts = kept_texts(law.SHIPPED).values()
    quotes = [c.quote for r in shipped.rules.values() for v in r.versions for c in v.cases if c.quote]
    assert len(quotes) > 50
    assert all(any(stands_in(quote, text) for text in texts) for quote in quotes)


def test_every_answer_carries_its_reasons_sources_and_age(shipped):
    for rule in shipped.rules.values():
        for test in rule.tests:
            answer = _answer(shipped, rule, test)
            if isinstance(answer, Outcome):
                assert answer.trace, rule.id
                assert answer.sources, rule.id
                assert answer.knowledge.checked_on is not None
                assert law.receipt(answer)["pack_hash"] == shipped.hash


def test_no_rule_reminds_of_a_duty_owed_to_minsk(shipped):
    for rule in shipped.rules.values():
        assert not rule.id.startswith("by.") or all(
            case.length is None for version in rule.versions for case in version.cases
        )


def test_the_pack_is_the_same_on_every_machine(shipped):
    assert law.load(law.SHIPPED).hash == shipped.hash
    assert shipped.checked_on <= date(2027, 12, 31)
