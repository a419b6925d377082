"""Tables "handed over on … → act by …": one rule asked for each day of a span."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from dakaz.law import Outcome, Rule

from .boxes import Box, box_of
from .knowledge import Knowledge
from .readings import as_day, readings
from .words import Speech

__all__ = ["Row", "Table", "rules_with_days", "tables_of"]

NOON = time(12)


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the day of the event, and what follows from it.

    Args:
        first: for a person the safe day, for an authority the day by which it should be decided.
        last: the last day; None where there is none.
    """

    day: date
    first: date | None
    last: date | None


@dataclass(slots=True)
class Table:
    """The lines of one rule that hold under one condition.

    Args:
        condition: in words; empty when the rule has only one answer.
        box: the rule's answer for an event of today (or the nearest day): its article, reasons and age.
        shorter: other readings that would leave less time on some of these days, by rule.
    """

    condition: str
    box: Box
    rows: list[Row] = field(default_factory=list)
    shorter: dict[str, Box] = field(default_factory=dict)


def rules_with_days(knowledge: Knowledge) -> list[Rule]:
    """Return the rules that can be printed as days: deadlines counted from a day."""
    return [rule for rule in knowledge.pack.rules.values() if _counts_days(rule)]


def _counts_days(rule: Rule) -> bool:
    lengths = [case.length for version in rule.versions if version.end is None for case in version.cases]
    counted = [one for one in lengths if one and one.unit != "hour" and one.from_fact is None and one.n]
    return rule.kind == "deadline" and bool(counted)


def tables_of(knowledge: Knowledge, rule: Rule, speech: Speech, *, first: date, last: date) -> list[Table]:
    """Return the tables of one rule for every day from ``first`` to ``last``."""
    found: dict[str, Table] = {}
    as_of = datetime.combine(knowledge.today(), NOON, tzinfo=knowledge.pack.zone)
    for day in _days(first, last):
        told: Mapping[str, str] = {rule.trigger.event: day.isoformat()}
        for one in readings(knowledge.pack, rule, told, as_of):
            if one.outcome is None or not (
                one.outcome.safe_day or one.outcome.last_day or one.outcome.raw_day
            ):
                continue
            box = box_of(knowledge.pack, one, speech)
            table = found.setdefault(box.condition, Table(box.condition, box))
            if day <= knowledge.today():
                table.box = box
            table.rows.append(_row(day, one.outcome))
            table.shorter |= {other.key: other for other in box.others if _is_shorter(other, box)}
    return list(found.values())


def _is_shorter(other: Box, box: Box) -> bool:
    ends = [one.last_day or one.safe_day for one in (other, box)]
    return bool(ends[0] and (ends[1] is None or ends[0] < ends[1]))


def _row(day: date, outcome: Outcome) -> Row:
    shown = outcome.safe_day if outcome.audience == "person" else outcome.raw_day
    last = outcome.last_day
    return Row(day, as_day(shown) if shown else None, as_day(last) if last else None)


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
