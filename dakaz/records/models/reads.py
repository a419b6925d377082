"""Which sealed rows this thread has read, until somebody writes it into the log."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

_HERE = threading.local()
# compartment -> kind of record -> ids
Reads = Mapping[str, Mapping[str, frozenset[str]]]


def begin(sealed: frozenset[str]) -> None:
    """Note from now on what is read of these compartments; what was noted before is let go."""
    _HERE.sealed, _HERE.reads = sealed, {}


def note(row: Any) -> None:
    """Note a row that was read for somebody."""
    sealed: frozenset[str] = getattr(_HERE, "sealed", frozenset())
    compartment = row.__dict__.get("compartment") if sealed else None
    if compartment in sealed:
        kinds = _HERE.reads.setdefault(compartment, {})
        kinds.setdefault(row._meta.model_name, set()).add(str(row.pk))


def taken() -> Reads:
    """Return what was noted, and begin anew."""
    found = getattr(_HERE, "reads", {})
    _HERE.reads = {}
    return {
        compartment: {kind: frozenset(ids) for kind, ids in kinds.items()}
        for compartment, kinds in found.items()
    }
