"""What a picture says in words: its title and marks, and the description that a screen reader reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dakaz.errors import N_
from dakaz.figures.breaks.analysis import Analysis
from dakaz.figures.drawing import Point, written
from dakaz.figures.period import Period


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
class Words:
    """The words of a picture.

    Args:
        title: of the picture.
        unit: of its axis.
        source: whose numbers these are.
        marks: days of laws and other acts.
        invented: the numbers are no statistics.
        say: translates a template of the room's own; ``str`` leaves it English.
    """

    title: str
    unit: str
    source: str
    marks: tuple[Mark, ...]
    invented: bool
    say: Callable[[str], str]


def described(points: Sequence[Point], words: Words, analysis: Analysis | None) -> str:
    """Return what a picture shows in sentences."""
    return " ".join(_sentences(points, words, analysis))


def _sentences(points: Sequence[Point], words: Words, analysis: Analysis | None) -> Iterator[str]:
    if words.invented:
        yield words.say(N_("Invented numbers."))
    yield f"{words.title}."
    yield from _extremes(points, words)
    if analysis is not None:
        yield _step(words, analysis)
    for mark in words.marks:
        yield f"{mark.period.edtf}: {mark.label}."


def _extremes(points: Sequence[Point], words: Words) -> Iterator[str]:
    values = [(point.value, point) for point in points if point.value is not None]
    if not values:
        return
    low, high = min(values, key=lambda one: one[0]), max(values, key=lambda one: one[0])
    yield words.say(N_("%(count)d periods, %(first)s to %(last)s.")) % {
        "count": len(points),
        "first": points[0].period.edtf,
        "last": points[-1].period.edtf,
    }
    yield words.say(N_("Lowest %(low)s in %(then)s, highest %(high)s in %(later)s.")) % {
        "low": f"{written(round(low[0], 1))} {words.unit}".strip(),
        "then": low[1].period.edtf,
        "high": f"{written(round(high[0], 1))} {words.unit}".strip(),
        "later": high[1].period.edtf,
    }


def _step(words: Words, analysis: Analysis) -> str:
    between, dates = analysis.between, analysis.dates
    template = N_("Step between %(before)s and %(after)s, probability %(step)s, dates %(first)s to %(last)s.")
    return words.say(template) % {
        "before": between.last_before.edtf,
        "after": between.first_after.edtf,
        "step": f"{analysis.verdict.step:.2f}",
        "first": dates[0].last_before.edtf,
        "last": dates[-1].first_after.edtf,
    }
