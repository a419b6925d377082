"""Every name in a pack leads to something that is there; what nothing uses is named too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .build_rules import ASKED_ON
from .checking import Finding, Place, Places
from .folder import Folder
from .model import Cite, Condition, Pack, Rule

__all__ = ["check_references"]


def check_references(folder: Folder, pack: Pack, places: Places) -> Iterator[Finding]:
    """Check names of rules, facts, values, sources, methods, regimes and events."""
    for rule in pack.rules.values():
        yield from _rules(pack, rule, places)
        yield from _facts(pack, rule, places)
        yield from _outcomes(rule, places)
    yield from _citations_of_methods(folder, pack, places)
    yield from _unused_facts(folder, pack, places)
    yield from _rows_twice(pack, places)


def _rules(pack: Pack, rule: Rule, places: Places) -> Iterator[Finding]:
    for kind, names in (
        ("links", rule.links),
        ("priority_over", rule.priority_over),
        ("unless", [one.rule for one in rule.unless]),
        ("if_refused", [str(one["rule"]) for one in rule.more.get("if_refused") or [] if "rule" in one]),
    ):
        for name in names:
            if name not in pack.rules:
                yield places.finding(_under(rule.place, kind), f"{rule.id}: {kind} names no rule: {name}")
    if rule.regime is not None and rule.regime not in pack.regimes:
        yield places.finding(_under(rule.place, "regime"), f"{rule.id}: there is no regime {rule.regime}")


def _facts(pack: Pack, rule: Rule, places: Places) -> Iterator[Finding]:
    for name in sorted(rule.facts_used):
        if name not in pack.facts and name not in pack.regimes and name not in rule.events:
            yield places.finding(rule.place, f"{rule.id}: uses the fact {name}, which no file declares")
    for name, value in rule.assume.items():
        yield from _value(pack, Condition(name, frozenset({value})), f"{rule.id}: assume", rule.place, places)
    told = {*rule.needs, *rule.may_use}
    for condition in _conditions(rule):
        yield from _value(pack, condition, rule.id, rule.place, places)
        if condition.fact not in told and condition.fact not in rule.events:
            yield places.finding(
                rule.place, f"{rule.id}: a case asks for {condition.fact}; list it under needs or may_use"
            )
    look_alikes = {event for one in rule.trigger.look_alikes for event in one.events}
    for event in sorted(rule.events - look_alikes):
        if event not in pack.facts:
            yield places.finding(
                _under(rule.place, "trigger"),
                f"{rule.id}: the event {event} is no fact of type date in the pack",
            )


def _conditions(rule: Rule) -> Iterator[Condition]:
    for version in rule.versions:
        for case in version.cases:
            yield from case.when
            for one in case.also:
                yield from one.when
    for deemed in rule.trigger.deemed:
        yield from deemed.when
    for unless in rule.unless:
        yield from unless.when


def _value(pack: Pack, condition: Condition, name: str, place: Place, places: Places) -> Iterator[Finding]:
    fact = pack.facts.get(condition.fact)
    accepted = {"yes", "no"} if fact and fact.type == "yes_no" else set(fact.values) if fact else set()
    if fact and accepted and not condition.values <= accepted:
        wrong = ", ".join(sorted(condition.values - accepted))
        yield places.finding(
            place, f"{name}: {condition.fact} never is “{wrong}”; accepted: {', '.join(sorted(accepted))}"
        )


def _outcomes(rule: Rule, places: Places) -> Iterator[Finding]:
    named = {case.outcome for version in rule.versions for case in version.cases if case.outcome}
    for name in sorted(named - rule.outcomes.keys()):
        yield places.finding(rule.place, f"{rule.id}: the outcome {name} has no words under outcomes")
    for name in sorted(rule.outcomes.keys() - named):
        yield places.finding(
            _under(rule.place, "outcomes"), f"{rule.id}: nothing leads to the outcome {name}"
        )


def _cites(pack: Pack, cites: Iterable[Cite], name: str, place: Place, places: Places) -> Iterator[Finding]:
    for cite in cites:
        if cite.source not in pack.sources:
            yield places.finding(
                place, f"{name}: cites {cite.source or 'nothing'}, which is no source of the pack"
            )


def _citations_of_methods(folder: Folder, pack: Pack, places: Places) -> Iterator[Finding]:
    for kind, cited in (
        ("calendars", pack.calendar_cites),
        ("counting", {k: v[""] for k, v in pack.counting_cites.items()}),
    ):
        for name, cites in cited.items():
            place = _listed(folder, kind, name)
            if not cites:
                yield places.finding(place, f"{kind} {name}: no citation")
            yield from _cites(pack, cites, f"{kind} {name}", place, places)


def _unused_facts(folder: Folder, pack: Pack, places: Places) -> Iterator[Finding]:
    used = {name for rule in pack.rules.values() for name in (*rule.facts_used, *rule.events)}
    used |= {
        event for rule in pack.rules.values() for one in rule.trigger.look_alikes for event in one.events
    }
    used |= {name for fact in pack.facts.values() for name in fact.not_before} | {"how", ASKED_ON}
    for name in sorted(pack.facts.keys() - used):
        yield places.finding(_listed(folder, "facts", name), f"no rule uses the fact {name}")


def _rows_twice(pack: Pack, places: Places) -> Iterator[Finding]:
    for rule in pack.rules.values():
        if rule.row and pack.rows[rule.row] != rule.id:
            yield places.finding(rule.place, f"{rule.id}: {pack.rows[rule.row]} has the row {rule.row} too")


def _under(place: Place, key: str) -> Place:
    return place[0], (*place[1], key)


def _listed(folder: Folder, kind: str, name: str) -> Place:
    for file in folder.files:
        for index, one in enumerate(file.data.get(kind) or []):
            if isinstance(one, dict) and one.get("id") == name:
                return file.path, (kind, index)
    return folder.files[0].path, ()
