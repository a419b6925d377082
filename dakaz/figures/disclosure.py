"""Counts of people that may be published: small ones hidden, and what would give them away hidden too.

A hidden cell is safe when everything that is published, now and before, leaves at least as many possible
values as the threshold. That is shown by solving the published margins, not by a rule of thumb. Totals
are the true ones or hidden; none is ever added up again from what is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import product

from dakaz.errors import N_, BadInput, Refused
from dakaz.figures.growth import grown
from dakaz.figures.released import (
    ALL,
    LEAST_THRESHOLD,
    THRESHOLD,
    Cells,
    Key,
    Release,
    Revealed,
    inside,
    small,
    with_totals,
)
from dakaz.figures.together import Sides, revealed_together

RULE = N_(
    "Numbers below %(threshold)d are not shown, and others with which they could be computed are not either."
)
SMALL, CHANGED, COMPLEMENT = "small", "changed", "complement"


def count(records: Iterable[Mapping[str, str]], by: Sequence[str]) -> dict[Key, int]:
    """Count records by some of their values; combinations that do not occur are 0.

    Args:
        records: one mapping for each record.
        by: names of the values; a record without one is counted under the empty text.
    """
    found = Counter(tuple(record.get(name, "") for name in by) for record in records)
    axes = [sorted({key[at] for key in found}) for at in range(len(by))]
    return {key: found.get(key, 0) for key in product(*axes)}


def protect(
    cells: Cells,
    dimensions: Sequence[str],
    *,
    threshold: int = THRESHOLD,
    reason: str = "",
    as_of: str = "",
    earlier: Sequence[Release] = (),
    truth: Callable[[Sides], Cells] | None = None,
    hide_zeros: bool = False,
) -> Release:
    """Hide what must be hidden so that no small cell can be computed from what is published.

    Args:
        cells: every inner cell, zeros included.
        dimensions: names of the dimensions.
        threshold: numbers from 1 to below it are hidden.
        reason: why the threshold is below 10; recorded with the table.
        as_of: day of the counts.
        earlier: tables of the same records already published; what they show cannot be hidden any more.
        truth: the true cells by other dimensions, where earlier tables have them.
        hide_zeros: also hide zeros, where that nobody has an attribute says something of those counted.

    Returns:
        What may be published; ``why`` says of each hidden number what for.

    Raises:
        BadInput: the threshold is below 10 without a reason, or below 5.
        Refused: earlier tables already give a small cell away; ``findings`` say which.
    """
    _check_threshold(threshold, reason)
    everything = with_totals(cells)
    why = {key: SMALL for key, value in everything.items() if small(value, threshold, zeros=hide_zeros)}
    for key in _changed(everything, dimensions, threshold, earlier):
        why.setdefault(key, CHANGED)
    while True:
        shown = {key: None if key in why else value for key, value in everything.items()}
        release = Release(tuple(dimensions), shown, threshold, reason, as_of, dict(why))
        found = _told(release, cells, earlier, truth)
        if not found:
            return release
        sides, one = found[0]
        another = _complement(_seen_from(release.dimensions, sides, one.key), everything, why.keys())
        if another is None:
            raise Refused(
                N_("What was published before already gives small numbers away. Nothing can hide them now."),
                findings=tuple(each for _, each in found),
            )
        why[another] = COMPLEMENT


def _check_threshold(threshold: int, reason: str) -> None:
    if threshold < LEAST_THRESHOLD:
        raise BadInput(N_("A threshold below %(least)d is not possible."), least=LEAST_THRESHOLD)
    if threshold < THRESHOLD and not reason.strip():
        raise BadInput(
            N_("A threshold below %(usual)d needs a reason, which is kept with the table."), usual=THRESHOLD
        )


def _changed(
    everything: Mapping[Key, int], dimensions: Sequence[str], threshold: int, earlier: Sequence[Release]
) -> list[Key]:
    """Return what cannot be shown as an earlier table shows nearly the same: who came in could be told."""
    now = Release(tuple(dimensions), everything, threshold)
    return [
        one.key
        for before in earlier
        if before.dimensions == now.dimensions
        for one in differences(now, before)
    ]


def _told(
    release: Release, cells: Cells, earlier: Sequence[Release], truth: Callable[[Sides], Cells] | None
) -> list[tuple[Sides, Revealed]]:
    """Return all that the tables give away together: of themselves, and of what changed between them."""
    changed = [key for key, reason in release.why.items() if reason == CHANGED]
    found = list(revealed_together(release, _truth_of(release, cells, truth), earlier, also=changed))
    for before in earlier:
        if before.dimensions == release.dimensions:
            found += [(release.dimensions, one) for one in grown(release, before)]
    return found


def _truth_of(
    release: Release, cells: Cells, truth: Callable[[Sides], Cells] | None
) -> Callable[[Sides], Cells]:
    def of(sides: Sides) -> Cells:
        if sides == release.dimensions:
            return cells
        if truth is None:
            raise BadInput(
                N_("An earlier table is by %(sides)s; say what is true of it."), sides=", ".join(sides)
            )
        return truth(sides)

    return of


def revealed(
    release: Release,
    cells: Cells,
    earlier: Sequence[Release] = (),
    truth: Callable[[Sides], Cells] | None = None,
) -> tuple[Revealed, ...]:
    """Return the hidden small cells and totals that can be computed to fewer values than the threshold.

    Args:
        release: the table about to be published.
        cells: the true inner cells, to know which are small.
        earlier: tables of the same records published before.
        truth: the true cells by other dimensions, where earlier tables have them.
    """
    return tuple(one for _, one in _told(release, cells, earlier, truth))


def _seen_from(dimensions: Sides, sides: Sides, key: Key) -> Key:
    """Return the total of a table that holds a cell of another one."""
    codes = dict(zip(sides, key, strict=True))
    return tuple(codes.get(name, ALL) for name in dimensions)


def _complement(key: Key, everything: Mapping[Key, int], hidden: Collection[Key]) -> Key | None:
    """Return what to hide besides: the smallest shown cell on a line with ``key``, one in it, a total."""
    shown = [one for one in everything if one not in hidden]
    lines = [one for one in shown if ALL not in one and ALL not in key and _differs_once(one, key)]
    part = [one for one in shown if ALL not in one and everything[one] > 0 and inside(one, key)]
    inner = [one for one in shown if ALL not in one and everything[one] > 0]
    totals = [one for one in shown if ALL in one]
    for candidates in ([one for one in lines if everything[one] > 0], part, inner, totals):
        if candidates:
            return min(candidates, key=lambda one: (one.count(ALL), everything[one], one))
    return None


def _differs_once(one: Key, other: Key) -> bool:
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def differences(later: Release, earlier: Release) -> tuple[Revealed, ...]:
    """Return numbers shown on two days whose difference is small: who came in between can be told.

    Args:
        later: the newer table.
        earlier: the older one; its threshold counts too.
    """
    least = max(later.threshold, earlier.threshold)
    found = []
    for key, value in later.shown.items():
        before = earlier.shown.get(key)
        if value is not None and before is not None and 0 < abs(value - before) < least:
            found.append(Revealed(key, value - before, value - before))
    return tuple(found)


def rounded(cells: Mapping[Key, int], base: int = 5) -> dict[Key, int]:
    """Return the table with every cell and every total rounded by itself, the alternative to hiding.

    Parts then miss their totals by a little; that is said beside the table and not mended.
    """
    return {key: base * round(value / base) for key, value in with_totals(cells).items()}


def rare(
    records: Sequence[Mapping[str, str]], by: Sequence[str], *, fewest: int = THRESHOLD
) -> tuple[tuple[Key, int], ...]:
    """Return combinations of values (place, profession, date) that fewer than ``fewest`` records share."""
    found = Counter(tuple(record.get(name, "") for name in by) for record in records)
    return tuple(sorted((key, number) for key, number in found.items() if number < fewest))
