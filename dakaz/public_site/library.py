"""What can be looked up: rules with their versions, statuses, ways, host countries, who checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from dakaz.law import Pack, Rule
from dakaz.law.model import Case, Cite, Condition, Length, Version

from .boxes import Quote, value_words
from .words import Speech

__all__ = [
    "GROUPS",
    "columns",
    "countries",
    "groups",
    "help_of",
    "key_of",
    "method_words",
    "named",
    "quote_values",
    "rule_page",
    "said_about",
    "status_cells",
    "way_lines",
]

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
        "cites": _further_cites(pack, version, speech),
        "valid": version.last_known_valid_on,
    }


def _further_cites(pack: Pack, version: Version, speech: Speech) -> list[dict[str, str]]:
    """Return articles of a version that none of its cases names itself."""
    named_by_cases = {cite for case in version.cases for cite in case.cites}
    further = [one for one in version.cites if one not in named_by_cases]
    return [quote_values(one, speech) for one in _cites(pack, further, None, version.confidence, speech)]


def _case(pack: Pack, rule: Rule, version: Version, case: Case, speech: Speech) -> dict[str, Any]:
    several = len(version.cases) > 1
    conditions = "; ".join(_condition(pack, one, speech) for one in case.when)
    when = (
        speech.say("when_case", what=conditions)
        if conditions
        else (speech.say("ordinary_case") if several else "")
    )
    words = [speech.of(case.say), speech.of(rule.outcomes.get(case.outcome or ""))]
    return {
        "when": when,
        "length": _length(case.length, speech) if case.length and not _not_known(case) else "",
        "counting": method_words(pack, case.counting, speech) if case.length else "",
        "words": list(dict.fromkeys(one for one in words if one)),
        "also": [(speech.of(one.label), _length(one.length, speech)) for one in case.also],
        "quotes": [
            quote_values(one, speech) for one in _cites(pack, case.cites, case.quote, case.confidence, speech)
        ],
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


def _cites(
    pack: Pack, cites: Iterable[Cite], quote: str | None, confidence: str, speech: Speech
) -> list[Quote]:
    """Return articles; the sentence stands beside the act itself, not beside the law that amended it."""
    given, found = list(cites), []
    whole = [one for one in given if pack.sources[one.source].edition_from] or given
    for one in given:
        source = pack.sources[one.source]
        found.append(
            Quote(
                speech.of(source.title),
                source.short,
                source.number,
                one.ref,
                (quote or "") if one is whole[0] else "",
                source.url,
                confidence,
            )
        )
    return found


def quote_values(quote: Quote, speech: Speech) -> dict[str, str]:
    """Return a quote for a template: how it was read in words, and the host its address lies on."""
    return {
        "act": quote.act,
        "number": quote.number if quote.number not in quote.act else "",
        "ref": quote.ref,
        "quote": quote.quote,
        "url": quote.url,
        "host": urlsplit(quote.url).hostname or quote.url,
        "read_words": speech.say(f"read_how_{quote.read}"),
    }


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


def status_cells(pack: Pack, status: Mapping[str, Any], speech: Speech) -> list[dict[str, Any]]:
    """Return the cells of one status; what was looked for and not found is said too."""
    return [_status_cell(pack, name, cell, speech) for name, cell in status.get("cells", {}).items()]


def _status_cell(pack: Pack, name: str, cell: Mapping[str, Any], speech: Speech) -> dict[str, Any]:
    label = speech.say(f"cell_{name}")
    if "not_found_on" in cell:
        return {"label": label, "text": speech.say("not_found_on", day=_date(cell["not_found_on"]))}
    return {
        "label": label,
        "text": speech.of(cell["text"]),
        "refs": "; ".join(
            f"{_number(pack, one)} {one['ref']}" for one in cell.get("cite", ()) if one.get("ref")
        ),
        "since": speech.of(cell.get("since")) or _since(cell.get("in_force"), speech),
        "uncertain": [speech.of(one) for one in cell.get("uncertain", ())],
        "quote": cell.get("quote_lt") or "",
        "read": speech.say(f"read_how_{cell['confidence']}"),
        "valid": speech.say("valid_until", day=until) if (until := _valid(pack, cell)) else "",
    }


def _valid(pack: Pack, cell: Mapping[str, Any]) -> date | None:
    """Return the day up to which the cited text is known to be valid: the earliest of its sources."""
    sources = [pack.sources[one["source"]] for one in cell.get("cite", ()) if one["source"] in pack.sources]
    days = [one.last_known_valid_on for one in sources if one.last_known_valid_on]
    return min(days, default=None)


def _number(pack: Pack, cite: Mapping[str, Any]) -> str:
    source = pack.sources.get(cite["source"])
    return (source.short or source.number) if source else cite["source"]


def _since(in_force: Mapping[str, Any] | None, speech: Speech) -> str:
    if not in_force or not in_force.get("from"):
        return ""
    start = _date(in_force["from"])
    if in_force.get("to"):
        return speech.say("in_force_between", **{"from": start, "to": _date(in_force["to"])})
    return speech.say("in_force_from", **{"from": start})


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def countries(
    pack: Pack, speech: Speech, *, only: str = "", column: str = ""
) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Return host countries with their cells: (country, label, cells); empty filters mean all."""
    found = []
    for host in pack.hosts:
        if only and host["country"] != only:
            continue
        cells = [
            _host_cell(pack, name, cell, speech)
            for name, cell in host.get("cells", {}).items()
            if not column or name == column
        ]
        found.append((host["country"], speech.of(host["label"]), cells))
    return found


def columns(pack: Pack, speech: Speech) -> list[tuple[str, str]]:
    """Return the columns of the host table, as (name, label)."""
    names = dict.fromkeys(name for host in pack.hosts for name in host.get("cells", {}))
    return [(name, speech.say(f"host_{name}")) for name in names]


def _host_cell(pack: Pack, name: str, cell: Mapping[str, Any], speech: Speech) -> dict[str, Any]:
    label = speech.say(f"host_{name}")
    if "not_found_on" in cell:
        day = _date(cell["not_found_on"])
        return {
            "label": label,
            "text": speech.say("not_found_on", day=day),
            "source": None,
            "as_of": "",
            "read": "",
        }
    source = pack.sources.get(str(cell.get("source", "")))
    return {
        "label": label,
        "text": speech.of(cell["text"]),
        "source": {"title": speech.of(source.title), "url": source.url} if source else None,
        "as_of": speech.say("as_of", day=_date(cell["date"])) if cell.get("date") else "",
        "read": speech.say(f"read_how_{cell['confidence']}") if cell.get("confidence") else "",
    }


def help_of(pack: Pack, speech: Speech) -> list[dict[str, Any]]:
    """Return where help is: who, what they do, how they are reached."""
    return [_help(one, speech) for one in pack.help]


def _help(one: Mapping[str, Any], speech: Speech) -> dict[str, Any]:
    contact = one.get("contact") or {}
    lines = [speech.of(one.get("say")), speech.of(contact.get("say"))]
    return {
        "label": speech.of(one["label"]),
        "lines": [line for line in lines if line],
        "url": contact.get("page"),
    }


def said_about(pack: Pack, how: str, speech: Speech) -> dict[str, Any] | None:
    """Return what the pack holds of one way of learning: what it starts, how to check, who said so."""
    one = next((one for one in pack.look_alikes if one.get("how") == how), None)
    if one is None:
        return None
    texts = {name: speech.of(one.get(name)) for name in ("say", "check", "authorities_said")}
    by_authorities = "said_cite" in one
    cites = one.get("said_cite" if by_authorities else "cite", ())
    read = one.get("said_confidence" if by_authorities else "confidence", "unverified")
    return {**texts, "cited": _cited(pack, cites, speech), "read": speech.say(f"read_how_{read}")}


def _cited(pack: Pack, cites: Iterable[Mapping[str, Any]], speech: Speech) -> list[tuple[str, str]]:
    """Return (act and article, address) of what is cited."""
    found = []
    for cite in cites:
        source = pack.sources.get(cite["source"])
        if source:
            found.append((f"{speech.of(source.title)}, {cite.get('ref') or ''}".rstrip(", "), source.url))
    return found


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
