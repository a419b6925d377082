"""Detectors fire on real published faults and stay quiet on sound tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from dakaz.errors import Refused
from dakaz.figures import detectors
from dakaz.figures.readers import read_table
from dakaz.figures.tests.test_readers import API_HEAD

REAL = Path(__file__).with_name("real")


@pytest.fixture(scope="module")
def lithuania():
    return read_table((REAL / "unhcr_decisions_lithuania.csv").read_bytes(), "d.csv")


def test_the_copied_year_of_lithuania_is_found_and_no_other(lithuania):
    found = detectors.stale_years(lithuania)
    assert [(one.values["country"], one.values["year"], one.values["number"]) for one in found] == [
        ("LTU", 2021, 14)
    ]


def test_parts_that_miss_their_total_are_flagged_and_not_corrected():
    rows = "2031,A,A,AAA,B,B,BBB,G,FI,P,10,0,6,0,16\n2031,C,C,CCC,B,B,BBB,G,FI,P,10,0,6,0,17\n"
    table = read_table((API_HEAD + rows).encode(), "d.csv")
    (found,) = detectors.missed_totals(table)
    assert found.lines == (3,)
    assert str(found) == "Line 3: the parts of dec_total add up to 16; published is 17."


def test_rounded_parts_may_miss_their_total():
    table = read_table((API_HEAD + "2031,A,A,AAA,B,B,BBB,G,FI,P,5,0,5,0,8\n").encode(), "d.csv")
    assert detectors.missed_totals(table)
    assert not detectors.missed_totals(table, published=False)


def test_an_aggregate_is_not_added_to_its_members():
    head = "freq,citizen,decision,geo\\TIME_PERIOD\t2031-Q1\n"
    rows = "Q,BY,TOTAL,LT\t60\nQ,TOTAL,TOTAL,LT\t200\n"
    table = read_table((head + rows).encode(), "estat_migr_asydcfstq.tsv")
    assert detectors.aggregates_in(table) == {"citizen": ("TOTAL",)}
    with pytest.raises(Refused, match="must not be added up"):
        detectors.total(table, "value")
    assert detectors.total(table.select(citizen="BY"), "value") == (58, 62)


def test_both_code_lists_of_decisions_are_known():
    head = "freq,citizen,decision,geo\\TIME_PERIOD\t2031-Q1\n"
    for codes in (("TOTAL_POS", "GENCONV"), ("POS", "POS_RFG")):
        rows = "".join(f"Q,BY,{code},LT\t60\n" for code in codes)
        table = read_table((head + rows).encode(), "estat_migr_asydcfstq.tsv")
        assert detectors.aggregates_in(table) == {"decision": (codes[0],)}


def test_appeals_are_not_counted_with_first_decisions():
    rows = "2031,A,A,AAA,B,B,BBB,G,FI,P,10,0,6,0,16\n2031,A,A,AAA,B,B,BBB,G,AR,P,1,0,6,0,7\n"
    table = read_table((API_HEAD + rows).encode(), "d.csv")
    assert {one.kind for one in detectors.sum_problems(table)} == {"appeals counted again"}
    assert detectors.total(table.select(dec_level="FI"), "dec_total") == (16, 16)
