"""A place of a text where something protected stands."""

from __future__ import annotations

from typing import NamedTuple

FULL, PART = "full", "part only"
NAME, NUMBER, ADDRESS = "name", "number", "address"


class Hit(NamedTuple):
    """One place of a text.

    Attributes:
        start, end: code points of the text; end exclusive.
        text: what stands there.
        extent: ``full`` or ``part only``.
        kind: ``name``, ``number`` or ``address``.
        ids: whose it may be, as the needles were given.
        common: a frequent word or a given name; ranks lower.
    """

    start: int
    end: int
    text: str
    extent: str
    kind: str
    ids: tuple[str, ...]
    common: bool
