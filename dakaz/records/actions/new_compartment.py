"""A key for what is about to be sealed; where that is refused, nothing of it stays."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import connection

from dakaz.records import database
from dakaz.records.models import Compartment
from dakaz.vault import CompartmentKeys
from dakaz.vault.shredding import shred

from .acting import Acting
from .uploads import discard_unused


@contextmanager
def only_for_what_stays(
    acting: Acting, *, originals: Collection[str] = ()
) -> Iterator[tuple[Acting, CompartmentKeys]]:
    """Make a key that at first only one person (and two recovery shares) holds; look with it from here on.

    Where what is done within is refused, the key leaves the keyring again: the person's sessions go on with
    the keys they have. Killed within, it stays, and opens nothing.

    Args:
        originals: names of objects, put in while they are sealed under the new key. They go first: under a
            key that is gone they could not be told from a colleague's, and would lie in the vault for good.

    Yields:
        The acting person with the new key, and its compartment's keys.
    """
    made, keys = acting.vault.add_compartment(acting.keys)
    mine = (*acting.seen_by.compartments, made.id)
    database.look_with(keys)
    try:
        yield replace(acting, keys=keys, seen_by=replace(acting.seen_by, compartments=mine)), made
    except BaseException:
        _take_back(acting, made.id, originals)
        raise


def _take_back(acting: Acting, compartment: str, originals: Collection[str]) -> None:
    if Compartment.objects.filter(pk=compartment).exists():
        return
    discard_unused(acting, originals)
    connection.close()  # the keyring's number is written through a connection of its own
    database.look_with(None)
    database.look_with(shred(acting.vault, acting.keys, compartment))
