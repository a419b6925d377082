"""The files of a pack: their texts, their common hash, and the line on which a thing stands."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from dakaz.errors import N_, NotFound

from .refusals import PackFault
from .yaml_values import nodes_of, values_of

__all__ = ["Folder", "PackFile", "line_of", "read_folder"]

NOT_YAML = N_("%(file)s:%(line)s: this is not YAML that a pack can have: %(why)s.")


@dataclass(frozen=True, slots=True)
class PackFile:
    """One YAML file: its path inside the pack, its text, what stands in it."""

    path: str
    text: str = field(repr=False)
    data: dict[str, Any] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Folder:
    """All YAML files of a pack in sorted order; two folders with the same hash are the same pack."""

    root: Path = field(compare=False)
    hash: str
    texts: tuple[tuple[str, str], ...] = field(repr=False, compare=False)

    @property
    def files(self) -> tuple[PackFile, ...]:
        """The files as values.

        Raises:
            PackFault: one is not YAML, or not a mapping.
        """
        return _parsed(self)


def read_folder(root: Path) -> Folder:
    """Read a pack: a folder with YAML files in it, or one file. Nothing is parsed yet.

    Raises:
        NotFound: there is no YAML file.
        PackFault: a file is not UTF-8.
    """
    paths = [root] if root.is_file() else sorted(root.rglob("*.yaml"))
    if not paths:
        raise NotFound(
            N_("There is no law pack in %(folder)s: no file that ends in .yaml."), folder=str(root)
        )
    base = root.parent if root.is_file() else root
    texts = tuple((path.relative_to(base).as_posix(), _text(path, base)) for path in paths)
    digest = hashlib.sha256()
    for name, text in texts:
        digest.update(f"{name}\0{len(text)}\0{text}\0".encode())
    return Folder(base, digest.hexdigest(), texts)


def _text(path: Path, base: Path) -> str:
    """Read a file; line ends are brought to one form, so that the hash is the same on every system."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        message = N_("%(file)s:%(line)s: this file is not UTF-8.")
        raise PackFault(message, file=path.relative_to(base).as_posix(), line=1) from None


@lru_cache(maxsize=8)
def _parsed(folder: Folder) -> tuple[PackFile, ...]:
    return tuple(_file(name, text) for name, text in folder.texts)


def _file(name: str, text: str) -> PackFile:
    try:
        data = values_of(text)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise PackFault(NOT_YAML, file=name, line=line, why=problem.problem or "unreadable") from None
    if not isinstance(data, dict):
        raise PackFault(N_("%(file)s:%(line)s: a pack file is a mapping."), file=name, line=1)
    return PackFile(name, text, data)


def line_of(file: PackFile, path: tuple[str | int, ...]) -> int:
    """Return the line, counted from 1, on which the thing at ``path`` stands (or its nearest holder)."""
    node = nodes_of(file.text)
    line = node.start_mark.line
    for step in path:
        found = _inside(node, step)
        if found is None:
            break
        mark, node = found
        line = mark.line
    return int(line) + 1


def _inside(node: Any, step: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark, node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark, value
    return None
