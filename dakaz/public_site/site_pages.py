"""Every page that asks nothing, as (place, HTML): the same for the server and for files."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from typing import Any

from .addresses import Addresses, Place
from .knowledge import Knowledge
from .library import columns, corrections, countries, help_of, status_cells
from .pages import Page
from .quotes import Quote, quote_values
from .rule_pages import groups, key_of, method_words, named, rule_page, way_lines
from .words import LANGUAGES, NAMES, Speech

__all__ = ["LEAVE", "LIBRARY", "leave_page", "library_page", "start_page"]

WITH_KEYS = frozenset({"rules", "statuses", "countries"})
"""Pages of which there is one for each rule, status, country or column."""
LEAVE = Place(name="leave")
TODAY_RESTS = ("I05", "C01", "E04", "I02", "A11")


def start_page(knowledge: Knowledge, addresses: Addresses) -> str:
    """Return the page on which a language is chosen."""
    page = Page(knowledge, Place(), addresses, other_languages=False)
    choices = [(code, NAMES[code], page.way(Place(code)), Speech(code).say("title")) for code in LANGUAGES]
    return page.render("languages.html", {"choices": choices, "speech": Speech("be", knowledge.pack.zone)})


def leave_page(knowledge: Knowledge, addresses: Addresses) -> str:
    """Return a page that says nothing: this month."""
    today = knowledge.today()
    weeks = calendar.Calendar().monthdayscalendar(today.year, today.month)
    values = {"month": f"{today.year}-{today.month:02}", "weeks": weeks}
    return Page(knowledge, LEAVE, addresses, other_languages=False).render("leave.html", values)


def library_page(knowledge: Knowledge, place: Place, addresses: Addresses, **asked: str) -> str | None:
    """Return a page to look something up in; None when there is none of that name and key."""
    made = LIBRARY.get(place.name) if not place.key or place.name in WITH_KEYS else None
    page = Page(knowledge, place, addresses)
    found = made(page, **asked) if made else None
    return page.render(*found) if found else None


Made = tuple[str, dict[str, Any]]


def _home(page: Page) -> Made:
    return "home.html", {"help": help_of(page.knowledge.pack, page.speech)}


def _today(page: Page) -> Made:
    say, pack = page.speech.say, page.knowledge.pack
    lines = []
    for n in range(1, 6):
        with_words = n != 4  # whom to tell has no sentence to say aloud
        aloud = {"aloud": say(f"today_{n}_say"), "gloss": say(f"today_{n}_gloss")} if with_words else {}
        lines.append({"text": say(f"today_{n}"), **aloud})
    rules = [page.knowledge.rule(row) for row in TODAY_RESTS]
    rests = [(key_of(rule), page.speech.of(rule.label)) for rule in rules if rule]
    return "today.html", {"lines": lines, "rests": rests, "help": help_of(pack, page.speech)}


def _rules(page: Page) -> Made | None:
    pack = page.knowledge.pack
    if not page.here.key:
        return "rules.html", {"groups": groups(pack, page.speech)}
    rule = page.knowledge.rule(page.here.key)
    return (
        ("rule.html", rule_page(pack, rule, page.speech)) if rule and key_of(rule) == page.here.key else None
    )


def _ways(page: Page) -> Made:
    pack = page.knowledge.pack
    rules = [rule for rule in pack.rules.values() if rule.kind == "pathway"]
    return "ways.html", {"ways": way_lines(pack, rules, page.speech)}


def _statuses(page: Page) -> Made | None:
    pack, speech = page.knowledge.pack, page.speech
    if not page.here.key:
        return "statuses.html", {"statuses": [(one["id"], speech.of(one["label"])) for one in pack.statuses]}
    status = next((one for one in pack.statuses if one["id"] == page.here.key), None)
    if status is None:
        return None
    return "status.html", {
        "label": speech.of(status["label"]),
        "cells": status_cells(pack, status, speech),
        "linked": named(pack, status.get("rules", ()), speech),
    }


def _countries(page: Page, *, country: str = "", column: str = "") -> Made | None:
    """The host table: all of it, or one country, or one column."""
    pack, speech = page.knowledge.pack, page.speech
    hosts, matters = [(code, label) for code, label, _ in countries(pack, speech)], columns(pack, speech)
    names = {**dict(hosts), **dict(matters)}
    key = page.here.key
    if key and key not in names:
        return None
    country, column = (key, "") if key in dict(hosts) else (country, key or column)
    return "countries.html", {
        "countries": countries(pack, speech, only=country, column=column),
        "all_countries": hosts,
        "columns": matters,
        "shown": names.get(key, ""),
        "country": country,
        "column": column,
    }


def _about(page: Page) -> Made:
    pack, speech = page.knowledge.pack, page.speech
    sources = [
        quote_values(
            Quote(speech.of(one.title), one.short, one.number, _edition(one, speech), "", one.url, one.read),
            speech,
        )
        for one in pack.sources.values()
    ]
    return "about.html", {
        "gaps": [speech.of(one) for one in pack.known_gaps],
        "methods": [words for one in pack.counting if (words := method_words(pack, one, speech))],
        "sources": sources,
        "hash": pack.hash[:16],
        "corrections": corrections(pack, speech),
    }


def _edition(source: Any, speech: Speech) -> str:
    parts = []
    if source.edition_from:
        parts.append(speech.say("about_edition", day=source.edition_from))
    if source.read_on:
        parts.append(speech.say("about_read_on", day=source.read_on))
    return ", ".join(parts)


LIBRARY: dict[str, Callable[..., Made | None]] = {
    "": _home,
    "today": _today,
    "rules": _rules,
    "ways": _ways,
    "statuses": _statuses,
    "countries": _countries,
    "about": _about,
}
