"""One door for all checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dakaz.errors import N_, BadInput
from dakaz.figures.checks import arithmetic, mixture, outside, wholes
from dakaz.figures.checks.claims import Claim
from dakaz.figures.checks.verdict import Checked

_CHECKS: Mapping[str, Callable[[Claim], Checked]] = MappingProxyType(
    {
        "figure": outside.figure,
        "change": arithmetic.change,
        "ratio": arithmetic.ratio,
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


def check(claim: Claim) -> Checked:
    """Recompute a claim.

    Returns:
        The verdict with its readings, steps and what is missing.

    Raises:
        BadInput: a number, period or name in the claim cannot be read; the message names the claim.
    """
    try:
        return _CHECKS[claim.kind](claim)
    except BadInput as problem:
        raise BadInput(N_("Claim %(claim)s: %(problem)s"), claim=claim.id, problem=str(problem)) from problem
    except KeyError as missing:
        raise BadInput(
            N_("Claim %(claim)s lacks “%(name)s”."), claim=claim.id, name=str(missing.args[0])
        ) from None
    except ZeroDivisionError:
        raise BadInput(N_("Claim %(claim)s divides by 0."), claim=claim.id) from None
