"""Which rules to look at again: their quoted sentence no longer stands in a newer text of its act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .acts import Act, act_of_text, acts_quoted
from .model import Case, Pack, Rule, Version
from .quotes import Kept, nearest, plain_text, stands_in

__all__ = ["Changed", "not_compared", "watch"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A rule whose quote is gone.

    Args:
        article: article the quote was taken from.
        nearest: sentence of the newer texts of its act most like the quote.
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
    """Compare the quotes of every version still in force with newer texts of their own acts.

    Args:
        texts: plain texts by name; of the acts that changed, whole or in part. The act of a text is known by
            its number in the first lines, by the name, or by quoted sentences that still stand in it.

    Returns:
        What no longer stands there, the most alike first: those are the sentences that were amended. It
        changes nothing by itself. ``not_compared`` names the acts of which no text was given.

    Raises:
        BadInput: a text whose act is not recognised; nothing was compared.
    """
    kept = _by_act(pack, texts)
    changed = [
        one
        for rule, version, case in _quoted(pack)
        if (own := kept.get(_act_id(pack, case))) and (one := _compare(rule, version, case, own))
    ]
    return sorted(changed, key=lambda one: -one.likeness)


def not_compared(pack: Pack, texts: Mapping[str, str]) -> tuple[Act, ...]:
    """Return the acts that the pack quotes and of which no text was given."""
    given = _by_act(pack, texts)
    return tuple(act for act in acts_quoted(pack, _sources(pack)) if act.id not in given)


def _by_act(pack: Pack, texts: Mapping[str, str]) -> dict[str, list[Kept]]:
    acts = acts_quoted(pack, _sources(pack))
    quotes: dict[str, list[str]] = {}
    for _, _, case in _quoted(pack):
        quotes.setdefault(_act_id(pack, case), []).append(case.quote or "")
    found: dict[str, list[Kept]] = {}
    for name, text in texts.items():
        act = act_of_text(acts, name, text, quotes)
        found.setdefault(act.id, []).append(Kept(text, plain_text(text)))
    return found


def _sources(pack: Pack) -> list[str]:
    return [case.quoted.source for _, _, case in _quoted(pack) if case.quoted]


def _act_id(pack: Pack, case: Case) -> str:
    return Act.of(pack.sources[case.quoted.source]).id if case.quoted else ""


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
    article = case.quoted.ref if case.quoted else ""
    return Changed(rule.id, rule.row, version.v, article, quote, sentence, round(likeness, 3))
