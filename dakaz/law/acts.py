"""Which act a text is of: by its number in the first lines, by its name, or by sentences known from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dakaz.errors import N_, BadInput

from .model import Pack, Source
from .quotes import Kept, plain_text, stands_in

__all__ = ["Act", "act_of_text", "acts_quoted"]

# The official head of a consolidated text (title, date, number) stands well within these; further down the
# numbers of amending and of other acts appear.
FIRST_LINES = 40

NO_ACT = N_(
    "%(file)s: its act is not recognised, so nothing was compared. Accepted: a text with the act's number in "
    "its first %(lines)s lines (write one above it, such as “# Act: … Nr. %(number)s”), or a file name that "
    "begins with its short name, or a text in which a quoted sentence still stands. "
    "This pack quotes: %(accepted)s."
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


def act_of_text(acts: tuple[Act, ...], name: str, text: str, quotes: Mapping[str, Iterable[str]]) -> Act:
    """Return the act of a text.

    The act's number in the head decides, then the name. A part of an act that has neither is known by the
    sentences that stand in it word for word.

    Args:
        quotes: sentences of the acts, by the act's id.

    Raises:
        BadInput: it is none of these acts, as far as can be seen.
    """
    head = "\n".join([line for line in text.splitlines() if line.strip()][:FIRST_LINES])
    numbered = [(at, act) for act in acts if (at := _number_at(act, head)) >= 0]
    if numbered:
        return min(numbered)[1]
    for act in acts:
        if re.match(rf"{re.escape(act.id)}(?![a-z0-9])", name.lower()):
            return act
    kept = Kept(text, plain_text(text))
    standing = {act: sum(stands_in(quote, kept) for quote in quotes.get(act.id, ())) for act in acts}
    if any(standing.values()):
        return max(standing, key=lambda act: standing[act])
    number, listed = (acts[0].number if acts else "…"), "; ".join(map(str, acts)) or "no act"
    raise BadInput(NO_ACT, file=name, lines=FIRST_LINES, number=number, accepted=listed)


def _number_at(act: Act, head: str) -> int:
    """Return where the act's number stands, whole; -1 when it does not."""
    found = re.search(rf"(?<![\w-]){re.escape(act.number)}(?![\w-])", head) if act.number else None
    return found.start() if found else -1
