"""Incidents by month and kind as an SVG picture: every status has its own shape, numbers stand beside them.

Drawn in one ink, so that it reads in grey, in the dark and on paper. Its words are those of the table that
stands below it; nothing of it is only in the picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

LINE, TOP, BELOW, RADIUS = 20, 14, 44, 6
LETTER, GAP = 7, 14  # how wide a letter of a kind's name is at most, and what stays free behind it
WIDE, NARROWEST, WIDEST = 640, 34, 80  # of all columns together where they fit, and of one


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of incident.

    Args:
        label: its words.
        marks: for each column that has any, the statuses with how many, in the order of the legend.
    """

    label: str
    marks: Mapping[int, Sequence[tuple[str, int]]]

    @property
    def height(self) -> int:
        """How many lines its fullest column needs."""
        return max(len(some) for some in self.marks.values())


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn.

    Args:
        title: read out first.
        description: read out next; says where the numbers are.
        columns: short words under each column, and the year where one begins.
        lanes: kinds from top to bottom.
    """

    title: str
    description: str
    columns: Sequence[tuple[str, str]]
    lanes: Sequence[Lane]

    @property
    def left(self) -> int:
        """How wide the names of the kinds are."""
        return max(len(lane.label) for lane in self.lanes) * LETTER + GAP

    @property
    def step(self) -> int:
        """How wide a column is: few months are not squeezed, many are not drawn apart."""
        return max(NARROWEST, min(WIDEST, WIDE // len(self.columns)))


def drawn(drawing: Drawing) -> str:
    """Return the picture as SVG; every word in it is escaped."""
    left, step = drawing.left, drawing.step
    width = left + step * len(drawing.columns)
    height = TOP + sum(LINE * lane.height for lane in drawing.lanes) + BELOW
    parts = [
        f'<svg class="incidents" role="img" aria-labelledby="incidents-title incidents-desc" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-size="12" '
        f'fill="currentColor" stroke="none">',
        f'<title id="incidents-title">{escape(drawing.title)}</title>',
        f'<desc id="incidents-desc">{escape(drawing.description)}</desc>',
    ]
    y = TOP
    for lane in drawing.lanes:
        parts += _lane(lane, y, width, (left, step))
        y += LINE * lane.height
    parts += [_rule(y, width), *_axis(drawing.columns, y, (left, step))]
    return "".join([*parts, "</svg>"])


def legend_mark(status: str) -> str:
    """Return the shape of a status as a picture of its own, for the legend; its word stands beside it."""
    return (
        f'<svg class="shape-of" width="16" height="16" viewBox="0 0 16 16" fill="currentColor" '
        f'aria-hidden="true" focusable="false">{_shape(status, 8, 8)}</svg>'
    )


def _lane(lane: Lane, y: int, width: int, widths: tuple[int, int]) -> list[str]:
    parts = [_rule(y, width), f'<text x="0" y="{y + 14}">{escape(lane.label)}</text>']
    for column, marks in lane.marks.items():
        x = widths[0] + column * widths[1] + RADIUS + 4
        for line, (status, count) in enumerate(marks):
            middle = y + line * LINE + LINE // 2
            parts.append(_shape(status, x, middle))
            if count > 1:
                parts.append(f'<text x="{x + RADIUS + 3}" y="{middle + 4}">{count}</text>')
    return parts


def _axis(columns: Sequence[tuple[str, str]], y: int, widths: tuple[int, int]) -> list[str]:
    parts = []
    for column, (words, year) in enumerate(columns):
        x = widths[0] + column * widths[1] + 4
        parts.append(f'<text x="{x}" y="{y + 16}">{escape(words)}</text>')
        if year:
            parts.append(f'<text x="{x}" y="{y + 34}" font-weight="600">{escape(year)}</text>')
            parts.append(f'<path d="M{x - 4} {TOP}V{y + 38}" stroke="currentColor" stroke-width="0.5"/>')
    return parts


def _rule(y: int, width: int) -> str:
    return f'<path d="M0 {y}H{width}" stroke="currentColor" stroke-width="0.5" stroke-opacity="0.5"/>'


def _shape(status: str, x: int, y: int) -> str:
    """A disc, half a disc, a ring, a hollow triangle, a cross, a dotted ring: told apart without colour."""
    r, line = RADIUS, 'fill="none" stroke="currentColor" stroke-width="1.6"'
    ring = f'<circle cx="{x}" cy="{y}" r="{r - 0.8}" {line}'
    return {
        "confirmed": f'<circle cx="{x}" cy="{y}" r="{r}"/>',
        "likely": f'{ring}/><path d="M{x} {y - r}A{r} {r} 0 0 0 {x} {y + r}Z"/>',
        "possible": f"{ring}/>",
        "unlikely": f'<path d="M{x} {y - r + 1}L{x + r} {y + r - 1}H{x - r}Z" {line}/>',
        "disproved": f'<path d="M{x - r + 1} {y - r + 1}L{x + r - 1} {y + r - 1}'
        f'M{x + r - 1} {y - r + 1}L{x - r + 1} {y + r - 1}" {line}/>',
    }.get(status, f'{ring} stroke-dasharray="2 2"/>')
