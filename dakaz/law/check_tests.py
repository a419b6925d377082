"""The worked examples inside rules: each is run; each version, case and conditional length must have one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from dakaz.errors import DakazError

from .checking import Finding, Places
from .evaluate import evaluate
from .folder import Folder
from .model import Pack, Rule, RuleTest, Version
from .moments import iso, parse_moment
from .outcome import Outcome
from .refusals import NoVersionInForce, WrongFact

__all__ = ["check_tests"]

ERRORS = (
    "no_version_in_force",
    "missing_fact",
    "unknown_fact",
    "wrong_value",
    "wrong_date",
    "wrong_order",
)


def check_tests(folder: Folder, pack: Pack, places: Places) -> Iterator[Finding]:
    """Run every test of every rule, then name what none of them reaches."""
    rolled = refused = False
    for rule in pack.rules.values():
        reached: list[Outcome] = []
        for test in rule.tests:
            answer = _answer(pack, rule, test)
            if isinstance(answer, Outcome):
                reached.append(answer)
            refused = refused or answer == "no_version_in_force"
            for text in _differences(pack, test, answer):
                yield places.finding(test.place, f"{rule.id}: {text}")
        rolled = rolled or any(one.raw_day != one.last_day for one in reached)
        for version in rule.versions:
            answers = [one for one in reached if one.rule == rule.id and one.version == version.v]
            yield from _unreached(rule, version, answers, places)
    head = next(iter(pack.rules.values()))
    if not rolled:
        yield places.finding(head.place, "no test of the pack hits a day that is not a working day")
    if not refused:
        yield places.finding(head.place, "no test of the pack asks for a day before its knowledge begins")


def _answer(pack: Pack, rule: Rule, test: RuleTest) -> Outcome | str:
    """Return the outcome, or the code of the error."""
    try:
        clock = test.on or next(
            (str(test.given[key]) for key in ("served", *rule.events) if key in test.given), None
        )
        if clock is None:
            return "the test has no day: give it a trigger, or on"
        return evaluate(pack, rule.id, test.given, parse_moment(clock, fact="on", zone=pack.zone_name))
    except (WrongFact, NoVersionInForce) as problem:
        return problem.code
    except DakazError as problem:
        return str(problem)


def _differences(pack: Pack, test: RuleTest, answer: Outcome | str) -> Iterator[str]:
    expected = test.expected
    if isinstance(answer, str):
        if expected.get("error") != answer:
            yield f"the test fails: {answer}"
        return
    if "error" in expected:
        yield f"the test expects {expected['error']}, but there is an answer"
        return
    if not expected:
        yield "the test expects nothing"
    for key, found in _found(pack, answer).items():
        if key in expected and _same(expected[key], pack.zone) != _same(found, pack.zone):
            yield f"the test expects {key} {expected[key]}, but the answer is {found}"
    days = {one.id: iso(one.day, pack.zone) for one in answer.also}
    for name, day in (expected.get("also") or {}).items():
        if _same(day, pack.zone) != _same(days.get(name), pack.zone):
            yield f"the test expects also {name} {day}, but the answer is {days.get(name)}"


def _same(value: Any, zone: ZoneInfo) -> Any:
    """Bring days, moments and ids to one form; a moment may be written with or without its seconds."""
    text = str(value)
    if "T" in text:
        return iso(parse_moment(text, fact="test", zone=str(zone)), zone)
    return None if value in (None, "none", "null") else text


def _found(pack: Pack, answer: Outcome) -> dict[str, Any]:
    return {
        "last": iso(answer.last_day, pack.zone),
        "raw": iso(answer.raw_day, pack.zone),
        "safe": iso(answer.safe_day, pack.zone),
        "state": answer.state,
        "outcome": answer.outcome,
        "version": answer.version,
        "band": answer.knowledge.band,
    }


def _unreached(rule: Rule, version: Version, answers: list[Outcome], places: Places) -> Iterator[Finding]:
    """Name what no test reaches: the version, one of its cases, or a further length with a condition."""
    if not answers:
        yield places.finding(version.line, f"{rule.id}: no test reaches version {version.v}")
        return
    for number, case in enumerate(version.cases, 1):
        in_case = [one for one in answers if one.case == number]
        if not in_case:
            yield places.finding(
                version.line, f"{rule.id}: no test reaches case {number} of version {version.v}"
            )
            continue
        shown = {also.id for one in in_case for also in one.also}
        for also in case.also:
            if (also.when or also.event) and also.id not in shown:
                yield places.finding(
                    version.line,
                    f"{rule.id}: no test reaches “{also.id}” beside case {number} of version {version.v}",
                )
