"""A series as a picture: the data, a break with its doubt, the days of laws. SVG that needs no colour.

Told apart by shape and line, never by colour alone: it is read in print, in grey and, through its title,
description and table, by a screen reader. Invented numbers carry the word across the picture itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from dakaz.errors import N_, BadInput
from dakaz.figures.breaks.analysis import Analysis
from dakaz.figures.breaks.shares import MonthlyShares
from dakaz.figures.period import Period
from dakaz.figures.rates import clopper_pearson
from dakaz.figures.values import Series

WIDTH, HEIGHT = 760, 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 16, 58, 56
_TICKS = 5
_LABEL_EVERY = 64
_STEPS = (1, 2, 2.5, 5, 10)
INVENTED = N_("invented")


@dataclass(frozen=True, slots=True)
class Mark:
    """A day to show: a law in force, a vote, a recommendation.

    Args:
        period: its day or month.
        label: what it is, a few words.
    """

    period: Period
    label: str


@dataclass(frozen=True, slots=True)
class Point:
    """One value of the picture with its bounds.

    Args:
        period: where it stands.
        value: None leaves a gap.
        low: lower end of its interval or bounds.
        high: upper end.
        text: what its title says.
    """

    period: Period
    value: float | None
    low: float | None
    high: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture.

    Args:
        svg: a whole SVG document, without scripts, fonts or addresses.
        table: head and rows of the same numbers, for the table behind it.
        description: what a screen reader says.
    """

    svg: str
    table: tuple[tuple[str, ...], ...]
    description: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where days and values stand."""

    first: int
    last: int
    top: float
    unit: str

    def x(self, period: Period) -> float:
        middle = (period.start.toordinal() + period.end.toordinal()) / 2
        return self.day(middle)

    def day(self, ordinal: float) -> float:
        span = max(1, self.last - self.first)
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * (ordinal - self.first) / span

    def y(self, value: float) -> float:
        return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * value / self.top


@dataclass(slots=True)
class _Drawing:
    parts: list[str] = field(default_factory=list)

    def line(self, x1: float, y1: float, x2: float, y2: float, style: str) -> None:
        self.parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{style}"/>')

    def text(self, x: float, y: float, words: str, *, anchor: str = "middle", style: str = "t") -> None:
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{style}">{escape(words)}</text>'
        )


_STYLE = (
    ".t{font:12px sans-serif;fill:#000}.h{font:bold 15px sans-serif;fill:#000}.s{font:11px sans-serif;fill:#333}"
    ".g{stroke:#ccc;stroke-width:1}.a{stroke:#000;stroke-width:1}.d{stroke:#000;stroke-width:1.6;fill:none}"
    ".p{fill:#000}.w{stroke:#555;stroke-width:1}.l{stroke:#000;stroke-width:1.2;stroke-dasharray:2 3}"
    ".b{stroke:#000;stroke-width:2.2}.z{fill:#000;fill-opacity:.12}.m{stroke:#000;stroke-width:1.6;stroke-dasharray:9 4}"
    ".i{font:bold 64px sans-serif;fill:#000;fill-opacity:.13}"
)


def draw_shares(
    shares: MonthlyShares,
    title: str,
    *,
    source: str,
    analysis: Analysis | None = None,
    marks: Sequence[Mark] = (),
    invented: bool = False,
) -> Picture:
    """Draw shares month by month with exact intervals, the break with the set of its dates, and laws.

    Args:
        shares: what is drawn, in percent.
        title: of the picture.
        source: whose numbers these are; it stands in the picture.
        analysis: where the break is, if one is to be shown.
        marks: days of laws and other acts.
        invented: stamp the picture.
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
    return _draw(points, title, "%", source, table, analysis=analysis, marks=marks, invented=invented)


def draw_series(
    series: Series | Sequence[Series], title: str, *, marks: Sequence[Mark] = (), unit: str = ""
) -> Picture:
    """Draw a measure over time with the bounds its rounding and suppression leave; gaps stay gaps.

    Args:
        series: one series, or several of the same measure, drawn one after another in one line each.
        title: of the picture.
        marks: days of laws and other acts.
        unit: of the axis.
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
    return _draw(points, title, unit, source, table, analysis=None, marks=marks, invented=invented)


def _draw(
    points: Sequence[Point],
    title: str,
    unit: str,
    source: str,
    table: tuple[tuple[str, ...], ...],
    *,
    analysis: Analysis | None,
    marks: Sequence[Mark],
    invented: bool,
) -> Picture:
    if not points:
        raise BadInput(N_("There is nothing to draw: the series has no periods."))
    highest = max([point.high for point in points if point.high is not None] or [1.0])
    frame = _Frame(
        min(point.period.start.toordinal() for point in points),
        max(point.period.end.toordinal() for point in points),
        100.0 if unit == "%" else _rounded_up(highest),
        unit,
    )
    drawing = _Drawing()
    _axes(drawing, frame, points)
    if analysis is not None:
        _break(drawing, frame, analysis)
    _values(drawing, frame, points)
    _laws(drawing, frame, marks)
    if invented:
        drawing.text(WIDTH / 2, HEIGHT / 2 + 24, INVENTED, style="i")
    description = _described(points, title, unit, analysis, marks, invented=invented)
    drawing.text(_LEFT, 22, title, anchor="start", style="h")
    drawing.text(WIDTH - _RIGHT, HEIGHT - 8, source, anchor="end", style="s")
    return Picture(_document(drawing, title, description), table, description)


def _rounded_up(value: float) -> float:
    power = 1.0
    while power * 10 < value:
        power *= 10
    return next((step * power for step in _STEPS if step * power >= value), 10 * power) or 1.0


def _axes(drawing: _Drawing, frame: _Frame, points: Sequence[Point]) -> None:
    for tick in range(_TICKS + 1):
        value = frame.top * tick / _TICKS
        y = frame.y(value)
        drawing.line(_LEFT, y, WIDTH - _RIGHT, y, "a" if tick == 0 else "g")
        drawing.text(_LEFT - 6, y + 4, f"{value:,.4g} {frame.unit}".strip(), anchor="end")
    last = -1e9
    for point in points:
        x = frame.x(point.period)
        if x - last >= _LABEL_EVERY and x <= WIDTH - _RIGHT - 20:
            drawing.text(x, HEIGHT - _BOTTOM + 18, point.period.edtf)
            last = x


def _values(drawing: _Drawing, frame: _Frame, points: Sequence[Point]) -> None:
    run: list[str] = []
    for point in [*points, None]:
        if point is not None and point.value is not None:
            run.append(f"{frame.x(point.period):.1f},{frame.y(point.value):.1f}")
            continue
        if len(run) > 1:
            drawing.parts.append(f'<polyline points="{" ".join(run)}" class="d"/>')
        run = []
    for point in points:
        x = frame.x(point.period)
        if point.low is not None and point.high is not None and point.high > point.low:
            drawing.line(x, frame.y(point.low), x, frame.y(point.high), "w")
        if point.value is not None:
            title = f"<title>{escape(point.text)}</title>"
            drawing.parts.append(
                f'<circle cx="{x:.1f}" cy="{frame.y(point.value):.1f}" r="3" class="p">{title}</circle>'
            )


def _break(drawing: _Drawing, frame: _Frame, analysis: Analysis) -> None:
    """The set of dates is a grey band, the likeliest date a full line, the shares of both sides dashed."""
    edges = [_edge(one.last_before) for one in analysis.dates]
    left, right = frame.day(min(edges)), frame.day(max(edges))
    if right - left < 4:
        left, right = left - 2, right + 2
    drawing.parts.append(
        f'<rect x="{left:.1f}" y="{_TOP}" width="{right - left:.1f}" height="{HEIGHT - _TOP - _BOTTOM}" class="z"/>'
    )
    at = frame.day(_edge(analysis.between.last_before))
    drawing.line(at, _TOP, at, HEIGHT - _BOTTOM, "b")
    for side, x1, x2 in ((analysis.size.before, _LEFT, at), (analysis.size.after, at, WIDTH - _RIGHT)):
        drawing.line(x1, frame.y(100 * side.value), x2, frame.y(100 * side.value), "m")
    drawing.text(at, _TOP - 6, f"{analysis.between.last_before.edtf} | {analysis.between.first_after.edtf}")


def _edge(period: Period) -> float:
    return period.end.toordinal() + 0.5


def _laws(drawing: _Drawing, frame: _Frame, marks: Sequence[Mark]) -> None:
    for number, mark in enumerate(marks, start=1):
        x = frame.day(mark.period.start.toordinal())
        if not _LEFT <= x <= WIDTH - _RIGHT:
            continue
        drawing.line(x, _TOP + 8, x, HEIGHT - _BOTTOM, "l")
        drawing.parts.append(
            f"<g><title>{escape(f'{mark.period.edtf}: {mark.label}')}</title>"
            f'<text x="{x:.1f}" y="{_TOP + 4}" text-anchor="middle" class="t">{number}</text></g>'
        )
        drawing.text(
            _LEFT + (number - 1) % 3 * 230,
            HEIGHT - _BOTTOM + 34 + (number - 1) // 3 * 13,
            f"{number} {mark.period.edtf} {mark.label[:24]}",
            anchor="start",
            style="s",
        )


def _described(
    points: Sequence[Point],
    title: str,
    unit: str,
    analysis: Analysis | None,
    marks: Sequence[Mark],
    *,
    invented: bool,
) -> str:
    values = [point for point in points if point.value is not None]
    said = [title + "."]
    if invented:
        said.insert(0, "Invented numbers.")
    if values:
        low, high = min(values, key=lambda one: one.value or 0), max(values, key=lambda one: one.value or 0)
        said.append(f"{len(points)} periods, {points[0].period.edtf} to {points[-1].period.edtf}.")
        said.append(
            f"Lowest {low.value:,.4g} {unit} in {low.period.edtf}, highest {high.value:,.4g} {unit} in {high.period.edtf}."
        )
    if analysis is not None:
        said.append(
            f"Step between {analysis.between.last_before.edtf} and {analysis.between.first_after.edtf}, probability "
            f"{analysis.verdict.step:.2f}, dates {analysis.dates[0].last_before.edtf} to {analysis.dates[-1].first_after.edtf}."
        )
    said += [f"{mark.period.edtf}: {mark.label}." for mark in marks]
    return " ".join(said)


def _document(drawing: _Drawing, title: str, description: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="title desc"><title id="title">{escape(title)}</title>'
        f'<desc id="desc">{escape(description)}</desc><style>{_STYLE}</style>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{"".join(drawing.parts)}</svg>'
    )
