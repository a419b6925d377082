"""YAML read into plain values, fast: libyaml's events, and fewer types than YAML has.

Only null, true, false and whole numbers are more than text. YAML 1.1 would read ``on`` and ``yes`` as true
and ``24:00`` as 1440; dates are read by us, so that "month 13" is said with its line. A key that stands twice
is an error; PyYAML's own constructor would take the later one and say nothing. A pack of 600 KB takes 50 ms
this way and twice that with CSafeLoader, which resolves every scalar by patterns.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

__all__ = ["nodes_of", "values_of"]

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
NUMBER_BEGINS = frozenset("-+0123456789")


def values_of(text: str) -> Any:
    """Read one YAML document.

    Raises:
        yaml.MarkedYAMLError: it is not YAML, or a key stands twice; its mark says where.
    """
    loader = _Loader(text)
    try:
        return _Document(loader).read()
    finally:
        loader.dispose()


def nodes_of(text: str) -> Any:
    """Return the nodes of a YAML text, which know their lines."""
    return yaml.compose(text, Loader=_Loader)


class _Document:
    def __init__(self, loader: Any) -> None:
        self._next = loader.get_event
        self._anchors: dict[str, Any] = {}

    def read(self) -> Any:
        self._next()  # the stream begins
        if not hasattr(self._next(), "explicit"):  # an empty stream ends at once
            return None
        value = self._value(self._next())
        self._next()  # the document ends
        if hasattr(another := self._next(), "explicit"):
            raise _fault(another, "one document is expected in a file")
        return value

    def _value(self, event: Any) -> Any:
        kind = event.__class__
        if kind is ScalarEvent:
            value = _scalar(event.value) if event.implicit[0] else event.value
        elif kind is MappingStartEvent:
            value = self._mapping()
        elif kind is SequenceStartEvent:
            value = self._sequence()
        elif kind is AliasEvent and event.anchor in self._anchors:
            return self._anchors[event.anchor]
        else:
            raise _fault(event, "an alias without its anchor")
        if event.anchor:
            self._anchors[event.anchor] = value
        return value

    def _mapping(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        event = self._next()
        while event.__class__ is not MappingEndEvent:
            if event.__class__ is not ScalarEvent:
                raise _fault(event, "a key must be a plain word")
            if event.value in found:
                raise _fault(event, f"“{event.value}” is given twice")
            found[event.value] = self._value(self._next())
            event = self._next()
        return found

    def _sequence(self) -> list[Any]:
        found = []
        event = self._next()
        while event.__class__ is not SequenceEndEvent:
            found.append(self._value(event))
            event = self._next()
        return found


def _scalar(text: str) -> Any:
    if text in CONSTANTS:
        return CONSTANTS[text]
    return int(text) if text[0] in NUMBER_BEGINS and WHOLE.match(text) else text


def _fault(event: Any, problem: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
