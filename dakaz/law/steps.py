"""The reasoning of an answer, step by step, each with its article."""

from __future__ import annotations

from datetime import datetime

from .days import Days
from .model import Case, Pack, Rule
from .outcome import Step, Text, text
from .question import Question

__all__ = ["counting_steps", "priority_steps", "version_step"]


def counting_steps(question: Question, case: Case, days: Days, n: int, unit: str) -> tuple[Step, ...]:
    """Tell the count step by step, each with its article."""
    pack, rule = question.pack, question.rule
    method, cites = pack.counting[case.counting], pack.counting_cites[case.counting]
    values: dict[str, object] = {
        "trigger": question.start,
        "n": n,
        "raw": days.raw,
        "last_day": days.last,
        "safe_day": days.safe,
    }
    hours = unit == "hour"
    first = "step_trigger_hours" if hours else f"step_{method.start}" if n else "step_that_day"
    deemed = question.counted_from is not None
    first = "step_after_deemed" if deemed and not hours else first
    steps = [
        Step(_own(rule, "trigger", first, values, not hours and not deemed), cites.get("start", cites[""])),
        version_step(question),
    ]
    if n:
        steps.append(Step(_own(rule, "count", f"step_count_{unit}", values, unit == "day"), case.cites))
    steps += _rolled(pack, rule, case, days, values)
    if days.safe is not None and days.safe != days.last:
        steps.append(Step(text("step_safe", **values)))
    return tuple(steps)


def _rolled(pack: Pack, rule: Rule, case: Case, days: Days, values: dict[str, object]) -> list[Step]:
    """Name every free day that moved the end, or say that the end is not moved."""
    if isinstance(days.raw, datetime):
        return []
    cites = pack.counting_cites[case.counting]
    where = cites.get("last_day_not_working", cites[""])
    calendar, steps = pack.calendars[pack.calendar], []
    if pack.counting[case.counting].last_day_not_working == "none":
        return [] if calendar.is_working(days.raw) else [Step(Text("step_no_roll", values), where)]
    if days.moved:
        rolled = Text("step_roll", {**values, "days": days.moved}, rule.say.get("steps.roll"))
        steps.append(Step(rolled, where + pack.calendar_cites[pack.calendar]))
    if days.last != calendar.on_or_after(days.raw):
        steps.append(Step(Text("step_enough_working_days", values), cites.get("minimum_working_days", where)))
    return steps


def _own(rule: Rule, name: str, common: str, values: dict[str, object], fits: bool) -> Text:
    own = rule.say.get(f"steps.{name}") if fits else None
    return Text(common, values, own)


def version_step(question: Question) -> Step:
    """Say which text is applied, by which day, and since when it stands."""
    version, case = question.version, question.case
    key = "step_version_ended" if version.end else "step_version"
    values = {"deciding": question.deciding, "from": version.start, "to": version.end}
    return Step(Text(key, values), case.cites if case else version.cites)


def priority_steps(pack: Pack, rule: Rule) -> list[Step]:
    """Say which general rules this special one goes before."""
    return [
        Step(text("step_priority", general=pack.rules[name].label))
        for name in rule.priority_over
        if name in pack.rules
    ]
