"""Checks against what others publish: same period and unit, stocks by day, rates by head, searches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dakaz.errors import N_
from dakaz.figures.checks.claims import Claim
from dakaz.figures.checks.published import Reference, references, right_if, shared
from dakaz.figures.checks.quantity import Quantity, quantity
from dakaz.figures.checks.verdict import Checked, Note, Reading, Verdict, ordered, plain, together
from dakaz.figures.period import Period, parse_period
from dakaz.figures.rates import Bounds, PerHead, disparity

NO_REFERENCE = N_("a published figure of the same thing")


def figure(claim: Claim) -> Checked:
    """Compare a figure with published ones of the same thing: same unit, same period or day."""
    said = quantity(claim.given["value"])
    unit, counted = str(claim.given.get("unit", "")), str(claim.given.get("counted", ""))
    period = parse_period(str(claim.given["period"])) if claim.given.get("period") else None
    given = references(claim.given.get("against") or [])
    sides = ((claim.source, said.text), *((one.source, one.published.text) for one in given))
    missing = []
    if not given:
        missing.append(Note(NO_REFERENCE))
    if period is None:
        missing.append(Note(N_("the period: from when to when, or on which day")))
    if counted == "?":
        missing.append(Note(N_("who or what is counted")))
    if missing:
        return Checked(claim.id, Verdict.CANNOT, (), (), tuple(missing), sides=sides)
    assert period is not None
    other = [one for one in given if one.unit != unit]
    same = [one for one in given if one.unit == unit and one.period is not None]
    exact = [one for one in same if _same_time(period, one)]
    if exact:
        return _compared(claim, said, exact, sides)
    if other:
        return Checked(
            claim.id, Verdict.DEPENDS, (), tuple(_unlike(period, one, unit) for one in other), sides=sides
        )
    return _bracketed(claim, said, period, same, sides)


def _same_time(period: Period, reference: Reference) -> bool:
    """A day inside a claim's month or early months is the day of a stock; longer periods must be the same."""
    assert reference.period is not None
    if reference.period.days == 1:
        return period.contains(reference.period)
    return reference.period == period


def _compared(
    claim: Claim, said: Quantity, exact: Sequence[Reference], sides: tuple[tuple[str, str], ...]
) -> Checked:
    readings = [
        Reading(
            N_("against %s") % one.source if one.source else N_("against the published figure"),
            f"{plain(said.value)} − {one.published.plainly}",
            said.value - one.published.middle,
            said.claimed - one.bounds,
            one.published.agrees(said),
        )
        for one in exact
    ]
    trace = [
        note
        for one, reading in zip(exact, readings, strict=True)
        for note in _differs(said, one, holds=reading.holds)
    ]
    verdict = together([reading.holds for reading in readings])
    return Checked(claim.id, verdict, tuple(readings), tuple(trace), sides=sides)


def _differs(said: Quantity, reference: Reference, *, holds: bool | None) -> Iterator[Note]:
    """Say by how much a claim is off a published number, or which of the numbers not shown it needs."""
    value = reference.published.value
    if holds is None:
        yield right_if(shared(said, reference.bounds, whole=reference.unit != "%"), reference.source)
    elif not holds and value:
        by = 100 * (said.value - value) / abs(value)
        below, above = (
            N_("%(said)s is %(percent)s %% below %(published)s"),
            N_("%(said)s is %(percent)s %% above %(published)s"),
        )
        off = {"said": said.text, "percent": f"{abs(by):.1f}", "published": plain(value)}
        yield Note(below if by < 0 else above, off)


def _unlike(period: Period, other: Reference, unit: str) -> Note:
    overlap = other.period is not None and other.period.overlaps(period) and other.period != period
    template = N_("%(source)s: %(value)s counts %(their)s, the claim %(unit)s")
    if overlap:
        template = N_(
            "%(source)s: %(value)s counts %(their)s in %(period)s, which overlaps only in part; "
            "the claim %(unit)s"
        )
    return Note(
        template,
        {
            "source": other.source or "-",
            "value": other.published.plainly,
            "their": other.unit or "?",
            "unit": unit or "?",
            "period": other.period.edtf if other.period else "?",
        },
    )


def _bracketed(
    claim: Claim,
    said: Quantity,
    period: Period,
    same: Sequence[Reference],
    sides: tuple[tuple[str, str], ...],
) -> Checked:
    """No figure of that very time: what the ones around it still say."""
    stocks = all(one.period is not None and one.period.days == 1 for one in same)
    trace = _around(said, period, same) if stocks else []
    bounds = None if stocks else _pieces(period, same)
    if bounds is not None and not said.can_be(bounds):
        reading = Reading(N_("bounds from whole periods"), "", bounds.low, bounds, holds=False)
        return Checked(claim.id, Verdict.CONTRADICTED, (reading,), sides=sides)
    if bounds is not None:
        trace = [
            Note(
                N_("whole periods inside and around allow %(low)s to %(high)s; %(said)s is plausible"),
                {"low": plain(bounds.low), "high": plain(bounds.high), "said": said.text},
            )
        ]
    missing = Note(N_("a published figure for %(period)s"), {"period": period.edtf})
    return Checked(claim.id, Verdict.CANNOT, (), tuple(trace), (missing,), sides=sides)


def _around(said: Quantity, period: Period, same: Sequence[Reference]) -> list[Note]:
    dated = [(one.period.start, one) for one in same if one.period is not None]
    dated.sort(key=lambda pair: pair[0])
    before = [one for day, one in dated if day < period.start]
    after = [one for day, one in dated if day > period.end]
    claimed = Bounds(said.value, said.value)
    notes = []
    if before:
        since = claimed - before[-1].published.stood
        notes.append(Note(N_("%(change)s since %(day)s (%(value)s)"), _moved(since, before[-1])))
    if after:
        until = after[0].published.stood - claimed
        notes.append(Note(N_("%(change)s until %(day)s (%(value)s)"), _moved(until, after[0])))
    return notes


def _moved(by: Bounds, stock: Reference) -> dict[str, object]:
    change = " – ".join(dict.fromkeys(f"{end:+,.0f}" for end in (by.low, by.high)))
    value = stock.published.plainly.strip("()")
    return {"change": change, "day": stock.day, "value": value}


def _pieces(period: Period, same: Sequence[Reference]) -> Bounds | None:
    """Bounds of a count from periods that lie inside it, and that together cover it."""
    inside = [one for one in same if one.period is not None and period.contains(one.period)]
    touching = [one for one in same if one.period is not None and period.overlaps(one.period)]
    if not touching:
        return None
    covered = min(one.period.start for one in touching if one.period) <= period.start
    covered = covered and max(one.period.end for one in touching if one.period) >= period.end
    low = sum(one.bounds.low for one in inside)
    return Bounds(low, sum(one.bounds.high for one in touching) if covered else float("inf"))


def agree(claim: Claim) -> Checked:
    """Several values of one thing: they agree once dated when each is the published one of another day."""
    said = [quantity(one) for one in claim.given["values"]]
    given = references(claim.given["against"])
    if not said or not given:
        missing = NO_REFERENCE if said else N_("the values that are said to be one figure")
        return Checked(claim.id, Verdict.CANNOT, missing=(Note(missing),))
    trace, days, sure = [], [], []
    for one in said:
        held = [(reference, reference.published.agrees(one)) for reference in given]
        near = [reference for reference, agrees in held if agrees is not False]
        days.append({reference.period for reference in near})
        sure.append({reference.period for reference, agrees in held if agrees})
        where = ", ".join(f"{reference.day} ({reference.published.text})" for reference in near) or "-"
        trace.append(Note(N_("%(said)s is published for: %(days)s"), {"said": one.text, "days": where}))
    sides = tuple((one.source, one.published.text) for one in given)
    if set.intersection(*sure):
        verdict = Verdict.HOLDS
    elif not all(days):
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.DEPENDS if _can_all_be(said, days, given) else Verdict.INCONSISTENT
    return Checked(claim.id, verdict, (), tuple(trace), sides=sides)


def _can_all_be(
    said: Sequence[Quantity], days: Sequence[set[Period | None]], given: Sequence[Reference]
) -> bool:
    """Say whether values can all be right: of several days, or one number of the only day."""
    only = set.union(*days)
    if len(only) > 1:
        return True
    low, high = max(one.claimed.low for one in said), min(one.claimed.high for one in said)
    return any(low <= high and Bounds(low, high).meets(one.bounds) for one in given if one.period in only)


def per_head(claim: Claim) -> Checked:
    """Compare two rates by head under every numerator and stock that is at hand."""
    more = bool(claim.given["more_often"])
    found = [_by_head(one, more=more) for one in claim.given.get("readings") or []]
    readings = [one for one in found if isinstance(one, Reading)]
    missing = [one for one in found if isinstance(one, Note)]
    missing.append(Note(N_("how many people were examined at all: the right denominator")))
    verdict = together([one.holds for one in readings])
    return Checked(claim.id, verdict, ordered(readings), (), tuple(missing))


def _by_head(given: Mapping[str, Any], *, more: bool) -> Reading | Note:
    """Return the comparison under one numerator and stock, or what is missing for it."""
    name = str(given.get("name", ""))
    ours, theirs = _heads(given, "count", "stock"), _heads(given, "other_count", "other_stock")
    if not ours.as_of:
        return Note(N_("the day of the stock in “%(name)s”"), {"name": name})
    if not ours.count or not theirs.count:
        return Note(N_("at least one case on each side of “%(name)s”"), {"name": name})
    found = disparity(ours, theirs)
    sides = (f"({plain(one.count)} / {plain(one.stock)})" for one in (ours, theirs))
    sure = found.low > 1 if more else found.high < 1
    bounds = Bounds(found.low, found.high)
    return Reading(f"{name}, {ours.as_of}", " / ".join(sides), found.value, bounds, sure)


def _heads(given: Mapping[str, Any], count: str, stock: str) -> PerHead:
    cases, people = (quantity(given[name]).value for name in (count, stock))
    return PerHead(cases, people, str(given.get("as_of", "")))


def absence(claim: Claim) -> Checked:
    """“None is known”: true of a search on a day, in named places, by somebody; never more."""
    searched = claim.given.get("searched") or {}
    needed = {
        "date": N_("when it was searched"),
        "where": N_("where it was searched"),
        "by": N_("who searched"),
    }
    missing = tuple(Note(message) for name, message in needed.items() if not searched.get(name))
    if missing:
        return Checked(claim.id, Verdict.CANNOT, (), (), missing)
    found = int(searched.get("found", 0))
    said = quantity(claim.given["value"])
    trace = (
        Note(N_("%(by)s searched %(where)s on %(date)s and found %(found)d"), {**searched, "found": found}),
    )
    if found > said.value:
        return Checked(claim.id, Verdict.CONTRADICTED, (), trace)
    return Checked(claim.id, Verdict.NOT_FOUND, (), trace, day=str(searched["date"]))
