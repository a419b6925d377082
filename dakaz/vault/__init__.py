"""The vault: keys, encrypted database, sealed objects, append-only log, backup."""

from .create import Created, create
from .database import connect, problems
from .fields import open_field, seal_field
from .kdf import DEFAULT, FLOOR, KdfParameters
from .keys import RECOVERY, CompartmentKeys, Keys
from .members import VaultUser
from .object_writer import ObjectWriter
from .objects import ObjectStore
from .selftest import self_test
from .stored import Stored
from .vault import Vault
from .wrapping import folded_name

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
    "folded_name",
    "open_field",
    "problems",
    "seal_field",
    "self_test",
]
