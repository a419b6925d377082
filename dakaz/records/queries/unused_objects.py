"""Sealed objects that belong to nothing: left where a program was killed between sealing and recording."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Max
from django.db.models.functions import Coalesce

from dakaz.records import database
from dakaz.records.models import FileState, ImportFile, Item, SealedState
from dakaz.vault import Keys, Vault, log

LONG_ENOUGH = timedelta(days=1)
"""Whoever seals an object records it within minutes; after a day nobody is about to any more."""
# Bytes that could not be read into an item may be the only copy there is: they stay with their file.
NEEDED = (FileState.WAITING, FileState.FAILED)
CHUNK = 2000
FOLDERS = 256


@dataclass(frozen=True, slots=True)
class Referred:
    """The names something refers to, eight bytes for each, by the folder they lie in.

    Two names that agree in the bytes kept are taken for one: then an object stays that could go.

    Args:
        by_folder: the 64 bits after the first two digits of each name.
        last_row, last_file: numbers of the newest item and file when reading began; no older one is missing.
    """

    by_folder: tuple[array[int], ...]
    last_row: int
    last_file: int


def referred() -> Referred:
    """Read every name an item, or a file that waits, refers to: 8 MB for a million."""
    found = Referred(
        by_folder=tuple(array("Q") for _ in range(FOLDERS)),
        last_row=Item.objects.aggregate(last=Coalesce(Max("row"), -1))["last"],
        last_file=ImportFile.objects.aggregate(last=Coalesce(Max("pk"), -1))["last"],
    )
    # Files first: one that becomes an item meanwhile is then met among the items.
    for rows, field in (
        (ImportFile.objects.filter(state__in=NEEDED).exclude(staged=""), "staged"),
        (Item.objects.all(), "object_name"),
    ):
        for name in rows.values_list(field, flat=True).iterator(chunk_size=CHUNK):
            found.by_folder[int(name[:2], 16)].append(_rest(name))
    return found


def _rest(name: str) -> int:
    return int(name[2:18], 16)


def unused(vault: Vault, known: Referred, *, before: datetime) -> Iterator[str]:
    """Yield the objects nothing refers to and nobody has put since ``before``; one folder in memory.

    Args:
        before: by the machine's own clock, as the times of files are; not a sample's.
    """
    for folder, names in groupby(vault.objects.names(), key=lambda name: name[:2]):
        needed = frozenset(known.by_folder[int(folder, 16)])
        for name in names:
            if _rest(name) not in needed and vault.objects.untouched(name, since=before):
                yield name


def needed_since(known: Referred, names: list[str]) -> set[str]:
    """Return those of ``names`` that something has come to refer to since ``known`` was read."""
    newer = Item.objects.filter(row__gt=known.last_row, object_name__in=names)
    waiting = ImportFile.objects.filter(pk__gt=known.last_file, state__in=NEEDED, staged__in=names)
    return {*newer.values_list("object_name", flat=True), *waiting.values_list("staged", flat=True)}


def ours(vault: Vault, keys: Keys) -> Callable[[str], bool]:
    """Return what says whether we would know of anything that refers to an object.

    Of a sealed compartment whose rows do not show here nothing is known: its objects need somebody else.
    """
    sealed = set(SealedState.objects.values_list("pk", flat=True)) - database.sealed_here()
    open_here = [one for name, one in keys.compartments.items() if name not in sealed]
    return lambda name: any(vault.objects.opens(name, one) for one in open_here)


def is_rolled_back(vault: Vault, log_size: int) -> bool:
    """Say whether signed checkpoints speak of more log entries than there are: an old database was put back.

    Then what seems to belong to nothing may be all that is left of what the newer one held.
    """
    return any(int(file.stem) > log_size for file in log.kept(vault.log_folder))


def how_many(vault: Vault, keys: Keys, *, before: datetime) -> int:
    """Count the objects that belong to nothing, as far as these keys can tell."""
    is_ours = ours(vault, keys)
    return sum(1 for name in unused(vault, referred(), before=before) if is_ours(name))
