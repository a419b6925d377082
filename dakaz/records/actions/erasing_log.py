"""What the log says of something erased: payload and salt go, the leaf and so the tree stay."""

from __future__ import annotations

import json
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.apps import apps

from dakaz.records.models import LogEntry, Record

from .logged import next_number

AT_ONCE = 500
_ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# By compartment: first and last number of each run of entries that were emptied.
Emptied = Mapping[str, Sequence[tuple[int, int]]]


@dataclass(slots=True)
class Telling:
    """Entries that speak of what is erased.

    Args:
        gone: ids of what is erased.
        until: entries with a smaller number were looked at.
        found: numbers of those that speak of it, by compartment.
        before: what earlier erasures among them emptied; from now on this one says so.
    """

    gone: frozenset[uuid.UUID] = frozenset()
    until: int = 0
    found: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    before: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def look_on(self, *, but: str) -> None:
        """Look at the entries since: of a million that takes half a minute, so do it before others wait.

        Args:
            but: a compartment whose entries go with it anyway; empty for none.
        """
        told = {str(key).encode() for key in self.gone}
        # Ids begin with the moment they were made (UUIDv7); a clock may have been put back a little.
        oldest = datetime.fromtimestamp(min(key.int >> 80 for key in self.gone) / 1000, UTC)
        first_day = (oldest - timedelta(days=2)).date().isoformat()
        until = next_number()
        rows = LogEntry.objects.filter(seq__gte=self.until, seq__lt=until, day__gte=first_day)
        rows = rows.exclude(payload=None).exclude(compartment=but).order_by("seq")
        for seq, compartment, payload in rows.values_list("seq", "compartment", "payload"):
            said = bytes(payload or b"")
            if not told.isdisjoint(_ID.findall(said)):
                self.found[compartment].append(seq)
                runs = json.loads(said).get("emptied", [])
                self.before[compartment] += [(first, last) for first, last in runs]
        self.until = until


def empty_entries(telling: Telling) -> dict[str, list[tuple[int, int]]]:
    """Take out what the log says of what is erased, also where it speaks of others with it.

    Returns:
        Which entries were emptied.
    """
    for numbers in telling.found.values():
        for start in range(0, len(numbers), AT_ONCE):
            some = LogEntry.objects.filter(seq__in=numbers[start : start + AT_ONCE])
            some.update(payload=None, salt=None, subject=None)
    return {one: [*telling.before[one], *_runs(numbers)] for one, numbers in telling.found.items()}


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def covered_anew(emptied: Emptied, changed: Iterable[Record]) -> dict[str, list[Record]]:
    """Return the records that need an entry: they were changed, or theirs was emptied; by compartment."""
    numbers = [n for runs in emptied.values() for first, last in runs for n in range(first, last + 1)]
    found = {(type(row), row.pk): row for row in changed}
    for kind in apps.get_app_config("records").get_models():
        if issubclass(kind, Record):
            for start in range(0, len(numbers), AT_ONCE):
                for row in kind._base_manager.filter(entry__in=numbers[start : start + AT_ONCE]):
                    found[kind, row.pk] = row
    by_compartment: dict[str, list[Record]] = defaultdict(list)
    for row in found.values():
        by_compartment[row.compartment].append(row)
    return dict(by_compartment)
