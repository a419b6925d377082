"""What a check answers: a verdict, every reading that was tried, each step, and what is missing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from dakaz.figures.rates import Bounds


class Verdict(StrEnum):
    """The answers there are. ``NOT_FOUND`` is printed with its day."""

    HOLDS = "holds"
    CONTRADICTED = "contradicted"
    INCONSISTENT = "inconsistent"
    DEPENDS = "depends"
    CANNOT = "cannot be recomputed"
    NOT_FOUND = "not found by DATE"


@dataclass(frozen=True, slots=True)
class Note:
    """A template marked for translation and what stands in its places."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template % self.values if self.values else self.template


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a claim.

    Args:
        name: which way, marked for translation: *ratio of shares*, *odds ratio*, ...
        formula: how it was computed, with the numbers: ``56 / 16``.
        value: what comes out.
        bounds: through the rounding of every input.
        holds: whether the claim is right so; None when it says nothing of this reading.
    """

    name: str
    formula: str
    value: float
    bounds: Bounds
    holds: bool | None = None

    def __str__(self) -> str:
        low, high = plain(self.bounds.low), plain(self.bounds.high)
        spread = "" if low == high else f" ({low}–{high})"
        return f"{self.name}: {self.formula} = {plain(self.value)}{spread}"

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON; its name stays the template, so that any language can tell it."""
        return {
            "name": self.name,
            "formula": self.formula,
            "value": finite(self.value),
            "low": finite(self.bounds.low),
            "high": finite(self.bounds.high),
            "holds": self.holds,
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to one claim.

    Args:
        claim: its id.
        verdict: see ``Verdict``.
        readings: every reading tried, what holds first.
        trace: what was done and found, in order.
        missing: what would be needed to say more.
        day: for ``NOT_FOUND``: when it was searched, EDTF.
        sides: who says what: source and value, for the page that shows both.
    """

    claim: str
    verdict: Verdict
    readings: tuple[Reading, ...] = ()
    trace: tuple[Note, ...] = ()
    missing: tuple[Note, ...] = ()
    day: str = ""
    sides: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> str:
        """The verdict as it is printed: *not found by 2026-11-22* names its day."""
        return (
            f"not found by {self.day}"
            if self.verdict is Verdict.NOT_FOUND and self.day
            else str(self.verdict)
        )

    def as_json(self) -> dict[str, Any]:
        """Return the answer with the keys that ``dakaz figures check --json`` prints."""
        return {
            "claim": self.claim,
            "verdict": str(self.verdict),
            "told": self.told,
            "readings": [one.as_json() for one in self.readings],
            "trace": [str(one) for one in self.trace],
            "missing": [str(one) for one in self.missing],
            "sides": [{"source": source, "says": says} for source, says in self.sides],
        }


def finite(value: float) -> float | None:
    """Return a number JSON can carry; None for one without end."""
    return value if math.isfinite(value) else None


def plain(value: float) -> str:
    """Return a number as people read it: at most two decimals, none for whole ones."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def together(held: Sequence[bool | None]) -> Verdict:
    """Return the verdict of readings: all right, none right, or depending on which is meant or true."""
    if not held:
        return Verdict.CANNOT
    if all(held):
        return Verdict.HOLDS
    return Verdict.CONTRADICTED if all(one is False for one in held) else Verdict.DEPENDS


def ordered(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return readings with those that hold first."""
    return tuple(sorted(readings, key=lambda one: not one.holds))
