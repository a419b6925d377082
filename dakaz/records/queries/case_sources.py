"""The sources of a paper made from a case: numbered as they are first named, with their hashes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence

from dakaz.records import guard
from dakaz.records.guard import SeenBy
from dakaz.records.models import Item, Within


class Numbered:
    """Items with the number by which a paper names each."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._numbers: dict[uuid.UUID, int] = {}

    def number(self, item: Item) -> int:
        """Return an item's number, from 1; one that is new gets the next."""
        if item.pk not in self._numbers:
            self.items.append(item)
            self._numbers[item.pk] = len(self.items)
        return self._numbers[item.pk]


def photos_of(seen_by: SeenBy, items: Iterable[Item]) -> Mapping[uuid.UUID, Sequence[str]]:
    """Return the SHA-256 of each photo of papers that were photographed, in the order of their pages."""
    ids = [one.pk for one in items]
    rows = guard.visible(Item.objects.filter(within__in=ids, within_as=Within.PAGE), seen_by)
    found: dict[uuid.UUID, list[str]] = {}
    for whole, sha256 in rows.order_by("within", "position").values_list("within_id", "sha256"):
        found.setdefault(whole, []).append(sha256)
    return found
