"""The vault: keys, encrypted database, sealed objects, append-only log, backup."""

from .create import Created, create
from .database import connect, problems
from .kdf import DEFAULT, FLOOR, KdfParameters
from .keys import RECOVERY, CompartmentKeys, Keys
from .objects import ObjectStore, ObjectWriter, Stored
from .vault import Vault, VaultUser

__all__ = [
    "DEFAULT",
    "FLOOR",
    "RECOVERY",
    "CompartmentKeys",
    "Created",
    "KdfParameters",
    "Keys",
    "ObjectStore",
    "ObjectWriter",
    "Stored",
    "Vault",
    "VaultUser",
    "connect",
    "create",
    "problems",
]
