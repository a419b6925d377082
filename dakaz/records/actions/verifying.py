"""Verifying the vault, and remembering when."""

from __future__ import annotations

from dakaz.records.models import VaultState
from dakaz.records.queries import verify as recomputing
from dakaz.records.queries.unused_objects import LONG_ENOUGH, how_many

from .acting import Acting


def verify(
    acting: Acting, *, objects: bool = True, progress: recomputing.Progress = recomputing.silent
) -> recomputing.Verified:
    """Recompute the vault; see ``queries.verify``."""
    result = recomputing.verify(acting.vault, acting.keys, objects=objects, progress=progress)
    if result.clean:
        result.unused = how_many(acting.vault, acting.keys, before=acting.clock() - LONG_ENOUGH)
    if result.clean and objects:
        VaultState.objects.filter(pk=1).update(last_verified=acting.clock())
    return result
