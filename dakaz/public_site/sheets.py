"""Sheets for the wall: one A4 of eight panels that folds to a pocket, set by typst from memory."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import typst
from babel.dates import format_date

from dakaz.errors import N_, BadInput
from dakaz.law import Rule

from .knowledge import Knowledge
from .library import help_of
from .tables import Table, rules_with_days, tables_of
from .words import Speech

__all__ = ["DAYS", "PANEL_MM", "sheet_pdf"]

DAYS = 60
PER_PANEL = 20
PANEL_MM = (297 / 4, 210 / 2)
"""Width and height of a panel: A4 across, folded three times."""
LONGEST_WORD = 14
"""Letters that fit a panel at the size of the title."""
SHORT = {"lt": "MM-dd EEE", "be": "EEE d MMM", "ru": "EEE d MMM", "en": "EEE d MMM"}


@cache
def _template() -> bytes:
    return files("dakaz.public_site").joinpath("sheet.typ").read_bytes()


@cache
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def sheet_pdf(knowledge: Knowledge, rule: Rule, language: str) -> bytes:
    """Return the sheet of one deadline rule: the next 60 days, how they are counted, where help is.

    Raises:
        BadInput: the rule counts no days from a day, or its text does not fit the panels.
    """
    speech = Speech(language, knowledge.pack.zone)
    first = knowledge.today()
    tables = tables_of(knowledge, rule, speech, first=first, last=first + timedelta(days=DAYS - 1))
    if rule not in rules_with_days(knowledge) or not tables:
        raise BadInput(
            N_("%(rule)s counts no days from a day, so it has no sheet."), rule=rule.row or rule.id
        )
    data = {
        "language": language,
        "title": speech.of(rule.label),
        "panels": _panels(knowledge, rule, tables[0], speech),
    }
    return _set(data, first, rule)


def _set(data: Mapping[str, Any], on: date, rule: Rule) -> bytes:
    try:
        return bytes(
            typst.compile(
                _template(),
                font_paths=_fonts(),
                ignore_system_fonts=True,
                sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
                pdf_standards=["ua-1"],
                timestamp=datetime.combine(on, time(), UTC),
            )
        )
    except typst.TypstError as error:
        message = N_("The sheet of %(rule)s cannot be set: %(reason)s")
        raise BadInput(message, rule=rule.row or rule.id, reason=error.message) from error


def _panels(knowledge: Knowledge, rule: Rule, table: Table, speech: Speech) -> list[dict[str, Any]]:
    front = {
        "title": speech.of(rule.label),
        "big": True,
        "hyphenate": max(map(len, speech.of(rule.label).split())) > LONGEST_WORD,
        "stamp": "" if knowledge.is_reviewed() else speech.say("draft"),
        "lines": [
            *_other_readings(table, speech),
            *map(speech.of, rule.lines),
            _made_for(table, speech),
            speech.say("sheet_fold"),
        ],
    }
    steps = [speech.say(key) for key in ("step_paper", "step_write", "step_help")]
    rows = [_row(one, speech) for one in table.rows]
    heads = [speech.say(key) for key in _heads(rule)]
    spans = [rows[n : n + PER_PANEL] for n in range(0, DAYS, PER_PANEL)]
    days = [{"table": {"heads": heads, "rows": span}} for span in spans]
    first_steps = {
        "title": speech.say("steps_title"),
        "numbered": steps,
        "lines": [speech.say("sheet_then_ask")],
    }
    return [
        front,
        first_steps,
        *days[:2],
        days[2],
        _counted(table, speech),
        _aloud(knowledge, speech),
        _age(table, speech),
    ]


def _other_readings(table: Table, speech: Speech) -> list[str]:
    """Say on the front that there may be less time than this sheet says, or when the sheet holds."""
    shorter = [
        speech.say("table_other", label=one.label, condition=one.condition) for one in table.shorter.values()
    ]
    return shorter or [table.condition]


def _made_for(table: Table, speech: Speech) -> str:
    return speech.say("sheet_made_for", first=table.rows[0].day, last=table.rows[-1].day)


def _heads(rule: Rule) -> Sequence[str]:
    if rule.audience == "person":
        return ("sheet_came", "sheet_safe", "sheet_last")
    return ("sheet_came", "should_be_decided", "legal_end")


def _row(row: Any, speech: Speech) -> list[str]:
    return [_short(one, speech) for one in (row.day, row.first, row.last)]


def _short(day: date | None, speech: Speech) -> str:
    return str(format_date(day, SHORT[speech.language], locale=speech.language)) if day else "–"


def _counted(table: Table, speech: Speech) -> dict[str, Any]:
    box = table.box
    articles = [f"{one.act}, {one.ref}" for one in box.quotes[:3]]
    quote = next((one.quote for one in box.quotes if one.quote), "")
    steps = [text for text, _ in box.steps]
    return {
        "title": speech.say("how_counted"),
        "lines": [speech.say("sheet_example"), *steps[-4:], *articles],
        "quote": quote,
    }


def _aloud(knowledge: Knowledge, speech: Speech) -> dict[str, Any]:
    lines = [speech.say(f"today_{n}_say") for n in (1, 2, 3, 5)]
    help_lines = [
        " – ".join((one["label"], *one["lines"][:1])) for one in help_of(knowledge.pack, speech)[:3]
    ]
    own = speech.say("sheet_own_help")
    return {"title": speech.say("help_title"), "lines": [*help_lines, own], "blank": True,
            "second": speech.say("sheet_aloud"), "aloud": lines}  # fmt: skip


def _age(table: Table, speech: Speech) -> dict[str, Any]:
    box = table.box
    lines = [*box.band_words, speech.say("not_advice"), speech.say("translation")]
    if box.authority:
        lines.insert(0, f"{speech.say('authority')}: {box.authority}")
    return {
        "title": speech.say("uncertain_title") if box.uncertain else "",
        "lines": [*box.uncertain[:2], *lines],
    }
