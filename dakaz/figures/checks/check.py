"""One door for all checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dakaz.errors import N_, BadInput
from dakaz.figures.checks import arithmetic, mixture, outside, ratios, wholes
from dakaz.figures.checks.claims import Claim
from dakaz.figures.checks.ratios import NO_MULTIPLE
from dakaz.figures.checks.verdict import Checked, Note, Verdict
from dakaz.figures.rates import DIVISOR_MAY_BE_ZERO

_CHECKS: Mapping[str, Callable[[Claim], Checked]] = MappingProxyType(
    {
        "figure": outside.figure,
        "change": arithmetic.change,
        "ratio": ratios.ratio,
        "sum": arithmetic.total,
        "share": arithmetic.share,
        "percentages": wholes.percentages,
        "flow": arithmetic.flow,
        "per head": outside.per_head,
        "mixture": mixture.mixture,
        "agree": outside.agree,
        "absence": outside.absence,
    }
)

_NO_WHOLE = N_("a whole above 0: nothing is a share of 0")
_NO_DIVISOR = N_("a number above 0 in the place of each that something is divided by")
_MISSING = MappingProxyType({"ratio": NO_MULTIPLE, "change": arithmetic.NO_GROWTH, "share": _NO_WHOLE})


def check(claim: Claim) -> Checked:
    """Recompute a claim.

    Returns:
        The verdict with its readings, steps and what is missing; where it would be divided by 0, or by what
        can be 0, that nothing can be recomputed.

    Raises:
        BadInput: a number, period or name in the claim cannot be read; the message names the claim.
    """
    try:
        return _CHECKS[claim.kind](claim)
    except BadInput as problem:
        if problem.message == DIVISOR_MAY_BE_ZERO:
            return _undivided(claim)
        raise BadInput(N_("Claim %(claim)s: %(problem)s"), claim=claim.id, problem=str(problem)) from problem
    except KeyError as missing:
        raise BadInput(
            N_("Claim %(claim)s lacks “%(name)s”."), claim=claim.id, name=str(missing.args[0])
        ) from None
    except ZeroDivisionError:
        return _undivided(claim)


def _undivided(claim: Claim) -> Checked:
    return Checked(claim.id, Verdict.CANNOT, missing=(Note(_MISSING.get(claim.kind, _NO_DIVISOR)),))
