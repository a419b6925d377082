"""The same input gives the same bytes; a finding gives none."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dakaz.errors import Refused
from dakaz.report import Reason, build, parse

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
