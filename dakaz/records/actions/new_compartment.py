"""A key for what is about to be sealed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import connection

from dakaz.records import database
from dakaz.records.models import Compartment
from dakaz.vault import CompartmentKeys
from dakaz.vault.shredding import shred

from .acting import Acting


def with_new_key(acting: Acting) -> tuple[Acting, CompartmentKeys]:
    """Make a key that at first only one person (and two recovery shares) holds; look with it from here on.

    Returns:
        The acting person with the new key, and its compartment's keys.
    """
    made, keys = acting.vault.add_compartment(acting.keys)
    mine = (*acting.seen_by.compartments, made.id)
    database.look_with(keys)
    return replace(acting, keys=keys, seen_by=replace(acting.seen_by, compartments=mine)), made


@contextmanager
def only_for_what_stays(acting: Acting) -> Iterator[tuple[Acting, CompartmentKeys]]:
    """Make such a key for rows that are written within; where these are refused it leaves the keyring again.

    Only for rows: an original sealed under a key that is gone could never be told from a colleague's, and
    would lie in the vault for good. Killed within, the key stays, and opens nothing.
    """
    now, made = with_new_key(acting)
    try:
        yield now, made
    except BaseException:
        _take_back(acting, made.id)
        raise


def _take_back(acting: Acting, compartment: str) -> None:
    if Compartment.objects.filter(pk=compartment).exists():
        return
    connection.close()  # the keyring's number is written through a connection of its own
    database.look_with(None)
    database.look_with(shred(acting.vault, acting.keys, compartment))
