"""Two shares with a date between them, held against yearly shares under each denominator."""

from __future__ import annotations

from datetime import date

from dakaz.errors import N_
from dakaz.figures.checks.claims import Claim
from dakaz.figures.checks.quantity import Quantity, part_and_whole, quantity
from dakaz.figures.checks.verdict import Checked, Note, Reading, Verdict, plain
from dakaz.figures.period import parse_period
from dakaz.figures.rates import Bounds


def mixture(claim: Claim) -> Checked:
    """Two shares with a date between them, against yearly shares under each denominator.

    A year that holds both sides must lie between the two shares. A year of which only the first part is
    claimed may differ, but no more than its other months can explain when decisions fall evenly.
    """
    before, after = (quantity(claim.given[name], percent=True) for name in ("before", "after"))
    split = parse_period(str(claim.given["break"])).start
    until = parse_period(str(claim.given["until"])).end
    readings = []
    trace = []
    for one in claim.given["readings"]:
        problems = []
        for year, given in sorted(one["years"].items()):
            part, whole = part_and_whole(given)
            problem = _year_fits(
                int(year), 100 * part / whole, before=before, after=after, split=split, until=until
            )
            trace.append(
                Note(
                    N_("%(name)s, %(year)s: %(share)s %%%(problem)s"),
                    {
                        "name": one["name"],
                        "year": year,
                        "share": f"{100 * part / whole:.1f}",
                        "problem": f"; {problem}" if problem else "",
                    },
                )
            )
            problems += [problem] if problem else []
        readings.append(
            Reading(
                str(one["name"]),
                "",
                float(not problems),
                Bounds(float(not problems), float(not problems)),
                not problems,
            )
        )
    held = {one.holds for one in readings}
    verdict = Verdict.DEPENDS if len(held) == 2 else Verdict.HOLDS if True in held else Verdict.CONTRADICTED
    missing = (
        (Note(N_("the monthly table and its denominator: are closed cases in it?")),)
        if verdict is not Verdict.HOLDS
        else ()
    )
    return Checked(
        claim.id, verdict, tuple(sorted(readings, key=lambda one: not one.holds)), tuple(trace), missing
    )


def _year_fits(
    year: int, share: float, *, before: Quantity, after: Quantity, split: date, until: date
) -> str:
    first, last = date(year, 1, 1), date(year, 12, 31)
    if first < split <= last:
        low, high = sorted((before.value, after.value))
        return (
            ""
            if low - before.step / 2 <= share <= high + before.step / 2
            else f"not between {plain(low)} and {plain(high)}"
        )
    if first < split:
        return ""  # only some of its months are claimed, and which is not known
    claimed = min(1.0, ((until - first).days + 1) / ((last - first).days + 1))
    if claimed >= 1:
        return "" if after.claimed.contains(share) else f"not {after.text}"
    most = (
        (100 - share) / (100 - after.value)
        if share > after.value
        else share / after.value
        if after.value
        else 1.0
    )
    if most >= claimed:
        return ""
    return (
        f"{after.text} needs that at most {100 * most:.0f} % of the year's cases fell in the claimed months"
    )
