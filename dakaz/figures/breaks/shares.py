"""Monthly decisions as a break analysis takes them: positive and all, months without any kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from dakaz.errors import N_, BadInput
from dakaz.figures.period import Period
from dakaz.figures.special import Array


@dataclass(frozen=True, slots=True)
class MonthlyShares:
    """Cases of one kind among all cases, period by period in order of time.

    Args:
        periods: in order, none overlapping the next.
        positive: cases of the kind.
        decided: all cases; 0 where there were none.
        what: what is shared, for sentences: *positive decisions*.
        denominator: what it is a share of.
    """

    periods: tuple[Period, ...]
    positive: tuple[int, ...]
    decided: tuple[int, ...]
    what: str = ""
    denominator: str = ""

    def __post_init__(self) -> None:
        if not len(self.periods) == len(self.positive) == len(self.decided):
            raise BadInput(N_("Each period needs its positive cases and all its cases."))
        for at, (yes, whole) in enumerate(zip(self.positive, self.decided, strict=True)):
            if not 0 <= yes <= whole:
                raise BadInput(
                    N_("%(period)s: %(yes)d of %(whole)d is no share."),
                    period=self.periods[at].edtf,
                    yes=yes,
                    whole=whole,
                )
            if at and not self.periods[at - 1].end < self.periods[at].start:
                raise BadInput(N_("%(period)s stands out of order."), period=self.periods[at].edtf)

    @property
    def yes(self) -> Array:
        """Positive cases as numbers to compute with."""
        return np.array(self.positive, dtype=np.float64)

    @property
    def whole(self) -> Array:
        """All cases as numbers to compute with."""
        return np.array(self.decided, dtype=np.float64)

    def without(self, places: Collection[int]) -> MonthlyShares:
        """Return the series without the periods at these places."""
        kept = [at for at in range(len(self.periods)) if at not in places]
        return MonthlyShares(
            tuple(self.periods[at] for at in kept),
            tuple(self.positive[at] for at in kept),
            tuple(self.decided[at] for at in kept),
            self.what,
            self.denominator,
        )

    def pooled(self, last_before: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return (positive, decided) of all periods up to a place, and of all after it."""
        cut = last_before + 1
        return (
            (sum(self.positive[:cut]), sum(self.decided[:cut])),
            (sum(self.positive[cut:]), sum(self.decided[cut:])),
        )

    def unweighted(self, places: Sequence[int]) -> float | None:
        """Return the mean of the periods' own shares at these places; periods without cases say nothing."""
        own = [self.positive[at] / self.decided[at] for at in places if self.decided[at]]
        return sum(own) / len(own) if own else None
