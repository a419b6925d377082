"""A series as a small picture: lines or bars, drawn as SVG by hand so that every build gives the same bytes.

Colours stand as attributes for the PDF; in HTML the style sheet overrides them by class (dark theme).
Lines differ by dash and marker as well as colour, so the picture reads in grey.
"""

from __future__ import annotations

import math
from decimal import Decimal
from html import escape
from itertools import groupby

from dakaz.report.material import SeriesTable
from dakaz.report.words import number

WIDTH, TOP, LEFT, RIGHT, PLOT = 640, 34, 64, 16, 230
COLOURS = ("#0b5c66", "#a05a00", "#5a4a8a", "#2f6b2f", "#8c2f2f", "#444444")
DASHES = ("", "7 4", "2 3", "10 3 2 3", "4 4", "1 4")
FONT = "Libertinus Serif, Georgia, serif"


def picture(table: SeriesTable, *, shape: str, language: str) -> str:
    """Draw a table.

    Args:
        shape: ``line`` or ``bar``.

    Returns:
        one ``<svg>`` element; its words (title, units, source) stand in the caption beside it.
    """
    canvas = _Canvas(table, language)
    canvas.axes()
    for index in range(len(table.rows)):
        if shape == "bar":
            canvas.bars(index)
        else:
            canvas.line(index)
    canvas.legend(shape)
    return canvas.finish()


def ticks(top: Decimal) -> list[int | Decimal]:
    """Round steps from 0 to just above ``top``: three to six of them."""
    step = Decimal(1)
    while True:
        for factor in (1, 2, 5):
            if step * factor * 5 >= top:
                count = max(1, math.ceil(top / (step * factor)))
                return [int(step * factor * n) for n in range(count + 1)]
        step *= 10


class _Canvas:
    def __init__(self, table: SeriesTable, language: str) -> None:
        self.table, self.language = table, language
        values = [one.value for row in table.rows for one in row.values if one.value is not None]
        self.ticks = ticks(Decimal(max([*values, 1])))
        self.parts: list[str] = []
        self.bottom = TOP + PLOT
        self.height = self.bottom + 40 + 20 * len(table.rows)
        self.step = (WIDTH - LEFT - RIGHT) / len(table.periods)

    def x(self, period: int) -> float:
        return LEFT + self.step * (period + 0.5)

    def y(self, value: int | Decimal) -> float:
        return self.bottom - PLOT * float(value) / float(self.ticks[-1])

    def text(self, x: float, y: float, words: str, *, anchor: str = "start") -> None:
        self.parts.append(
            f'<text class="word" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="13" '
            f'font-family="{FONT}" fill="#1c1c1a">{escape(words)}</text>'
        )

    def axes(self) -> None:
        self.text(4, 18, self.table.unit)
        for tick in self.ticks:
            y = self.y(tick)
            self.parts.append(
                f'<line class="grid" x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" '
                f'stroke="#c9c5ba" stroke-width="{1.5 if tick == 0 else 0.75}"/>'
            )
            self.text(LEFT - 8, y + 4, number(tick, self.language), anchor="end")
        every = -(-len(self.table.periods) // 12)
        for index, period in enumerate(self.table.periods):
            if index % every == 0:
                self.text(self.x(index), self.bottom + 20, period, anchor="middle")

    def line(self, index: int) -> None:
        points = [
            (self.x(n), self.y(one.value)) if one.value is not None else None
            for n, one in enumerate(self.table.rows[index].values)
        ]
        for known, run in groupby(points, key=lambda point: point is not None):
            if known:
                way = " ".join(f"{x:.1f},{y:.1f}" for x, y in (point for point in run if point))
                self.parts.append(self._stroke(index, f'<polyline points="{way}" fill="none"'))
        self.parts += [self._marker(index, *point) for point in points if point]

    def _stroke(self, index: int, start: str) -> str:
        dash = DASHES[index % len(DASHES)]
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        colour = COLOURS[index % len(COLOURS)]
        return f'{start} class="stroke s{index % len(COLOURS)}" stroke="{colour}" stroke-width="2"{dashed}/>'

    def _marker(self, index: int, x: float, y: float) -> str:
        paint = f'class="fill s{index % len(COLOURS)}" fill="{COLOURS[index % len(COLOURS)]}"'
        match index % 3:
            case 0:
                return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" {paint}/>'
            case 1:
                return f'<rect x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7" {paint}/>'
        return f'<path d="M{x:.1f} {y - 4.5:.1f}l4.5 8h-9z" {paint}/>'

    def bars(self, index: int) -> None:
        width = self.step * 0.8 / len(self.table.rows)
        paint = f'class="fill s{index % len(COLOURS)}" fill="{COLOURS[index % len(COLOURS)]}"'
        for n, one in enumerate(self.table.rows[index].values):
            if one.value is not None:
                x, y = LEFT + self.step * (n + 0.1) + width * index, self.y(one.value)
                height = max(self.bottom - y, 0)
                self.parts.append(
                    f'<rect x="{x:.1f}" y="{y:.1f}" width="{width - 1:.1f}" height="{height:.1f}" {paint}/>'
                )

    def legend(self, shape: str) -> None:
        for index, row in enumerate(self.table.rows):
            y = self.bottom + 50 + 20 * index
            if shape == "line":
                start = f'<line x1="{LEFT}" y1="{y - 4}" x2="{LEFT + 34}" y2="{y - 4}"'
                self.parts.append(self._stroke(index, start))
            self.parts.append(self._marker(index, LEFT + 17, y - 4))
            self.text(LEFT + 44, y, row.label)

    def finish(self) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.height}" '
            f'width="{WIDTH}" height="{self.height}">' + "".join(self.parts) + "</svg>"
        )
