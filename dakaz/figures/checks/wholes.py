"""GRIM: a count by a whole gives only some percentages, so percentages tell which wholes are possible."""

from __future__ import annotations

from fractions import Fraction

from dakaz.errors import N_
from dakaz.figures.checks.claims import Claim
from dakaz.figures.checks.quantity import Quantity, quantity
from dakaz.figures.checks.verdict import Checked, Note, Verdict

_MOST_WHOLE = 400


def percentages(claim: Claim) -> Checked:
    """Ask which wholes make every percentage possible (GRIM: a count by a whole gives only some of them)."""
    said = quantity(claim.given["value"])
    given = [quantity(one, percent=True) for one in claim.given["percentages"]]
    possible = [whole for whole in range(1, _MOST_WHOLE + 1) if all(_possible(one, whole) for one in given)]
    whole = int(said.value)
    parts = " + ".join(str(round(one.value * possible[0] / 100)) for one in given) if possible else ""
    trace = [
        Note(
            N_("wholes up to %(most)d that make every percentage possible: %(wholes)s"),
            {"most": _MOST_WHOLE, "wholes": ", ".join(map(str, possible)) or "-"},
        )
    ]
    if parts:
        trace.append(
            Note(N_("with %(whole)d the counts are %(parts)s"), {"whole": possible[0], "parts": parts})
        )
    right = whole in possible if whole <= _MOST_WHOLE else all(_possible(one, whole) for one in given)
    return Checked(claim.id, Verdict.HOLDS if right else Verdict.CONTRADICTED, (), tuple(trace))


def _possible(given: Quantity, whole: int) -> bool:
    """Say whether some count out of ``whole`` rounds to the percentage; a half may go either way."""
    half = Fraction(str(given.step)) / 2
    value = Fraction(str(given.value))
    nearest = round(value * whole / 100)
    return any(
        abs(Fraction(100 * count, whole) - value) <= half
        for count in (nearest - 1, nearest, nearest + 1)
        if 0 <= count <= whole
    )
