"""Searching the texts of sealed compartments: an index in memory, as long as somebody holds their keys."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable

from dakaz.records import database
from dakaz.records.models import Item

from .found import Found, Position
from .memory_index import MemoryIndex
from .seen_rows import VisibleRows

AT_ONCE = 500
_NOTHING = Found((), 0)


class SealedTexts:
    """The index of one person's sealed texts; knows which it holds, so that only what is new is folded."""

    def __init__(self) -> None:
        self._alone = threading.Lock()
        self._index = MemoryIndex()
        self._held: dict[int, int] = {}

    def keep_up(self, compartments: Iterable[str]) -> None:
        """Put in what was written since, and take out what is gone."""
        with self._alone:
            now = dict(Item.objects.filter(compartment__in=compartments).values_list("row", "entry"))
            gone = [row for row in self._held if row not in now]
            fresh = [row for row, entry in now.items() if self._held.get(row) != entry]
            if gone:
                self._index.remove(gone)
            for start in range(0, len(fresh), AT_ONCE):
                items = Item.objects.filter(row__in=fresh[start : start + AT_ONCE]).select_related("text")
                self._index.add([_entry(item) for item in items])
            self._held = now

    def search(self, query: str, rows: Iterable[int], *, limit: int, after: Position | None) -> Found:
        """Answer a question about some of the texts held."""
        among = VisibleRows("SELECT value FROM json_each(?)", (json.dumps(list(rows)),))
        return self._index.search(query, visible=among, limit=limit, after=after)

    def close(self) -> None:
        """Let the words go."""
        self._index.close()


def _entry(item: Item) -> tuple[int, str, str | None]:
    text = item.text.content if hasattr(item, "text") else ""
    return item.row, f"{item.title}\n{text}", item.language or None


def search_sealed(query: str, rows: Iterable[int], *, limit: int, after: Position | None) -> Found:
    """Find sealed texts that hold every word.

    Args:
        rows: numbers of the items the person may see and wants.
    """
    texts = database.kept_in_memory("texts", SealedTexts)
    wanted = list(rows)
    if texts is None or not wanted:
        return _NOTHING
    texts.keep_up(database.sealed_here())
    return texts.search(query, wanted, limit=limit, after=after)
