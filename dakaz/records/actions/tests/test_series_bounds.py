"""Bounds of published numbers: written behind a mark, kept in columns, read from words of older vaults."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dakaz.figures.values import Status
from dakaz.records.actions.checks import save_check
from dakaz.records.actions.observatory import save_series
from dakaz.records.actions.series_tables import as_text, read_table
from dakaz.records.models import Observation
from dakaz.records.queries import series_numbers
from dakaz.records.queries.series_bounds import Bounded, as_written, parted
from dakaz.records.queries.verify import verify


def series(acting, cells):
    return save_series(acting, key="k", title="Decisions", unit="person", cells=cells)


def observed(value, flag, low=None, high=None):
    return Observation(value=value, flag=flag, low=low, high=high)


def test_bounds_become_columns_and_read_back_as_they_were_written(acting):
    found = series(
        acting,
        [("2023", "n", Decimal(60), "b [58–62]"), ("2024", "n", None, "[1–4]"), ("2025", "n", None, "")],
    )
    rows = list(found.observations.all())
    assert [(one.flag, one.low, one.high) for one in rows] == [("b", 58, 62), ("", 1, 4), ("", None, None)]
    assert [as_written(one) for one in rows] == ["b [58–62]", "[1–4]", ""]
    cells = [series_numbers.cell_of(one) for one in rows]
    assert [one.status for one in cells] == [Status.GIVEN, Status.SUPPRESSED, Status.MISSING]
    assert verify(acting.vault, acting.keys).clean


def test_the_words_of_older_vaults_still_say_their_bounds():
    cell = series_numbers.cell_of(observed(Decimal(60), "b [rounded to five]"))
    assert (cell.value, cell.low, cell.high, cell.flags) == (60, 58, 62, "b")
    cell = series_numbers.cell_of(observed(Decimal(5), "[one to five]"))
    assert (cell.low, cell.high, cell.exact) == (1, 5, False)
    assert series_numbers.cell_of(observed(Decimal(7), "(p)")).exact


@pytest.mark.parametrize("flag", ["[62–58]", "[1–4]", "[58-62", "[see note 3]"])
def test_what_are_no_bounds_of_the_number_stays_a_mark(flag):
    assert parted(Decimal(60), flag) == Bounded(flag, None, None)


@given(st.integers(0, 10**6), st.integers(0, 50), st.sampled_from(["", "b", "(p)"]))
def test_a_table_written_out_reads_back_with_the_same_bounds(value, room, flag):
    low, high = max(0, value - room), value + room
    text = as_text([("2023", [(Decimal(value), f"{flag} [{low}–{high}]".strip())])], ["n"])
    (cell,) = read_table(text).cells
    found = parted(cell[2], cell[3])
    assert (cell[2], found.flag, found.low, found.high) == (value, flag, low, high)


def test_a_break_says_which_periods_are_not_exact(acting):
    found = series(acting, [("2023", "n", Decimal(5), "[1–5]"), ("2024", "n", Decimal(9), "")])
    counted = series_numbers.counted(found, ["n"])
    assert (counted.counts, counted.blurred) == ((5, 9), ("2023",))


def test_a_check_against_a_series_goes_through_its_bounds(acting):
    found = series(acting, [("2023", "n", Decimal(5), "[1–5]")])
    given = {"value": "3", "unit": "person", "period": "2023"}
    check = save_check(acting, says="3 persons", kind="figure", given=given, official=f"{found.pk}:0")
    assert check.verdict == "holds"
