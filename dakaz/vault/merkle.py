"""RFC 6962 Merkle trees: the root of a log, and proofs that an entry is in it and that it only grew."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field

from dakaz.errors import N_, BadInput, VaultDamaged

HASH = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """Return SHA-256(0x00 ‖ leaf) (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return SHA-256(0x01 ‖ left ‖ right) (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """What one must keep of a tree to append to it: the roots of its full subtrees, largest first.

    Args:
        size: number of leaves.
        roots: one for every 1 in the binary form of ``size``.
    """

    size: int = 0
    roots: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Add the hash of one leaf (see ``leaf_hash``)."""
        self.roots.append(leaf)
        size = self.size
        while size & 1:
            right = self.roots.pop()
            self.roots.append(node_hash(self.roots.pop(), right))
            size >>= 1
        self.size += 1

    def root(self) -> bytes:
        """Return the root of the whole tree, 32 bytes."""
        if not self.roots:
            return EMPTY_ROOT
        whole = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            whole = node_hash(left, whole)
        return whole

    def to_bytes(self) -> bytes:
        """Return 8 bytes of size, big-endian, and the roots."""
        return self.size.to_bytes(8, "big") + b"".join(self.roots)

    @classmethod
    def from_bytes(cls, content: bytes) -> Frontier:
        """Read what ``to_bytes`` wrote.

        Raises:
            VaultDamaged: the length does not fit the size.
        """
        size = int.from_bytes(content[:8], "big")
        if len(content) != 8 + HASH * size.bit_count():
            raise VaultDamaged(N_("The state of the log is damaged. Restore the vault from a backup."))
        roots = [content[at : at + HASH] for at in range(8, len(content), HASH)]
        return cls(size=size, roots=roots)


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def _split(size: int) -> int:
    """Return the largest power of two smaller than ``size``."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the audit path of leaf ``index`` in the tree over ``leaves`` (RFC 6962, 2.1.1).

    Raises:
        BadInput: there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise BadInput(
            N_("The log has %(size)d entries; there is no entry %(index)d."), size=len(leaves), index=index
        )
    path: list[bytes] = []
    low, high = 0, len(leaves)
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(root_of(leaves[middle:high]))
            high = middle
        else:
            path.append(root_of(leaves[low:middle]))
            low = middle
    return path[::-1]


def verify_inclusion(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether ``proof`` shows that ``leaf`` is entry ``index`` of the tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, whole = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            whole = node_hash(sibling, whole)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            whole = node_hash(whole, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and hmac.compare_digest(whole, root)


def consistency_proof(leaves: Sequence[bytes], older: int) -> list[bytes]:
    """Return the proof that the first ``older`` leaves are the start of this tree (RFC 6962, 2.1.2).

    Raises:
        BadInput: the log never had that size.
    """
    if not 0 <= older <= len(leaves):
        raise BadInput(
            N_("The log has %(size)d entries; it never had %(older)d."), size=len(leaves), older=older
        )
    if older in (0, len(leaves)):
        return []
    path: list[bytes] = []
    low, high, whole = 0, len(leaves), True
    while older != high - low:
        split = _split(high - low)
        if older <= split:
            path.append(root_of(leaves[low + split : high]))
            high = low + split
        else:
            path.append(root_of(leaves[low : low + split]))
            low, older, whole = low + split, older - split, False
    if not whole:
        path.append(root_of(leaves[low:high]))
    return path[::-1]


def verify_consistency(
    *, older_size: int, older_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether ``proof`` shows that a log of ``size`` starts with the older one (RFC 9162, 2.1.4.2)."""
    if not 0 <= older_size <= size:
        return False
    if older_size in (0, size):
        same = older_root == (EMPTY_ROOT if older_size == 0 else root)
        return same and not proof
    hashes = list(proof)
    if older_size & (older_size - 1) == 0:
        hashes.insert(0, older_root)
    return bool(hashes) and _grows(hashes, older_size, size, older_root, root)


def _grows(hashes: list[bytes], older_size: int, size: int, older_root: bytes, root: bytes) -> bool:
    place, last = older_size - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    older = newer = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            older, newer = node_hash(sibling, older), node_hash(sibling, newer)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            newer = node_hash(newer, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and hmac.compare_digest(older, older_root) and hmac.compare_digest(newer, root)
