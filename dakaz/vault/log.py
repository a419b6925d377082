"""The append-only log: what a leaf is, and the tree and checkpoints over leaves.

A leaf says which entry, on which day, what class of act; who did what to which record stands only in the
payload, bound by a salted commitment. Erasing payload and salt leaves the tree whole and says nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785

from .checkpoint import Checkpoint, checkpoint, keep, kept, read_checkpoint
from .merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

__all__ = [
    "EMPTY_ROOT",
    "Checkpoint",
    "Frontier",
    "checkpoint",
    "commitment",
    "consistency_proof",
    "inclusion_proof",
    "keep",
    "kept",
    "leaf",
    "leaf_hash",
    "node_hash",
    "read_checkpoint",
    "root_of",
    "verify_consistency",
    "verify_inclusion",
]


def leaf(*, seq: int, day: str, action: str, commitment: str) -> bytes:
    """Return a leaf: the canonical JSON (RFC 8785) of its four parts.

    Args:
        seq: number of the entry, from 0.
        day: ``YYYY-MM-DD`` in UTC.
        action: class of the act, never personal.
        commitment: see ``commitment``.
    """
    return rfc8785.dumps({"seq": seq, "day": day, "action": action, "commitment": commitment})


def commitment(salt: bytes, payload: Mapping[str, Any]) -> str:
    """Return hex SHA-256(salt ‖ canonical JSON of the payload).

    Args:
        salt: 32 random bytes, kept with the payload and erased with it.
        payload: JSON values.
    """
    return commitment_of(salt, rfc8785.dumps(dict(payload)))


def commitment_of(salt: bytes, canonical: bytes) -> str:
    """Return what ``commitment`` does, of a payload that is canonical JSON already."""
    return hashlib.sha256(salt + canonical).hexdigest()
