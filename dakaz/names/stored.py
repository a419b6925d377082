"""An index on disk: named arrays in one file, replaced whole or not at all."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dakaz.errors import N_, Unreadable

_PARTS = ("format", "rules", "names", "numbers", "words", "letters", "texts")
FORMAT = 1


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write beside the old file, then put the new one in its place."""
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("wb") as file:
            np.savez(file, allow_pickle=False, format=np.array([FORMAT]), **dict(arrays))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of an index.

    Raises:
        Unreadable: the file is no index of this program, or not whole.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            found = {name: stored[name] for name in _PARTS}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as problem:
        message = N_("“%(file)s” is no index of names, or not whole. Build it again.")
        raise Unreadable(message, file=path.name) from problem
    if int(found["format"][0]) != FORMAT:
        raise Unreadable(N_("“%(file)s” was written by a newer program. Update this one."), file=path.name)
    return found


def rules_digest() -> bytes:
    """A digest of every table of rules: names read under other rules are read again."""
    whole = sha256()
    for table in sorted(files(__package__).joinpath("data").iterdir(), key=lambda one: one.name):
        whole.update(table.name.encode() + b"\0" + table.read_bytes())
    return whole.digest()


def packed(lines: list[str]) -> NDArray[np.uint8]:
    """Texts as bytes, one a line."""
    escaped = (line.replace("\\", "\\\\").replace("\n", "\\n") for line in lines)
    return np.frombuffer("\n".join(escaped).encode("utf-8", "surrogatepass"), dtype=np.uint8)


def unpacked(stored: NDArray[np.uint8], count: int) -> list[str]:
    """The texts ``packed`` packed."""
    if not count:
        return []
    lines = stored.tobytes().decode("utf-8", "surrogatepass").split("\n")
    return [_plain(line) if "\\" in line else line for line in lines]


def _plain(line: str) -> str:
    return "\\".join(piece.replace("\\n", "\n") for piece in line.split("\\\\"))
