"""Tables published one after the other give no small number away together, by whatever sides they are."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from dakaz.errors import BadInput
from dakaz.figures.disclosure import protect, revealed
from dakaz.figures.released import ALL, Release, inside, true_number, with_totals

NAMES = ("citizenship", "ground", "year")
AXES = {"citizenship": ("BY", "RU"), "ground": ("papers", "security"), "year": ("2023", "2024")}
joint = st.lists(st.integers(0, 40), min_size=8, max_size=8).map(
    lambda numbers: dict(zip(product(*AXES.values()), numbers, strict=True))
)


def by(cells, sides):
    """The table by some sides, of the table by all."""
    found = Counter(dict.fromkeys(product(*(AXES[side] for side in sides)), 0))
    for key, value in cells.items():
        found[tuple(key[NAMES.index(side)] for side in sides)] += value
    return dict(found)


def truth(cells):
    return lambda sides: by(cells, sides)


def lifted(release, key):
    codes = dict(zip(release.dimensions, key, strict=True))
    return tuple(codes.get(name, ALL) for name in NAMES)


def open_to(releases, cells, target):
    """How many values all published numbers leave to one cell or total, by scipy on the whole table."""
    every = list(cells)
    rows, totals = [], []
    for release in releases:
        for key, value in release.shown.items():
            if value is not None:
                rows.append([float(inside(cell, lifted(release, key))) for cell in every])
                totals.append(value)
    cost = np.array([float(inside(cell, target)) for cell in every])
    given_rows = {"A_eq": rows, "b_eq": totals} if rows else {}
    least, most = (linprog(sign * cost, **given_rows, bounds=(0, None)) for sign in (1, -1))
    return np.inf if most.status == 3 else -most.fun - least.fun


@settings(max_examples=25, deadline=None)
@given(
    joint,
    st.permutations([("citizenship", "ground"), ("citizenship", "year"), ("ground", "year"), ("year",)]),
)
def test_no_order_of_tables_gives_a_small_number_away(cells, order):
    published = []
    for sides in order[:3]:
        published.append(protect(by(cells, sides), sides, earlier=published, truth=truth(cells)))
    for release in published:
        for key in release.hidden:
            if 0 < true_number(key, by(cells, release.dimensions)) < release.threshold:
                assert open_to(published, cells, lifted(release, key)) >= release.threshold - 1 - 1e-5


def test_a_total_over_other_sides_gives_a_cell_away_and_is_hidden_too():
    cells = by(dict.fromkeys(product(*AXES.values()), 0), NAMES)
    cells |= {("BY", "papers", "2023"): 4, ("RU", "papers", "2023"): 30, ("BY", "security", "2023"): 50}
    shown = with_totals(by(cells, ("citizenship",)))
    before = Release(("citizenship",), {("RU",): 30, ("BY",): 54, (ALL,): shown[(ALL,)]})
    now = protect(
        by(cells, ("citizenship", "ground")), ("citizenship", "ground"), earlier=[before], truth=truth(cells)
    )
    assert now.shown["BY", "papers"] is None
    assert now.shown["BY", "security"] is None, "the earlier table shows that the two are 54"
    assert now.why["BY", "papers"] == "small"
    assert now.why["BY", "security"] == "complement"
    assert not revealed(now, by(cells, ("citizenship", "ground")), [before], truth(cells))


def test_what_a_new_table_would_tell_of_an_older_one_counts_too():
    cells = {("BY", "papers", "2023"): 12, ("BY", "papers", "2024"): 4, ("RU", "papers", "2023"): 20}
    cells = {key: cells.get(key, 0) for key in product(*AXES.values())}
    first = protect(by(cells, ("citizenship", "year")), ("citizenship", "year"))
    assert first.shown["BY", "2024"] is None
    second = protect(by(cells, ("citizenship",)), ("citizenship",), earlier=[first], truth=truth(cells))
    both = [first, second]
    assert open_to(both, cells, ("BY", ALL, "2024")) >= 9


def test_few_who_came_in_between_two_days_are_not_told():
    before = protect({("BY",): 120, ("RU",): 60, ("UA",): 40}, ("citizenship",), as_of="2031-01-01")
    cells = {("BY",): 123, ("RU",): 75, ("UA",): 40}
    now = protect(cells, ("citizenship",), as_of="2031-02-01", earlier=[before])
    assert now.shown["BY",] is None
    assert now.why["BY",] == "changed"
    assert None in (now.shown["RU",], now.shown[(ALL,)])
    assert not revealed(now, cells, [before])


def test_records_that_were_taken_away_leave_growth_open():
    before = protect({("BY",): 120, ("RU",): 60}, ("citizenship",))
    now = protect({("BY",): 90, ("RU",): 75}, ("citizenship",), earlier=[before])
    assert now.hidden == ()


def test_an_earlier_table_by_other_sides_needs_the_truth_of_it():
    before = protect({("2023",): 40}, ("year",))
    with pytest.raises(BadInput, match="say what is true"):
        protect({("BY",): 40}, ("citizenship",), earlier=[before])


def test_a_ring_of_tables_too_large_to_be_solved_says_what_can_be_counted_instead():
    def large(sides):
        return dict.fromkeys(product(*([f"{side}{at}" for at in range(8)] for side in sides)), 40)

    rings = [("citizenship", "ground"), ("ground", "year")]
    before = [protect(large(sides), sides) for sides in rings]
    now = ("citizenship", "year")
    with pytest.raises(BadInput) as refused:
        protect(large(now), now, earlier=before, truth=large)
    assert "citizenship × ground; ground × year were published" in str(refused.value)
    assert "over 512 cells; at most 400" in str(refused.value)
    assert "Count by one side alone" in str(refused.value)
    assert protect(large(("year",)), ("year",), earlier=before, truth=large).hidden == ()


def test_a_ring_that_has_grown_too_large_since_gives_no_advice_that_would_be_refused_too():
    def of(many):
        return lambda sides: dict.fromkeys(
            product(*([f"{side}{at}" for at in range(many)] for side in sides)), 40
        )

    before = []
    for sides in [("citizenship", "ground"), ("ground", "year"), ("citizenship", "year")]:
        before.append(protect(of(3)(sides), sides, earlier=before, truth=of(3)))
    for sides in [("year",), ("citizenship", "ground")]:
        with pytest.raises(BadInput) as refused:
            protect(of(8)(sides), sides, earlier=before, truth=of(8))
        assert "has grown since" in str(refused.value) and "Count by one side" not in str(refused.value)
