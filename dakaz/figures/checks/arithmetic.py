"""Checks inside a text: change, sums, shares, flows."""

from __future__ import annotations

from dataclasses import replace

from dakaz.errors import N_
from dakaz.figures.checks.claims import Claim
from dakaz.figures.checks.quantity import Quantity, quantity
from dakaz.figures.checks.verdict import Checked, Note, Reading, Verdict, ordered, plain, together
from dakaz.figures.rates import Bounds

NO_GROWTH = N_("a start above 0: growth from nothing has no percentage")
_NOTHING_SAID = N_("what is claimed of the change: by how much, or which way")
_WAYS = {"up": 1, "down": -1}


def change(claim: Claim) -> Checked:
    """Recompute how far a number moved: difference and relative change."""
    start, stop = quantity(claim.given["from"]), quantity(claim.given["to"])
    points = "%" in start.text
    name = N_("difference in percentage points") if points else N_("difference")
    formula = f"{plain(stop.value)} − {plain(start.value)}"
    readings = [Reading(name, formula, stop.value - start.value, stop.rounding - start.rounding)]
    if start.rounding.low > 0:
        readings.append(_relative(start, stop))
    trace: tuple[Note, ...] = ()
    if points:
        trace = (Note(N_("whether these are means of months or all cases together is not said")),)
    way = _WAYS.get(claim.given.get("direction", ""), 0)
    right = not way or way * (stop.value - start.value) > 0
    if "value" in claim.given:
        said = quantity(claim.given["value"])
        fitting = [one for one in readings if points or ("%" in said.text) == ("percent" in one.name)]
        if not fitting:
            return Checked(claim.id, Verdict.CANNOT, tuple(readings), trace, (Note(NO_GROWTH),))
        readings = [replace(one, holds=right and _is_as_large(one, said)) for one in fitting]
        return Checked(claim.id, together([one.holds for one in readings]), ordered(readings), trace)
    if not way:
        return Checked(claim.id, Verdict.CANNOT, tuple(readings), trace, (Note(_NOTHING_SAID),))
    return Checked(claim.id, Verdict.HOLDS if right else Verdict.CONTRADICTED, tuple(readings), trace)


def _relative(start: Quantity, stop: Quantity) -> Reading:
    first, last = start.rounding, stop.rounding
    bounds = Bounds(100 * (last.low / first.high - 1), 100 * (last.high / first.low - 1))
    formula = f"{plain(stop.value)} / {plain(start.value)} − 1"
    return Reading(N_("relative change in percent"), formula, 100 * (stop.value / start.value - 1), bounds)


def _is_as_large(reading: Reading, said: Quantity) -> bool:
    """Say whether a change can be what is said of it: without a minus its size, whichever way it went."""
    bounds = reading.bounds
    if said.value < 0:
        return reading.value <= 0 and said.claimed.meets(bounds)
    far = max(abs(bounds.low), abs(bounds.high))
    near = 0.0 if bounds.contains(0) else min(abs(bounds.low), abs(bounds.high))
    return said.can_be(Bounds(near, far))


def total(claim: Claim) -> Checked:
    """Add up the parts."""
    parts = [quantity(one) for one in claim.given["parts"]]
    said = quantity(claim.given["value"])
    bounds = Bounds(sum(one.rounding.low for one in parts), sum(one.rounding.high for one in parts))
    value = sum(one.value for one in parts)
    formula = " + ".join(plain(one.value) for one in parts)
    holds = said.can_be(bounds)
    found = Reading(N_("sum of the parts"), formula, value, bounds, holds)
    return Checked(claim.id, Verdict.HOLDS if holds else Verdict.INCONSISTENT, (found,))


def share(claim: Claim) -> Checked:
    """Recompute a percentage from its part and its whole."""
    part, whole, said = (quantity(claim.given[name]) for name in ("part", "whole", "value"))
    bounds = Bounds(
        100 * part.rounding.low / whole.rounding.high, 100 * part.rounding.high / whole.rounding.low
    )
    found = Reading(
        N_("share in percent"),
        f"{plain(part.value)} / {plain(whole.value)}",
        100 * part.value / whole.value,
        bounds,
    )
    said = quantity(claim.given["value"], percent=True)
    found = Reading(found.name, found.formula, found.value, found.bounds, said.can_be(bounds))
    return Checked(claim.id, Verdict.HOLDS if found.holds else Verdict.INCONSISTENT, (found,))


def flow(claim: Claim) -> Checked:
    """Add a flow to a stock and compare with the stock that is said to follow."""
    stock, moved, said = (quantity(claim.given[name]) for name in ("stock", "flow", "value"))
    bounds = stock.rounding + moved.rounding
    value = stock.value + moved.value
    holds = said.can_be(bounds)
    found = Reading(
        N_("stock and flow"), f"{plain(stock.value)} + {plain(moved.value)}", value, bounds, holds
    )
    trace = (
        ()
        if holds
        else (Note(N_("%(said)s cannot be true together with the other two"), {"said": said.text}),)
    )
    return Checked(claim.id, Verdict.HOLDS if holds else Verdict.INCONSISTENT, (found,), trace)
