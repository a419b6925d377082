"""A list's cells as a CSV file holds them: words for people, dates as they are written in EDTF."""

from __future__ import annotations

from typing import Any

from .edtf_words import When


def as_text(value: Any) -> str:
    """Return a cell as text."""
    if isinstance(value, When):
        return value.edtf
    if isinstance(value, (list, tuple)):
        return "; ".join(as_text(one) for one in value)
    word = getattr(value, "word", None) or getattr(value, "words", None)
    return str(word if word is not None else "" if value is None else value)
