"""No small number can be computed from what is published, now or together with what was published before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from dakaz.errors import BadInput, Refused
from dakaz.figures.disclosure import (
    ALL,
    Release,
    count,
    differences,
    protect,
    rare,
    revealed,
    rounded,
    with_totals,
)
from dakaz.figures.linear import bounds

CELLS = {
    ("BY", "security"): 120,
    ("BY", "papers"): 45,
    ("BY", "other"): 30,
    ("RU", "security"): 60,
    ("RU", "papers"): 4,
    ("RU", "other"): 25,
    ("UA", "security"): 33,
    ("UA", "papers"): 21,
    ("UA", "other"): 18,
}
BY = ("citizenship", "ground")
tables = st.lists(st.integers(0, 60), min_size=9, max_size=9).map(
    lambda numbers: dict(zip(CELLS, numbers, strict=True))
)


def test_a_small_cell_takes_three_others_with_it():
    release = protect(CELLS, BY)
    assert release.shown["RU", "papers"] is None
    inner = [key for key in release.hidden if ALL not in key]
    assert len(inner) >= 4
    assert not revealed(release, CELLS)


def test_totals_are_true_ones_and_never_added_up_again():
    release = protect(CELLS, BY)
    true = with_totals(CELLS)
    assert all(value in (None, true[key]) for key, value in release.shown.items())
    assert release.shown[ALL, ALL] == 356


def test_hiding_only_the_small_cell_is_found_out():
    shown = {key: None if key == ("RU", "papers") else value for key, value in with_totals(CELLS).items()}
    (found,) = revealed(Release(BY, shown), CELLS)
    assert (found.key, found.low, found.high) == (("RU", "papers"), 4, 4)


def test_what_was_shown_before_is_reckoned_with():
    before = Release(BY, {key: None if key == ("RU", "papers") else value for key, value in CELLS.items()})
    release = protect(CELLS, BY, earlier=[before])
    assert not revealed(release, CELLS, [before])
    assert release.shown["RU", ALL] is None
    given_away = Release(BY, {**before.shown, ("RU", ALL): 89})
    with pytest.raises(Refused, match="published before"):
        protect(CELLS, BY, earlier=[given_away])


def test_a_small_growth_between_two_days_is_found():
    later = Release(BY, {("BY", "security"): 123}, as_of="2031-02")
    (found,) = differences(later, Release(BY, {("BY", "security"): 120}, as_of="2031-01"))
    assert found.low == 3


@settings(max_examples=40, deadline=None)
@given(tables)
def test_no_table_gives_a_small_cell_away(cells):
    release = protect(cells, BY)
    shown_small = [value for value in release.shown.values() if value is not None and 0 < value < 10]
    assert not shown_small
    assert not revealed(release, cells)


@settings(max_examples=40, deadline=None)
@given(tables, st.integers(0, 2**9 - 1))
def test_bounds_agree_with_scipy(cells, mask):
    hidden = [key for at, key in enumerate(cells) if mask >> at & 1]
    if not hidden:
        return
    rows = [
        [float(key[axis] == code) for key in hidden]
        for axis in (0, 1)
        for code in {key[axis] for key in hidden}
    ]
    totals = [float(sum(w * cells[key] for w, key in zip(row, hidden, strict=True))) for row in rows]
    low, high = bounds(np.array(rows), np.array(totals))
    for at in range(len(hidden)):
        cost = np.zeros(len(hidden))
        cost[at] = 1
        least = linprog(cost, A_eq=rows, b_eq=totals, bounds=(0, None)).fun
        most = -linprog(-cost, A_eq=rows, b_eq=totals, bounds=(0, None)).fun
        assert (low[at], high[at]) == pytest.approx((least, most), abs=1e-6)


def test_records_are_counted_with_their_zeros():
    records = [{"citizenship": "BY", "ground": "papers"}] * 3 + [{"citizenship": "RU", "ground": "other"}]
    assert count(records, BY) == {
        ("BY", "other"): 0,
        ("BY", "papers"): 3,
        ("RU", "other"): 1,
        ("RU", "papers"): 0,
    }
    assert rare(records, BY, fewest=2) == ((("RU", "other"), 1),)


def test_rounding_leaves_totals_that_parts_miss():
    assert rounded({("a",): 12, ("b",): 12}) == {("a",): 10, ("b",): 10, (ALL,): 25}


def test_a_lower_threshold_needs_a_reason():
    with pytest.raises(BadInput, match="needs a reason"):
        protect(CELLS, BY, threshold=5)
    assert protect(CELLS, BY, threshold=5, reason="yearly figures of a public register").reason
    with pytest.raises(BadInput, match="not possible"):
        protect(CELLS, BY, threshold=3, reason="x")
