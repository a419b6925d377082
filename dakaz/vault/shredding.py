"""Taking a compartment's key out of the keyring for everybody: what it sealed stays closed for good."""

from __future__ import annotations

from dataclasses import replace

from dakaz.errors import N_, BadInput

from . import compartments, keyring_file
from .keyring import Keyring
from .keys import Keys
from .vault import Vault


def shred(vault: Vault, keys: Keys, compartment_id: str) -> Keys:
    """Take a compartment's key from everybody, recovery included; where it is gone already, do nothing.

    Copies of the keyring that were made before (backups) still hold it.

    Args:
        keys: of anyone who may open the vault; every connection of theirs to the database is closed.

    Returns:
        The caller's keys as they now are.

    Raises:
        BadInput: it is the office's: without it nothing could be read any more.
        Locked: the caller's keys changed meanwhile. VaultBusy, NoRoom: see ``keyring_file.change``.
    """
    if compartment_id == compartments.FIRST:
        raise BadInput(N_("The office's own key cannot be thrown away: everything lies under it."))
    now = vault.refresh(keys)
    if keyring_file.read(vault.folder).compartment(compartment_id) is None:
        return now
    keyring_file.change(vault.folder, now, lambda ring: _without(ring, compartment_id))
    return vault.refresh(now)


def _without(ring: Keyring, compartment_id: str) -> Keyring:
    return replace(ring, compartments=tuple(one for one in ring.compartments if one.id != compartment_id))
