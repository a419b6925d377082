"""Which rules to look at again: their quoted sentence no longer stands in a newer text of the act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .model import Case, Pack, Rule, Version
from .quotes import Kept, nearest, plain_text, stands_in

__all__ = ["Changed", "watch"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A rule whose quote is gone.

    Args:
        article: article the quote was taken from.
        nearest: sentence of the newer texts most like the quote.
        likeness: how like it is, 0 to 1; a low one means that the article is not in the texts at all.
    """

    rule: str
    row: str | None
    version: int
    article: str
    quote: str
    nearest: str
    likeness: float


def watch(pack: Pack, texts: Mapping[str, str]) -> list[Changed]:
    """Compare the quotes of every version still in force with newer texts of the acts.

    Args:
        texts: plain texts by name; of the acts that changed, whole or in part.

    Returns:
        What no longer stands there, the most alike first: those are the sentences that were amended. It
        changes nothing by itself.
    """
    kept = [Kept(text, plain_text(text)) for text in texts.values()]
    changed = [one for rule, version, case in _quoted(pack) if (one := _compare(rule, version, case, kept))]
    return sorted(changed, key=lambda one: -one.likeness)


def _quoted(pack: Pack) -> Iterator[tuple[Rule, Version, Case]]:
    for rule in pack.rules.values():
        for version in rule.versions:
            if version.end is not None:
                continue
            seen: set[str] = set()
            for case in version.cases:
                if case.quote and case.quote not in seen:
                    seen.add(case.quote)
                    yield rule, version, case


def _compare(rule: Rule, version: Version, case: Case, kept: list[Kept]) -> Changed | None:
    quote = case.quote or ""
    if any(stands_in(quote, text) for text in kept):
        return None
    sentence, likeness = nearest(quote, [text.text for text in kept])
    article = "; ".join(cite.ref for cite in case.cites if cite.ref)
    return Changed(rule.id, rule.row, version.v, article, quote, sentence, round(likeness, 3))
