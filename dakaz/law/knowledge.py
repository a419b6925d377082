"""How old the knowledge behind an answer is (plain to 30 days, amber to 90, red after, and where it ends)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .model import Cite, Pack, Source, Version
from .outcome import Knowledge, Text, text

__all__ = ["knowledge_of"]

PLAIN_DAYS = 30
AMBER_DAYS = 90


def knowledge_of(
    pack: Pack, version: Version, cites: Iterable[Cite], *, deciding: date, today: date
) -> Knowledge:
    """Say how far what the pack knows can be relied on.

    Args:
        deciding: the day whose law was applied.
        today: the day it is asked on.
    """
    sources = [pack.sources[cite.source] for cite in cites if cite.source in pack.sources]
    known_until = _known_until(version, sources)
    red, amber = [], []
    if known_until is not None and deciding > known_until:
        red.append(text("knowledge_ends", day=known_until, deciding=deciding))
    if version.end is None:
        red += [
            text("knowledge_later_law", number=number, day=since)
            for source in sources
            for number, since in source.later
            if deciding >= since
        ]
    if pack.review_by is not None and today > pack.review_by:
        red.append(text("knowledge_review_due", day=pack.review_by))
    age = (today - pack.checked_on).days if pack.checked_on else AMBER_DAYS + 1
    if age > AMBER_DAYS:
        red.append(text("knowledge_old", n=age))
    elif age > PLAIN_DAYS:
        amber.append(text("knowledge_ageing", n=age))
    band = "red" if red else "amber" if amber else "plain"
    return Knowledge(known_until, pack.checked_on, pack.review_by, band, _unique(red + amber))


def _known_until(version: Version, sources: Iterable[Source]) -> date | None:
    """Return the last day on which the text is known to be valid; one that has ended changes no more."""
    if version.end is not None:
        return version.end
    if version.last_known_valid_on is not None:
        return version.last_known_valid_on
    return min((one.last_known_valid_on for one in sources if one.last_known_valid_on), default=None)


def _unique(reasons: list[Text]) -> tuple[Text, ...]:
    kept: list[Text] = []
    for one in reasons:
        if one not in kept:
            kept.append(one)
    return tuple(kept)
