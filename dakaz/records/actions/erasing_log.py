"""What the log says of something erased: payload and salt go, the leaf and so the tree stay."""

from __future__ import annotations

import json
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from django.apps import apps

from dakaz.records.models import LogEntry, Record

AT_ONCE = 500
_ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# By compartment: first and last number of each run of entries that were emptied.
Emptied = Mapping[str, Sequence[tuple[int, int]]]


def empty_entries(gone: Iterable[uuid.UUID], *, since: int, but: str) -> dict[str, list[tuple[int, int]]]:
    """Take out what the log says of records, also where it speaks of others with them.

    Args:
        gone: ids of what is erased.
        since: when the oldest of them was made, in milliseconds since 1970 UTC.
        but: a compartment whose entries go with it anyway.

    Returns:
        Which entries were emptied.
    """
    told = {str(key).encode() for key in gone}
    # a clock may have been put back a little
    first_day = (datetime.fromtimestamp(since / 1000, UTC) - timedelta(days=2)).date().isoformat()
    rows = LogEntry.objects.filter(day__gte=first_day).exclude(payload=None).exclude(compartment=but)
    found: dict[str, list[int]] = defaultdict(list)
    before: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for seq, compartment, payload in rows.values_list("seq", "compartment", "payload").order_by("seq"):
        said = bytes(payload or b"")
        if not told.isdisjoint(_ID.findall(said)):
            found[compartment].append(seq)
            # what an earlier erasure took out is from now on said by this one
            before[compartment] += [(first, last) for first, last in json.loads(said).get("emptied", [])]
    for numbers in found.values():
        for start in range(0, len(numbers), AT_ONCE):
            some = LogEntry.objects.filter(seq__in=numbers[start : start + AT_ONCE])
            some.update(payload=None, salt=None, subject=None)
    return {one: [*before[one], *_runs(numbers)] for one, numbers in found.items()}


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
