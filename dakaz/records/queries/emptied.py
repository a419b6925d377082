"""Entries of the log that say nothing any more: emptied by an erasure, or by somebody else?"""

from __future__ import annotations

import json
from collections.abc import Iterable

from dakaz.records import database
from dakaz.records.models import Compartment, LogEntry, SealedState

_TELLS = b'"emptied"'


class Emptied:
    """Meets every entry of the log once, in any order, and says which are empty without a reason.

    Entries of sealed compartments whose key is not held here are leaves alone, and so are those of
    compartments that were erased with their key: of them nothing can be said.
    """

    def __init__(self) -> None:
        hidden = set(SealedState.objects.values_list("pk", flat=True)) - database.sealed_here()
        self._readable = set(Compartment.objects.values_list("pk", flat=True)) - hidden
        self._empty: set[int] = set()
        self._explained: set[int] = set()

    def meet(self, entry: LogEntry) -> None:
        """Note whether an entry is empty, or tells which were emptied."""
        if entry.payload is None:
            if entry.compartment in self._readable:
                self._empty.add(entry.seq)
        elif _TELLS in (said := bytes(entry.payload)):
            for first, last in json.loads(said).get("emptied", []):
                self._explained.update(range(first, last + 1))

    def unexplained(self) -> Iterable[int]:
        """Return the numbers of entries that no erasure emptied."""
        return sorted(self._empty - self._explained)
