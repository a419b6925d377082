"""Our annotated sentences, and how well a reader of figures does on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dakaz.figures.period import parse_period
from dakaz.figures.text import extract

FILE = Path(__file__).with_name("annotated_sentences.tsv")
Found = tuple[str, str, str]


@dataclass(frozen=True)
class Sentence:
    """One sentence and its figures: kind, number, period."""

    language: str
    text: str
    figures: tuple[Found, ...]


@dataclass
class Score:
    """How many figures there are, were found, had the right period; and how many were found that are none."""

    gold: int = 0
    right: int = 0
    period: int = 0
    dated: int = 0
    false: int = 0


def sentences() -> list[Sentence]:
    """Read the annotated sentences."""
    found = []
    for line in FILE.read_text("utf-8").split("\n"):
        if line and not line.startswith(("#", "language\t")):
            language, text, figures = line.split("\t")
            found.append(
                Sentence(
                    language, text, () if figures == "none" else tuple(map(_figure, figures.split("; ")))
                )
            )
    return found


def _figure(text: str) -> Found:
    kind, number, period = text.split(" ")
    return kind, number, "" if period == "-" else period


def same_period(one: str, other: str) -> bool:
    """Say whether two EDTF texts mean the same days."""
    if not one or not other:
        return one == other
    return parse_period(one) == parse_period(other)


def ours(sentence: Sentence) -> list[Found]:
    """Read a sentence with our reader."""
    return [(one.kind, _number(one), one.period) for one in extract(sentence.text)]


def _number(one) -> str:
    if one.value is not None:
        return f"{one.value:.10g}"
    if one.low is not None:
        return f"{one.low:.10g}..{one.high:.10g}"
    return f"{one.from_:.10g}>{one.to:.10g}"


def score(read: Callable[[Sentence], Iterable[Found]], chosen: Iterable[Sentence]) -> tuple[Score, list[str]]:
    """Compare a reader with the annotation; what differs is listed."""
    total, differing = Score(), []
    for sentence in chosen:
        found = list(read(sentence))
        left = list(found)
        total.gold += len(sentence.figures)
        for kind, number, period in sentence.figures:
            match = next((one for one in left if one[:2] == (kind, number)), None)
            if match is None:
                continue
            left.remove(match)
            total.right += 1
            total.period += same_period(match[2], period)
        total.false += len(left)
        if sorted(found) != sorted(sentence.figures):
            differing.append(
                f"{sentence.language} {sentence.text}\n    gold {sentence.figures}\n    read {tuple(found)}"
            )
    return total, differing
