"""A list as a page shows it: columns that sort by a link, rows, a pager and an export.

The view asks its query for one page of rows and hands over plain values::

    asked = TableAsked.of(request, sortable=("date", "title"), first="-date")
    found = archive.items(seen_by=request.user, sort=asked.sort, offset=asked.offset, limit=asked.size)
    table = Table(columns=COLUMNS, rows=[Row(...)...], asked=asked, total=found.total)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext

from .look import Empty, Link

SIZE = 50
SORT, PAGE = "sort", "page"


@dataclass(frozen=True, slots=True)
class TableAsked:
    """What the address asks of a list.

    Args:
        sort: a column's key, with ``-`` before it for descending.
        page: counted from 1.
        size: rows on a page.
        rest: the address's other opaque parts, such as a kept search; they stay in every link.
    """

    sort: str
    page: int
    size: int = SIZE
    rest: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, request: HttpRequest, *, sortable: Sequence[str], first: str, size: int = SIZE) -> TableAsked:
        """Read the address; what it asks wrongly becomes the list's own order and first page.

        Args:
            request: the request.
            sortable: keys that may be sorted by.
            first: the order when none is asked.
            size: rows on a page.
        """
        sort = request.GET.get(SORT, first)
        page = request.GET.get(PAGE, "1")
        rest = tuple(
            (name, value)
            for name, values in request.GET.lists()
            for value in map(str, values)
            if name not in {SORT, PAGE}
        )
        return cls(
            sort=sort if sort.removeprefix("-") in sortable else first,
            page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 9 else 1,
            size=size,
            rest=rest,
        )

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.page - 1) * self.size

    @property
    def key(self) -> str:
        """The column sorted by."""
        return self.sort.removeprefix("-")

    @property
    def descending(self) -> bool:
        """Whether the largest comes first."""
        return self.sort.startswith("-")

    def address(self, *, sort: str | None = None, page: int = 1) -> str:
        """Return the query part of an address for another order or page of the same list."""
        wanted = [*self.rest, (SORT, sort or self.sort)] + ([(PAGE, str(page))] if page > 1 else [])
        return "?" + urlencode(wanted)


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Args:
        key: what it is sorted by.
        label: its heading, already translated (or lazily).
        sortable: whether the heading is a link.
        number: whether its values are numbers, set to the right with equal digits.
        minor: whether a narrow screen may leave it out; it then stands on the record's page.
        fit: what becomes of values that are longer than their place: they ``wrap``, or they stay ``whole``
            on their line, as codes and names of languages do. Nothing is cut.
    """

    key: str
    label: Any
    sortable: bool = True
    number: bool = False
    minor: bool = False
    fit: Literal["wrap", "whole"] = "wrap"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a value per column; the first is a link to the record where ``url`` is given.

    Values are text, numbers, dates, ``Link``, ``State`` or ``None`` (drawn as a dash).

    Args:
        key: what a tick before the line sends, in a table that has them.
    """

    cells: Sequence[Any]
    url: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading as drawn."""

    column: Column
    url: str
    order: str  # "ascending", "descending" or "none": the value of aria-sort


@dataclass(frozen=True, slots=True)
class Table:
    """A whole list.

    Args:
        caption: what is listed; read out, and printed.
        columns: from left to right.
        rows: of this page.
        asked: order and page.
        total: rows on all pages; ``None`` when counting would cost too much, then ``more`` tells.
        more: whether another page follows; used when ``total`` is ``None``.
        exports: links to the same list as CSV, XLSX.
        empty: what to say when there is no row.
        ticks: id of the form that sends the ticked lines as ``row``; none where lines are not ticked.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    asked: TableAsked
    total: int | None = None
    more: bool = False
    exports: Sequence[Link] = ()
    empty: Empty | None = None
    ticks: str = ""

    @property
    def headings(self) -> list[Heading]:
        """Headings with the link that sorts by them, or turns their order round."""
        return [self._heading(column) for column in self.columns]

    def _heading(self, column: Column) -> Heading:
        if not column.sortable:
            return Heading(column, "", "")
        if column.key != self.asked.key:
            return Heading(column, self.asked.address(sort=column.key), "none")
        turned = column.key if self.asked.descending else f"-{column.key}"
        return Heading(
            column, self.asked.address(sort=turned), "descending" if self.asked.descending else "ascending"
        )

    @property
    def lines(self) -> list[tuple[str, list[tuple[Column, Any]]]]:
        """Each row as its address and its cells with their columns."""
        return [(row.url, list(zip(self.columns, row.cells, strict=True))) for row in self.rows]

    @property
    def ticked_lines(self) -> list[tuple[str, list[tuple[Column, Any]], str]]:
        """The same lines, each with what its tick sends."""
        return [(*line, row.key) for line, row in zip(self.lines, self.rows, strict=True)]

    @property
    def pages(self) -> int | None:
        """How many pages there are; ``None`` when not counted."""
        return None if self.total is None else max(1, math.ceil(self.total / self.asked.size))

    @property
    def earlier(self) -> str:
        """The address of the page before; empty on the first."""
        return self.asked.address(page=self.asked.page - 1) if self.asked.page > 1 else ""

    @property
    def later(self) -> str:
        """The address of the next page; empty on the last."""
        another = self.more if self.pages is None else self.asked.page < self.pages
        return self.asked.address(page=self.asked.page + 1) if another else ""

    @property
    def where(self) -> str:
        """Which rows of how many these are."""
        if not self.rows:
            return ""
        first = self.asked.offset + 1
        place = {"first": first, "last": first + len(self.rows) - 1, "total": self.total}
        if self.total is None:
            return gettext("%(first)s–%(last)s") % place
        return gettext("%(first)s–%(last)s of %(total)s") % place
