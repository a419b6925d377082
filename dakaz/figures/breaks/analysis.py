"""One series of monthly decisions, examined in full: is there a change, when, how large, how sure.

Everything a report must print beside a break stands in ``Analysis``: all three models, the set of dates,
the family the series was chosen from, what happens without odd months, and what may not be said.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from statistics import median

import numpy as np

from dakaz.errors import N_, BadInput
from dakaz.figures.breaks.conjugate import binomial
from dakaz.figures.breaks.fixed_date import Effect, shares_at
from dakaz.figures.breaks.overdispersed import RHOS, Verdict, beta_binomial
from dakaz.figures.breaks.permuted import Shuffled, shuffled_months
from dakaz.figures.breaks.shares import MonthlyShares
from dakaz.figures.period import Period
from dakaz.figures.rates import Estimate, clopper_pearson, difference, odds_ratio, ratio

TINY = 5
SURGE = 2.5
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Between:
    """A change lies between two periods, never in one."""

    last_before: Period
    first_after: Period

    def __str__(self) -> str:
        return f"{self.last_before.edtf} | {self.first_after.edtf}"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a change is, told in every way; none of them is “times” without saying of what.

    Args:
        before: pooled share before, with its exact interval.
        after: pooled share after.
        unweighted_before: mean of the months' shares before.
        unweighted_after: and after.
        difference: in shares of 1.
        ratio: of the pooled shares; None when a side has no positive case.
        odds_ratio: of the pooled shares' odds.
        negatives: negative cases after for one before, as plain counts; None without any before.
    """

    before: Estimate
    after: Estimate
    unweighted_before: float | None
    unweighted_after: float | None
    difference: Estimate
    ratio: Estimate | None
    odds_ratio: Estimate
    negatives: float | None


@dataclass(frozen=True, slots=True)
class Variant:
    """The same question asked of a part of the series.

    Args:
        label: which part, marked for translation; ``values`` stand in its places.
        values: named values of the label.
        between: the likeliest date.
        step: probability of a step against no change.
        log_bayes_factor: ln of step against flat.
        size: the change at that date.
    """

    label: str
    values: dict[str, str]
    between: Between
    step: float
    log_bayes_factor: float
    size: Size


@dataclass(frozen=True, slots=True)
class Analysis:
    """What may be said of a series.

    Args:
        series: what was examined.
        verdict: probabilities of flat, trend and step, and the posterior over dates.
        between: the likeliest date.
        dates: the 95 % set of dates.
        size: the change there.
        shuffled: p value by shuffling months, paid for the search, with its family.
        narrow: ln Bayes factor when months may differ only by chance; with ``wide`` the pair that shows how
            much rests on the prior.
        wide: ln Bayes factor when months may differ much.
        variants: the table of robustness.
        leave_one_out: earliest and latest likeliest date when any one month is left out.
        difference_range: smallest and largest difference then.
        chosen: the date that was named beforehand, tested apart; None when there was none.
    """

    series: MonthlyShares
    verdict: Verdict
    between: Between
    dates: tuple[Between, ...]
    size: Size
    shuffled: Shuffled
    narrow: float
    wide: float
    variants: tuple[Variant, ...]
    leave_one_out: tuple[Between, Between]
    difference_range: tuple[float, float]
    chosen: tuple[Between, Effect] | None


def analyse(
    series: MonthlyShares,
    random: np.random.Generator,
    *,
    family: int = 1,
    surge: Collection[int] | None = None,
    chosen: int | None = None,
    chosen_before: bool = True,
) -> Analysis:
    """Examine a series for one change.

    Args:
        series: at least eight periods.
        random: where shuffles come from; the same seed gives the same p value.
        family: how many series this one was chosen from or tested with.
        surge: places of months with unusually many cases; found when missing.
        chosen: place of the last period before a date named beforehand (a law, an order).
        chosen_before: whether that date was really named before the data were seen.

    Raises:
        BadInput: the series is too short, or has cases on one side only.
    """
    if len(series.periods) < 8:
        raise BadInput(N_("A change can be looked for in 8 periods or more, with at least 2 on each side."))
    verdict = beta_binomial(series.yes, series.whole)
    between, size = _found(series, verdict.posterior.best)
    spread = _leave_one_out(series)
    return Analysis(
        series,
        verdict,
        between,
        tuple(_between(series, at) for at in verdict.posterior.credible_set()),
        size,
        shuffled_months(series.yes, series.whole, random, family=family),
        binomial(series.yes, series.whole).log_bayes_factor,
        _quick(series, RHOS[RHOS >= 0.05]).posterior.log_bayes_factor,
        _variants(series, surge_months(series) if surge is None else tuple(surge)),
        (spread[0][0], spread[-1][0]),
        (min(one for _, one in spread), max(one for _, one in spread)),
        None if chosen is None else _chosen(series, chosen, chosen_before=chosen_before),
    )


def surge_months(series: MonthlyShares) -> tuple[int, ...]:
    """Return the places of months with more than two and a half times the usual number of cases."""
    usual = median([whole for whole in series.decided if whole] or [0])
    return tuple(at for at, whole in enumerate(series.decided) if whole > SURGE * usual)


def _between(series: MonthlyShares, last_before: int) -> Between:
    return Between(series.periods[last_before], series.periods[last_before + 1])


def _found(series: MonthlyShares, last_before: int) -> tuple[Between, Size]:
    return _between(series, last_before), size_at(series, last_before)


def size_at(series: MonthlyShares, last_before: int) -> Size:
    """Return the change at a date.

    Raises:
        BadInput: one side has no cases.
    """
    before, after = series.pooled(last_before)
    if not before[1] or not after[1]:
        raise BadInput(N_("There are no cases on one side of the date, so nothing can be compared."))
    negatives = before[1] - before[0]
    return Size(
        clopper_pearson(*before),
        clopper_pearson(*after),
        series.unweighted(range(last_before + 1)),
        series.unweighted(range(last_before + 1, len(series.periods))),
        difference(before, after),
        ratio(before, after) if before[0] and after[0] else None,
        odds_ratio(before, after),
        (after[1] - after[0]) / negatives if negatives else None,
    )


def _quick(series: MonthlyShares, rhos: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = RHOS) -> Verdict:
    return beta_binomial(series.yes, series.whole, with_trend=False, rhos=rhos)


def _variants(series: MonthlyShares, surge: tuple[int, ...]) -> tuple[Variant, ...]:
    tiny = tuple(at for at, whole in enumerate(series.decided) if whole < TINY)
    parts: list[tuple[str, tuple[int, ...]]] = [(N_("all periods"), ())]
    if tiny:
        parts.append((N_("without periods of fewer than 5 cases: %(periods)s"), tiny))
    if surge:
        parts.append((N_("without the surge: %(periods)s"), surge))
    if tiny and surge:
        parts.append((N_("without both"), tuple(sorted({*tiny, *surge}))))
    return tuple(_variant(series, label, left_out) for label, left_out in parts)


def _variant(series: MonthlyShares, label: str, left_out: tuple[int, ...]) -> Variant:
    part = series.without(left_out)
    verdict = _quick(part)
    between, size = _found(part, verdict.posterior.best)
    named = {"periods": ", ".join(series.periods[at].edtf for at in left_out)} if "%(" in label else {}
    return Variant(label, named, between, verdict.step, verdict.posterior.log_bayes_factor, size)


def _leave_one_out(series: MonthlyShares) -> list[tuple[Between, float]]:
    """Return, in order of the dates, the likeliest date and the difference without each period in turn."""
    found = []
    for at in range(len(series.periods)):
        part = series.without((at,))
        between, size = _found(part, _quick(part).posterior.best)
        found.append((between, size.difference.value))
    return sorted(found, key=lambda one: one[0].last_before)


def _chosen(series: MonthlyShares, last_before: int, *, chosen_before: bool) -> tuple[Between, Effect]:
    effect = shares_at(series.yes, series.whole, last_before, chosen_before=chosen_before)
    return _between(series, last_before), effect
