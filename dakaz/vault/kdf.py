"""From a passphrase to a key: Argon2id (RFC 9106), never weaker than a floor, one at a time."""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from dakaz.errors import N_, VaultDamaged

FLOOR_MEMORY_KIB = 64 * 1024
FLOOR_WORK_KIB = 192 * 1024
CEILING_MEMORY_KIB = 4 * 1024 * 1024
CEILING_ITERATIONS = 64
CEILING_LANES = 16

# One derivation takes 256 MiB: twenty sign-ins at once must not take five gigabytes.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """How much work one guess of a passphrase costs.

    Args:
        memory_kib: memory in KiB.
        iterations: passes over that memory.
        lanes: how many cores can share the work.
    """

    memory_kib: int = 256 * 1024
    iterations: int = 4
    lanes: int = 2

    def check(self) -> None:
        """Refuse parameters that a tampered file could use to weaken or to exhaust us.

        Raises:
            VaultDamaged: below 64 MiB, below 192 MiB of memory times passes, or absurdly high.
        """
        weak = self.memory_kib < FLOOR_MEMORY_KIB or self.memory_kib * self.iterations < FLOOR_WORK_KIB
        absurd = self.memory_kib > CEILING_MEMORY_KIB or self.iterations > CEILING_ITERATIONS
        if weak or absurd or not 1 <= self.lanes <= CEILING_LANES:
            raise VaultDamaged(
                N_(
                    "The keyring asks for a passphrase check of %(memory)d KiB and %(passes)d passes, "
                    "which this program never wrote. Someone may have changed it: "
                    "restore keyring.json from a backup."
                ),
                memory=self.memory_kib,
                passes=self.iterations,
            )


DEFAULT = KdfParameters()
FLOOR = KdfParameters(memory_kib=FLOOR_MEMORY_KIB, iterations=3, lanes=2)


def derive(passphrase: str, *, salt: bytes, parameters: KdfParameters) -> bytes:
    """Return the 32-byte key of a passphrase.

    Args:
        passphrase: as typed; NFKC, so that two keyboards typing the same text give the same key.
        salt: 16 bytes.
        parameters: checked before any work is done.

    Raises:
        VaultDamaged: the parameters are outside the allowed range.
    """
    parameters.check()
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    with _ONE_AT_A_TIME:
        return Argon2id(
            salt=salt,
            length=32,
            iterations=parameters.iterations,
            lanes=parameters.lanes,
            memory_cost=parameters.memory_kib,
        ).derive(typed)
