"""A person's name and any word across scripts: reading, folding, comparing, finding.

``compare`` and ``compare_many`` say how likely two written names are spellings of one; ``Index`` looks a
name up among millions; ``Needles`` finds protected names in any text; ``fold`` serves full-text search.
Pure Python with numpy, imports nothing of ours but ``errors``. docs/names.md tells how it works.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .bulk import compare_many as compare_many
    from .comparing import Match as Match
    from .comparing import compare as compare
    from .hits import Hit as Hit
    from .indexing import Found as Found
    from .indexing import Index as Index
    from .needles import Needles as Needles

_HOMES = {
    "compare": "comparing",
    "Match": "comparing",
    "compare_many": "bulk",
    "Index": "indexing",
    "Found": "indexing",
    "Needles": "needles",
    "Hit": "hits",
}

__all__ = ["Found", "Hit", "Index", "Match", "Needles", "compare", "compare_many"]


def __getattr__(name: str) -> Any:
    """Import on first use: the fold of full-text search needs no numpy."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
