"""The folder of the site: replaced only when we made it and nobody changed it, and only as a whole."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from dakaz.errors import N_, BadInput

__all__ = ["MARK", "check_names", "check_ours", "write_folder"]

MARK = "made-by-dakaz.json"
"""Stands in a folder that we made; no other folder is ever replaced."""
NOT_OURS = N_("%(folder)s exists and was not made by this command. Name a folder that does not exist.")
CHANGED = N_(
    "%(folder)s was made by this command, but %(file)s in it was not, or was changed. "
    "Nothing was written. Name another folder, or move that file away."
)
STRANGE = N_("“%(file)s” cannot be the name of a page. Change the id in the pack: letters, digits, . _ -")
_PART = re.compile(r"\w[\w.-]*", re.ASCII)


def check_names(names: Iterable[str]) -> None:
    """Refuse a path that a pack's id leads out of the folder, or that not every phone can hold.

    Raises:
        BadInput: names the path.
    """
    for name in names:
        if not all(_PART.fullmatch(part) for part in name.split("/")):
            raise BadInput(STRANGE, file=name)


def write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    """Write ``files`` beside the place and put them there at once."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".dakaz-site-", dir=folder.parent))
    try:
        _write(files, made)
        _swap(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _write(files: Mapping[str, bytes], made: Path) -> None:
    made.chmod(0o755)
    for name, content in files.items():
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _swap(made: Path, folder: Path) -> None:
    """Put the finished folder in its place; the old one goes only when the new one stands."""
    if not folder.exists():
        made.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=".dakaz-old-", dir=folder.parent))
    folder.rename(old / "site")
    made.rename(folder)
    shutil.rmtree(old)


def check_ours(folder: Path) -> None:
    """Refuse a folder with anything in it that we did not write."""
    if folder.is_symlink():
        raise BadInput(NOT_OURS, folder=str(folder))
    if not folder.exists():
        return
    try:
        listed: dict[str, str] = json.loads((folder / MARK).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        raise BadInput(NOT_OURS, folder=str(folder)) from None
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_symlink() and (path.is_dir() or name == MARK):
            continue
        if path.is_symlink() or hashlib.sha256(path.read_bytes()).hexdigest() != listed.get(name):
            raise BadInput(CHANGED, folder=str(folder), file=name)
