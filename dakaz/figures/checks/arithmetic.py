"""Checks inside a text: change, ratio in all its senses, sums, shares, wholes of percentages, flows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from dakaz.errors import N_
from dakaz.figures.checks.claims import Claim
from dakaz.figures.checks.quantity import Quantity, quantity
from dakaz.figures.checks.verdict import Checked, Note, Reading, Verdict, plain
from dakaz.figures.rates import Bounds

SHARES, ODDS, COUNTS = N_("ratio of shares"), N_("odds ratio"), N_("ratio of counts")
MORE = N_("times more, as an addition")


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
    if "value" in claim.given:
        said = quantity(claim.given["value"])
        fitting = [one for one in readings if points or ("%" in said.text) == ("percent" in one.name)]
        readings = [_sized(one, said) for one in fitting]
        return Checked(claim.id, _together(readings), _sorted(readings), trace)
    by, down = stop.value - start.value, claim.given.get("direction") == "down"
    right = "direction" not in claim.given or (by < 0 if down else by > 0)
    return Checked(claim.id, Verdict.HOLDS if right else Verdict.CONTRADICTED, tuple(readings), trace)


def _relative(start: Quantity, stop: Quantity) -> Reading:
    first, last = start.rounding, stop.rounding
    bounds = Bounds(100 * (last.low / first.high - 1), 100 * (last.high / first.low - 1))
    formula = f"{plain(stop.value)} / {plain(start.value)} − 1"
    return Reading(N_("relative change in percent"), formula, 100 * (stop.value / start.value - 1), bounds)


def _sized(reading: Reading, said: Quantity) -> Reading:
    size = Bounds(*sorted((abs(reading.bounds.low), abs(reading.bounds.high))))
    wanted = said.claimed if said.value >= 0 else Bounds(-said.claimed.high, -said.claimed.low)
    signed = said.value < 0 and reading.value > 0
    return Reading(
        reading.name, reading.formula, reading.value, reading.bounds, not signed and wanted.meets(size)
    )


def ratio(claim: Claim) -> Checked:
    """Recompute “N times”: as shares, as odds, as counts; with every input's rounding.

    The claim may say what it is a ratio ``of``; then that reading decides and the others are only told.
    """
    said = quantity(claim.given["value"])
    if "series" in claim.given:
        return _over_series(claim, said)
    of = str(claim.given.get("of", ""))
    readings = []
    for one in claim.given.get("readings") or [claim.given]:
        readings += _ratios(one, said, complement=bool(claim.given.get("complement")))
    decisive = [one for one in readings if not of or _of(one, of)]
    trace = []
    if of and not any(one.holds for one in decisive):
        trace = [
            Note(N_("it would be right as: %(reading)s"), {"reading": str(one)})
            for one in readings
            if one.holds
        ]
        trace += _needed_growth(readings, said)
    cut = [_truncated(one, said) for one in decisive if one.holds and not said.rounding.meets(one.bounds)]
    trace += [note for note in cut if note]
    return Checked(claim.id, _together(decisive), _sorted(readings), tuple(trace))


def _of(reading: Reading, of: str) -> bool:
    return {"share": SHARES, "odds": ODDS, "count": COUNTS}.get(of, of) in reading.name


def _ratios(given: dict[str, Any], said: Quantity, *, complement: bool) -> list[Reading]:
    name = f" ({given['name']})" if "name" in given else ""
    if isinstance(given["from"], str) and "/" in given["from"]:
        pairs = [[float(part) for part in str(given[side]).split("/")] for side in ("from", "to")]
        first, second = (Bounds(part / whole, part / whole) for part, whole in pairs)
        texts = [f"{plain(part)}/{plain(whole)}" for part, whole in pairs]
        counts = [
            Reading(
                COUNTS + name,
                f"{plain(pairs[1][0])} / {plain(pairs[0][0])}",
                pairs[1][0] / pairs[0][0],
                _same(pairs[1][0] / pairs[0][0]),
            )
        ]
    else:
        start, stop = quantity(given["from"]), quantity(given["to"])
        if "%" not in start.text:
            value = max(start.value, stop.value) / min(start.value, stop.value)
            found = Reading(
                COUNTS + name,
                f"{plain(max(start.value, stop.value))} / {plain(min(start.value, stop.value))}",
                value,
                _same(value),
            )
            return [_held(found, said)]
        first, second = _share(start, complement=complement), _share(stop, complement=complement)
        texts = [_share_text(start, complement=complement), _share_text(stop, complement=complement)]
        counts = []
    shares = Reading(
        SHARES + name, f"{texts[1]} / {texts[0]}", _middle(second) / _middle(first), second / first
    )
    odds = Reading(
        ODDS + name,
        f"odds({texts[1]}) / odds({texts[0]})",
        _odds(_middle(second)) / _odds(_middle(first)),
        Bounds(_odds(second.low) / _odds(first.high), _odds(second.high) / _odds(first.low)),
    )
    return [_held(one, said) for one in (shares, odds, *counts)]


def _same(value: float) -> Bounds:
    return Bounds(value, value)


def _share(given: Quantity, *, complement: bool) -> Bounds:
    low, high = given.rounding.low / 100, given.rounding.high / 100
    return Bounds(1 - high, 1 - low) if complement else Bounds(low, high)


def _share_text(given: Quantity, *, complement: bool) -> str:
    return f"{plain(100 - given.value if complement else given.value)} %"


def _middle(bounds: Bounds) -> float:
    return (bounds.low + bounds.high) / 2


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else math.inf


def _held(reading: Reading, said: Quantity) -> Reading:
    """“25 times” is right for 24.5 to 25.5, and for 25.93 cut short."""
    cut = not said.qualifier and float(said.value).is_integer() and math.floor(reading.value) == said.value
    return Reading(
        reading.name,
        reading.formula,
        reading.value,
        reading.bounds,
        said.claimed.meets(reading.bounds) or cut,
    )


def _truncated(reading: Reading, said: Quantity) -> Note | None:
    if said.qualifier or round(reading.value) == said.value:
        return None
    return Note(
        N_(
            "right when cut short; the nearest whole number is %(nearest)s. "
            "“%(said)s times less” leaves %(share)s %%"
        ),
        {"nearest": round(reading.value), "said": plain(said.value), "share": f"{100 / reading.value:.1f}"},
    )


def _needed_growth(readings: Sequence[Reading], said: Quantity) -> list[Note]:
    shares = [one for one in readings if SHARES in one.name]
    if not shares or said.value <= shares[0].value:
        return []
    return [
        Note(
            N_(
                "as counts it would need %(times)s times as many cases in all; "
                "ask which quantity and which periods"
            ),
            {"times": f"{said.value / shares[0].value:.2f}"},
        )
    ]


def _over_series(claim: Claim, said: Quantity) -> Checked:
    """A ratio of two periods that the series at hand does not have: every pair is told, none is taken."""
    series = {str(key): _published(value) for key, value in claim.given["series"].items()}
    start, stop = str(claim.given.get("from_period", "")), str(claim.given.get("to_period", ""))
    if start in series and stop in series:
        held = _held(_quotient(COUNTS, series[stop], series[start]), said)
        return Checked(claim.id, Verdict.HOLDS if held.holds else Verdict.CONTRADICTED, (held,))
    names = sorted(series)
    pairs = [(a, b) for at, a in enumerate(names) for b in names[at + 1 :]]
    readings = [
        _held(_quotient(f"{COUNTS} {a} → {b}", series[b], series[a]), said)
        for a, b in pairs
        if series[a][1].low > 0
    ]
    missing = Note(
        N_("counts for %(start)s and %(stop)s; the series has only %(names)s"),
        {"start": start or "?", "stop": stop or "?", "names": ", ".join(names)},
    )
    return Checked(claim.id, Verdict.CANNOT, _sorted(readings), (), (missing,))


def _published(value: Any) -> tuple[float, Bounds]:
    """Return a number of a series with what it can stand for, given as it is or as number, low, high."""
    if isinstance(value, int | float):
        return value, _same(value)
    return value[0], Bounds(value[1], value[2])


def _quotient(name: str, stop: tuple[float, Bounds], start: tuple[float, Bounds]) -> Reading:
    """Return one number of a series by another, through the bounds of both."""
    bounds = stop[1] / start[1]
    return Reading(name, f"{stop[0]} / {start[0]}", stop[0] / start[0], bounds)


def total(claim: Claim) -> Checked:
    """Add up the parts."""
    parts = [quantity(one) for one in claim.given["parts"]]
    said = quantity(claim.given["value"])
    bounds = Bounds(sum(one.rounding.low for one in parts), sum(one.rounding.high for one in parts))
    value = sum(one.value for one in parts)
    formula = " + ".join(plain(one.value) for one in parts)
    holds = said.claimed.meets(bounds)
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
    found = Reading(found.name, found.formula, found.value, found.bounds, said.claimed.meets(bounds))
    return Checked(claim.id, Verdict.HOLDS if found.holds else Verdict.INCONSISTENT, (found,))


def flow(claim: Claim) -> Checked:
    """Add a flow to a stock and compare with the stock that is said to follow."""
    stock, moved, said = (quantity(claim.given[name]) for name in ("stock", "flow", "value"))
    bounds = stock.rounding + moved.rounding
    value = stock.value + moved.value
    holds = said.claimed.meets(bounds)
    found = Reading(
        N_("stock and flow"), f"{plain(stock.value)} + {plain(moved.value)}", value, bounds, holds
    )
    trace = (
        ()
        if holds
        else (Note(N_("%(said)s cannot be true together with the other two"), {"said": said.text}),)
    )
    return Checked(claim.id, Verdict.HOLDS if holds else Verdict.INCONSISTENT, (found,), trace)


def _together(readings: Sequence[Reading]) -> Verdict:
    held = [one.holds for one in readings if one.holds is not None]
    if not held:
        return Verdict.CANNOT
    return Verdict.HOLDS if all(held) else Verdict.DEPENDS if any(held) else Verdict.CONTRADICTED


def _sorted(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    return tuple(sorted(readings, key=lambda one: not one.holds))
