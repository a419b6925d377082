"""Every reading of a sealed record, and every list that leaves the vault, stands in the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from dakaz.records import database
from dakaz.records.models import reads

from .acting import Acting
from .logged import Act, append


def begin() -> None:
    """Note from here on what this thread reads of sealed cases."""
    reads.begin(database.sealed_here())


def log_reads(acting: Acting, *, page: str) -> int | None:
    """Write down which sealed records were read since ``begin``: one entry for each compartment.

    The entry is sealed with the compartment it speaks of: who has no key learns that there is a leaf.

    Args:
        page: where: the name of a page or command, never personal.

    Returns:
        The number of the first entry; None when nothing sealed was read.
    """
    found = {
        compartment: kinds
        for compartment, kinds in reads.taken().items()
        if compartment in acting.keys.compartments
    }
    if not found:
        return None
    acts = [
        Act("sealed.read", compartment, None, {"page": page, "records": _listed(kinds)})
        for compartment, kinds in sorted(found.items())
    ]
    with transaction.atomic():
        return append(acting, acts)


def _listed(kinds: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    return {kind: sorted(ids) for kind, ids in sorted(kinds.items())}


def log_export(acting: Acting, *, name: str, people: int | None, compartments: Iterable[str]) -> int:
    """Write down that a list was saved outside the vault, before it is.

    Args:
        name: of the list, such as cases; never personal.
        people: how many people it names; None when that was not counted.
        compartments: whose rows are in it; each gets an entry of its own.
    """
    whose = sorted({*compartments}) or [acting.seen_by.office]
    details = {"list": name} if people is None else {"list": name, "people": people}
    with transaction.atomic():
        return append(acting, [Act("list.saved", one, None, details) for one in whose])
