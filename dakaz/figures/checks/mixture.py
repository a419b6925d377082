"""Two shares with a date between them, held against yearly shares under each denominator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dakaz.errors import N_
from dakaz.figures.checks.claims import Claim
from dakaz.figures.checks.quantity import Quantity, part_and_whole, quantity
from dakaz.figures.checks.verdict import Checked, Note, Reading, Verdict, ordered, plain, together
from dakaz.figures.period import parse_period
from dakaz.figures.rates import Bounds

_FITS = N_("%(name)s, %(year)s: %(share)s %%")
_BETWEEN = N_("%(name)s, %(year)s: %(share)s %%; not between %(low)s and %(high)s")
_NOT = N_("%(name)s, %(year)s: %(share)s %%; not %(said)s")
_NEEDS = N_(
    "%(name)s, %(year)s: %(share)s %%; %(said)s needs that at most %(most)s %% of the year's cases fell in "
    "the claimed months"
)
_MISSING = N_("the monthly table and its denominator: are closed cases in it?")


def mixture(claim: Claim) -> Checked:
    """Two shares with a date between them, against yearly shares under each denominator.

    A year that holds both sides must lie between the two shares. A year of which only the first part is
    claimed may differ, but no more than its other months can explain when decisions fall evenly.
    """
    claimed = _Claimed.of(claim)
    readings: list[Reading] = []
    trace: list[Note] = []
    for one in claim.given["readings"]:
        notes = [claimed.held(str(one["name"]), *year) for year in sorted(one["years"].items())]
        fits = all(note.template == _FITS for note in notes)
        readings.append(Reading(str(one["name"]), "", float(fits), Bounds(float(fits), float(fits)), fits))
        trace += notes
    verdict = together([one.holds for one in readings])
    missing = () if verdict is Verdict.HOLDS else (Note(_MISSING),)
    return Checked(claim.id, verdict, ordered(readings), tuple(trace), missing)


@dataclass(frozen=True, slots=True)
class _Claimed:
    """What is claimed: a share before a day, another from it until a last day."""

    before: Quantity
    after: Quantity
    split: date
    until: date

    @classmethod
    def of(cls, claim: Claim) -> _Claimed:
        before, after = (quantity(claim.given[name], percent=True) for name in ("before", "after"))
        split, until = (parse_period(str(claim.given[name])) for name in ("break", "until"))
        return cls(before, after, split.start, until.end)

    def held(self, name: str, year: Any, given: Any) -> Note:
        """Hold a year's part and whole against it; say what does not fit."""
        part, whole = part_and_whole(given)
        share = 100 * part / whole
        template, values = self._fits(parse_period(str(year)).start.year, share)
        return Note(template, {"name": name, "year": year, "share": f"{share:.1f}", **values})

    def _fits(self, year: int, share: float) -> tuple[str, Mapping[str, str]]:
        first, last = date(year, 1, 1), date(year, 12, 31)
        if first < self.split <= last:
            return self._between(share)
        if first < self.split:
            return _FITS, {}  # only some of its months are claimed, and which is not known
        claimed = min(1.0, ((self.until - first).days + 1) / ((last - first).days + 1))
        if claimed >= 1:
            return _FITS if self.after.claimed.contains(share) else _NOT, {"said": self.after.text}
        most = self._most(share)
        return _FITS if most >= claimed else _NEEDS, {"said": self.after.text, "most": f"{100 * most:.0f}"}

    def _between(self, share: float) -> tuple[str, Mapping[str, str]]:
        low, high = sorted((self.before.value, self.after.value))
        fits = low - self.before.step / 2 <= share <= high + self.before.step / 2
        return _FITS if fits else _BETWEEN, {"low": plain(low), "high": plain(high)}

    def _most(self, share: float) -> float:
        """Return the largest part of a year's cases of which all months claimed can have had the share."""
        after = self.after.value
        if share > after:
            return (100 - share) / (100 - after)
        return share / after if after else 1.0
