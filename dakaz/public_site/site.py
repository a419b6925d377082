"""The same knowledge as files: pages, tables of days, wall sheets, for any web space or a USB stick."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dakaz.errors import N_, Refused
from dakaz.law import Rule

from .addresses import ICON, STYLE, Addresses, Place
from .answering import choice_words
from .folder import MARK, check_names, check_ours, write_folder
from .knowledge import Knowledge
from .library import help_of
from .matters import Matter, decided, waiting
from .packed import check_new, packed, write_packed
from .pages import Page, icon, style_sheet
from .questions import CALLS, NOTICES, choices, offered
from .rule_pages import key_of
from .sheets import sheet_pdf
from .shown import call_values
from .site_pages import LEAVE, LIBRARY, leave_page, library_page, start_page
from .tables import rules_with_days, tables_of
from .words import LANGUAGES

__all__ = ["MARK", "Span", "site_files", "write_site"]

FILES = Addresses(as_files=True)
NOTICE_RULE = "C17"

NOT_REVIEWED = N_(
    "No named lawyer has reviewed this pack, so it is not published. With --draft it is written with "
    "“draft: no lawyer has checked this” on every page."
)


@dataclass(frozen=True, slots=True)
class Span:
    """Which days the tables hold.

    Args:
        back: days before the site's day.
        ahead: days after it.
    """

    back: int = 60
    ahead: int = 60


def write_site(
    knowledge: Knowledge,
    folder: Path | None,
    *,
    draft: bool,
    span: Span | None = None,
    sheets: bool = True,
    zipped: Path | None = None,
) -> int:
    """Write the site; return how many files it has.

    Args:
        folder: must not exist, or be one that this function made and nobody changed; None for no folder.
        draft: whether to publish what no lawyer has reviewed, stamped on every page.
        sheets: whether to set the wall sheets too.
        zipped: a file that does not exist, for the same site as one ZIP; None for none.

    Raises:
        Refused: no named lawyer reviewed the pack and ``draft`` is not set.
        BadInput: the folder is not ours, the file exists, or an id of the pack cannot name a page.
    """
    if not knowledge.is_reviewed() and not draft:
        raise Refused(NOT_REVIEWED)
    knowledge.check_can_ask()
    if folder:
        check_ours(folder)
    if zipped:
        check_new(zipped)
    files = dict(site_files(knowledge, span=span or Span(), sheets=sheets))
    check_names(files)
    files[MARK] = _mark(knowledge, files)
    if folder:
        write_folder(files, folder)
    if zipped:
        write_packed(packed(files, knowledge.today()), zipped)
    return len(files)


def _mark(knowledge: Knowledge, files: dict[str, bytes]) -> bytes:
    listed = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    told = {
        "made_by": "dakaz law site",
        "pack": knowledge.pack.hash,
        "day": knowledge.today().isoformat(),
        "files": listed,
    }
    return (json.dumps(told, indent=1, sort_keys=True) + "\n").encode()


def site_files(knowledge: Knowledge, *, span: Span, sheets: bool) -> Iterator[tuple[str, bytes]]:
    """Make every file of the site, as (path, content). The same pack and day give the same bytes."""
    yield "index.html", start_page(knowledge, FILES).encode()
    yield FILES.path(LEAVE), leave_page(knowledge, FILES).encode()
    yield STYLE, style_sheet().encode()
    yield ICON, icon()
    for language in LANGUAGES:
        for place in _places(knowledge, language):
            page = library_page(knowledge, place, FILES)
            if page is not None:
                yield FILES.path(place), page.encode()
        on_sheets = sheet_rules(knowledge) if sheets else []
        tables = dict(_tables(knowledge, language, span, on_sheets))
        yield from tables.items()
        yield from _asking(knowledge, language, frozenset(tables))
        for rule in on_sheets:
            yield FILES.path(_sheet(rule, language)), sheet_pdf(knowledge, rule, language)


def _places(knowledge: Knowledge, language: str) -> Iterator[Place]:
    pack = knowledge.pack
    yield from (Place(language, name) for name in LIBRARY)
    yield from (Place(language, "rules", key_of(rule)) for rule in pack.rules.values())
    yield from (Place(language, "statuses", one["id"]) for one in pack.statuses)
    yield from (Place(language, "countries", one["country"]) for one in pack.hosts)
    matters = dict.fromkeys(name for one in pack.hosts for name in one.get("cells", {}))
    yield from (Place(language, "countries", name) for name in matters)


def _made(knowledge: Knowledge, place: Place, template: str, values: dict[str, Any]) -> tuple[str, bytes]:
    page = Page(knowledge, place, FILES)
    shared = {"help": help_of(knowledge.pack, page.speech)}
    return FILES.path(place), page.render(template, shared | values).encode()


def _asking(knowledge: Knowledge, language: str, tables: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """The first questions as pages that lead to a table."""
    pack = knowledge.pack
    speech = Page(knowledge, Place(language), FILES).speech
    options = [
        (_after(one, language), choice_words(pack, "how", one, speech)) for one in choices(pack, "how", {})
    ]
    here = Place(language, "how")
    ways = [(FILES.way(here, to), label) for to, label in options]
    yield _made(knowledge, here, "how.html", {"options": ways, "ask": speech.of(pack.facts["how"].ask)})
    for name, matters in (("what", decided()), ("waiting", waiting())):
        known = offered(pack, waits=name == "waiting")
        told = [_matter(knowledge, matters[one], language, tables) for one in known]
        yield _made(
            knowledge, Place(language, name), "what.html", {"matters": told, "is_waiting": name == "waiting"}
        )
    for how in sorted(CALLS):
        place = Place(language, "calls", how)
        yield _made(knowledge, place, "calls.html", call_values(Page(knowledge, place, FILES), how))


def _after(how: str, language: str) -> Place:
    if how in CALLS:
        return Place(language, "calls", how)
    if how in NOTICES:
        return Place(language, "tables", NOTICE_RULE)
    return Place(language, "waiting" if how == "waiting" else "what")


def _matter(knowledge: Knowledge, matter: Matter, language: str, written: frozenset[str]) -> dict[str, Any]:
    """Return a decision with the tables it leads to; a special rule says when it is the one."""
    pack = knowledge.pack
    speech = Page(knowledge, Place(language), FILES).speech
    special = [
        (one.rule, ", ".join(choice_words(pack, one.fact, value, speech) for value in one.values))
        for one in matter.instead
    ]
    rows = [(row, "") for row in (matter.rule, *matter.others)] + special
    rows += [(matter.then[0], "")] if matter.then else []
    tables = [
        (row, speech.of(rule.label), when) for row, when in rows if (rule := knowledge.rule(row)) is not None
    ]
    counted = {row for row, _, _ in tables if FILES.path(Place(language, "tables", row)) in written}
    return {
        "label": choice_words(pack, "what", matter.id, speech),
        "tables": [(row if row in counted else "", row, label, when) for row, label, when in tables],
    }


def _tables(
    knowledge: Knowledge, language: str, span: Span, on_sheets: list[Rule]
) -> Iterator[tuple[str, bytes]]:
    speech = Page(knowledge, Place(language), FILES).speech
    rules = rules_with_days(knowledge)
    today = knowledge.today()
    first, last = today - timedelta(days=span.back), today + timedelta(days=span.ahead)
    listed: dict[str, list[tuple[str, str]]] = {"person": [], "authority": []}
    for rule in rules:
        tables = tables_of(knowledge, rule, speech, first=first, last=last)
        if tables:
            listed["person" if rule.audience == "person" else "authority"].append(
                (key_of(rule), speech.of(rule.label))
            )
            yield _table(
                knowledge,
                rule,
                language,
                {
                    "tables": tables,
                    "first": first,
                    "last": last,
                    "has_sheet": rule in on_sheets,
                },
            )
    yield _made(knowledge, Place(language, "tables"), "tables.html", {"listed": listed})


def _table(knowledge: Knowledge, rule: Rule, language: str, values: dict[str, Any]) -> tuple[str, bytes]:
    speech = Page(knowledge, Place(language), FILES).speech
    event = knowledge.pack.facts.get(rule.trigger.event)
    values |= {
        "label": speech.of(rule.label),
        "event": speech.of(event.label) if event else speech.say("sheet_came"),
        "key": key_of(rule),
        "lines": [speech.of(one) for one in rule.lines],
        "is_person": rule.audience == "person",
        "is_notice": key_of(rule) == NOTICE_RULE,
    }
    here = Place(language, "tables", key_of(rule))
    values["sheet"] = FILES.way(here, _sheet(rule, language)) if values["has_sheet"] else ""
    return _made(knowledge, here, "table.html", values)


def _sheet(rule: Rule, language: str) -> Place:
    return Place(language, "sheets", f"{key_of(rule)}.pdf")


def sheet_rules(knowledge: Knowledge) -> list[Rule]:
    """Return the rules that have a sheet: a person's deadlines that have a day on the site's own day."""
    return [
        rule
        for rule in rules_with_days(knowledge)
        if rule.audience == "person" and _has_days(knowledge, rule)
    ]


def _has_days(knowledge: Knowledge, rule: Rule) -> bool:
    today: date = knowledge.today()
    speech = Page(knowledge, Place(LANGUAGES[0]), FILES).speech
    return bool(tables_of(knowledge, rule, speech, first=today, last=today))
