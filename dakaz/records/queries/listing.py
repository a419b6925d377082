"""A page of a list: sorted by a column people chose, so many of how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
PAGE_SIZE = 50


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
    total = rows.count()
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    wanted = list(_ordered(rows, columns[name], sort)[(page - 1) * size : page * size])
    found = rows.in_bulk(wanted)
    return Listing([found[key] for key in wanted if key in found], total, page, pages, sort)


def _ordered(rows: QuerySet[Row], column: str, sort: str) -> QuerySet[Row, Any]:
    """Return keys in order: a deep page is found in the index alone, and only its own rows are read."""
    direction = "-" if sort.startswith("-") else ""
    order = [f"{direction}{column}"] if column == "row" else [f"{direction}{column}", f"{direction}pk"]
    return rows.select_related(None).prefetch_related(None).order_by(*order).values_list("pk", flat=True)
