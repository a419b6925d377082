"""Reading one rule of a pack: its names, facts, kin among other rules, trigger, words and tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dakaz.errors import N_

from .build_pieces import cites_and_ref, cites_of, conditions_of
from .build_versions import version_of
from .keys import MORE, RULE, TEST, TRIGGER
from .model import (
    CONFIDENCES,
    Condition,
    Deemed,
    Gap,
    LookAlike,
    Rule,
    RuleTest,
    Trigger,
    Unless,
    Version,
    Words,
)
from .parts import Part, plain

__all__ = ["ASKED_ON", "rule_of"]

KINDS = ("deadline", "effect", "fact", "pathway")
AUDIENCES = ("person", "authority", "court")
SHIFTS = ("next_working_day", "this_or_next_working_day")
EXPECTED = ("last", "raw", "safe", "state", "outcome", "version", "error", "band", "also")
ASKED_ON = "asked_on"
"""The event "the day on which it is asked", for rules that nothing starts."""


def rule_of(part: Part) -> Rule:
    """Read a rule.

    Raises:
        PackFault: something is missing or not accepted; says file and line.
    """
    part.only(RULE | MORE)
    trigger = _trigger(part["trigger"])
    versions = tuple(version_of(one) for one in part["versions"])
    if not versions:
        part.fault(N_("%(file)s:%(line)s: the rule %(id)s has no versions."), id=part["id"].text())
    kin = _kin(part)
    return Rule(
        **_names(part),
        **_facts(part, trigger, versions, kin["unless"]),
        **kin,
        **_words(part),
        trigger=trigger,
        versions=versions,
        gaps=tuple(_gap(one) for one in part["gaps"]),
        unknown_before=part["unknown_before"].maybe_day(),
        tests=tuple(_test(one) for one in part["tests"]),
        more={key: value for key, value in part.value.items() if key in MORE},
        place=part.place,
    )


def _names(part: Part) -> dict[str, Any]:
    return {
        "id": part["id"].text(),
        "row": part["row"].maybe_text(),
        "kind": part["kind"].one_of(*KINDS),
        "audience": part["audience"].one_of(*AUDIENCES, default="person"),
        "label": part["label"].words() if part["label"] else part["question"].words(),
        "question": part["question"].maybe_words(),
    }


def _kin(part: Part) -> dict[str, Any]:
    """Read which other rules this one gives way to, goes before, or points at."""
    return {
        "regime": part["regime"].maybe_text(),
        "priority_over": part["priority_over"].texts(),
        "unless": tuple(_unless(one) for one in part["unless"].one_or_many()),
        "links": part["links"].texts(),
    }


def _words(part: Part) -> dict[str, Any]:
    said = _said(part["say"])
    return {
        "left_out": tuple(_left(one) for one in part["not_modelled"].one_or_many()),
        "uncertain": part["uncertain"].many_words(),
        "outcomes": {key: one.words() for key, one in part["outcomes"].items()},
        "say": said,
        "lines": tuple(words for key, words in said.items() if key.startswith("lines.")),
    }


def _facts(
    part: Part, trigger: Trigger, versions: tuple[Version, ...], unless: tuple[Unless, ...]
) -> dict[str, Any]:
    """Read which facts the rule asks for, and gather all that anything in it uses."""
    needs, (may_use, assume) = part["needs"].texts(), _may_use(part)
    used = {*needs, *may_use, *(one.fact for one in _conditions(trigger, versions, unless))}
    lengths = [case.length for version in versions for case in version.cases if case.length]
    used |= {length.from_fact for length in lengths if length.from_fact}
    return {
        "needs": needs,
        "may_use": may_use,
        "assume": assume,
        "events": _events(trigger, versions),
        "facts_used": frozenset(used),
    }


def _conditions(
    trigger: Trigger, versions: tuple[Version, ...], unless: tuple[Unless, ...]
) -> Iterator[Condition]:
    for case in (case for version in versions for case in version.cases):
        yield from case.when
        for also in case.also:
            yield from also.when
    for deemed in trigger.deemed:
        yield from deemed.when
    for one in unless:
        yield from one.when


def _events(trigger: Trigger, versions: tuple[Version, ...]) -> frozenset[str]:
    named = {trigger.event, trigger.select_version_on, trigger.if_unknown}
    named |= {one.by for version in versions for one in version.transitions}
    named |= {one.event for version in versions for case in version.cases for one in case.also}
    named |= {event for one in trigger.look_alikes for event in one.events}
    named |= {"decision_dated"} if trigger.event == "decision_served" else set()
    return frozenset(name for name in named if name and name != ASKED_ON)


def _trigger(part: Part) -> Trigger:
    if not part or isinstance(part.value, str):
        event = part.maybe_text() or ASKED_ON
        return Trigger(event, event, None, "service_date_unknown", (), ())
    part.only(TRIGGER)
    event = part["event"].maybe_text() or ASKED_ON
    unknown = part["if_unknown"]
    return Trigger(
        event=event,
        select_version_on=part["select_version_on"].maybe_text() or event,
        if_unknown=unknown["use"].text() if unknown else None,
        warn=(unknown["warn"].maybe_text() if unknown else None) or "service_date_unknown",
        deemed=tuple(_deemed(one) for one in part["deemed"].one_or_many()),
        look_alikes=tuple(_look_alike(one) for one in part["not_service"].one_or_many()),
    )


def _deemed(part: Part) -> Deemed:
    shift, when, cites = part["shift"], conditions_of(part["when"]), cites_and_ref(part)
    if not isinstance(shift.value, dict):
        return Deemed(when, shift.one_of(*SHIFTS), 1, cites)
    unit = shift["unit"].one_of("day", "working_day", default="working_day")
    n = shift["n"].number() if shift["n"] else 1
    return Deemed(when, "days" if unit == "day" else "next_working_day", n, cites)


def _look_alike(part: Part) -> LookAlike:
    return LookAlike(
        frozenset(part["events"].texts()),
        cites_of(part["cite"]),
        part["confidence"].one_of(*CONFIDENCES, default="secondary"),
        part["say"].maybe_words(),
    )


def _gap(part: Part) -> Gap:
    return Gap(part["from"].day(), part["to"].day(), part["why"].words(), cites_of(part["cite"]))


def _left(part: Part) -> tuple[Words, Words]:
    if isinstance(part.value, str) or part.is_words():
        return part.words(), {}
    return part["what"].words(), part["why"].maybe_words() or {}


def _unless(part: Part) -> Unless:
    if isinstance(part.value, str):
        return Unless(part.value, ())
    return Unless(part["rule"].text(), conditions_of(part["when"]))


def _may_use(part: Part) -> tuple[tuple[str, ...], dict[str, str]]:
    names: list[str] = []
    assume = {key: one.text() for key, one in part["assume"].items()}
    for one in part["may_use"].one_or_many():
        name = one.value if isinstance(one.value, str) else (one["fact"].maybe_text() or one["id"].text())
        names.append(name)
        if isinstance(one.value, dict) and one["assume"]:
            assume[name] = one["assume"].text()
    return tuple(names), assume


def _said(part: Part) -> dict[str, Words]:
    """Read the rule's own words; those of a list or a mapping get names such as ``lines.00``."""
    if not part or part.is_words():
        return {"text": part.words()} if part else {}
    said: dict[str, Words] = {}
    for key, one in part.items():
        if one.is_words():
            said[key] = one.words()
        elif isinstance(one.value, list):
            said |= {f"{key}.{number:02}": inner.words() for number, inner in enumerate(one)}
        else:
            said |= {f"{key}.{name}": inner.words() for name, inner in one.items()}
    return said


def _test(part: Part) -> RuleTest:
    part.only(TEST)
    given: dict[str, Any] = {key: plain(one.value) for key, one in part["facts"].items()}
    if part["trigger"]:
        given["served"] = part["trigger"].text()
    expected = {key: part.value[key] for key in EXPECTED if key in part.value}
    on = part["on"].maybe_text() or part["as_of"].maybe_text()
    return RuleTest(given, expected, on, part.place)
