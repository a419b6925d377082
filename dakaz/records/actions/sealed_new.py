"""A case that is sealed before anything of it is written: nothing of it ever stands in the office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db import transaction

from dakaz.records import database
from dakaz.records.models import Case, Compartment, SealedState

from .acting import Acting
from .sealing import Sealed
from .wiping import WIPED

# Writes the case, and whoever is new in it, into the compartment of this id.
Write = Callable[[Acting, str], Case]


def sealed_from_the_start(acting: Acting, write: Write) -> Sealed:
    """Make a compartment and write a case into it, as one action.

    At first only who writes it (and two recovery shares) can open it. Should ``write`` refuse, no row
    stays; the empty key that is left in the keyring opens nothing.

    Returns:
        The acting person with the new key: their session goes on with it.

    Raises:
        BadInput, NotFound: as ``write`` says.
    """
    made, keys = acting.vault.add_compartment(acting.keys)
    mine = (*acting.seen_by.compartments, made.id)
    now = replace(acting, keys=keys, seen_by=replace(acting.seen_by, compartments=mine))
    database.look_with(keys)
    with transaction.atomic():
        Compartment.objects.create(id=made.id, name=WIPED)
        SealedState.objects.create(compartment=made.id)
        database.keep_up()
        return Sealed(now, write(now, made.id).pk)
