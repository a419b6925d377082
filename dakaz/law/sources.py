"""What a pack rests on: sentences in four languages, sources, and places in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

__all__ = ["CONFIDENCES", "LANGUAGES", "UNCERTAIN", "Cite", "Source", "Words"]

Words = Mapping[str, str]
"""One sentence in several languages: ``{"lt": …, "be": …, "ru": …, "en": …}``."""

LANGUAGES = ("lt", "be", "ru", "en")
UNCERTAIN = frozenset({"unverified", "seed"})
CONFIDENCES = ("primary", "official_page", "case_law", "secondary", "seed", "unverified")


@dataclass(frozen=True, slots=True)
class Source:
    """An act, a page or a judgment that was read, and how."""

    id: str
    short: str
    title: Words
    number: str
    url: str
    read: str
    read_on: date | None
    edition_from: date | None
    in_force: date | None
    last_known_valid_on: date | None
    later: tuple[tuple[str, date], ...] = ()


class Cite(NamedTuple):
    """A place in a source: its article in the official form."""

    source: str
    ref: str
