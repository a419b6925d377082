"""A series as a picture: the data, a break with its doubt, the days of laws. SVG that needs no colour.

Told apart by shape and line, never by colour alone: it is read in print, in grey and, through its title,
description and table, by a screen reader. Invented numbers carry the word across the picture itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from dakaz.errors import N_, BadInput
from dakaz.figures.breaks.analysis import Analysis
from dakaz.figures.breaks.shares import MonthlyShares
from dakaz.figures.described import Mark, Words, described
from dakaz.figures.drawing import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Drawing,
    Frame,
    Point,
    axes,
    document,
    rounded_up,
)
from dakaz.figures.period import Period
from dakaz.figures.rates import clopper_pearson
from dakaz.figures.values import Series

__all__ = ["INVENTED", "Mark", "Picture", "draw_series", "draw_shares"]
INVENTED = N_("invented")
_LETTERS = 100  # of the small print that fit under the axis, also where they are wide
_LEGEND, _LINE, _NUMBER = 34, 14, 13


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture.

    Args:
        svg: a whole SVG document, without scripts, fonts or addresses.
        table: head and rows of the same numbers, for the table behind it.
        description: what a screen reader says, in the language of the words in the picture.
    """

    svg: str
    table: tuple[tuple[str, ...], ...]
    description: str


def draw_shares(
    shares: MonthlyShares,
    title: str,
    *,
    source: str,
    analysis: Analysis | None = None,
    marks: Sequence[Mark] = (),
    invented: bool = False,
    say: Callable[[str], str] = str,
) -> Picture:
    """Draw shares month by month with exact intervals, the break with the set of its dates, and laws.

    Args:
        shares: what is drawn, in percent.
        title: of the picture.
        source: whose numbers these are; it stands in the picture.
        analysis: where the break is, if one is to be shown.
        marks: days of laws and other acts.
        invented: stamp the picture.
        say: puts the words that are the picture's own into the reader's language.
    """
    points = []
    for period, yes, whole in zip(shares.periods, shares.positive, shares.decided, strict=True):
        if not whole:
            points.append(Point(period, None, None, None, f"{period.edtf}: –"))
            continue
        found = clopper_pearson(yes, whole)
        text = f"{period.edtf}: {100 * found.value:.0f} % ({yes}/{whole})"
        points.append(Point(period, 100 * found.value, 100 * found.low, 100 * found.high, text))
    rows = [
        (p.edtf, str(yes), str(whole), f"{100 * yes / whole:.1f}" if whole else "–")
        for p, yes, whole in zip(shares.periods, shares.positive, shares.decided, strict=True)
    ]
    table = ((N_("period"), N_("of the kind"), N_("all"), N_("share, %")), *rows)
    words = Words(title, "%", source, tuple(marks), invented, say)
    return _draw(points, words, table, analysis=analysis)


def draw_series(
    series: Series | Sequence[Series],
    title: str,
    *,
    marks: Sequence[Mark] = (),
    unit: str = "",
    say: Callable[[str], str] = str,
) -> Picture:
    """Draw a measure over time with the bounds its rounding and suppression leave; gaps stay gaps.

    Args:
        series: one series, or several of the same measure, drawn one after another in one line each.
        title: of the picture.
        marks: days of laws and other acts.
        unit: of the axis.
        say: puts the words that are the picture's own into the reader's language.
    """
    many = [series] if isinstance(series, Series) else list(series)
    points = [
        Point(
            one.period,
            one.cell.value,
            one.cell.low,
            one.cell.high,
            f"{one.period.edtf}: {one.cell.text or '–'}",
        )
        for each in many
        for one in each
    ]
    rows = tuple((one.period.edtf, one.cell.text or "–", one.cell.flags) for each in many for one in each)
    table = ((N_("period"), many[0].measure, N_("flags")), *rows)
    if not any(one.observations for one in many):
        raise BadInput(N_("There is nothing to draw: the series has no periods."))
    source = ", ".join(sorted({f"{one.vintage.publisher or one.vintage.name}" for one in many}))
    invented = any(one.vintage.invented for one in many)
    return _draw(points, Words(title, unit, source, tuple(marks), invented, say), table, analysis=None)


def _draw(
    points: Sequence[Point],
    words: Words,
    table: tuple[tuple[str, ...], ...],
    *,
    analysis: Analysis | None,
) -> Picture:
    if not points:
        raise BadInput(N_("There is nothing to draw: the series has no periods."))
    highest = max([point.high for point in points if point.high is not None] or [1.0])
    frame = Frame(
        min(point.period.start.toordinal() for point in points),
        max(point.period.end.toordinal() for point in points),
        100.0 if words.unit == "%" else rounded_up(highest),
        words.unit,
    )
    drawing = Drawing()
    axes(drawing, frame, points)
    if analysis is not None:
        _break(drawing, frame, analysis)
    _values(drawing, frame, points)
    _laws(drawing, frame, words.marks)
    if words.invented:
        drawing.text(WIDTH / 2, HEIGHT / 2 + 24, words.say(INVENTED), style="i")
    description = described(points, words, analysis)
    drawing.text(LEFT, 22, words.title, anchor="start", style="h")
    drawing.text(WIDTH - RIGHT, drawing.height - 8, words.source, anchor="end", style="s")
    return Picture(document(drawing, words.title, description), table, description)


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Return what one line joins: a gap ends it, and so does the beginning of another series."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point.value is None or (runs[-1] and point.period <= runs[-1][-1].period):
            runs.append([])
        if point.value is not None:
            runs[-1].append(point)
    return runs


def _values(drawing: Drawing, frame: Frame, points: Sequence[Point]) -> None:
    for run in _runs(points):
        if len(run) > 1:
            places = " ".join(f"{frame.x(one.period):.1f},{frame.y(one.value or 0):.1f}" for one in run)
            drawing.parts.append(f'<polyline points="{places}" class="d"/>')
    for point in points:
        x = frame.x(point.period)
        if point.low is not None and point.high is not None and point.high > point.low:
            drawing.line(x, frame.y(point.low), x, frame.y(point.high), "w")
        if point.value is not None:
            title = f"<title>{escape(point.text)}</title>"
            drawing.parts.append(
                f'<circle cx="{x:.1f}" cy="{frame.y(point.value):.1f}" r="3" class="p">{title}</circle>'
            )


def _break(drawing: Drawing, frame: Frame, analysis: Analysis) -> None:
    """The set of dates is a grey band, the likeliest date a full line, the shares of both sides dashed."""
    edges = [_edge(one.last_before) for one in analysis.dates]
    left, right = frame.day(min(edges)), frame.day(max(edges))
    if right - left < 4:
        left, right = left - 2, right + 2
    drawing.parts.append(
        f'<rect x="{left:.1f}" y="{TOP}" width="{right - left:.1f}" '
        f'height="{HEIGHT - TOP - BOTTOM}" class="z"/>'
    )
    at = frame.day(_edge(analysis.between.last_before))
    drawing.line(at, TOP, at, HEIGHT - BOTTOM, "b")
    for side, x1, x2 in ((analysis.size.before, LEFT, at), (analysis.size.after, at, WIDTH - RIGHT)):
        drawing.line(x1, frame.y(100 * side.value), x2, frame.y(100 * side.value), "m")
    drawing.text(at, TOP - 6, f"{analysis.between.last_before.edtf} | {analysis.between.first_after.edtf}")


def _edge(period: Period) -> float:
    return period.end.toordinal() + 0.5


def _laws(drawing: Drawing, frame: Frame, marks: Sequence[Mark]) -> None:
    """A dotted line with a number for each law; under the axis, each on lines of its own, what it is."""
    last = float(-_NUMBER)
    for number, mark in enumerate(marks, start=1):
        x = frame.day(mark.period.start.toordinal())
        if not LEFT <= x <= WIDTH - RIGHT:
            continue
        drawing.line(x, TOP + 8, x, HEIGHT - BOTTOM, "l")
        last = max(x, last + _NUMBER)
        drawing.parts.append(
            f"<g><title>{escape(f'{mark.period.edtf}: {mark.label}')}</title>"
            f'<text x="{last:.1f}" y="{TOP + 4}" text-anchor="middle" class="t">{number}</text></g>'
        )
        for line in wrap(f"{number} {mark.period.edtf} {mark.label}", _LETTERS, subsequent_indent="   "):
            drawing.text(LEFT, drawing.height - BOTTOM + _LEGEND, line, anchor="start", style="s")
            drawing.height += _LINE
