"""Someone we may know already: who, how likely, and why, in words. Only among what the asking person sees."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from dakaz.errors import N_
from dakaz.exchange import edtf
from dakaz.names import compare
from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Merge, Party

from .names_in_memory import Close
from .people_names import LIKELY, closest

SAME, DIFFERENT = "for", "against"


@dataclass(frozen=True, slots=True)
class Why:
    """One thing that speaks for or against two records being of one.

    Args:
        speaks: for, neither or against.
        template: a sentence with named places, marked for translation.
        values: what stands in them.
    """

    speaks: str
    template: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """A party that may be the one at hand.

    Args:
        name: their spelling that came closest.
        asked: the name it is like.
        score: how likely the two are spellings of one name; namesakes exist.
        why: what speaks for and against.
    """

    party: Party
    name: str
    asked: str
    score: float
    why: Sequence[Why]


def someone_we_know(
    seen_by: SeenBy, names: Sequence[str], *, kind: str = "", born: str = "", limit: int = 5
) -> list[Known]:
    """Return parties whose names are likely spellings of one of these.

    Args:
        names: every spelling at hand.
        kind: only parties of this kind; empty for any.
        born: EDTF; a birth date that cannot be the same speaks against, and puts a party last.
    """
    best: dict[uuid.UUID, tuple[Close, str]] = {}
    for name in names:
        for close in closest(seen_by, name):
            if close.score >= LIKELY and close.score > _score(best, close.party_id):
                best[close.party_id] = (close, name)
    rows = guard.visible(Party.objects.filter(pk__in=list(best)), seen_by)
    rows = rows.filter(kind=kind) if kind else rows
    known = [_known(party, *best[party.pk], born=born) for party in rows]
    return sorted(known, key=lambda one: (_against(one), -one.score))[:limit]


def duplicates_of(seen_by: SeenBy, found: Party, *, limit: int = 5) -> list[Known]:
    """Return other parties that may be this one; not those somebody already found to be two."""
    names = [name.text for name in found.names.all()]
    known = someone_we_know(seen_by, names, kind=found.kind, born=found.born, limit=limit + 1)
    apart = _found_two(seen_by, found)
    return [one for one in known if one.party != found and one.party.pk not in apart][:limit]


def compared(one: Party, other: Party) -> Known | None:
    """Return how near the nearest names of two parties at hand are, and why; None where one has no name."""
    pairs = [(mine.text, theirs.text) for mine in one.names.all() for theirs in other.names.all()]
    if not pairs:
        return None
    mine, theirs = max(pairs, key=lambda pair: compare(*pair).score)
    return _known(other, Close(other.pk, theirs, compare(mine, theirs).score), mine, born=one.born)


def merges_of(seen_by: SeenBy, found: Party) -> Sequence[Merge]:
    """Return the merges a party is part of that stand, the newest first."""
    rows = Merge.objects.filter(undone=False).select_related("kept", "merged")
    seen = guard.visible(rows.filter(Q(kept=found) | Q(merged=found)), seen_by)
    return list(seen.order_by("-entry"))


def merge_of(seen_by: SeenBy, identifier: uuid.UUID | str) -> Merge:
    """Return one merge."""
    return guard.one(Merge.objects.select_related("kept", "merged"), seen_by, identifier)


def _found_two(seen_by: SeenBy, found: Party) -> set[uuid.UUID]:
    undone = guard.visible(Merge.objects.filter(undone=True), seen_by)
    pairs = [*undone.filter(kept=found), *undone.filter(merged=found)]
    return {one for pair in pairs for one in (pair.kept_id, pair.merged_id)}


def _score(best: dict[uuid.UUID, tuple[Close, str]], party_id: uuid.UUID) -> float:
    return best[party_id][0].score if party_id in best else 0.0


def _against(known: Known) -> bool:
    return any(one.speaks == DIFFERENT and "born" in one.values for one in known.why)


def _known(party: Party, close: Close, asked: str, *, born: str) -> Known:
    reasons = compare(asked, close.name).explanation
    why = [Why(one.speaks, one.template, one.values) for one in reasons]
    return Known(party, close.name, asked, close.score, [*why, *_by_birth(party.born, born)])


def _by_birth(one: str, other: str) -> Iterable[Why]:
    if not one or not other:
        return
    if _overlap(one, other):
        yield Why(SAME, N_("The birth dates fit: %(born)s and %(other)s."), {"born": one, "other": other})
    else:
        yield Why(
            DIFFERENT,
            N_("The birth dates do not fit: %(born)s and %(other)s."),
            {"born": one, "other": other},
        )


def _overlap(one: str, other: str) -> bool:
    """Say whether two EDTF dates can be one day; what is uncertain can be."""
    first, second = edtf.parse(one), edtf.parse(other)
    if not (first.certain and second.certain):
        return True
    starts, ends = (first.earliest, second.earliest), (first.latest, second.latest)
    latest_start = max((day for day in starts if day), default=None)
    earliest_end = min((day for day in ends if day), default=None)
    return not (latest_start and earliest_end and latest_start > earliest_end)
