"""The sheet a picture is drawn on: where days and values stand, axes, and the SVG around it all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from dakaz.figures.period import Period

WIDTH, HEIGHT = 760, 380
LEFT, RIGHT, TOP, BOTTOM = 84, 16, 58, 56  # to the left the widest number of an axis has its room
_TICKS = 5
_LABEL_EVERY = 64
_STEPS = (1, 2, 2.5, 5, 10)


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
class Frame:
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
        return LEFT + (WIDTH - LEFT - RIGHT) * (ordinal - self.first) / span

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self.top


@dataclass(slots=True)
class Drawing:
    parts: list[str] = field(default_factory=list)
    height: float = HEIGHT

    def line(self, x1: float, y1: float, x2: float, y2: float, style: str) -> None:
        self.parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{style}"/>')

    def text(self, x: float, y: float, words: str, *, anchor: str = "middle", style: str = "t") -> None:
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{style}">{escape(words)}</text>'
        )


_STYLE = (
    ".t{font:12px sans-serif;fill:#000}.h{font:bold 15px sans-serif;fill:#000}"
    ".s{font:11px sans-serif;fill:#333}"
    ".g{stroke:#ccc;stroke-width:1}.a{stroke:#000;stroke-width:1}.d{stroke:#000;stroke-width:1.6;fill:none}"
    ".p{fill:#000}.w{stroke:#555;stroke-width:1}.l{stroke:#000;stroke-width:1.2;stroke-dasharray:2 3}"
    ".b{stroke:#000;stroke-width:2.2}.z{fill:#000;fill-opacity:.12}"
    ".m{stroke:#000;stroke-width:1.6;stroke-dasharray:9 4}"
    ".i{font:bold 64px sans-serif;fill:#000;fill-opacity:.13}"
)


def written(value: float) -> str:
    """Return a number with its thousands parted and never with an exponent."""
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def rounded_up(value: float) -> float:
    power = 1.0
    while power * 10 < value:
        power *= 10
    return next((step * power for step in _STEPS if step * power >= value), 10 * power) or 1.0


def axes(drawing: Drawing, frame: Frame, points: Sequence[Point]) -> None:
    for tick in range(_TICKS + 1):
        value = frame.top * tick / _TICKS
        y = frame.y(value)
        drawing.line(LEFT, y, WIDTH - RIGHT, y, "a" if tick == 0 else "g")
        drawing.text(LEFT - 6, y + 4, f"{written(value)} {frame.unit}".strip(), anchor="end")
    last = -1e9
    for point in points:
        x = frame.x(point.period)
        if x - last >= _LABEL_EVERY and x <= WIDTH - RIGHT - 20:
            drawing.text(x, HEIGHT - BOTTOM + 18, point.period.edtf)
            last = x


def document(drawing: Drawing, title: str, description: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {drawing.height:.0f}" role="img" '
        f'aria-labelledby="title desc"><title id="title">{escape(title)}</title>'
        f'<desc id="desc">{escape(description)}</desc><style>{_STYLE}</style>'
        f'<rect width="{WIDTH}" height="{drawing.height:.0f}" fill="#fff"/>{"".join(drawing.parts)}</svg>'
    )
