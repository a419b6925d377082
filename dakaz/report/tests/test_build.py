"""The same input gives the same bytes; a finding gives none."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dakaz.errors import Refused
from dakaz.report import Reason, build, check, parse, warn
from dakaz.report.glyphs import printable
from dakaz.report.tests import conftest

SCRIPT = """
import datetime, hashlib, sys
from dakaz.report import build, parse
from dakaz.report.tests import conftest
material = conftest.material.__wrapped__()
built = build(parse(conftest.OUTLINE), material, built_on=datetime.date(2024, 10, 28), version="1")
print(hashlib.sha256(built.html + built.pdf).hexdigest())
"""


def test_it_works(outline, material, built_on):
    built = build(outline, material, built_on=built_on, version="0.1.0")
    assert built.html.startswith(b"<!doctype html>")
    assert built.pdf.startswith(b"%PDF-")


def test_a_finding_stops_the_build_and_is_carried_along(text, material, built_on):
    outline = parse(text.replace("18 October 2024”", "19 October 2024”"))
    with pytest.raises(Refused, match="Line 14") as refused:
        build(outline, material, built_on=built_on, version="0.1.0")
    assert [one.reason for one in refused.value.findings] == [Reason.QUOTE_DIFFERS]


def test_two_builds_are_the_same_bytes(text, material, built_on):
    first, second = (build(parse(text), material, built_on=built_on, version="1") for _ in range(2))
    assert (first.html, first.pdf) == (second.html, second.pdf)


def test_two_processes_build_the_same_bytes(tmp_path):
    root = Path(__file__).parents[3]
    digests = set()
    for seed in ("1", "77"):
        place = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "TZ": f"UTC+{seed[0]}"}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=place, cwd=tmp_path, capture_output=True, check=True
        )
        digests.add(done.stdout)
        assert len(done.stdout.strip()) == hashlib.sha256().digest_size * 2
    assert len(digests) == 1
    assert list(tmp_path.iterdir()) == []


SPANS = "[@law]|[@law#a5]|[@statistics, p. 3]| “A decision shall be taken within 6 months” [@law#a5] |[x](https://a.b/"
PLACES = "{{ contents }}|{{ sources }}|{{ count(decisions, year=2024) }}|[may be]{.term}"
SIGNS = "^[note |]|**|*|`|<|---|\\|“|”|\"|„|'"
MARKS = "|".join((SPANS, PLACES, SIGNS)).split("|")
BLOCKS = [
    "\n",
    "\n\n",
    "# ",
    "## ",
    "> ",
    "- ",
    "1. ",
    "   ",
    "```\n",
    "| a | b |\n|--|--|\n",
    f"\n\n{{{{ {conftest.SERIES} }}}}\n\n",
]
PIECES = st.sampled_from([*MARKS, *BLOCKS]) | st.text(st.sampled_from(sorted(printable())), max_size=8)


def build_if_sound(pieces):
    outline = parse("---\ntitle: T\nlanguage: en\n---\n[@law]\n\n" + "".join(pieces))
    material, built_on = conftest.material.__wrapped__(), conftest.built_on.__wrapped__()
    findings = check(outline, material)
    assert all(str(one) for one in (*findings, *warn(outline)))
    if not findings:
        assert build(outline, material, built_on=built_on, version="1").pdf.startswith(b"%PDF-")


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_whatever_passes_the_check_can_be_built(pieces):
    build_if_sound(pieces)


@pytest.mark.soak
@settings(max_examples=3000, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_whatever_passes_the_check_can_be_built_for_long(pieces):
    build_if_sound(pieces)
