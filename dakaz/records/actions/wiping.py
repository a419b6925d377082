"""Rows that were sealed leave copies in the free room of the file's pages, until these are written anew."""

from __future__ import annotations

from dakaz.records.models import Compartment

from .erasing_rest import wiped

# What a compartment is called: until its rows' former places are wiped, and from then on.
NOT_WIPED = "sealed, former places not wiped yet"
WIPED = "sealed"


def wipe_what_waits() -> bool:
    """Write the database anew if something was sealed since; cheap when nothing was.

    Returns:
        False when others are at work in it: it is tried again with the next sealing or clearing away.
    """
    waiting = Compartment.objects.filter(name=NOT_WIPED)
    if not waiting.exists():
        return True
    if not wiped():
        return False
    waiting.update(name=WIPED)
    return True
