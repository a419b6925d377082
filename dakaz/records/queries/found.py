"""What a search gives back, and one answer out of several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Position:
    """Where a page ends: pass the last row's to get the next page."""

    score: float
    row: int


@dataclass(frozen=True)
class Note:
    """A sentence about the answer: an English template for gettext, and its values."""

    message: str
    values: tuple[tuple[str, str | int], ...] = ()

    def __str__(self) -> str:
        return self.message % dict(self.values) if self.values else self.message


@dataclass(frozen=True)
class Found:
    """An answer.

    Attributes:
        rows: (row, score), best first; smaller scores are better, 0.0 stands for "not ranked".
        total: how many rows match in all that the person may see.
        total_is_at_least: whether there are more than ``total``.
        notes: what the person should know about this answer.
    """

    rows: tuple[tuple[int, float], ...]
    total: int
    total_is_at_least: bool = False
    notes: tuple[Note, ...] = ()

    @property
    def end(self) -> Position | None:
        """The position after which the next page begins."""
        return Position(self.rows[-1][1], self.rows[-1][0]) if self.rows else None


def merge(answers: Iterable[Found], *, limit: int) -> Found:
    """One answer out of several indexes asked the same question with the same ``after`` and ``limit``.

    Args:
        answers: of indexes whose rows differ.
        limit: most rows wanted.

    Returns:
        The best rows of all; its ``end`` is the ``after`` for every index's next page.
    """
    given = list(answers)
    rows = sorted((row for answer in given for row in answer.rows), key=lambda pair: (pair[1], -pair[0]))
    notes: dict[Note, None] = {note: None for answer in given for note in answer.notes}
    return Found(
        tuple(rows[:limit]),
        sum(answer.total for answer in given),
        any(answer.total_is_at_least for answer in given),
        tuple(notes),
    )
