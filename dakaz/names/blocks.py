"""Which stems may be near another: those that share their loose consonants, whole or but for one.

A block is a set of stems with one key; whatever two spellings of one name differ in, they share a block
unless two consonants or more were lost or changed against every rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .given import given
from .trunks import keys

_SHORTEST = 3  # consonants of which one may be left out


class Blocks:
    """Stems by their keys.

    Args:
        stems: by number, each with whether it is an initial; initials are in no block.
    """

    def __init__(self, stems: Iterable[tuple[str, bool]]) -> None:
        hashes: list[int] = []
        counts: list[int] = []
        for stem, initial in stems:
            own = [] if initial else block_keys(stem)
            hashes += own
            counts.append(len(own))
        numbers = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        keyed = np.array(hashes, dtype=np.uint32)
        order = np.argsort(keyed, kind="stable")
        self._keys, self._numbers = keyed[order], numbers[order]

    def near(self, stem: tuple[str, bool]) -> NDArray[np.int64]:
        """The numbers of stems that share a block with one."""
        own = np.array([] if stem[1] else block_keys(stem[0]), dtype=np.uint32)
        starts = np.searchsorted(self._keys, own, side="left")
        ends = np.searchsorted(self._keys, own, side="right")
        found = [self._numbers[start:end] for start, end in zip(starts, ends, strict=True)]
        return np.unique(np.concatenate([*found, np.zeros(0, dtype=np.int32)])).astype(np.int64)


def block_keys(stem: str) -> list[int]:
    """The keys of a stem: consonants, consonants but one, and the given names it may be."""
    found = set(_loose_keys(stem))
    found.update(f"={name}{stem[-1:] if stem[-1:] in 'MF' else ''}" for name in given(stem).classes)
    return [crc32(key.encode()) for key in found]


def _loose_keys(stem: str) -> Iterator[str]:
    for key in keys(stem):
        yield key
        yield f"-{key}"
        if len(key) >= _SHORTEST:
            yield from shortened(key)
    if not any(keys(stem)):
        yield "#" + stem  # no consonants: only the same vowels


def shortened(key: str) -> Sequence[str]:
    """The key with each of its signs left out in turn."""
    return [f"-{key[:at]}{key[at + 1 :]}" for at in range(len(key))]
