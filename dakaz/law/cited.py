"""Which sources an answer names: each article once, those of the rule first."""

from __future__ import annotations

from .model import Case, Cite, LookAlike, Pack, Version
from .outcome import Quoted, Step

__all__ = ["rests_on", "sources_of"]


def rests_on(version: Version, case: Case | None) -> tuple[Cite, ...]:
    """Return the citations of the rule itself: the case's own, then its version's others."""
    return case.cites + case.beside if case else version.cites


def sources_of(
    pack: Pack, version: Version, case: Case | None, trace: tuple[Step, ...], look_alike: LookAlike | None
) -> tuple[Quoted, ...]:
    """Name the sources of the rule, then those of its steps and of the event that only looks like service.

    The quoted sentence stands at the article it was taken from.
    """
    seen: dict[Cite, Quoted] = {}
    own = case.cites if case else version.cites
    for cite in rests_on(version, case):
        quote = case.quote if case and cite == case.quoted else None
        confidence = case.confidence if case and cite in own else version.confidence
        seen[cite] = Quoted(pack.sources[cite.source], cite.ref, quote, confidence)
    others = [cite for step in trace for cite in step.cites]
    for cite in (*others, *(look_alike.cites if look_alike else ())):
        if cite not in seen and cite.source in pack.sources:
            source = pack.sources[cite.source]
            seen[cite] = Quoted(source, cite.ref, None, source.read)
    return tuple(seen.values())
