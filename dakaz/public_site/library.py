"""What else can be looked up: statuses, host countries, where help is, what is said of calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from dakaz.law import Pack

from .rule_pages import named
from .words import Speech

__all__ = ["columns", "corrections", "countries", "help_of", "said_about", "status_cells"]


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
        text = speech.say("not_found_on", day=_date(cell["not_found_on"]))
        return {"label": label, "text": text, "not_found": True, "about": "", "sources": []}
    said = (
        speech.say("as_of", day=_date(cell["date"])) if cell.get("date") else "",
        speech.say(f"read_how_{cell['confidence']}") if cell.get("confidence") else "",
    )
    return {
        "label": label,
        "text": speech.of(cell["text"]),
        "not_found": False,
        "about": " · ".join(one for one in said if one),
        "sources": list(_sources_of(pack, cell, speech)),
    }


def _sources_of(pack: Pack, cell: Mapping[str, Any], speech: Speech) -> Iterator[dict[str, str]]:
    """Give every source of a cell: the first with the place in it, then those that say more."""
    names = [str(cell.get("source", "")), *map(str, cell.get("also_sources", ()))]
    for n, name in enumerate(names):
        source = pack.sources.get(name)
        if source:
            ref = str(cell.get("ref") or "") if n == 0 else ""
            yield {"title": speech.of(source.title), "url": source.url, "ref": ref}


def corrections(pack: Pack, speech: Speech) -> list[dict[str, Any]]:
    """Return what was corrected in the pack, as it says itself; empty while it says nothing of the kind."""
    given: Iterable[Any] = getattr(pack, "corrections", None) or ()
    return [_correction(pack, one, speech) for one in given if isinstance(one, Mapping)]


def _correction(pack: Pack, one: Mapping[str, Any], speech: Speech) -> dict[str, Any]:
    words = next((one[name] for name in ("say", "what", "text") if one.get(name)), "")
    rules = [str(name) for name in (*one.get("rules", ()), one.get("rule", "")) if name]
    return {
        "day": _date(one["on"]) if one.get("on") else None,
        "text": speech.of(words),
        "rules": named(pack, [pack.rows.get(name, name) for name in rules], speech),
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
