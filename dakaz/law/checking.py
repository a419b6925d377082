"""What all checks share: a finding with its file and line, and finding lines quickly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from .folder import Folder, PackFile
from .model import Pack
from .yaml_values import nodes_of

__all__ = ["Check", "Finding", "Place", "Places"]

Place = tuple[str, tuple[str | int, ...]]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something to mend in a pack.

    Args:
        file: path inside the pack.
        line: counted from 1.
        text: what is wrong and what to do, in English.
    """

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class Places:
    """Lines of everything in a folder; each file is composed once, when first asked about."""

    def __init__(self, folder: Folder) -> None:
        self._files = {file.path: file for file in folder.files}
        self._lines: dict[str, dict[tuple[str | int, ...], int]] = {}

    def finding(self, place: Place, text: str) -> Finding:
        """Make a finding at ``place``, or at the nearest thing that holds it."""
        file, path = place
        lines = self._lines.setdefault(file, {}) or self._read(self._files[file])
        while path not in lines and path:
            path = path[:-1]
        return Finding(file, lines.get(path, 1), text)

    def _read(self, file: PackFile) -> dict[tuple[str | int, ...], int]:
        lines = self._lines[file.path]
        lines[()] = 1
        for path, line in _walk(nodes_of(file.text), ()):
            lines[path] = line
        return lines


def _walk(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value), key.start_mark.line + 1
            yield from _walk(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*path, index), value.start_mark.line + 1
            yield from _walk(value, (*path, index))


Check = Callable[[Folder, Pack, Places], Iterator[Finding]]
