"""How fast files come into the archive: 10,000 text documents, 100 MB in all, as `dakaz add` takes them.

Prints items per second, the cost of an fsync here and how many there are per item, peak memory, and how
fast a large file is sealed. ``PYTHONPATH=. python benchmarks/archive.py [--documents N] [--folder DIR]``
"""

from __future__ import annotations

import argparse
import io
import itertools
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dakaz.web.settings")

import django

from dakaz import vault
from dakaz.outside.parsing import Readers

SEED = 20241028
WORDS = 20_000
BYTES = 10_000


def main() -> None:
    """Run the measurement and print it."""
    asked = _asked()
    folder = Path(tempfile.mkdtemp(prefix="dakaz-bench-", dir=asked.folder))
    try:
        django.setup()
        with Readers() as readers:
            _measure(folder / "vault", readers, asked.documents)
    finally:
        shutil.rmtree(folder)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument(
        "--folder", type=Path, default=None, help="where the vault is made, on the disk to measure"
    )
    return parser.parse_args()


def _measure(folder: Path, readers: Readers, documents: int) -> None:
    from dakaz.records import database
    from dakaz.records.actions import access, imports

    created = vault.create(
        folder, user_name="bench", passphrase="gravel-umbrella-twelve-orchid", now=datetime.now(UTC)
    )
    database.unlock(created.vault, created.keys)
    acting = access.found(created.vault, created.keys, user_name="bench", clock=lambda: datetime.now(UTC))
    papers = folder.parent / "papers"
    _write_documents(papers, documents)
    fsync = _fsync_seconds(folder)
    counted = _count_fsyncs()
    started = time.perf_counter()
    run = imports.start(acting, how="files")
    taken = sum(1 for _ in imports.take_in(acting, readers, run, _incoming(papers)))
    seconds = time.perf_counter() - started
    per_item = counted[0] / taken
    bar = 300 if fsync < 0.001 else min(300.0, 0.5 / (per_item * fsync))
    print(f"items            {taken}")
    print(f"items per second {taken / seconds:.0f}   (bar {bar:.0f})")
    print(f"fsync            {fsync * 1000:.2f} ms, {per_item:.2f} per item")
    print(
        f"peak memory      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, this process"
    )
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"                 {children:.0f} MB, largest child that has ended")
    _sealing(created, acting)
    database.lock()


def _write_documents(folder: Path, count: int) -> None:
    """Write made-up documents of 10 KB in three alphabets, words drawn as in real texts (Zipf)."""
    folder.mkdir()
    rng = random.Random(SEED)
    letters = (
        "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
        "aąbcčdeęėfghiįyjklmnoprsštuųūvzž",
        "abcdefghijklmnopqrstuvwxyz",
    )
    lexicons = [
        ["".join(rng.choices(alphabet, k=rng.randint(2, 11))) for _ in range(WORDS)] for alphabet in letters
    ]
    weights = list(itertools.accumulate(1 / rank for rank in range(1, WORDS + 1)))
    for number in range(count):
        words = rng.choices(lexicons[number % 3], cum_weights=weights, k=1_700)
        (folder / f"document-{number:06d}.txt").write_bytes(" ".join(words).encode()[:BYTES])


def _incoming(folder: Path) -> Iterator[object]:
    from dakaz.records.actions.imports import Incoming

    for path in sorted(folder.iterdir()):
        yield Incoming(path.name, path.stat().st_size, partial(path.open, "rb"))


def _fsync_seconds(folder: Path) -> float:
    probe = folder / "fsync-probe"
    with probe.open("wb") as file:
        times = []
        for _ in range(200):
            file.write(b"x" * 4096)
            file.flush()
            started = time.perf_counter()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - started)
    probe.unlink()
    return sorted(times)[len(times) // 2]


def _count_fsyncs() -> list[int]:
    """Count this process's own fsyncs; SQLite's (about three a batch) come on top."""
    counted = [0]
    real = os.fsync

    def counting(fd: int) -> None:
        counted[0] += 1
        real(fd)

    os.fsync = counting
    return counted


class _Pattern(io.RawIOBase):
    """A large file that needs no disk."""

    def __init__(self, size: int) -> None:
        self.left, self.block = size, os.urandom(1 << 20)

    def read(self, size: int = -1) -> bytes:
        take = min(self.left, len(self.block) if size < 0 else size, len(self.block))
        self.left -= take
        return self.block[:take]


def _sealing(created: vault.Created, acting: object) -> None:
    size = 512 << 20
    keys = next(iter(created.keys.compartments.values()))
    started = time.perf_counter()
    created.vault.objects.put(_Pattern(size), keys)
    print(
        f"sealing          {size / (1 << 20) / (time.perf_counter() - started):.0f} MB/s, streamed (bar 200)"
    )


if __name__ == "__main__":
    sys.exit(main())
