"""What ``dakaz series breaks`` answers: the keys of its JSON, and the same in lines to read."""

from __future__ import annotations

from typing import Any

from dakaz.figures.breaks import Analysis, may_be_said, may_not_be_said


def as_json(found: Analysis) -> dict[str, Any]:
    """Return the keys that ``dakaz series breaks --json`` prints."""
    size = found.size
    return {
        "last_before": found.between.last_before.edtf,
        "first_after": found.between.first_after.edtf,
        "flat": found.verdict.flat,
        "trend": found.verdict.trend,
        "step": found.verdict.step,
        "dates": [str(one) for one in found.dates],
        "log_bayes_factor": found.verdict.posterior.log_bayes_factor,
        "prior_pair": [found.narrow, found.wide],
        "dispersion": found.verdict.dispersion,
        "p": found.shuffled.p,
        "family": found.shuffled.family,
        "before": _estimate(size.before) | {"unweighted": size.unweighted_before},
        "after": _estimate(size.after) | {"unweighted": size.unweighted_after},
        "difference": _estimate(size.difference),
        "ratio": _estimate(size.ratio) if size.ratio else None,
        "odds_ratio": _estimate(size.odds_ratio),
        "robustness": [
            {
                "which": one.label % one.values if one.values else one.label,
                "between": str(one.between),
                "log_bayes_factor": one.log_bayes_factor,
                "before": one.size.before.value,
                "after": one.size.after.value,
            }
            for one in found.variants
        ],
        "leave_one_out": [str(one) for one in found.leave_one_out],
        "chosen": _chosen(found),
        "may_be_said": str(may_be_said(found)),
        "may_not_be_said": str(may_not_be_said(found)),
    }


def _estimate(one: Any) -> dict[str, Any]:
    return {"value": one.value, "low": one.low, "high": one.high, "method": one.method}


def _chosen(found: Analysis) -> dict[str, Any] | None:
    if found.chosen is None:
        return None
    between, effect = found.chosen
    low, high = effect.interval
    body = {"between": str(between), "odds_ratio": effect.ratio, "low": low, "high": high}
    return body | {"dispersion": effect.dispersion, "chosen_before_seeing": effect.chosen_before}


def story(found: Analysis) -> str:
    """Return what was found in lines to read."""
    body = as_json(found)
    lines = [body["may_be_said"], body["may_not_be_said"], ""]
    lines.append(
        f"flat {found.verdict.flat:.2f}, trend {found.verdict.trend:.2f}, step {found.verdict.step:.2f}"
    )
    lines.append(
        f"p {found.shuffled.p:.3g} by shuffled months, one of {found.shuffled.family} series looked at"
    )
    for row in body["robustness"]:
        lines.append(
            f"{row['which']}: {row['between']}, {100 * row['before']:.0f} % to {100 * row['after']:.0f} %"
        )
    lines.append(f"leaving one out: {body['leave_one_out'][0]} to {body['leave_one_out'][1]}")
    if body["chosen"]:
        chosen = body["chosen"]
        named = "chosen before seeing the data" if chosen["chosen_before_seeing"] else "NOT chosen beforehand"
        lines.append(
            f"{chosen['between']} ({named}): odds ratio {chosen['odds_ratio']:.2f} "
            f"[{chosen['low']:.2f}, {chosen['high']:.2f}]"
        )
    return "\n".join(lines)
