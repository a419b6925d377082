"""A page of a list: sorted by a column people chose, so many of how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
PAGE_SIZE = 50
MOST_ROWS = 2**62  # all: a limit keeps the question for keys a question of its own


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """One page of a list.

    Args:
        rows: what stands on it.
        total: how many there are in all.
        page: its number, from 1.
        pages: how many pages there are.
        sort: the column it is sorted by, with ``-`` in front when backwards.
    """

    rows: Sequence[Row]
    total: int
    page: int
    pages: int
    sort: str


def listed(
    rows: QuerySet[Row], *, columns: Mapping[str, str], sort: str, page: int, size: int = PAGE_SIZE
) -> Listing[Row]:
    """Sort and cut ``rows``.

    Args:
        columns: from the name in an address to the database column it sorts by.
        sort: such a name, maybe with ``-`` in front; an unknown one means the first column.
        page: number of the page, from 1; beyond the end means the last.
    """
    name = sort.removeprefix("-")
    if name not in columns:
        name, sort = next(iter(columns.items()))[0], next(iter(columns))
    total = counted(rows)
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    wanted = [key for key, *_ in _ordered(rows, columns[name], sort)[(page - 1) * size : page * size]]
    found = rows.in_bulk(wanted)
    return Listing([found[key] for key in wanted if key in found], total, page, pages, sort)


def counted(rows: QuerySet[Any]) -> int:
    """Count rows.

    Where sealed rows show beside the others a table is a view of two: for a count over the view SQLite
    would build every column of it, for a count of keys picked from it it reads two indexes.
    """
    return _bare(rows).order_by().values_list("pk")[:MOST_ROWS].count()


def _ordered(rows: QuerySet[Row], column: str, sort: str) -> QuerySet[Row, Any]:
    """Return keys in order, each with what it is sorted by.

    A deep page is found in the index alone, and only its own rows are read. What sorts is named among
    the columns: only then does SQLite merge the indexes of a view of two tables instead of sorting it all.
    """
    direction = "-" if sort.startswith("-") else ""
    if column == "row":
        return _bare(rows).order_by(f"{direction}row").values_list("pk", "row")
    return _bare(rows).order_by(f"{direction}{column}", f"{direction}pk").values_list("pk", column)


def _bare(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.select_related(None).prefetch_related(None)
