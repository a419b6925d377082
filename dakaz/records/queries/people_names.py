"""Which parties have names like the one typed: a part of it, or any spelling of it.

Names of the office stand in memory, made from what is in the vault, kept up with what is written, gone
when it locks. Names of sealed compartments stand in the memory of those who hold the keys and go with
these; the rare names of other circles are compared one by one. What somebody may not see takes none of
their time.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.db import connection
from django.db.models import QuerySet

from dakaz.errors import Locked
from dakaz.names import compare
from dakaz.names.fold import prefix_readings, readings, words
from dakaz.records import database, guard
from dakaz.records.guard import SHARED, SeenBy
from dakaz.records.models import Name, Party, SealedState
from dakaz.records.sqlcipher.keyholder import HOLDER

from .names_in_memory import Close, NamesInMemory
from .sealed_names import SealedNames
from .word_lists import Readings

LIKELY = 0.5  # below, two names are more likely two people's than one's
SURE = 0.9  # above, two names are one
AT_ONCE = 4000  # so many names are read while somebody waits, in a tenth of a second; more in the background
MOST_ASKED = 40  # so many spellings of one name are enough to look through

Answer = TypeVar("Answer")


class _Office:
    """The names of the office, up to the log entry ``until``."""

    def __init__(self, generation: int) -> None:
        self.generation = generation
        self.names = NamesInMemory()
        self._until = -1
        self._sealed = _sealed()

    def bring_up(self) -> None:
        """Read again the names of parties written since."""
        office = Party.objects.filter(compartment__among=[SHARED])
        newest = office.order_by("-entry").values_list("entry", flat=True).first()
        if newest is None or newest <= self._until:
            return
        changed = office.filter(entry__gt=self._until)
        rows = Name.objects.filter(party__in=changed.values("pk"))
        if self._until >= 0:
            self.names.forget(changed.values_list("pk", flat=True))
        self.names.add(rows.values_list("party_id", "text", "fold").iterator(chunk_size=5000))
        self._until = newest

    @property
    def is_old(self) -> bool:
        """Whether something was sealed or unsealed since: names that were here may have gone elsewhere."""
        return self._sealed != _sealed()


def _sealed() -> frozenset[str]:
    return frozenset(SealedState.objects.values_list("pk", flat=True))


class _Kept:
    """The office's names in this process, while the vault is open."""

    def __init__(self) -> None:
        self._alone = threading.Lock()
        self._names: _Office | None = None
        self._reading = False

    def forget(self) -> None:
        """Let the names go."""
        self._names = None

    def ask(self, question: Callable[[NamesInMemory], Answer]) -> Answer | None:
        """Return what the names answer; None while they are still being read."""
        kept = self._names
        if kept is None or not kept.names.finds_spellings:
            if kept is None and not _many():
                with self._alone:
                    return question(self._brought_up().names)
            self.read_in_background()
            return question(kept.names) if kept else None
        with self._alone:
            return question(self._brought_up().names)

    def _brought_up(self) -> _Office:
        generation = HOLDER.generation
        kept = self._names
        if kept is None or kept.generation != generation or kept.is_old:
            kept = _Office(generation)
        kept.bring_up()
        if HOLDER.generation == generation:
            self._names = kept  # from here on words are found
        if not kept.names.finds_spellings:
            kept.names.make_index()
        return kept

    def read_in_background(self) -> None:
        """Begin to read the names, unless that has begun."""
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


def read_ahead() -> None:
    """Begin to read the names of the office, so that the first who looks for a person need not wait."""
    if _many():
        _KEPT.read_in_background()


def _many() -> bool:
    return Name.objects.all()[AT_ONCE : AT_ONCE + 1].exists()


def forget() -> None:
    """Let the names in memory go, after some were erased; the next question reads them again."""
    _KEPT.forget()
    if (sealed := _sealed_names()) is not None:
        sealed.forget()


def closest(seen_by: SeenBy, typed: str, *, limit: int = MOST_ASKED) -> list[Close]:
    """Return whose names are likely spellings of what was typed, the best first, each party once."""
    wanted = _wanted(typed)
    if not wanted:
        return []

    def like(names: NamesInMemory) -> list[Close]:
        some = names.like if names.finds_spellings else None
        return some(typed, limit) if some else names.like_by_words(typed, wanted, limit)

    best: dict[uuid.UUID, Close] = {}
    for one in [*(_KEPT.ask(like) or []), *_sealed_like(typed, limit), *_of_other_circles(seen_by, typed)]:
        if one.party_id not in best or one.score > best[one.party_id].score:
            best[one.party_id] = one
    seen = set(_seen(seen_by).filter(pk__in=list(best)).values_list("pk", flat=True))
    return sorted((one for one in best.values() if one.party_id in seen), key=lambda one: -one.score)[:limit]


def holding(seen_by: SeenBy, typed: str, *, limit: int = 10) -> Sequence[Party]:
    """Return parties one of whose names holds every word typed, or a part of it, in any script."""
    wanted = _wanted(typed)
    if not wanted:
        return []
    rows = _seen(seen_by)
    office = _KEPT.ask(lambda names: names.parts(wanted, limit))
    if office is None:
        return list(_by_reading(rows, wanted).order_by("label")[:limit])
    sealed = _sealed_names()
    ids = [*office, *(sealed.names().parts(wanted, limit) if sealed else [])]
    found = rows.in_bulk(ids)
    listed = [found[one] for one in ids if one in found]
    if others := _other_circles(seen_by):
        listed += _by_reading(rows.filter(compartment__in=others), wanted)
    return listed[:limit]


def suggested(seen_by: SeenBy, typed: str, *, limit: int = 10) -> list[Party]:
    """Return who may be meant, with their names.

    First those of this name in any spelling, then those whose names hold its words, then those who may be
    called so, then those whose name differs by a slip of the finger.
    """
    close = closest(seen_by, typed)
    sure = [one.party_id for one in close if one.score >= SURE]
    held = [] if len(sure) >= limit else holding(seen_by, typed, limit=limit)
    likely = [one.party_id for one in close if LIKELY <= one.score < SURE]
    ids = list(dict.fromkeys([*sure, *(one.pk for one in held), *likely]))
    ids += [] if len(ids) >= limit else _slipped(typed, limit)
    rows = _seen(seen_by).prefetch_related("names").in_bulk(ids)
    return [rows[one] for one in dict.fromkeys(ids) if one in rows][:limit]


def _slipped(typed: str, limit: int) -> list[uuid.UUID]:
    wanted = [readings(word) for _, _, word in words(typed)]
    sealed = _sealed_names()
    if not wanted:
        return []
    office = _KEPT.ask(lambda names: names.slips(wanted, limit)) or []
    return [*office, *(sealed.names().slips(wanted, limit) if sealed else [])]


def _wanted(typed: str) -> list[Readings]:
    return [readings(word) | prefix_readings(word) for _, _, word in words(typed)]


def _seen(seen_by: SeenBy) -> QuerySet[Party]:
    return guard.visible(Party.objects.filter(merged_into=None), seen_by)


def _sealed_names() -> SealedNames | None:
    return database.kept_in_memory("names", SealedNames) if database.sealed_here() else None


def _sealed_like(typed: str, limit: int) -> list[Close]:
    sealed = _sealed_names()
    return sealed.names().like(typed, limit) if sealed else []


def _other_circles(seen_by: SeenBy) -> list[str]:
    """Return the circles whose names are in no index: neither the office nor sealed."""
    return [one for one in seen_by.compartments if one != SHARED and one not in database.sealed_here()]


def _of_other_circles(seen_by: SeenBy, typed: str) -> Iterable[Close]:
    others = _other_circles(seen_by)
    if not others:
        return []
    rows = guard.visible(Name.objects.filter(party__compartment__in=others), seen_by)
    scored = [
        Close(party, text, compare(typed, text).score) for party, text in rows.values_list("party_id", "text")
    ]
    return [one for one in scored if one.score >= LIKELY]


def _by_reading(rows: QuerySet[Party], wanted: Sequence[Readings]) -> QuerySet[Party]:
    """Return those of the rows whose names, read one after the other, hold each word."""
    for choices in wanted:
        matching = Name.objects.none()
        for part in choices:
            matching = matching | Name.objects.filter(fold__contains=part)
        rows = rows.filter(pk__in=matching.values("party_id"))
    return rows
