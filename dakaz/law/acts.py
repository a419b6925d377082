"""Which act a text is of: by the act's number in its first lines, or by the name of its file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from dakaz.errors import N_, BadInput

from .model import Pack, Source

__all__ = ["Act", "act_of_text", "acts_quoted"]

# The official head of a consolidated text (title, date, number) stands well within these; further down the
# numbers of amending and of other acts appear.
FIRST_LINES = 40

NO_ACT = N_(
    "%(file)s: its act is not recognised, so nothing was compared. Accepted: a text with the act's number in "
    "its first %(lines)s lines (write one above it, such as “# Act: … Nr. %(number)s”), or a file name that "
    "begins with its short name. This pack quotes: %(accepted)s."
)


class Act(NamedTuple):
    """An act through all its editions.

    Args:
        id: what its sources' ids begin with, before the edition (``utpi`` of ``utpi@2026-01-01``).
    """

    id: str
    number: str
    short: str

    @classmethod
    def of(cls, source: Source) -> Act:
        """Return the act that a source is an edition of."""
        return cls(source.id.partition("@")[0], source.number, source.short)

    def __str__(self) -> str:
        return f"{self.short} (Nr. {self.number}, {self.id}-….txt)"


def acts_quoted(pack: Pack, sources: Iterable[str]) -> tuple[Act, ...]:
    """Return the acts of these sources, each once."""
    return tuple(dict.fromkeys(Act.of(pack.sources[one]) for one in sources))


def act_of_text(acts: tuple[Act, ...], name: str, text: str) -> Act:
    """Return the act of a text: the one whose number comes first in its head, else the one of the name.

    Raises:
        BadInput: neither names one of these acts.
    """
    head = "\n".join([line for line in text.splitlines() if line.strip()][:FIRST_LINES])
    numbered = [(at, act) for act in acts if (at := _number_at(act, head)) >= 0]
    if numbered:
        return min(numbered)[1]
    for act in acts:
        if re.match(rf"{re.escape(act.id)}(?![a-z0-9])", name.lower()):
            return act
    number, listed = (acts[0].number if acts else "…"), "; ".join(map(str, acts)) or "no act"
    raise BadInput(NO_ACT, file=name, lines=FIRST_LINES, number=number, accepted=listed)


def _number_at(act: Act, head: str) -> int:
    """Return where the act's number stands, whole; -1 when it does not."""
    found = re.search(rf"(?<![\w-]){re.escape(act.number)}(?![\w-])", head) if act.number else None
    return found.start() if found else -1
