"""Checks against what others publish: same period and unit, stocks by day, rates by head, searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dakaz.errors import N_
from dakaz.figures.checks.claims import Claim
from dakaz.figures.checks.quantity import Quantity, quantity
from dakaz.figures.checks.verdict import Checked, Note, Reading, Verdict, plain
from dakaz.figures.period import Period, parse_period
from dakaz.figures.rates import Bounds, PerHead, disparity


@dataclass(frozen=True, slots=True)
class Reference:
    """A published figure to hold a claim against; ``published``: its bounds where its publisher blurs it."""

    value: Quantity
    period: Period | None
    unit: str
    source: str
    published: Bounds | None = None

    @property
    def bounds(self) -> Bounds:
        """All numbers it can stand for."""
        return self.published or self.value.rounding

    @property
    def text(self) -> str:
        """The figure as published, its bounds behind it."""
        if self.published is None:
            return self.value.text
        return f"{self.value.text} ({plain(self.published.low)}–{plain(self.published.high)})"


def _references(given: Sequence[dict[str, Any]]) -> list[Reference]:
    return [
        Reference(
            quantity(one["value"]),
            parse_period(str(one["period"])) if one.get("period") else None,
            str(one.get("unit", "")),
            str(one.get("source", "")),
            Bounds(float(one["low"]), float(one["high"])) if one.get("low") and one.get("high") else None,
        )
        for one in given
    ]


def figure(claim: Claim) -> Checked:
    """Compare a figure with published ones of the same thing: same unit, same period or day."""
    said = quantity(claim.given["value"])
    unit, counted = str(claim.given.get("unit", "")), str(claim.given.get("counted", ""))
    period = parse_period(str(claim.given["period"])) if claim.given.get("period") else None
    references = _references(claim.given.get("against") or [])
    sides = ((claim.source, said.text), *((one.source, one.text) for one in references))
    missing = []
    if not references:
        missing.append(Note(N_("a published figure of the same thing")))
    if period is None:
        missing.append(Note(N_("the period: from when to when, or on which day")))
    if counted == "?":
        missing.append(Note(N_("who or what is counted")))
    if missing:
        return Checked(claim.id, Verdict.CANNOT, (), (), tuple(missing), sides=sides)
    assert period is not None
    other = [one for one in references if one.unit != unit]
    same = [one for one in references if one.unit == unit and one.period is not None]
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
            f"{plain(said.value)} − {plain(one.value.value)}",
            said.value - one.value.value,
            said.claimed - one.bounds,
            said.claimed.meets(one.bounds),
        )
        for one in exact
    ]
    off = [
        Note(
            N_("%(said)s is %(percent)s %% off %(published)s"),
            {
                "said": said.text,
                "percent": f"{100 * (said.value / one.value.value - 1):+.1f}",
                "published": plain(one.value.value),
            },
        )
        for one, reading in zip(exact, readings, strict=True)
        if not reading.holds and one.value.value
    ]
    held = [reading.holds for reading in readings]
    verdict = Verdict.HOLDS if all(held) else Verdict.DEPENDS if any(held) else Verdict.CONTRADICTED
    return Checked(claim.id, verdict, tuple(readings), tuple(off), sides=sides)


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
            "value": plain(other.value.value),
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
    if bounds is not None and not said.claimed.meets(bounds):
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
    ordered = sorted((one.period.start, one) for one in same if one.period is not None)
    before = [one for day, one in ordered if day < period.start]
    after = [one for day, one in ordered if day > period.end]
    notes = []
    if before:
        notes.append(
            Note(
                N_("%(change)s since %(day)s (%(value)s)"),
                {
                    "change": f"{said.value - before[-1].value.value:+,.0f}",
                    "day": _day(before[-1]),
                    "value": plain(before[-1].value.value),
                },
            )
        )
    if after:
        notes.append(
            Note(
                N_("%(change)s until %(day)s (%(value)s)"),
                {
                    "change": f"{after[0].value.value - said.value:+,.0f}",
                    "day": _day(after[0]),
                    "value": plain(after[0].value.value),
                },
            )
        )
    return notes


def _day(reference: Reference) -> str:
    return reference.period.edtf if reference.period else "?"


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
    references = _references(claim.given["against"])
    trace, days = [], []
    for one in said:
        near = [reference for reference in references if one.claimed.meets(reference.bounds)]
        days.append({reference.period for reference in near})
        where = ", ".join(f"{_day(reference)} ({reference.value.text})" for reference in near) or "-"
        trace.append(Note(N_("%(said)s is published for: %(days)s"), {"said": one.text, "days": where}))
    sides = tuple((one.source, one.text) for one in references)
    if not all(days):
        return Checked(claim.id, Verdict.CONTRADICTED, (), tuple(trace), sides=sides)
    common = set.intersection(*days)
    return Checked(claim.id, Verdict.HOLDS if common else Verdict.DEPENDS, (), tuple(trace), sides=sides)


def per_head(claim: Claim) -> Checked:
    """Compare two rates by head under every numerator and stock that is at hand."""
    more = bool(claim.given["more_often"])
    readings, missing = [], []
    for one in claim.given.get("readings") or []:
        name = str(one.get("name", ""))
        ours = PerHead(one["count"], one["stock"], str(one.get("as_of", "")))
        theirs = PerHead(one["other_count"], one["other_stock"], str(one.get("as_of", "")))
        if not ours.as_of:
            missing.append(Note(N_("the day of the stock in “%(name)s”"), {"name": name}))
            continue
        found = disparity(ours, theirs)
        sure = found.low > 1 if more else found.high < 1
        formula = (
            f"({plain(ours.count)} / {plain(ours.stock)}) / ({plain(theirs.count)} / {plain(theirs.stock)})"
        )
        readings.append(
            Reading(f"{name}, {ours.as_of}", formula, found.value, Bounds(found.low, found.high), sure)
        )
    held = {one.holds for one in readings}
    verdict = (
        Verdict.CANNOT
        if not readings
        else Verdict.DEPENDS
        if len(held) == 2
        else Verdict.HOLDS
        if True in held
        else Verdict.CONTRADICTED
    )
    missing.append(Note(N_("how many people were examined at all: the right denominator")))
    return Checked(
        claim.id, verdict, tuple(sorted(readings, key=lambda one: not one.holds)), (), tuple(missing)
    )


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
