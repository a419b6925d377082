"""What ``dakaz law`` prints: the answer in short, and the whole of it with its reasons."""

from __future__ import annotations

from dakaz import law

__all__ = ["briefly", "whole"]

NOT_USED = "fact_not_used"
"""What was told and weighs nothing here is said at once: the asker may have meant another fact."""


def briefly(pack: law.Pack, outcome: law.Outcome, language: str, *, today: bool) -> str:
    """Return what to do first, the warnings, and how far it can be relied on."""
    said = law.say(outcome, language)
    lines = [said.label, "", said.headline, *said.says]
    lines += [f"{label}: {day}" for label, day in said.also if day]
    idle = [words for one, words in zip(outcome.assumed, said.assumed, strict=True) if one.key == NOT_USED]
    lines += ["", *(f"! {one}" for one in (*idle, *said.warnings))] if idle or said.warnings else []
    if helpers := [one["label"] for one in law.say_help(pack, language)]:
        lines += ["", law.phrase("heading_help", language) + ":", *(f"  {label}" for label in helpers)]
    return "\n".join([*lines, "", *_known(outcome, said, language, today=today)])


def whole(pack: law.Pack, outcome: law.Outcome, language: str, *, today: bool) -> str:
    """Return the whole answer: every step with its article, and what was assumed or left out."""
    said = law.say(outcome, language)
    parts = [[briefly(pack, outcome, language, today=today)]]
    steps = [
        f"{n}. {step} ({articles})" if articles else f"{n}. {step}"
        for n, (step, articles) in enumerate(said.trace, 1)
    ]
    left_out = [" – ".join(part.rstrip(". ") for part in one if part) + "." for one in said.not_modelled]
    for heading, lines in (
        ("trace", steps),
        ("assumed", said.assumed),
        ("uncertain", said.uncertain),
        ("not_modelled", left_out),
        ("sources", _sources(outcome, language)),
        ("help", [f"{one['label']}: {one['say']}" for one in law.say_help(pack, language)]),
    ):
        if lines:
            parts.append([law.phrase(f"heading_{heading}", language), *(f"  {line}" for line in lines)])
    parts += [[f"— {one.label}: {one.headline}"] for one in said.alternatives]
    return "\n\n".join("\n".join(part) for part in parts)


def _known(outcome: law.Outcome, said: law.Said, language: str, *, today: bool) -> list[str]:
    asked = [law.phrase("assumed_today", language, day=outcome.asked.as_of)] if today else []
    draft = [law.phrase("no_lawyer", language)] if outcome.draft else []
    return [*asked, *said.knowledge, *draft, law.phrase("not_official", language), said.notice]


def _sources(outcome: law.Outcome, language: str) -> list[str]:
    lines = []
    for one in law.told(outcome, language)["sources"]:
        lines.append(" · ".join(str(one[key]) for key in ("act", "number", "article", "url") if one[key]))
        if one["quote_lt"]:
            lines.append(f"  „{one['quote_lt']}“")
    return lines
