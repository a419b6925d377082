"""Where an item comes from and what was done with it, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dakaz.records.queries import archive, archive_pages, log

from . import words

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Item


@dataclass(frozen=True, slots=True)
class Act:
    """One act on an item: its number in the log, when, who, and what in words."""

    number: int
    at: datetime | None
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Came:
    """One way in which the bytes came: when, from whom, how; under which name, where it differs."""

    at: datetime
    who: str
    how: str
    name: str


def story(seen_by: SeenBy, item: Item) -> list[Act]:
    """Return everything done with an item, the oldest first."""
    lines = reversed(log.lines(seen_by, subject=item.pk, limit=200))
    return [Act(line.seq, _moment(line.at), line.who, words.act(line.action)) for line in lines]


def origins(item: Item) -> list[Came]:
    """Return every way in which an item's bytes came to us."""
    names = archive_pages.user_names()
    return [
        Came(
            one.at,
            names.get(one.by, ""),
            words.how(one.how),
            "" if one.name == item.name else words.as_it_came(one.name),
        )
        for one in archive.custody_of(item).origins
    ]


def _moment(written: str) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
