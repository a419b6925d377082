"""“N times”: as shares, as odds, as counts, and over the periods of a series."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from dakaz.errors import N_
from dakaz.figures.checks.claims import Claim
from dakaz.figures.checks.published import Published, in_series, shared
from dakaz.figures.checks.quantity import Quantity, part_and_whole, quantity
from dakaz.figures.checks.verdict import Checked, Note, Reading, Verdict, ordered, plain, together
from dakaz.figures.rates import Bounds

SHARES, ODDS, COUNTS = N_("ratio of shares"), N_("odds ratio"), N_("ratio of counts")
NO_MULTIPLE = N_("a start above 0: nothing is so many times 0")


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
    return Checked(claim.id, together([one.holds for one in decisive]), ordered(readings), tuple(trace))


def _of(reading: Reading, of: str) -> bool:
    return {"share": SHARES, "odds": ODDS, "count": COUNTS}.get(of, of) in reading.name


def _ratios(given: dict[str, Any], said: Quantity, *, complement: bool) -> list[Reading]:
    name = f" ({given['name']})" if "name" in given else ""
    if isinstance(given["from"], str) and "/" in given["from"]:
        start, stop = (part_and_whole(given[side]) for side in ("from", "to"))
        found = [
            *_of_shares(name, _part_of(*start), _part_of(*stop)),
            _of_counts(name, start[0], stop[0]),
        ]
    else:
        first, last = quantity(given["from"]), quantity(given["to"])
        if "%" in first.text:
            sides = (_percent(one, complement=complement) for one in (first, last))
            found = _of_shares(name, *sides)
        else:
            found = [_of_counts(name, *sorted((first.value, last.value)))]
    return [_held(one, said) for one in found]


def _of_counts(name: str, start: float, stop: float) -> Reading:
    return Reading(COUNTS + name, f"{plain(stop)} / {plain(start)}", stop / start, _same(stop / start))


def _of_shares(name: str, start: _Share, stop: _Share) -> list[Reading]:
    """Return how many times a share is another, as shares and as odds."""
    first, last = start.bounds, stop.bounds
    times = _middle(last) / _middle(first)
    odds = _odds(_middle(last)) / _odds(_middle(first))
    odds_bounds = Bounds(_odds(last.low) / _odds(first.high), _odds(last.high) / _odds(first.low))
    formula = f"odds({stop.text}) / odds({start.text})"
    return [
        Reading(SHARES + name, f"{stop.text} / {start.text}", times, last / first),
        Reading(ODDS + name, formula, odds, odds_bounds),
    ]


class _Share(NamedTuple):
    """A share with what its rounding leaves open, and how a formula names it."""

    bounds: Bounds
    text: str


def _part_of(part: float, whole: float) -> _Share:
    return _Share(_same(part / whole), f"{plain(part)}/{plain(whole)}")


def _percent(given: Quantity, *, complement: bool) -> _Share:
    low, high = given.rounding.low / 100, given.rounding.high / 100
    bounds = Bounds(1 - high, 1 - low) if complement else Bounds(low, high)
    return _Share(bounds, f"{plain(100 - given.value if complement else given.value)} %")


def _same(value: float) -> Bounds:
    return Bounds(value, value)


def _middle(bounds: Bounds) -> float:
    return (bounds.low + bounds.high) / 2


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else math.inf


def _held(reading: Reading, said: Quantity) -> Reading:
    """“25 times” is right for 24.5 to 25.5, and for 25.93 cut short."""
    whole = not said.qualifier and math.isfinite(reading.value) and float(said.value).is_integer()
    cut = whole and math.floor(reading.value) == said.value
    return Reading(
        reading.name,
        reading.formula,
        reading.value,
        reading.bounds,
        said.can_be(reading.bounds) or cut,
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
    series = {str(key): in_series(value) for key, value in claim.given["series"].items()}
    start, stop = str(claim.given.get("from_period", "")), str(claim.given.get("to_period", ""))
    if start in series and stop in series:
        return _between(claim, said, start=series[start], stop=series[stop])
    names = sorted(series)
    pairs = [(a, b) for at, a in enumerate(names) for b in names[at + 1 :]]
    readings = [
        _quotient(f"{COUNTS} {a} → {b}", said, start=series[a], stop=series[b])
        for a, b in pairs
        if series[a].bounds.low > 0
    ]
    missing = Note(
        N_("counts for %(start)s and %(stop)s; the series has only %(names)s"),
        {"start": start or "?", "stop": stop or "?", "names": ", ".join(names)},
    )
    return Checked(claim.id, Verdict.CANNOT, ordered(readings), (), (missing,))


def _between(claim: Claim, said: Quantity, *, start: Published, stop: Published) -> Checked:
    if start.bounds.high <= 0:
        return Checked(claim.id, Verdict.CANNOT, missing=(Note(NO_MULTIPLE),))
    found = _quotient(COUNTS, said, start=start, stop=stop)
    trace: tuple[Note, ...] = ()
    if found.holds is None:
        times = shared(said, found.bounds, whole=False)
        trace = (
            Note(N_("right if the numbers that are not shown make it %(times)s times"), {"times": times}),
        )
    return Checked(claim.id, together([found.holds]), (found,), trace)


def _quotient(name: str, said: Quantity, *, start: Published, stop: Published) -> Reading:
    """Return one number of a series by another, through the bounds of both."""
    bounds = _times(stop.bounds, start.bounds)
    value = stop.middle / start.middle if start.middle else math.inf
    found = Reading(name, f"{stop.plainly} / {start.plainly}", value, bounds)
    if start.value is None or stop.value is None:
        number = Published(None, bounds, "")
        return replace(found, holds=number.agrees(said))
    return _held(found, said)


def _times(stop: Bounds, start: Bounds) -> Bounds:
    """Return how many times a count grew; one that began at 0 or so has no upper end."""
    if start.low != 0:
        return stop / start
    return Bounds(stop.low / start.high, math.inf if stop.high > 0 else 0.0)
