"""A count is said in plain words, whatever its filters."""

from __future__ import annotations

import pytest

from dakaz.records.queries.counted import count_in_words
from dakaz.report import Count
from dakaz.report.expression import parse_expression


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("count(decisions)", "decisions"),
        ("count(decisions, year=2024)", "decisions in 2024"),
        (
            'count(decisions, year=2024, kind="asylum_refusal", authority="Sample Service")',
            "decisions (asylum refused) by Sample Service, in 2024",
        ),
        (
            'count(decisions, kind=["asylum_refusal", "expulsion"], month="2024-07")',
            "decisions (asylum refused or expulsion ordered) in July 2024",
        ),
        ('count(decisions, month="2024")', "decisions in 2024"),
        ('count(items, language="be")', "items of the archive in the language be"),
    ],
)
def test_a_count_is_said_in_plain_words(expression: str, said: str) -> None:
    asked = parse_expression(expression)
    assert isinstance(asked, Count)
    assert count_in_words(asked) == said
