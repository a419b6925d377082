"""The files of a pack: reading their YAML, their common hash, and the line on which a thing stands."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dakaz.errors import N_, NotFound

from .refusals import PackFault

__all__ = ["Folder", "PackFile", "compose", "line_of", "read_folder"]

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """YAML in which only null, true, false and whole numbers are more than text.

    YAML 1.1 would read ``on`` and ``yes`` as true and ``24:00`` as 1440; dates are read by us, so that
    "month 13" is said with its line.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            keys = [key.value for key, _ in node.value]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise yaml.constructor.ConstructorError(None, None, f"“{twice}” is given twice", node.start_mark)
        return mapping


_Loader.yaml_implicit_resolvers = {}
for _tag, _form, _first in (
    ("null", r"(?:~|null)?\Z", ["~", "n", ""]),
    ("bool", r"(?:true|false)\Z", list("tf")),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)\Z", list("-+0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_form), _first)


@dataclass(frozen=True, slots=True)
class PackFile:
    """One YAML file: its path inside the pack, its text, what stands in it."""

    path: str
    text: str = field(repr=False)
    data: dict[str, Any] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Folder:
    """All YAML files of a pack in sorted order, and the hash of their paths and texts."""

    root: Path = field(compare=False)
    hash: str
    files: tuple[PackFile, ...] = field(repr=False, compare=False)


def read_folder(root: Path) -> Folder:
    """Read a pack: a folder with YAML files in it, or one file.

    Raises:
        NotFound: there is no YAML file.
        PackFault: a file is not YAML, or not a mapping of the keys that a pack has.
    """
    paths = [root] if root.is_file() else sorted(root.rglob("*.yaml"))
    if not paths:
        raise NotFound(
            N_("There is no law pack in %(folder)s: no file that ends in .yaml."), folder=str(root)
        )
    base = root.parent if root.is_file() else root
    texts = [(path.relative_to(base).as_posix(), path.read_text("utf-8")) for path in paths]
    digest = hashlib.sha256()
    for name, text in texts:
        digest.update(f"{name}\0{len(text)}\0{text}\0".encode())
    return Folder(base, digest.hexdigest(), tuple(_parsed(name, text) for name, text in texts))


def _parsed(name: str, text: str) -> PackFile:
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader with fewer types
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 0
        message = N_("%(file)s:%(line)s: this is not YAML that a pack can have: %(why)s.")
        raise PackFault(message, file=name, line=line, why=problem.problem or "unreadable") from None
    if not isinstance(data, dict):
        raise PackFault(N_("%(file)s:%(line)s: a pack file is a mapping."), file=name, line=1)
    return PackFile(name, text, data)


def line_of(file: PackFile, path: tuple[str | int, ...]) -> int:
    """Return the line, counted from 1, on which the thing at ``path`` stands (or its nearest holder)."""
    node = compose(file.text)
    line = node.start_mark.line
    for step in path:
        found = _inside(node, step)
        if found is None:
            break
        mark, node = found
        line = mark.line
    return int(line) + 1


def compose(text: str) -> Any:
    """Return the nodes of a YAML text, which know their lines."""
    return yaml.compose(text, Loader=_Loader)


def _inside(node: Any, step: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark, node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark, value
    return None
