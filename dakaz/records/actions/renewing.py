"""Sealing rows of a compartment under its newest key, after somebody lost the former one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import transaction

from dakaz.errors import VaultDamaged
from dakaz.records.models import SealedRow, SealedState
from dakaz.records.sqlcipher.sealed_rows import generation_of, reseal_row

if TYPE_CHECKING:
    from .acting import Acting

AT_ONCE = 200


def renew_rows(acting: Acting) -> int:
    """Seal rows that lie under a former key of their compartment under the newest; return how many.

    In pieces, each whole: killed in between, the next call goes on.
    """
    done = 0
    for compartment in SealedState.objects.filter(pk__in=list(acting.keys.compartments)).values_list("pk"):
        for names in _pieces(compartment[0]):
            done += _renew(acting, compartment[0], names)
    return done


def _pieces(compartment: str) -> Iterator[list[str]]:
    after = ""
    while True:
        rows = SealedRow.objects.filter(compartment=compartment, name__gt=after).order_by("name")
        names = list(rows.values_list("name", flat=True)[:AT_ONCE])
        if not names:
            return
        yield names
        after = names[-1]


def _renew(acting: Acting, compartment: str, names: list[str]) -> int:
    keys, done = acting.keys_of(compartment), 0
    with transaction.atomic():
        for row in SealedRow.objects.filter(pk__in=names, compartment=compartment):
            if generation_of(bytes(row.content)) < keys.generation:
                try:
                    row.content = reseal_row(keys, row.name, bytes(row.content))
                except VaultDamaged:  # ``verify`` names it; it stays as it lies, the others go on
                    continue
                row.save(update_fields=["content"])
                done += 1
    return done
