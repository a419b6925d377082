"""Checkpoints: size and root of a log, signed, in the C2SP forms tlog-checkpoint and signed-note."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dakaz.errors import N_, BadInput, VaultDamaged

from .durable import write_atomically
from .merkle import HASH

_ED25519 = b"\x01"
_ORIGIN = re.compile(r"[^\s+]+")
_DAMAGED = N_("This checkpoint of the log is not signed by this vault, or was changed.")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log was at one moment.

    Args:
        origin: which log.
        size: number of entries.
        root: 32 bytes.
    """

    origin: str
    size: int
    root: bytes


def _key_id(origin: str, public: bytes) -> bytes:
    return hashlib.sha256(origin.encode() + b"\n" + _ED25519 + public).digest()[:4]


def checkpoint(origin: str, size: int, root: bytes, key: Ed25519PrivateKey) -> str:
    """Return a signed note: origin, size, root, an empty line, one signature line.

    Raises:
        BadInput: the origin holds white space or a plus sign, which the format forbids.
    """
    if not _ORIGIN.fullmatch(origin):
        raise BadInput(N_("The name of a log holds no spaces and no plus sign."))
    text = f"{origin}\n{size}\n{b64encode(root).decode()}\n"
    signature = _key_id(origin, key.public_key().public_bytes_raw()) + key.sign(text.encode())
    return f"{text}\n\u2014 {origin} {b64encode(signature).decode()}\n"


def read_checkpoint(text: str, public_key: Ed25519PublicKey | bytes) -> Checkpoint:
    """Read a checkpoint after checking its signature; other signers' lines are passed over.

    Raises:
        VaultDamaged: not signed by this key, or not in this form.
    """
    key = Ed25519PublicKey.from_public_bytes(public_key) if isinstance(public_key, bytes) else public_key
    body, gap, lines = text.partition("\n\n")
    try:
        origin, size, root = body.split("\n")[:3]
        _signed(f"{body}\n", origin, lines if gap else "", key)
        read = Checkpoint(origin=origin, size=int(size), root=b64decode(root, validate=True))
    except ValueError as problem:
        raise VaultDamaged(_DAMAGED) from problem
    if read.size < 0 or str(read.size) != size or len(read.root) != HASH:
        raise VaultDamaged(_DAMAGED)
    return read


def _signed(text: str, origin: str, lines: str, key: Ed25519PublicKey) -> None:
    key_id = _key_id(origin, key.public_bytes_raw())
    for line in lines.splitlines():
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        signature = b64decode(encoded, validate=True) if dash == "\u2014" and name == origin else b""
        if signature[:4] == key_id:
            try:
                key.verify(signature[4:], text.encode())
            except InvalidSignature as problem:
                raise VaultDamaged(_DAMAGED) from problem
            return
    raise VaultDamaged(_DAMAGED)


def keep(folder: Path, text: str, size: int) -> Path:
    """Keep a checkpoint in the vault's ``log`` folder, named by the size of the log.

    Raises:
        NoRoom: the disk is full.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{size:012d}.checkpoint"
    write_atomically(path, text.encode())
    return path


def kept(folder: Path) -> list[Path]:
    """Return the checkpoints in a ``log`` folder, oldest first."""
    return sorted(folder.glob("*.checkpoint"))
