"""What people know a record by, in a few words; for lists of what goes and what stays."""

from __future__ import annotations

from typing import Any

LONGEST = 80


def label_of(row: Any) -> str:
    """Return what people know a row by: its code, title or name, else its kind and day."""
    for column in ("code", "label", "title"):
        if words := str(row.__dict__.get(column) or ""):
            return _short(words)
    kind = row.get_kind_display() if row.__dict__.get("kind") and hasattr(row, "get_kind_display") else ""
    said = [str(kind or row._meta.verbose_name)]
    said += [
        str(row.__dict__[name])
        for name in ("dated", "date", "given", "on", "number")
        if row.__dict__.get(name)
    ]
    return _short(" ".join(said))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
