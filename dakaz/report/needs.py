"""What an outline asks for, so that the caller can fetch it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dakaz.report.expression import Count, Expression, SeriesQuery
from dakaz.report.outline import Chart, Citation, Figure, Inline, Outline, blocks_of, inlines_of


@dataclass(frozen=True, slots=True)
class Needs:
    """Keys of items, labels of passages, counts and series, each once, in order of first use."""

    cites: frozenset[str]
    passages: frozenset[tuple[str, str]]
    counts: tuple[Count, ...]
    series: tuple[SeriesQuery, ...]


def needs(outline: Outline) -> Needs:
    """Collect everything ``outline`` rests on. A series also cites an item: its table names which."""
    pointers = [one for node in _inlines(outline) if isinstance(node, Citation) for one in node.pointers]
    figures = [node.expression for node in _inlines(outline) if isinstance(node, Figure)]
    charts = [block.query for block in blocks_of(outline.blocks) if isinstance(block, Chart)]
    return Needs(
        cites=frozenset(one.key for one in pointers),
        passages=frozenset((one.key, one.label) for one in pointers if one.label),
        counts=tuple(dict.fromkeys(count for figure in figures for count in counts_in(figure))),
        series=tuple(dict.fromkeys(charts)),
    )


def lines_of_counts(outline: Outline) -> dict[str, tuple[int, ...]]:
    """The lines on which each count stands, by its canonical text, in order of first use."""
    lines: dict[str, dict[int, None]] = {}
    for node in _inlines(outline):
        if isinstance(node, Figure):
            for count in counts_in(node.expression):
                lines.setdefault(count.canonical, {})[node.line] = None
    return {expression: tuple(found) for expression, found in lines.items()}


def counts_in(expression: Expression) -> tuple[Count, ...]:
    """The counts an expression is made of."""
    return (expression,) if isinstance(expression, Count) else (expression.part, expression.whole)


def _inlines(outline: Outline) -> Iterator[Inline]:
    for block in outline.blocks:
        yield from inlines_of(block)
