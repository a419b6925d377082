"""What is said first, and right below it: the safe day to a person, the plain end about an authority."""

from __future__ import annotations

from .days import Days
from .model import Words
from .outcome import Text
from .question import Question
from .states import is_past

__all__ = ["headline_of", "said_below"]


def headline_of(question: Question, state: str, days: Days) -> Text:
    """Say first what matters most."""
    values = _values(days)
    if question.look_alike is not None:
        return Text(f"headline_notice_{state}", values)
    if question.rule.audience != "person":
        return _about_authority(question, state, values)
    if state == "may_still_be_open":
        return Text("headline_later_start_may_still_be_open", values)
    safe_passed = days.safe is not None and is_past(question.pack, days.safe, question.as_of)
    if state == "open" and safe_passed:
        return Text("headline_ask_today", values)
    own = question.rule.say.get("act_by") if state == "open" else None
    return Text("act_by", values, own) if own else Text(f"headline_{state}", values)


def said_below(question: Question, state: str, days: Days) -> tuple[Text, ...]:
    """Say the last day, then what the case adds, then the effect that goes with it."""
    values, rule, case = _values(days), question.rule, question.case
    own, said = rule.say.get("headline"), []
    if rule.audience != "person":
        said += _legal_end(own, days, values) if state != "passed_ask_lawyer" else []
    elif state in ("open", "last_day"):
        said.append(Text("headline", values, own) if own else Text("last_day_is", values))
    if case is not None and (case.say or "text" in rule.say):
        said.append(Text("say", values, case.say or rule.say["text"]))
    if case is not None and case.outcome in rule.outcomes:
        said.append(Text(case.outcome or "", values, rule.outcomes[case.outcome or ""]))
    return tuple(said)


def _about_authority(question: Question, state: str, values: dict[str, object]) -> Text:
    """Use the rule's own words where it has them: not every such day is one by which to decide."""
    own = question.rule.say.get("headline")
    if own and state == "passed_ask_lawyer":
        return Text("authority_day_passed", values, question.rule.say.get("passed"))
    return Text(f"authority_{state}", values, own)


def _legal_end(own: Words | None, days: Days, values: dict[str, object]) -> list[Text]:
    """Add the legal end where the rule's own first words name only the plain one."""
    names_it = own is None or any("{last_day}" in words for words in own.values())
    return [] if names_it or days.last == days.raw else [Text("legal_end_is", values)]


def _values(days: Days) -> dict[str, object]:
    return {"safe_day": days.safe or days.raw, "last_day": days.last, "raw": days.raw}
