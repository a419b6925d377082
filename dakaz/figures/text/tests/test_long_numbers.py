"""Numbers that no count can be are passed over, and what stands beside them is read."""

from __future__ import annotations

from dakaz.figures.text import extract


def test_a_row_of_hundreds_of_digits_is_no_figure_and_hides_none():
    text = f"Key {'9' * 400} million. In 2031, 300 people left."
    assert [(one.value, one.period) for one in extract(text)] == [(300, "2031")]
