"""Records of one name in a list: candidate pairs by blocks, exact scores, clusters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .blocks import block_keys
from .bulk import scores
from .given import given
from .lexicon import Lexicon
from .prepared import G, I, Prepared, S
from .relation import first_sign
from .weights import THRESHOLD

Rows = NDArray[np.int64]
LARGEST = 25  # a block with more names is compared only between neighbours in order of their other words
_NEIGHBOURS = 8
_AT_ONCE = 500_000  # pairs


class Cluster(NamedTuple):
    """Rows of a list whose names are likely one, and the pairs that say so with their scores."""

    rows: tuple[int, ...]
    pairs: tuple[tuple[int, int, float], ...]


def dedupe(names: Sequence[str], threshold: float = THRESHOLD) -> list[Cluster]:
    """Clusters of names likely to be one, the largest first.

    Args:
        names: as written; a name that stands alone is in no cluster.
        threshold: pairs scored lower join nothing.
    """
    own = Prepared(names, Lexicon())
    one, other = candidate_pairs(own)
    found = np.concatenate(
        [
            scores(own, one[at : at + _AT_ONCE], own, other[at : at + _AT_ONCE])
            for at in range(0, len(one), _AT_ONCE)
        ]
        or [np.zeros(0)]
    )
    kept = np.flatnonzero(found >= threshold)
    pairs = [(int(one[at]), int(other[at]), float(found[at])) for at in kept]
    return _clusters(len(names), pairs)


def candidate_pairs(own: Prepared) -> tuple[Rows, Rows]:
    """Pairs of rows worth scoring, each once, the lower row first."""
    hashes, rows = _blocked(own)
    order = np.lexsort((_beside(own)[rows], hashes))
    hashes, rows = hashes[order], rows[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else np.zeros(0, np.int64)
    sizes = np.diff(np.r_[starts, len(hashes)])
    size_of, end_of = np.repeat(sizes, sizes), np.repeat(starts + sizes, sizes)
    found = []
    for apart in range(1, LARGEST):
        at = np.arange(len(hashes) - apart) if len(hashes) > apart else np.zeros(0, np.int64)
        reach = np.where(size_of[at] <= LARGEST, LARGEST, _NEIGHBOURS)
        at = at[(at + apart < end_of[at]) & (apart <= reach)]
        if len(at):
            low, high = np.minimum(rows[at], rows[at + apart]), np.maximum(rows[at], rows[at + apart])
            found.append(_once((low * len(own) + high)[low != high]))
    keys = _once(np.concatenate([*found, np.zeros(0, np.int64)]))
    return tuple(np.divmod(keys, max(len(own), 1)))  # type: ignore[return-value]


def _once(keys: Rows) -> Rows:
    """Each key once, in order; NumPy's own ``unique`` hashes whole numbers, which takes far longer here."""
    keys = np.sort(keys)
    return keys[np.r_[True, keys[1:] != keys[:-1]]] if len(keys) else keys


def _beside(own: Prepared) -> NDArray[np.uint64]:
    """What orders names in a large block: their words but the surname, as far as they sound alike."""
    words, _ = own.lexicon.columns()
    beside = (own.words >= 0) & (own.read.roles != S)
    stems = np.where(beside, words.stem[own.words], 0).astype(np.uint64)
    found: NDArray[np.uint64] = (stems * np.uint64(2654435761)).sum(axis=1, dtype=np.uint64)
    return found


def _blocked(own: Prepared) -> tuple[Rows, Rows]:
    stems = own.lexicon.stems
    words, _ = own.lexicon.columns()
    keyed: dict[int, list[int]] = {}
    hashes: list[int] = []
    rows: list[int] = []
    for row, (numbers, roles) in enumerate(zip(own.words.tolist(), own.read.roles.tolist(), strict=True)):
        for at, side in sides_of(numbers, roles, words.stem, stems):
            keys = keyed.get(at)
            if keys is None:
                keys = keyed[at] = block_keys(stems[at][0])
            hashes += [key << 31 | side for key in keys]
            rows += [row] * len(keys)
    return np.array(hashes, dtype=np.int64), np.array(rows, dtype=np.int64)


def sides_of(
    numbers: list[int], roles: list[int], stem_of: NDArray[np.int32], stems: list[tuple[str, bool]]
) -> Iterator[tuple[int, int]]:
    """Each surname's stem with the beginning of each other name: what two records of one name share."""
    telling = [at for at, role in enumerate(roles) if role == S]
    if not telling:
        telling = [at for at, role in enumerate(roles) if role == G]
    for at in telling:
        others = [two for two, role in enumerate(roles) if two != at and role in (S, G, I)]
        stem = int(stem_of[numbers[at]])
        if not others:
            yield stem, 0
        for two in others:
            for side in _beginning(*stems[int(stem_of[numbers[two]])]):
                yield stem, side


def _beginning(stem: str, initial: bool) -> list[int]:
    """The given name it may be; for an initial, and for every name, the sound it begins with."""

    begins = crc32(("^" + _begins(first_sign(stem))).encode()) & 0x7FFFFFFF
    if initial:
        return [begins]
    known = [crc32(name.encode()) & 0x7FFFFFFF for name in given(stem).classes]
    return [*known[:2], begins]


def _begins(sign: str) -> str:
    """One sign for those that begin one name in different spellings: Ганна, Анна; Eva, Яўген."""
    if sign in "aeoOEAUiyu":
        return "a"
    return {"h": "g", "x": "g", "T": "t", "c": "t", "D": "d", "w": "v", "W": "S", "H": "C"}.get(sign, sign)


def _clusters(count: int, pairs: Sequence[tuple[int, int, float]]) -> list[Cluster]:
    head = list(range(count))

    def top(row: int) -> int:
        while head[row] != row:
            head[row] = head[head[row]]
            row = head[row]
        return row

    for one, other, _ in pairs:
        head[top(one)] = top(other)
    members: dict[int, set[int]] = {}
    edges: dict[int, list[tuple[int, int, float]]] = {}
    for one, other, score in pairs:
        members.setdefault(top(one), set()).update((one, other))
        edges.setdefault(top(one), []).append((one, other, score))
    found = [Cluster(tuple(sorted(rows)), tuple(edges[at])) for at, rows in members.items()]
    return sorted(found, key=lambda cluster: (-len(cluster.rows), cluster.rows))
