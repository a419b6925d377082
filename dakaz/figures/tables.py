"""The room's tables: tab-separated, ``#`` opens a comment, the first line names the columns."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``data/NAME.tsv``, each a mapping from column to text."""
    text = (resources.files("dakaz.figures") / "data" / f"{name}.tsv").read_text("utf-8")
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    head = lines[0].split("\t")
    found = []
    for line in lines[1:]:
        cells = line.split("\t")
        found.append(dict(zip(head, cells + [""] * (len(head) - len(cells)), strict=True)))
    return tuple(found)
