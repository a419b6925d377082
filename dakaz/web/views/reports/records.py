"""A record of any kind on one line: what it is, when, and the way to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from dakaz.records.queries.counted import kind_of
from dakaz.web.edtf_words import in_words

PAGES = {
    "decision": "people:decision",
    "event": "people:event",
    "testimony": "people:testimony",
    "party": "people:party",
    "item": "archive:item",
    "statement": "observatory:statement",
    "recommendation": "observatory:recommendation",
}
SAID: dict[str, Callable[[Any], tuple[str, str]]] = {
    "decision": lambda row: (
        f"{row.case.code} · {row.get_kind_display()} · {row.authority.label}",
        row.dated,
    ),
    "event": lambda row: (row.title, row.date),
    "testimony": lambda row: (gettext("testimony of %(who)s") % {"who": row.speaker.label}, row.date),
    "party": lambda row: (row.label, ""),
    "item": lambda row: (row.title, row.dated),
    "statement": lambda row: (f"{row.speaker.label}: {row.words}", row.date),
    "recommendation": lambda row: (f"{row.number} {row.text}".strip(), row.since),
}


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """A record in words, its date in words, and its page; no address while there is no such page."""

    words: str
    when: str
    url: str


def shown_record(row: Any) -> ShownRecord:
    """Return a record as one line."""
    kind = kind_of(row)
    words, when = SAID[kind](row)
    try:
        url = reverse(PAGES[kind], args=[row.pk])
    except NoReverseMatch:
        url = ""
    return ShownRecord(words, in_words(when), url)
