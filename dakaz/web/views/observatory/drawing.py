"""A series as numbers in the reader's grouping, and as a picture that says itself when it is invented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from dakaz.records.queries import observatory_pages
from dakaz.report.chart import WIDTH, picture

if TYPE_CHECKING:
    from dakaz.records.models import Series

MOST_LINES = 6  # more than the picture's strokes can tell apart
_END = "</svg>"
_HEIGHT = re.compile(r'height="(\d+)"')


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as it is read: the number grouped, its flag beside it; neither where none was published."""

    number: str
    flag: str


def shown_cells(cells: Sequence[tuple[Decimal | None, str] | None]) -> list[ShownCell]:
    """Return cells of one row as a page shows them."""
    return [_shown(*cell) if cell else ShownCell("", "") for cell in cells]


def _shown(value: Decimal | None, flag: str) -> ShownCell:
    return ShownCell(
        "" if value is None else number_format(f"{value.normalize():f}", force_grouping=True), flag
    )


def drawn(series: Series) -> SafeString | None:
    """Return a series as an SVG picture; None where a line would say nothing."""
    table = observatory_pages.whole_series(series)
    if table is None or len(table.periods) < 2 or len(table.rows) > MOST_LINES:
        return None
    if any(one.value is not None and one.value < 0 for row in table.rows for one in row.values):
        return None
    svg = picture(table, shape="line", language=get_language() or "en")
    if series.invented:
        svg = _stamped(svg)
    return mark_safe(svg)  # noqa: S308 - every word in it was escaped where it was drawn


def _stamped(svg: str) -> str:
    """Write the word over the picture, where a copy of it cannot lose it."""
    found = _HEIGHT.search(svg)
    middle = int(found[1]) // 2 if found else WIDTH // 4
    word = (
        f'<text class="stamp" x="{WIDTH // 2}" y="{middle}" text-anchor="middle" font-size="72" '
        f'fill="#7d170c" fill-opacity="0.3" transform="rotate(-18 {WIDTH // 2} {middle})">'
        f"{escape(gettext('invented'))}</text>"
    )
    return svg.removesuffix(_END) + word + _END
