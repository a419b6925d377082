"""Which parties have names like the one typed: a part of it, or any spelling of it.

Names of the office stand in an index in memory, made from what is in the vault and gone when it locks.
Names of other compartments are few and are compared one by one, for those alone who may see them: what
others may not see takes none of their time.
"""

from __future__ import annotations

import heapq
import threading
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from django.db import connection
from django.db.models import QuerySet

from dakaz.errors import Locked
from dakaz.names import Index, compare
from dakaz.names.fold import prefix_readings, readings, words
from dakaz.records import guard
from dakaz.records.guard import SHARED, SeenBy
from dakaz.records.models import Name, Party
from dakaz.records.sqlcipher.keyholder import HOLDER

LIKELY = 0.5  # below, two names are more likely two people's than one's
AT_ONCE = 4000  # so many names are read while somebody waits, in a tenth of a second; more in the background
MOST_ASKED = 40  # so many spellings of one name are enough to look through
MOST_SORTED = 5000  # more hold a word that tells nothing of anybody; some of them are as good as others
NAMES_OF_ONE = 4  # so many names one party may have among those found

Answer = TypeVar("Answer")


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
    """The names of the office, up to the log entry ``until``.

    Args:
        index: finds a name by any spelling.
        name_of: party and spelling, by the number the index gave it.
        holding: numbers of the names that hold a word, by its fold; a number may be gone since.
    """

    generation: int
    index: Index = field(default_factory=Index)
    name_of: dict[int, tuple[uuid.UUID, str]] = field(default_factory=dict)
    numbers_of: dict[uuid.UUID, list[int]] = field(default_factory=dict)
    holding: dict[str, set[int]] = field(default_factory=dict)
    until: int = -1

    def bring_up(self) -> None:
        """Read again the names of parties written since."""
        office = Party.objects.filter(compartment__among=[SHARED])
        newest = office.order_by("-entry").values_list("entry", flat=True).first()
        if newest is None or newest <= self.until:
            return
        changed = office.filter(entry__gt=self.until)
        if self.until >= 0:
            self._forget(changed.values_list("pk", flat=True))
        rows = Name.objects.filter(party__in=changed.values("pk")).values_list("party_id", "text", "fold")
        self._add(list(rows))
        self.until = newest

    def _add(self, rows: Sequence[tuple[uuid.UUID, str, str]]) -> None:
        for number, (party, text, fold) in zip(self.index.add(row[1] for row in rows), rows, strict=True):
            self.name_of[number] = (party, text)
            self.numbers_of.setdefault(party, []).append(number)
            for word in fold.split():
                self.holding.setdefault(word, set()).add(number)

    def _forget(self, parties: Iterable[uuid.UUID]) -> None:
        for party in parties:
            for number in self.numbers_of.pop(party, ()):
                self.index.remove(number)
                del self.name_of[number]

    def like(self, typed: str, limit: int) -> list[Close]:
        """Return the names that are likely spellings of what was typed."""
        found = self.index.search(typed, limit=limit)
        return [Close(self.name_of[one.number][0], one.name, one.score) for one in found]

    def parts(self, wanted: Sequence[frozenset[str]], limit: int) -> list[uuid.UUID]:
        """Return parties one of whose names holds each word in one of its readings, by the alphabet."""
        numbers = [self._with(choices) for choices in wanted]
        common = set.intersection(*numbers) if numbers else set()
        names = (self.name_of[number] for number in islice(common, MOST_SORTED) if number in self.name_of)
        first = heapq.nsmallest(limit * NAMES_OF_ONE, names, key=lambda one: one[1])
        return list(dict.fromkeys(party for party, _ in first))

    def _with(self, choices: frozenset[str]) -> set[int]:
        held = (numbers for word, numbers in self.holding.items() if any(part in word for part in choices))
        return set().union(*held)


class _Kept:
    """The one index of this process, while the vault is open."""

    def __init__(self) -> None:
        self._alone = threading.Lock()
        self._names: _Names | None = None
        self._reading = False

    def forget(self) -> None:
        """Let the names go."""
        self._names = None

    def ask(self, question: Callable[[_Names], Answer]) -> Answer | None:
        """Return what the names answer; None while they are still being read."""
        if self._names is None and Name.objects.all()[AT_ONCE : AT_ONCE + 1].exists():
            self._read_in_background()
            return None
        with self._alone:
            return question(self._brought_up())

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


def forget() -> None:
    """Let the names in memory go, after some were erased; the next question reads them again."""
    _KEPT.forget()


def closest(seen_by: SeenBy, typed: str, *, limit: int = MOST_ASKED) -> list[Close]:
    """Return whose names are likely spellings of what was typed, the best first, each party once."""
    if not typed.strip():
        return []
    best: dict[uuid.UUID, Close] = {}
    office = _KEPT.ask(lambda names: names.like(typed, limit)) or []
    for one in [*office, *_of_other_circles(seen_by, typed)]:
        if one.party_id not in best or one.score > best[one.party_id].score:
            best[one.party_id] = one
    seen = _seen(seen_by, best)
    return sorted((one for one in best.values() if one.party_id in seen), key=lambda one: -one.score)[:limit]


def _seen(seen_by: SeenBy, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    rows = Party.objects.filter(pk__in=list(ids), merged_into=None)
    return set(guard.visible(rows, seen_by).values_list("pk", flat=True))


def _other_circles(seen_by: SeenBy) -> list[str]:
    return [one for one in seen_by.compartments if one != SHARED]


def _of_other_circles(seen_by: SeenBy, typed: str) -> list[Close]:
    others = _other_circles(seen_by)
    if not others:
        return []
    rows = guard.visible(Name.objects.filter(party__compartment__in=others), seen_by)
    scored = [
        Close(party, text, compare(typed, text).score) for party, text in rows.values_list("party_id", "text")
    ]
    return [one for one in scored if one.score >= LIKELY]


def holding(seen_by: SeenBy, typed: str, *, limit: int = 10) -> Sequence[Party]:
    """Return parties one of whose names holds every word typed, or a part of it, in any script."""
    wanted = [readings(word) | prefix_readings(word) for _, _, word in words(typed)]
    if not wanted:
        return []
    rows = guard.visible(Party.objects.filter(merged_into=None), seen_by)
    office = _KEPT.ask(lambda names: names.parts(wanted, limit))
    if office is None:
        return list(_by_reading(rows, wanted).order_by("label")[:limit])
    found = list(rows.filter(pk__in=office))
    if others := _other_circles(seen_by):
        found += _by_reading(rows.filter(compartment__in=others), wanted)
    return sorted(found, key=lambda one: one.label)[:limit]


def _by_reading(rows: QuerySet[Party], wanted: Sequence[frozenset[str]]) -> QuerySet[Party]:
    """Return those of the rows whose names, read one after the other, hold each word."""
    for choices in wanted:
        matching = Name.objects.none()
        for part in choices:
            matching = matching | Name.objects.filter(fold__contains=part)
        rows = rows.filter(pk__in=matching.values("party_id"))
    return rows
