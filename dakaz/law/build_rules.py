"""Reading one rule of a pack: its versions, cases, trigger and tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dakaz.errors import N_

from .build_pieces import cites_and_ref, cites_of, conditions_of, length_of
from .keys import CASE, MORE, RULE, TRIGGER, VERSION
from .model import (
    CONFIDENCES,
    Also,
    Case,
    Cite,
    Deemed,
    Gap,
    LookAlike,
    Rule,
    RuleTest,
    Transition,
    Trigger,
    Unless,
    Version,
    Words,
)
from .parts import Part, plain

__all__ = ["ASKED_ON", "rule_of"]

KINDS = ("deadline", "effect", "fact", "pathway")
ASKED_ON = "asked_on"
"""The event "the day on which it is asked", for rules that nothing starts."""


def rule_of(part: Part) -> Rule:
    """Read a rule.

    Raises:
        PackFault: something is missing or not accepted; says file and line.
    """
    part.only(RULE | MORE)
    trigger = _trigger(part["trigger"])
    versions = tuple(_version(one) for one in part["versions"])
    if not versions:
        part.fault(N_("%(file)s:%(line)s: the rule %(id)s has no versions."), id=part["id"].text())
    may_use, assume = _may_use(part)
    said = _said(part["say"])
    rule = Rule(
        id=part["id"].text(),
        row=part["row"].maybe_text(),
        kind=part["kind"].one_of(*KINDS),
        audience=part["audience"].one_of("person", "authority", "court", default="person"),
        label=part["label"].words() if part["label"] else part["question"].words(),
        question=part["question"].maybe_words(),
        trigger=trigger,
        needs=part["needs"].texts(),
        may_use=may_use,
        assume=assume,
        regime=part["regime"].maybe_text(),
        priority_over=part["priority_over"].texts(),
        unless=tuple(_unless(one) for one in part["unless"].one_or_many()),
        links=part["links"].texts(),
        versions=versions,
        gaps=tuple(_gap(one) for one in part["gaps"]),
        unknown_before=part["unknown_before"].maybe_day(),
        left_out=tuple(_left(one) for one in part["not_modelled"].one_or_many()),
        uncertain=part["uncertain"].many_words(),
        outcomes={key: one.words() for key, one in part["outcomes"].items()},
        say=said,
        lines=tuple(words for key, words in said.items() if key.startswith("lines.")),
        tests=tuple(_test(one) for one in part["tests"]),
        more={key: value for key, value in part.value.items() if key in MORE},
        place=part.place,
        events=_events(trigger, versions),
        facts_used=frozenset(),
    )
    return _with_facts_used(rule)


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
    shift = part["shift"].value
    n = shift.get("n", 1) if isinstance(shift, dict) else 1
    unit = shift.get("unit", "working_day") if isinstance(shift, dict) else part["shift"].text()
    kind = {"working_day": "next_working_day", "day": "days"}.get(str(unit), str(unit))
    if kind not in ("next_working_day", "days"):
        part["shift"].fault(N_("%(file)s:%(line)s: shift is next_working_day, or {n: …, unit: day}."))
    return Deemed(conditions_of(part["when"]), kind, n, cites_and_ref(part))


def _look_alike(part: Part) -> LookAlike:
    return LookAlike(
        frozenset(part["events"].texts()),
        cites_of(part["cite"]),
        part["confidence"].one_of(*CONFIDENCES, default="secondary"),
        part["say"].maybe_words(),
    )


def _version(part: Part) -> Version:
    part.only(VERSION)
    period, cites = part["in_force"], cites_of(part["cite"])
    confidence = part["confidence"].one_of(*CONFIDENCES)
    start = period["from"].day()
    return Version(
        v=part["v"].number(),
        start=start,
        end=period["to"].maybe_day(),
        cases=_cases(part, cites, confidence),
        authority=part["authority"].maybe_words(),
        cites=cites,
        confidence=confidence,
        last_known_valid_on=part["last_known_valid_on"].maybe_day(),
        transitions=tuple(_transition(one, start) for one in part["transitional"].one_or_many()),
        line=part.place,
    )


def _cases(version: Part, cites: tuple[Cite, ...], confidence: str) -> tuple[Case, ...]:
    rows = version["cases"] if version["cases"] else version["decide"]
    shared = version["also"]
    if not rows:
        return (_case(version, version, cites, confidence, shared),)
    return tuple(_case(one, version, cites, confidence, shared) for one in rows)


def _case(part: Part, version: Part, cites: tuple[Cite, ...], confidence: str, shared: Part) -> Case:
    own = part is not version
    if own:
        part.only(CASE)
    counting = part["counting"].maybe_text() or version["counting"].maybe_text() or "none"
    length = length_of(part["length"] if part["length"] else version["length"])
    quote = part["quote_lt"].maybe_text() if own and part["quote_lt"] else version["quote_lt"].maybe_text()
    groups = (part["also"], shared) if own else (shared,)
    also = tuple(_also(one, counting, cites, confidence) for group in groups for one in group)
    say = part["say"]
    return Case(
        when=conditions_of(part["when"]) if own else (),
        length=length,
        counting=counting,
        outcome=part["outcome"].maybe_text() or version["outcome"].maybe_text(),
        cites=(cites_and_ref(part, cites) or cites) if own else cites,
        quote=quote,
        confidence=part["confidence"].one_of(*CONFIDENCES, default=confidence),
        say=say.words() if say.is_words() else None,
        also=also,
        uncertain=(part["uncertain"].many_words() if own else ()) + version["uncertain"].many_words(),
        state=part["state"].maybe_text(),
    )


def _also(part: Part, counting: str, cites: tuple[Cite, ...], confidence: str) -> Also:
    length = length_of(part["length"])
    if length is None:
        part.fault(N_("%(file)s:%(line)s: what is shown beside the main length needs a length of its own."))
    return Also(
        id=part["id"].text(),
        label=part["label"].words(),
        length=length,
        counting=part["counting"].maybe_text() or counting,
        cites=cites_and_ref(part, cites) or cites,
        confidence=part["confidence"].one_of(*CONFIDENCES, default=confidence),
        event=part["event"].maybe_text() or part["from"].maybe_text(),
        when=conditions_of(part["when"]),
    )


def _transition(part: Part, start: date) -> Transition:
    return Transition(
        part["pending"].one_of("old", "new"),
        part["by"].text(),
        part["amended_on"].maybe_day() or start,
        cites_of(part["cite"]),
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
    given: dict[str, Any] = {key: plain(one.value) for key, one in part["facts"].items()}
    if part["trigger"]:
        given["served"] = part["trigger"].text()
    keys = ("last", "raw", "safe", "state", "outcome", "version", "error", "band")
    expected = {key: part.value[key] for key in keys if key in part.value}
    on = part["on"].maybe_text() or part["as_of"].maybe_text()
    return RuleTest(given, expected, on, part.place)


def _events(trigger: Trigger, versions: tuple[Version, ...]) -> frozenset[str]:
    named = {trigger.event, trigger.select_version_on, trigger.if_unknown}
    named |= {one.by for version in versions for one in version.transitions}
    named |= {one.event for version in versions for case in version.cases for one in case.also}
    named |= {event for one in trigger.look_alikes for event in one.events}
    named |= {"decision_dated"} if trigger.event == "decision_served" else set()
    return frozenset(name for name in named if name and name != ASKED_ON)


def _with_facts_used(rule: Rule) -> Rule:
    conditions = [*(c for v in rule.versions for case in v.cases for c in case.when)]
    conditions += [c for v in rule.versions for case in v.cases for one in case.also for c in one.when]
    conditions += [c for one in rule.trigger.deemed for c in one.when] + [
        c for one in rule.unless for c in one.when
    ]
    lengths = [case.length for version in rule.versions for case in version.cases if case.length]
    used = {*rule.needs, *rule.may_use, *(one.fact for one in conditions)}
    used |= {length.from_fact for length in lengths if length.from_fact}
    return replace(rule, facts_used=frozenset(used))
