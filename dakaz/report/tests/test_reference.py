"""What the reference shows can be written exactly so."""

import re
from pathlib import Path

import pytest

from dakaz.report import Reason, parse

REFERENCE = Path(__file__).parents[3] / "docs" / "reference-outline.md"
TEXT = REFERENCE.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```outline\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_read_without_a_problem(example):
    outline = parse(example)
    assert outline.problems == ()
    assert outline.blocks


def test_every_reason_is_explained():
    assert [reason for reason in Reason if f"`{reason}`" not in TEXT] == []
