"""One plain sentence of what may be said of a series, and one of what may not."""

from __future__ import annotations

from dataclasses import dataclass

from dakaz.errors import N_
from dakaz.figures.breaks.analysis import Analysis

_SURE, _LIKELY = 0.95, 0.8
_RARE = 0.05

STEP = N_(
    "Between %(last)s and %(first)s the share of %(what)s changed from %(before)s to %(after)s, all cases of "
    "each side together; a step there or nearby is %(step)s likely, and with 95 %% it lies between "
    "%(earliest)s and %(latest)s."
)
TREND = N_(
    "The share of %(what)s changed little by little (%(trend)s likely), from about %(before)s in the "
    "earlier months to about %(after)s in the later ones; no single date can be named."
)
FLAT = N_("No change of the share of %(what)s can be shown (none is %(flat)s likely).")
UNDECIDED = N_(
    "These numbers do not decide: no change is %(flat)s likely, a gradual one %(trend)s, a step %(step)s. "
    "If there was a step, it most likely came between %(last)s and %(first)s."
)
CAUSE = N_(
    "That something else happened at the same time does not show that it caused the change: a law, an "
    "order, other applicants or another way of counting could each have done it."
)
CAUSE_UNSTABLE = N_(
    "Do not name one month as the date: without some months it moves between %(earliest)s and %(latest)s. "
    "And that something happened at the same time does not show that it caused the change."
)
FAMILY = N_(
    "This is one of %(family)d series looked at; among so many, some show a change by chance alone, and "
    "shuffled months do as well in %(p)s of tries. Coincidence in time is no cause."
)
NOT_SHOWN = N_(
    "It may not be said that nothing changed: with so few cases a change of this size can stay unseen. Nor "
    "does a coincidence in time show a cause."
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template marked for translation and what stands in its places."""

    template: str
    values: dict[str, object]

    def __str__(self) -> str:
        return self.template % self.values


def may_be_said(analysis: Analysis) -> Sentence:
    """Return the one sentence that the numbers allow."""
    verdict = analysis.verdict
    template = UNDECIDED
    if verdict.step >= _LIKELY and analysis.shuffled.p * analysis.shuffled.family <= _RARE:
        template = STEP
    elif verdict.trend >= _LIKELY:
        template = TREND
    elif verdict.flat >= _LIKELY:
        template = FLAT
    return Sentence(template, _values(analysis))


def may_not_be_said(analysis: Analysis) -> Sentence:
    """Return the one sentence that a reader would otherwise take from the picture."""
    moves = analysis.leave_one_out[0] != analysis.leave_one_out[1]
    moves = moves or len({variant.between for variant in analysis.variants}) > 1
    if analysis.verdict.step < _LIKELY and analysis.verdict.trend < _LIKELY:
        template = NOT_SHOWN
    elif analysis.shuffled.family > 1 and analysis.shuffled.p * analysis.shuffled.family > _RARE:
        template = FAMILY
    else:
        template = CAUSE_UNSTABLE if moves else CAUSE
    values = _values(analysis)
    if template == CAUSE_UNSTABLE:
        dates = [*analysis.leave_one_out, *(variant.between for variant in analysis.variants)]
        values["earliest"] = min(one.last_before for one in dates).edtf
        values["latest"] = max(one.first_after for one in dates).edtf
    return Sentence(template, values)


def _values(analysis: Analysis) -> dict[str, object]:
    verdict, size = analysis.verdict, analysis.size
    return {
        "what": analysis.series.what or N_("positive decisions"),
        "last": analysis.between.last_before.edtf,
        "first": analysis.between.first_after.edtf,
        "earliest": analysis.dates[0].last_before.edtf,
        "latest": analysis.dates[-1].first_after.edtf,
        "before": percent(size.before.value),
        "after": percent(size.after.value),
        "flat": percent(verdict.flat),
        "trend": percent(verdict.trend),
        "step": percent(verdict.step),
        "family": analysis.shuffled.family,
        "p": percent(analysis.shuffled.p),
    }


def percent(share: float) -> str:
    """Return a share as a whole percentage; what is nearly sure is not called sure."""
    whole = 100 * share
    if 99.5 < whole < 100:
        return "more than 99 %"
    if 0 < whole < 0.5:
        return "less than 1 %"
    return f"{whole:.0f} %"
