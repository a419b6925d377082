"""Our annotated documents, and how well figures are read in them; their README says how they are marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dakaz.figures.period import parse_period
from dakaz.figures.tests.annotated import Score
from dakaz.figures.text import Figure, extract

FOLDER = Path(__file__).with_name("documents")
_DOCUMENT = re.compile(r"^#([a-z]{2})-\d+\n(.*?)(?=^#[a-z]{2}-\d+\n|\Z)", re.MULTILINE | re.DOTALL)
_MARKED = re.compile(r"\{\{(.*?)\}\}|\{\?(.*?)\?\}", re.DOTALL)
_SAME = 0.005  # two thirds may be written 66.7 or 66.67


@dataclass(frozen=True)
class Marked:
    """A figure as annotated: its place, and each reading of its kind, number and period that is as good."""

    start: int
    end: int
    kinds: tuple[str, ...]
    numbers: tuple[tuple[float, ...], ...]
    periods: tuple[str, ...]
    optional: bool


@dataclass(frozen=True)
class Document:
    """A document without its marks, and its figures."""

    language: str
    text: str
    figures: tuple[Marked, ...]


def documents() -> Iterator[Document]:
    """Read the annotated documents."""
    for file in sorted(FOLDER.glob("*.txt")):
        for match in _DOCUMENT.finditer(file.read_text("utf-8")):
            yield _document(match[1], match[2].rstrip("\n"))


def _document(language: str, marked: str) -> Document:
    text, figures, done = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[done : match.start()]
        span, kind, number, period = (match[1] or match[2]).split("|")
        figures.append(
            Marked(
                len(text),
                len(text) + len(span),
                tuple(kind.split("~")),
                tuple(tuple(map(float, re.split(r"\.\.|>", one))) for one in number.split("~")),
                tuple("" if one == "-" else one for one in period.split("~")),
                optional=match[1] is None,
            )
        )
        text, done = text + span, match.end()
    return Document(language, text + marked[done:], tuple(figures))


def score_documents(chosen: Iterable[Document]) -> Score:
    """Say how many figures have the right kind and number, of these how many a period that the text gives."""
    total = Score()
    for document in chosen:
        found = list(extract(document.text))
        total.false += sum(not any(_overlap(one, gold) for gold in document.figures) for one in found)
        for gold in document.figures:
            match = next((one for one in found if _overlap(one, gold) and _same(one, gold)), None)
            if gold.optional:
                continue
            total.gold += 1
            if match is not None:
                found.remove(match)
                total.right += 1
                total.period += any(_same_period(match.period, period) for period in gold.periods)
    return total


def _overlap(one: Figure, gold: Marked) -> bool:
    return one.start < gold.end and gold.start < one.end


def _same(one: Figure, gold: Marked) -> bool:
    if one.value is not None:
        found: tuple[float | None, ...] = (one.value,)
    else:
        found = (one.low, one.high) if one.low is not None else (one.from_, one.to)
    return one.kind in gold.kinds and any(_close(found, wanted) for wanted in gold.numbers)


def _close(found: tuple[float | None, ...], wanted: tuple[float, ...]) -> bool:
    return len(found) == len(wanted) and all(
        one is not None
        and abs(one - other) <= _SAME * max(1, abs(other)) * (other != int(other) or other == 0)
        for one, other in zip(found, wanted, strict=True)
    )


def _same_period(one: str, other: str) -> bool:
    if not one or not other:
        return one == other
    return parse_period(one) == parse_period(other)
