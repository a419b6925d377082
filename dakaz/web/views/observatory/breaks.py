"""Breaks of a series: whether, when, how large, how sure; what may be said and what may not."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from dakaz.errors import N_, BadInput
from dakaz.figures.breaks import (
    Analysis,
    Between,
    MonthlyShares,
    Variant,
    Verdict,
    analyse,
    may_be_said,
    may_not_be_said,
    negative_binomial,
)
from dakaz.figures.pictures import Picture, draw_series, draw_shares
from dakaz.records.queries import observatory, series_numbers
from dakaz.web.answers import sentence
from dakaz.web.edtf_words import in_words
from dakaz.web.look import Notice

from .breaks_form import BreaksForm
from .inlined import inlined, translated

if TYPE_CHECKING:
    from dakaz.figures.rates import Estimate
    from dakaz.records.models import Series
    from dakaz.web.requests import Request

SEED = 1  # of the shuffles: the same page always gives the same p
FEWEST = 8


def breaks(request: Request, record_id: uuid.UUID) -> HttpResponse:
    """Ask what is success and out of what; look for one change."""
    found = observatory.series(request.user, record_id)
    outcomes = series_numbers.outcomes(found)
    asked = bool(request.GET)
    form = BreaksForm(request.GET if asked else None, seen_by=request.user, outcomes=outcomes)
    context: dict[str, Any] = {"record": found, "form": form}
    status = 200
    if asked and form.is_valid():
        try:
            context |= _looked(request, found, form)
        except BadInput as problem:
            context["notice"] = Notice(gettext("Nothing could be looked for"), sentence(problem), "amber")
            status = 422
    return render(request, "observatory/breaks.html", context, status=status)


def _looked(request: Request, found: Series, form: BreaksForm) -> dict[str, Any]:
    if form.cleaned_data["way"] == "count":
        return {"count": _count(request, found, form)}
    rest_is_all = form.cleaned_data["way"] == "decided"
    yes, rest = form.named("yes"), form.named("rest")
    shares = series_numbers.shares(found, yes, rest, rest_is_all=rest_is_all)
    place = _place(shares, form.cleaned_data["before"])
    analysis = analyse(
        shares,
        np.random.default_rng(SEED),
        family=form.cleaned_data["family"],
        chosen=place,
        chosen_before=not form.cleaned_data["seen"],
    )
    sides = [series_numbers.counted(found, each) for each in (yes, rest)]
    return {"found": _told(request, found, analysis, form)} | _cautions(sides)


def _place(shares: MonthlyShares, period: str) -> int | None:
    if not period:
        return None
    named = [one.edtf for one in shares.periods]
    if period not in named:
        raise BadInput(N_("%(period)s is no period of this series."), period=period)
    return named.index(period)


def _cautions(sides: Sequence[series_numbers.Counted]) -> dict[str, Any]:
    left_out = dict.fromkeys(period for side in sides for period in side.left_out)
    blurred = dict.fromkeys(period for side in sides for period in side.blurred)
    return {"left_out": ", ".join(left_out), "blurred": ", ".join(blurred)}


# Shares


def _told(request: Request, found: Series, analysis: Analysis, form: BreaksForm) -> dict[str, Any]:
    shares = analysis.series
    marks = form.marks([one.edtf for one in shares.periods])
    source = found.item.source.title if found.item and found.item.source else found.title
    picture = draw_shares(
        shares,
        found.title,
        source=source,
        analysis=analysis,
        marks=marks,
        invented=found.invented,
        say=gettext,
    )
    return {
        "said": _sentence(may_be_said(analysis)),
        "not_said": _sentence(may_not_be_said(analysis)),
        "picture": _picture(picture),
        "models": _models(analysis.verdict),
        "between": between(analysis.between),
        "dates": [between(one) for one in analysis.dates],
        "p": _chance(analysis.shuffled.p),
        "family": analysis.shuffled.family,
        "shuffles": analysis.shuffled.shuffles,
        "corrected": _chance(min(1.0, analysis.shuffled.p * analysis.shuffled.family)),
        "effects": _effects(analysis),
        "narrow": f"{analysis.narrow:.1f}",
        "wide": f"{analysis.wide:.1f}",
        "dispersion": f"{analysis.verdict.dispersion:.2f}",
        "variants": [_variant(one) for one in analysis.variants],
        "leave_one_out": [between(one) for one in analysis.leave_one_out],
        "difference_range": [_points(one) for one in analysis.difference_range],
        "chosen": _chosen(analysis),
        "laws": [(in_words(one.period.edtf), one.label) for one in marks],
    }


def _picture(picture: Picture) -> dict[str, Any]:
    return {"svg": inlined(picture), **translated(picture.table)}


def _sentence(one: Any) -> str:
    values = {name: gettext(value) if name == "what" else value for name, value in one.values.items()}
    return str(gettext(one.template) % values)


def _models(verdict: Verdict) -> list[tuple[str, str]]:
    return [
        (gettext("nothing changes"), percent(verdict.flat)),
        (gettext("it changes little by little"), percent(verdict.trend)),
        (gettext("one step"), percent(verdict.step)),
    ]


def between(one: Between) -> str:
    """Return where a change lies: between two periods, never in one."""
    names = {"last": in_words(one.last_before.edtf), "first": in_words(one.first_after.edtf)}
    return gettext("between %(last)s and %(first)s") % names


def percent(share: float) -> str:
    """Return a share as a whole percentage; what is nearly sure is not called sure."""
    whole = 100 * share
    if 99.5 < whole < 100:
        return gettext("more than 99 %")
    return gettext("less than 1 %") if 0 < whole < 0.5 else f"{whole:.0f} %"


def _chance(p: float) -> str:
    return f"{p:.3f}" if p >= 0.001 else "< 0.001"


def _points(difference: float) -> str:
    return f"{100 * difference:+.0f}"


def _effects(analysis: Analysis) -> list[tuple[str, str, str]]:
    size = analysis.size
    rows = [
        (gettext("share before, all cases together"), *_share(size.before)),
        (gettext("share after, all cases together"), *_share(size.after)),
        (gettext("difference, percentage points"), *_span(size.difference, 100, "+.1f")),
        (gettext("odds ratio"), *_span(size.odds_ratio, 1, ".2f")),
    ]
    if size.ratio:
        rows.insert(3, (gettext("ratio of the shares"), *_span(size.ratio, 1, ".2f")))
    if size.unweighted_before is not None and size.unweighted_after is not None:
        means = f"{100 * size.unweighted_before:.1f} % → {100 * size.unweighted_after:.1f} %"
        rows.append((gettext("mean of the periods' own shares"), means, ""))
    return rows


def _share(one: Estimate) -> tuple[str, str]:
    return f"{100 * one.value:.1f} %", f"{100 * one.low:.1f} – {100 * one.high:.1f} %"


def _span(one: Estimate, by: float, form: str) -> tuple[str, str]:
    return f"{by * one.value:{form}}", f"{by * one.low:{form}} – {by * one.high:{form}}"


def _variant(one: Variant) -> list[str]:
    label = gettext(one.label)
    size = one.size
    return [
        label % one.values if one.values else label,
        between(one.between),
        percent(one.step),
        f"{100 * size.before.value:.0f} % → {100 * size.after.value:.0f} %",
    ]


def _chosen(analysis: Analysis) -> dict[str, str] | None:
    if analysis.chosen is None:
        return None
    where, effect = analysis.chosen
    low, high = effect.interval
    beforehand = gettext("This date was chosen before the numbers were seen.")
    after = gettext("This date was NOT chosen beforehand: the result proves less than it seems.")
    return {
        "between": between(where),
        "ratio": f"{effect.ratio:.2f}",
        "spread": f"{low:.2f} – {high:.2f}",
        "beforehand": beforehand if effect.chosen_before else after,
    }


# Numbers by themselves


def _count(request: Request, found: Series, form: BreaksForm) -> dict[str, Any]:
    names = form.named("yes")
    if len(names) != 1:
        raise BadInput(N_("Choose one column: a number by itself is looked at alone."))
    numbers = series_numbers.counted(found, names)
    if len(numbers.periods) < FEWEST:
        raise BadInput(N_("A change can be looked for in 8 periods or more, with at least 2 on each side."))
    verdict = negative_binomial(np.array(numbers.counts, dtype=np.float64))
    at = verdict.posterior.best
    steps = [
        Between(numbers.periods[one], numbers.periods[one + 1]) for one in verdict.posterior.credible_set()
    ]
    marks = form.marks([one.edtf for one in numbers.periods])
    picture = draw_series(series_numbers.drawable(found, names[0]), found.title, marks=marks, say=gettext)
    return {
        "models": _models(verdict),
        "between": between(Between(numbers.periods[at], numbers.periods[at + 1])),
        "dates": [between(one) for one in steps],
        "before": f"{verdict.before:,.1f}",
        "after": f"{verdict.after:,.1f}",
        "picture": _picture(picture),
        **_cautions([numbers]),
    }
