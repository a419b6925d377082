"""Quoted sentences and the texts they stand in, compared without regard to how lines were broken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

__all__ = ["Kept", "kept_texts", "nearest", "plain_text", "stands_in"]

SPACES = re.compile(r"\s+")
# Dashes, quotation marks and hard spaces differ between copies of the same text.
SAME = str.maketrans({"–": "-", "—": "-", "‑": "-", "„": '"', "“": '"', "”": '"', "’": "'", "\u00a0": " "})
SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZĄČĘĖĮŠŲŪŽ„\d])|\n\s*\n|\n(?=\d+[.)])")


@dataclass(frozen=True, slots=True)
class Kept:
    """A text of an act: as it is, and in the plain form in which quotes are looked for."""

    text: str
    plain: str


def plain_text(text: str) -> str:
    """Bring a text to the form in which two copies of it are equal."""
    return SPACES.sub(" ", text.translate(SAME)).strip()


def kept_texts(root: Path) -> dict[Path, Kept]:
    """Read the texts of acts kept beside a pack, in its folder ``texts``."""
    found = {}
    for path in sorted((root / "texts").glob("*.txt")):
        text = path.read_text("utf-8")
        found[path] = Kept(text, plain_text(text))
    return found


def stands_in(quote: str, text: Kept) -> bool:
    """Tell whether every sentence part of ``quote`` stands in ``text``; "…" leaves words out."""
    at = 0
    for piece in (plain_text(one) for one in re.split(r"\s*(?:…|\[\.\.\.\]|\[…\])\s*", quote)):
        found = text.plain.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def nearest(quote: str, texts: list[str]) -> tuple[str, float]:
    """Return the sentence of ``texts`` most like ``quote``, and how like it is (0 to 1)."""
    wanted = plain_text(quote)
    best, likeness = "", 0.0
    for text in texts:
        for sentence in SENTENCE.split(text):
            other = plain_text(sentence)
            matcher = SequenceMatcher(None, wanted, other, autojunk=False)
            if matcher.real_quick_ratio() > likeness and matcher.quick_ratio() > likeness:
                ratio = matcher.ratio()
                if ratio > likeness:
                    best, likeness = other, ratio
    return best, likeness
