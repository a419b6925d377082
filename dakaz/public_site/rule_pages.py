"""A rule's page: every version with its dates, article, quote and sources; and the lists of rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from dakaz.law import Pack, Rule
from dakaz.law.model import Case, Condition, Length, Version

from .boxes import value_words
from .quotes import cites_of, quote_values
from .words import Speech

__all__ = ["GROUPS", "groups", "key_of", "method_words", "named", "rule_page", "way_lines"]

GROUPS = ("deadline_person", "effect", "deadline_authority", "fact", "pathway")


def key_of(rule: Rule) -> str:
    """Return what stands in a rule's address."""
    return rule.row or rule.id


def groups(pack: Pack, speech: Speech) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return all rules by kind, as (title, [(key, label)])."""
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in GROUPS}
    for rule in pack.rules.values():
        kind = rule.kind
        if kind == "deadline":
            kind = "deadline_person" if rule.audience == "person" else "deadline_authority"
        found[kind].append((key_of(rule), speech.of(rule.label)))
    return [(speech.say(f"kind_{name}"), sorted(rules)) for name, rules in found.items() if rules]


def rule_page(pack: Pack, rule: Rule, speech: Speech) -> dict[str, Any]:
    """Return everything a page says of a rule: every version, with dates, article, quote, sources."""
    history: list[tuple[date, dict[str, Any]]] = [
        (one.start, _version(pack, rule, one, speech)) for one in rule.versions
    ]
    history += [(gap.start, {"gap": _gap(gap, speech)}) for gap in rule.gaps]
    first = rule.priority_over
    return {
        "rule": rule,
        "label": speech.of(rule.label),
        "asks": speech.of(rule.question),
        "history": [one for _, one in sorted(history, key=lambda pair: pair[0], reverse=True)],
        "unknown_before": rule.unknown_before,
        "uncertain": [speech.of(one) for one in rule.uncertain],
        "left_out": [(speech.of(what), speech.of(why)) for what, why in rule.left_out],
        "goes_first": named(pack, first, speech),
        "linked": named(pack, [*rule.links, *(one.rule for one in rule.unless)], speech),
        **_way_to_go(pack, rule, speech),
    }


def _gap(gap: Any, speech: Speech) -> dict[str, Any]:
    return {
        "when": speech.say("gap_between", **{"from": gap.start, "to": gap.end}),
        "why": speech.of(gap.why),
    }


def _version(pack: Pack, rule: Rule, version: Version, speech: Speech) -> dict[str, Any]:
    if version.end:
        when = speech.say("in_force_between", **{"from": version.start, "to": version.end})
    else:
        when = speech.say("in_force_from", **{"from": version.start})
    return {
        "title": speech.say("version_n", n=version.v),
        "when": when,
        "authority": speech.of(version.authority),
        "cases": [_case(pack, rule, version, one, speech) for one in version.cases],
        "cites": _furthercites_of(pack, version, speech),
        "valid": version.last_known_valid_on,
    }


def _furthercites_of(pack: Pack, version: Version, speech: Speech) -> list[dict[str, str]]:
    """Return articles of a version that none of its cases names itself."""
    named_by_cases = {cite for case in version.cases for cite in case.cites}
    further = [one for one in version.cites if one not in named_by_cases]
    return [quote_values(one, speech) for one in cites_of(pack, further, None, version.confidence, speech)]


def _case(pack: Pack, rule: Rule, version: Version, case: Case, speech: Speech) -> dict[str, Any]:
    several = len(version.cases) > 1
    conditions = "; ".join(_condition(pack, one, speech) for one in case.when)
    when = (
        speech.say("when_case", what=conditions)
        if conditions
        else (speech.say("ordinary_case") if several else "")
    )
    words = [speech.of(case.say), speech.of(rule.outcomes.get(case.outcome or ""))]
    quotes = cites_of(pack, case.cites, case.quote, case.confidence, speech)
    return {
        "when": when,
        "length": _length(case.length, speech) if case.length and not _not_known(case) else "",
        "counting": method_words(pack, case.counting, speech) if case.length else "",
        "words": list(dict.fromkeys(one for one in words if one)),
        "also": [(speech.of(one.label), _length(one.length, speech)) for one in case.also],
        "quotes": [quote_values(one, speech) for one in quotes],
        "uncertain": [speech.of(one) for one in case.uncertain],
        "not_known": speech.say("state_unknown") if _not_known(case) else "",
    }


def method_words(pack: Pack, method: str, speech: Speech) -> str:
    """Return by which article days are counted."""
    cites = pack.counting_cites.get(method, {}).get("", ())
    return "; ".join(f"{speech.of(pack.sources[one.source].title)}, {one.ref}" for one in cites)


def _not_known(case: Case) -> bool:
    return case.confidence in ("unverified", "seed") or case.state == "unknown"


def _length(length: Length, speech: Speech) -> str:
    if length.from_fact is not None:
        return speech.say("length_set_by_paper")
    return speech.say(f"unit_{length.unit}", n=length.n) if length.n else speech.say("no_length")


def _condition(pack: Pack, condition: Condition, speech: Speech) -> str:
    fact = pack.facts.get(condition.fact)
    label = speech.of(fact.label) if fact else condition.fact
    if condition.values:
        values = fact.values if fact else {}
        order = [one for one in values if one in condition.values] or sorted(condition.values)
        return f"{label}: {', '.join(value_words(values, one, speech) for one in order)}"
    ends = []
    for key, end in (("from_value", condition.least), ("to_value", condition.most)):
        if end is not None:
            ends.append(speech.say(key, value=end))
    return f"{label} {' '.join(ends)}"


def named(pack: Pack, names: Sequence[str], speech: Speech) -> list[tuple[str, str]]:
    """Return (key, label) of rules by their ids; names of no rule are left out."""
    rules = [pack.rules[name] for name in dict.fromkeys(names) if name in pack.rules]
    return [(key_of(one), speech.of(one.label)) for one in rules]


def _way_to_go(pack: Pack, rule: Rule, speech: Speech) -> dict[str, Any]:
    """Return what a pathway adds: whose act, who says so, the steps, and what is left when it is refused."""
    more = rule.more
    return {
        "acts": [
            {
                "who": speech.of(one["who"]),
                "act": speech.of(one["act"]),
                "basis": speech.say(f"basis_{one['basis']}"),
                "refs": "; ".join(cite["ref"] for cite in one.get("cite", ()) if cite.get("ref")),
            }
            for one in more.get("acts", ())
        ],
        "steps": [speech.of(one) for one in more.get("steps", ())],
        "if_refused": [
            {
                "text": speech.of(one["say"]),
                "rules": named(pack, [one.get("rule", "")], speech),
            }
            for one in more.get("if_refused", ())
        ],
    }


def way_lines(pack: Pack, rules: Iterable[Rule], speech: Speech) -> list[dict[str, Any]]:
    """Return pathways in short: what it is, whose act it needs, who says so."""
    return [
        {
            "key": key_of(rule),
            "label": speech.of(rule.label),
            "acts": [
                (speech.of(one["who"]), speech.say(f"basis_{one['basis']}"))
                for one in rule.more.get("acts", ())
            ],
        }
        for rule in rules
    ]
