"""Which rows of the full-text index the asking person may see: a condition, or a query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Visible:
    """Which rows the asking person may see, as the guard says.

    Attributes:
        sql: a condition in which ``{row}`` stands for the row's number, such as
            ``{row} NOT IN (SELECT row FROM records_item WHERE case_id = ?)``; asked again for every
            match, so it must be cheap. ``%s`` places are taken as ``?``.
        params: values for its places.
        rows: how many indexed rows the person sees; None to have them counted.
    """

    sql: str
    params: tuple[Any, ...] = ()
    rows: int | None = None


@dataclass(frozen=True)
class VisibleRows:
    """Which rows the asking person may see, as a query that gives their numbers; run once a search.

    Attributes:
        select: such as ``SELECT row FROM records_item WHERE case_id = ?``.
        params: values for its places.
    """

    select: str
    params: tuple[Any, ...] = ()


EVERYTHING = Visible("TRUE")
