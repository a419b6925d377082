"""Which parties have names like the one typed: a beginning, or any spelling of it.

Names of the office stand in an index in memory, made from what is in the vault and gone when it locks.
Names of other compartments are few and are compared one by one, for those alone who may see them: what
others may not see takes none of their time.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Max

from dakaz.errors import Locked
from dakaz.names import Index, compare
from dakaz.names.fold import readings, words
from dakaz.records import guard
from dakaz.records.guard import SHARED, SeenBy
from dakaz.records.models import Name, Party
from dakaz.records.sqlcipher.keyholder import HOLDER

LIKELY = 0.5  # below, two names are more likely two people's than one's
AT_ONCE = 4000  # so many names are read while somebody waits, in a tenth of a second; more in the background
MOST_ASKED = 40  # names longer than a search needs are cut after so many found


@dataclass(frozen=True, slots=True)
class Close:
    """A party with a name like the one asked for.

    Args:
        name: the spelling that came closest.
        score: how likely the two are spellings of one name, from 0 to 1.
    """

    party_id: uuid.UUID
    name: str
    score: float


@dataclass(slots=True)
class _Names:
    """The names of the office as the index knows them, up to the log entry ``until``."""

    generation: int
    index: Index = field(default_factory=Index)
    party_of: dict[int, uuid.UUID] = field(default_factory=dict)
    numbers_of: dict[uuid.UUID, list[int]] = field(default_factory=dict)
    until: int = -1

    def bring_up(self) -> None:
        """Read again the names of parties written since."""
        newest = Party.objects.filter(compartment=SHARED).aggregate(last=Max("entry"))["last"]
        if newest is None or newest <= self.until:
            return
        changed = Party.objects.filter(compartment=SHARED, entry__gt=self.until)
        if self.until >= 0:
            self._forget(changed.values_list("pk", flat=True))
        rows = list(Name.objects.filter(party__in=changed.values("pk")).values_list("party_id", "text"))
        for number, (party, _) in zip(self.index.add(text for _, text in rows), rows, strict=True):
            self.party_of[number] = party
            self.numbers_of.setdefault(party, []).append(number)
        self.until = newest

    def _forget(self, parties: Iterable[uuid.UUID]) -> None:
        for party in parties:
            for number in self.numbers_of.pop(party, ()):
                self.index.remove(number)
                del self.party_of[number]


class _Kept:
    """The one index of this process, while the vault is open."""

    def __init__(self) -> None:
        self._alone = threading.Lock()
        self._names: _Names | None = None
        self._reading = False

    def forget(self) -> None:
        """Let the names go."""
        self._names = None

    def search(self, typed: str, *, limit: int) -> list[Close]:
        """Return office names that are spellings of what was typed; none while they are still being read."""
        if self._names is None and Name.objects.all()[AT_ONCE : AT_ONCE + 1].exists():
            self._read_in_background()
            return []
        with self._alone:
            names = self._brought_up()
            found = names.index.search(typed, limit=limit)
            return [Close(names.party_of[one.number], one.name, one.score) for one in found]

    def _brought_up(self) -> _Names:
        generation = HOLDER.generation
        names = self._names
        if names is None or names.generation != generation:
            names = _Names(generation)
        names.bring_up()
        if HOLDER.generation == generation:
            self._names = names
        return names

    def _read_in_background(self) -> None:
        if not self._reading:
            self._reading = True
            threading.Thread(target=self._read, name="names", daemon=True).start()

    def _read(self) -> None:
        try:
            with self._alone:
                self._brought_up()
        except Locked:
            return  # the vault was locked meanwhile: there is nothing to read for
        finally:
            self._reading = False
            connection.close()


_KEPT = _Kept()
HOLDER.when_dropped(_KEPT.forget)


def closest(seen_by: SeenBy, typed: str, *, limit: int = MOST_ASKED) -> list[Close]:
    """Return whose names are likely spellings of what was typed, the best first, each party once."""
    if not typed.strip():
        return []
    best: dict[uuid.UUID, Close] = {}
    for one in [*_KEPT.search(typed, limit=limit), *_of_other_circles(seen_by, typed)]:
        if one.party_id not in best or one.score > best[one.party_id].score:
            best[one.party_id] = one
    seen = _seen(seen_by, best)
    return sorted((one for one in best.values() if one.party_id in seen), key=lambda one: -one.score)[:limit]


def _seen(seen_by: SeenBy, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    rows = Party.objects.filter(pk__in=list(ids), merged_into=None)
    return set(guard.visible(rows, seen_by).values_list("pk", flat=True))


def _of_other_circles(seen_by: SeenBy, typed: str) -> list[Close]:
    others = [one for one in seen_by.compartments if one != SHARED]
    if not others:
        return []
    rows = guard.visible(Name.objects.filter(party__compartment__in=others), seen_by)
    scored = [
        Close(party, text, compare(typed, text).score) for party, text in rows.values_list("party_id", "text")
    ]
    return [one for one in scored if one.score >= LIKELY]


def beginning(seen_by: SeenBy, typed: str, *, limit: int = 10) -> Sequence[Party]:
    """Return parties one of whose names holds every word typed, or its beginning, in any script."""
    rows = guard.visible(Party.objects.filter(merged_into=None), seen_by)
    for _, _, word in words(typed):
        matching = Name.objects.none()
        for token in readings(word):
            matching = matching | Name.objects.filter(fold__contains=token)
        rows = rows.filter(pk__in=matching.values("party_id"))
    return list(rows.order_by("label")[:limit]) if typed.strip() else []
