"""A case that is sealed before anything of it is written: nothing of it ever stands in the office."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from dakaz.records import database
from dakaz.records.models import Case, Compartment, SealedState

from .acting import Acting
from .new_compartment import only_for_what_stays
from .sealing import Sealed
from .wiping import WIPED

# Writes the case, and whoever is new in it, into the compartment of this id.
Write = Callable[[Acting, str], Case]


def sealed_from_the_start(acting: Acting, write: Write) -> Sealed:
    """Make a compartment and write a case into it, as one action.

    At first only who writes it (and two recovery shares) can open it. Should ``write`` refuse, nothing
    stays: no row, and no key in the keyring.

    Returns:
        The acting person with the new key: their session goes on with it.

    Raises:
        BadInput, NotFound: as ``write`` says.
    """
    with only_for_what_stays(acting) as (now, made), transaction.atomic():
        Compartment.objects.create(id=made.id, name=WIPED)
        SealedState.objects.create(compartment=made.id)
        database.keep_up()
        return Sealed(now, write(now, made.id).pk)
