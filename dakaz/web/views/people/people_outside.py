"""How people are called in what leaves the office, and the words that say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from dakaz.records.queries.people_consents import OutsideName, names_outside
from dakaz.web.look import State

if TYPE_CHECKING:
    from dakaz.records.guard import SeenBy
    from dakaz.records.models import Party


def called(name: OutsideName) -> str:
    """Return the name or pseudonym to use, or words that say that there is none to use."""
    return name.name or gettext("not to be named")


def mark(name: OutsideName) -> State:
    """Return in a word how someone may be called outside, and why."""
    if name.is_own:
        return State(gettext("by name: %(name)s") % {"name": name.name}, "good")
    if name.why == "withdrawn":
        words = gettext("took back the consent to be named; %(name)s") % {"name": called(name)}
        return State(words, "brick")
    if name.name:
        return State(gettext("only as %(name)s") % {"name": name.name}, "amber")
    if name.why == "no_pseudonym":
        return State(gettext("not at all: no pseudonym is written down yet"), "brick")
    return State(gettext("not at all"), "brick")


def with_names(
    cells: Callable[[Any], Sequence[Any]], *links: str, at: Sequence[int]
) -> Callable[[SeenBy, Sequence[Any]], list[list[Any]]]:
    """Return how a list stands in a file: the same cells, people called as they may be outside.

    Args:
        cells: a record's values as the page shows them.
        links: what leads from a record to a party, such as ``party``.
        at: in which cell the name of each stands, in the order of ``links``.
    """

    def outside(seen_by: SeenBy, records: Sequence[Any]) -> list[list[Any]]:
        parties: list[Party] = [getattr(one, link) for one in records for link in links]
        names = names_outside(seen_by, parties)
        rows = [list(cells(one)) for one in records]
        for row, one in zip(rows, records, strict=True):
            for link, place in zip(links, at, strict=True):
                row[place] = called(names[getattr(one, link).pk])
        return rows

    return outside
