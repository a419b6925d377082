"""On whose behalf, with which keys and which clock an action works. Doors make one; actions take it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from dakaz.records.guard import SeenBy
from dakaz.records.models import new_id
from dakaz.vault import CompartmentKeys, Keys, Vault

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Acting:
    """Someone at work.

    Args:
        seen_by: who, and what they may see.
        vault: the folder they work in.
        keys: what their passphrase opened.
        clock: gives the present moment, aware, in UTC.
    """

    seen_by: SeenBy
    vault: Vault
    keys: Keys = field(repr=False)
    clock: Clock

    def fresh_id(self) -> uuid.UUID:
        """Return an id no record has had."""
        return new_id(self.clock())

    def keys_of(self, compartment: str) -> CompartmentKeys:
        """Return the keys of a compartment this session holds."""
        return self.keys.compartments[compartment]
